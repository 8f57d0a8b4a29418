extension Dialect {
  /// GoogleSQL of BigQuery (cloud.google.com/bigquery/docs/reference/standard-sql/lexical).
  package static let bigquery: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "bigquery"
    dialect.quotedFolding = .lower
    dialect.nameByteLimit = nil
    dialect.nameQuotes = [.backtick, .dotted]
    dialect.strings = [.backslash, .doubleQuotes, .rawPrefix, .tripleQuotes]
    dialect.comments = [.hash]
    dialect.placeholders = [.dollarBrace, .at]
    dialect.switches = Switches.warehouse.union([.dashedNames, .lambdasEverywhere])
    dialect.keywords = dialect.keywords.warehouse
      .setting([.offset, .lateral, .localtime, .localtimestamp, .current], to: .free, bareLabel: true)
      .setting([.offset], to: .free, bareLabel: false)
    return dialect
  }()
}
