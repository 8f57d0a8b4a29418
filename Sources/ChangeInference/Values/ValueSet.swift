import Domain

/// The values that a column may have, where its type or a check lists them.
struct ValueSet: Hashable, Sendable {
  /// The values in order of declaration.
  let values: [String]
  /// The enumeration or domain that lists them; nil for a check of the table.
  let type: ObjectID?
  /// Where they are listed.
  let location: SourceLocation

  /// The values that a column of a table may have, or nil when nothing lists them.
  static func of(_ column: Column, in table: Table, index: SchemaIndex) -> ValueSet? {
    if let type = index.userType(of: column.type), let set = of(type, index: index, depth: 0) { return set }
    for constraint in table.constraints {
      guard case .check(let expression, _) = constraint.kind,
        let values = listed(expression, isOwn: { $0.name == column.name })
      else { continue }
      return ValueSet(values: values, type: nil, location: constraint.location)
    }
    return nil
  }

  private static func of(_ type: UserType, index: SchemaIndex, depth: Int) -> ValueSet? {
    switch type.kind {
    case .enumeration(let labels):
      return ValueSet(values: labels, type: type.id, location: type.location)
    case .domain(let base, let checks, _):
      for check in checks {
        if case .check(let expression, _) = check.kind, let values = listed(expression, isOwn: { _ in true })
        {
          return ValueSet(values: values, type: type.id, location: check.location)
        }
      }
      guard depth < 16, let inner = index.userType(of: base) else { return nil }
      return of(inner, index: index, depth: depth + 1)
    case .other:
      return nil
    }
  }

  /// The list of `x IN (...)`, `x = ANY (ARRAY[...])` or `x = 'a' OR x = 'b'`, NULL allowed beside it.
  private static func listed(_ check: Expression, isOwn: (ColumnReference) -> Bool) -> [String]? {
    for part in check.conditionParts {
      let choices = part.alternativeParts.filter { !isNullTest($0) }
      let terms = choices.compactMap(RowCondition.term)
      guard !terms.isEmpty, terms.count == choices.count,
        terms.allSatisfy({ !$0.isNegated && isOwn($0.column) })
      else { continue }
      let values = terms.flatMap(\.values).compactMap(\.text)
      if isList(choices, values) { return unique(values) }
    }
    return nil
  }

  private static func isNullTest(_ part: Expression) -> Bool {
    if case .call("is null", _) = part { true } else { false }
  }

  /// A lone truth value (`CHECK (accepted)`) is no list.
  private static func isList(_ choices: [Expression], _ values: [String]) -> Bool {
    guard !values.isEmpty else { return false }
    return choices.contains { if case .call = $0.withoutCasts { true } else { false } }
  }

  private static func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}
