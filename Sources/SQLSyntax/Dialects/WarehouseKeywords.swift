extension KeywordTable {
  /// Words that PostgreSQL reserves and warehouses do not: columns are often called so.
  private static let unreserved: [Keyword] = [
    .analyse, .analyze, .asymmetric, .authorization, .binary, .check, .column, .concurrently, .constraint,
    .currentCatalog, .currentRole, .currentSchema, .deferrable, .do, .foreign, .freeze, .grant, .initially,
    .only, .placing, .primary, .references, .returning, .sessionUser, .symmetric, .systemUser, .user,
    .variadic, .verbose, .leading, .trailing, .both,
  ]

  /// The table of an analytic database: its additions reserved, what only PostgreSQL reserves free.
  var warehouse: KeywordTable {
    setting(Self.unreserved, to: .free, bareLabel: true)
      .setting([.qualify], to: .reserved, bareLabel: false)
      .setting([.pivot, .unpivot], to: .typeOrFunctionName, bareLabel: true)
  }
}

extension Dialect.Switches {
  /// What nearly all analytic databases have in common.
  static let warehouse: Dialect.Switches = [
    .trailingCommas, .starModifiers, .analytic, .nestedLiterals, .pivot, .nestedTypes, .extraOperators,
    .angleTypes,
  ]
}
