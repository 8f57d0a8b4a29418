extension Dialect {
  /// ClickHouse (clickhouse.com/docs/en/sql-reference). Names keep their case.
  package static let clickhouse: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "clickhouse"
    dialect.folding = .keep
    dialect.nameByteLimit = nil
    dialect.nameQuotes = [.double, .backtick]
    dialect.strings = [.backslash, .bitPrefix, .dollarQuotes]
    dialect.comments = [.hash]
    dialect.placeholders = [.dollarBrace]
    dialect.switches = Switches.warehouse.union([.clickHouse, .lambdasEverywhere])
    dialect.switches.remove(.pivot)
    dialect.keywords = dialect.keywords.warehouse
      .setting([.any, .like, .ilike, .all, .some, .table], to: .typeOrFunctionName, bareLabel: false)
      .setting([.default, .user, .pivot, .unpivot, .similar, .isnull, .notnull], to: .free, bareLabel: true)
    return dialect
  }()
}
