extension Dialect {
  /// Amazon Redshift (docs.aws.amazon.com/redshift/latest/dg), a relative of PostgreSQL 8.
  package static let redshift: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "redshift"
    dialect.quotedFolding = .lower
    dialect.nameByteLimit = 127
    dialect.strings = [.escapePrefix, .bitPrefix, .dollarQuotes]
    dialect.switches = [.starModifiers, .analytic, .pivot, .metaCommands]
    dialect.keywords = dialect.keywords
      .setting([.qualify], to: .reserved, bareLabel: false)
      .setting([.pivot, .unpivot], to: .typeOrFunctionName, bareLabel: true)
      .setting([.column, .do, .concurrently, .verbose, .variadic], to: .free, bareLabel: true)
    return dialect
  }()
}
