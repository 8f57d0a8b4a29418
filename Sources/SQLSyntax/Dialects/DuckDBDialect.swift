extension Dialect {
  /// DuckDB 1.x, as dbt models for it are written. Names are compared without case, so keys are lower case.
  package static let duckdb: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "duckdb"
    dialect.quotedFolding = .lower
    dialect.nameByteLimit = nil
    dialect.comments = []
    dialect.switches = [
      .fromFirst, .trailingCommas, .starModifiers, .analytic, .nestedLiterals, .pivot, .nestedTypes,
      .extraOperators, .prefixAliases,
    ]
    dialect.keywords = dialect.keywords
      .setting([.qualify], to: .reserved, bareLabel: false)
      .setting([.pivot, .unpivot], to: .reserved, bareLabel: true)
      .setting([.authorization, .binary, .verbose, .freeze], to: .free, bareLabel: true)
      .setting([.user, .placing, .sessionUser, .currentUser], to: .free, bareLabel: true)
    return dialect
  }()
}
