import Domain

extension Constraint {
  /// The values that a program allows: no constraint of the database, but the same promise to readers.
  static func promise(
    _ values: [Literal], of column: String, name: String?, spelling: SQLSpelling, at location: SourceLocation
  ) -> Constraint {
    let text = values.map { spelling.literal($0) }.joined(separator: ", ")
    return Constraint(
      name: name,
      kind: .check(
        .call("in", [.column(ColumnReference(column))] + values.map { .literal($0) }),
        text: "\(column) in (\(text))"), location: location)
  }
}
