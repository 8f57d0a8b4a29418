extension Dialect {
  /// Spark SQL and Databricks (docs.databricks.com/sql/language-manual); Hive's queries are among them.
  package static let spark: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "spark"
    dialect.quotedFolding = .lower
    dialect.nameByteLimit = nil
    dialect.nameQuotes = .backtick
    dialect.strings = [.backslash, .doubleQuotes, .rawPrefix, .bitPrefix]
    dialect.comments = .nestedBlocks
    dialect.placeholders = [.dollarBrace, .colon]
    dialect.switches = Switches.warehouse.union([.paths, .lambdasEverywhere, .fromFirst])
    dialect.keywords = dialect.keywords.warehouse
      .setting([.ilike, .similar, .natural, .collation], to: .free, bareLabel: false)
    return dialect
  }()
}
