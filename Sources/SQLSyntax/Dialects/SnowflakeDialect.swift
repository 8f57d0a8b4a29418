extension Dialect {
  /// Snowflake (docs.snowflake.com/en/sql-reference). Names are compared without case, so keys are lower case.
  package static let snowflake: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "snowflake"
    dialect.quotedFolding = .lower
    dialect.nameByteLimit = nil
    dialect.strings = [.backslash, .dollarQuotes, .bitPrefix]
    dialect.comments = [.doubleSlash]
    dialect.placeholders = [.dollarBrace, .colon]
    dialect.switches = Switches.warehouse.union([.paths, .stages, .lambdasEverywhere])
    dialect.keywords = dialect.keywords.warehouse
    return dialect
  }()
}
