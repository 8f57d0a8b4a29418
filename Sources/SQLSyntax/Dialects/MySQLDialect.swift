extension Dialect {
  /// MySQL and MariaDB (dev.mysql.com/doc/refman/8.4/en/language-structure.html); their names keep their case.
  package static let mysql: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "mysql"
    dialect.folding = .keep
    dialect.nameByteLimit = nil
    dialect.nameQuotes = .backtick
    dialect.strings = [.backslash, .doubleQuotes, .bitPrefix]
    dialect.comments = [.hash, .dashesNeedSpace]
    dialect.placeholders = [.dollarBrace, .colon, .percent, .at]
    dialect.switches = [.mySQL, .extraOperators]
    dialect.keywords = dialect.keywords.mySQL
    return dialect
  }()

  /// StarRocks and Doris: MySQL's spelling with the types and clauses of a warehouse.
  package static let starrocks: Dialect = {
    var dialect = Dialect.mysql
    dialect.name = "starrocks"
    dialect.switches = Switches.warehouse.union([.mySQL, .lambdasEverywhere])
    dialect.keywords = dialect.keywords.setting([.qualify], to: .reserved, bareLabel: false)
    return dialect
  }()
}

extension KeywordTable {
  /// MySQL reserves less of PostgreSQL's words, and some of its own that matter to the grammar.
  var mySQL: KeywordTable {
    warehouse
      .setting(
        [
          .freeze, .ilike, .isnull, .notnull, .overlaps, .placing, .similar, .tablesample, .any, .some, .end,
          .offset, .authorization, .binary, .pivot, .unpivot, .qualify, .xmlattributes, .setof, .bit, .do,
          .session, .collation,
        ], to: .free, bareLabel: true
      )
      .setting(
        [.check, .column, .constraint, .foreign, .primary, .references, .key, .keys, .index, .grant],
        to: .reserved, bareLabel: false
      )
      .setting([.offset, .straightJoin, .regexp, .rlike, .div, .mod, .xor], to: .reserved, bareLabel: false)
      .setting(
        [.set, .use, .force, .ignore, .change, .delayed, .highPriority, .lowPriority, .add, .alter, .drop],
        to: .reserved, bareLabel: false
      )
      .setting([.array, .only, .symmetric, .asymmetric, .variadic, .returning], to: .free, bareLabel: true)
      .setting([.regexp, .rlike, .div, .mod, .xor, .offset, .binary], to: .free, bareLabel: false)
  }
}
