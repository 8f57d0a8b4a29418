extension Dialect {
  /// Transact-SQL of SQL Server and its relatives (learn.microsoft.com/sql/t-sql).
  package static let sqlserver: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "sqlserver"
    dialect.folding = .keep
    dialect.nameByteLimit = nil
    dialect.nameQuotes = [.double, .bracket]
    dialect.strings = []
    dialect.comments = .nestedBlocks
    dialect.placeholders = [.dollarBrace, .at]
    dialect.switches = [.pivot, .transactSQL, .extraOperators]
    dialect.keywords = dialect.keywords.warehouse
      .setting(
        [.qualify, .lateral, .ilike, .similar, .limit, .offset, .isnull, .notnull], to: .free, bareLabel: true
      )
      .setting([.offset], to: .free, bareLabel: false)
      .setting([.array, .only, .symmetric, .asymmetric, .variadic, .returning], to: .free, bareLabel: true)
      .setting(
        [.set, .option, .check, .column, .constraint, .primary, .references, .foreign, .grant, .go],
        to: .reserved,
        bareLabel: false)
    return dialect
  }()
}
