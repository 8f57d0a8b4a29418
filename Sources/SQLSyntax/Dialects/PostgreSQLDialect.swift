extension Dialect {
  /// PostgreSQL up to version 17, as psql and migration tools send it.
  package static let postgres = Dialect(
    name: "postgres", folding: .lower, quotedFolding: .keep, nameByteLimit: 63, nameQuotes: .double,
    strings: [.escapePrefix, .unicodePrefix, .bitPrefix, .dollarQuotes], comments: .nestedBlocks,
    placeholders: [.dollarBrace, .colon, .percent], switches: [.metaCommands, .extensionNames],
    keywords: KeywordTable(
      reserved: KeywordTable.words(PostgreSQLKeywords.reserved),
      typeOrFunctionName: KeywordTable.words(PostgreSQLKeywords.typeOrFunctionName),
      columnName: KeywordTable.words(PostgreSQLKeywords.columnName),
      notBareLabels: KeywordTable.words(PostgreSQLKeywords.notBareLabels)))
}
