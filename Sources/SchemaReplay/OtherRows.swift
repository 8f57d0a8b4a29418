import Domain

/// What an UPDATE reads from other rows of the table that it changes: `UPDATE t SET a = p.a FROM t AS p WHERE ...`.
struct OtherRows {
  /// The inputs, when those beside the table may be other rows of it; nil when they are the same rows.
  private let scope: NameScope?

  /// Looks at the inputs of an UPDATE, the table itself first. Inputs that are joined key to key give the same rows.
  init(of table: Table, scope: NameScope, conditions: [Expression]) {
    guard scope.inputs.count > 1 else {
      self.scope = nil
      return
    }
    var joined: Set<ObjectID> = []
    for condition in conditions.flatMap(\.conjuncts) {
      guard case .call("=", let sides) = condition, sides.count == 2, let left = sides[0].bareColumn,
        let right = sides[1].bareColumn, scope.input(of: left) != scope.input(of: right),
        let column = scope.resolve(sides[0]).bareColumn?.column,
        column == scope.resolve(sides[1]).bareColumn?.column
      else { continue }
      joined.insert(column)
    }
    let key = table.primaryKey.compactMap { table.column(named: $0)?.id }
    let isSame = key.isEmpty ? !joined.isEmpty : joined.isSuperset(of: key)
    self.scope = isSame ? nil : scope
  }

  /// The value, with what it reads of this very column from other rows told as something else.
  func told(_ value: Expression, apartFrom column: ObjectID) -> Expression {
    guard let scope else { return value }
    return value.replacingColumns { reference in
      guard let input = scope.input(of: reference), input > 0,
        scope.value(of: reference)?.columns.contains(where: { $0.column == column }) == true
      else { return .column(reference) }
      return .opaque(text: "\(reference.qualifier.map { $0 + "." } ?? "")\(reference.name)", columns: [])
    }
  }
}
