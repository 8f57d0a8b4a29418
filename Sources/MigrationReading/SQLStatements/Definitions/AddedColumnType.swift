import Domain

extension OperationKind {
  /// The type of the column that it adds, with the labels of MySQL's `enum('a', 'b')` in it: programs that name a type
  /// alone have no place for the check that stands for them.
  var addedType: ColumnType? {
    guard case .addColumn(_, let column, let constraints, _, _) = self else { return nil }
    guard column.type.name == "enum" || column.type.name == "set", column.type.modifiers.isEmpty else {
      return column.type
    }
    var type = column.type
    for constraint in constraints where constraint.name?.hasPrefix(Constraint.labelPrefix) ?? false {
      guard case .check(.call(_, let parts), _) = constraint.kind else { continue }
      type.modifiers = parts.dropFirst().compactMap { part in
        if case .literal(.string(let label)) = part { SQLSpelling.quoted(label) } else { nil }
      }
    }
    return type
  }
}
