extension Dialect {
  /// Model text of a warehouse that is not known: everything that does not contradict standard SQL is read.
  package static let generic: Dialect = {
    var dialect = Dialect.duckdb
    dialect.name = "generic"
    dialect.nameQuotes = [.double, .backtick]
    dialect.comments = [.nestedBlocks]
    dialect.placeholders = [.dollarBrace, .colon, .percent, .at]
    dialect.switches.formUnion([.metaCommands, .angleTypes, .paths])
    dialect.switches.remove(.prefixAliases)
    return dialect
  }()
}
