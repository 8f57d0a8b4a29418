extension Dialect {
  /// Trino, Presto, Athena and Starburst (trino.io/docs/current/sql).
  package static let trino: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "trino"
    dialect.quotedFolding = .lower
    dialect.nameByteLimit = nil
    dialect.nameQuotes = [.double, .backtick]
    dialect.strings = [.unicodePrefix, .bitPrefix]
    dialect.comments = []
    dialect.placeholders = [.dollarBrace]
    dialect.switches = Switches.warehouse.union(.lambdasEverywhere)
    dialect.keywords = dialect.keywords.warehouse
    return dialect
  }()
}
