import Domain

/// Joins against literal rows, turned into CASE: `... FROM (VALUES ('premium','gold')) m(old, new) WHERE m.old = u.tier`.
struct MappingJoins {
  private struct Join {
    var alias: String
    var keyColumn: String
    var key: Expression
    var rows: [[String: Expression]]
  }

  private let scope: NameScope
  private var joins: [Join] = []

  /// Looks for mapping joins among the inputs of this scope.
  init(scope: NameScope) {
    self.scope = scope
  }

  /// How many inputs are mappings that a condition joins.
  var count: Int { joins.count }

  /// Takes the join conditions of mapping inputs out of the list and keeps them; gives the rest.
  mutating func consume(_ conditions: [Expression]) -> [Expression] {
    var rest: [Expression] = []
    for condition in conditions {
      if let join = join(from: condition), !joins.contains(where: { $0.alias == join.alias }) {
        joins.append(join)
      } else if !isInputJoin(condition) {
        rest.append(condition)
      }
    }
    return rest
  }

  /// The expression with every column of a mapping replaced by a CASE over the joined key.
  func apply(to expression: Expression) -> Expression {
    guard !joins.isEmpty else { return expression }
    return expression.replacingColumns { reference in
      guard let join = joins.first(where: { $0.alias == reference.qualifier }) else {
        return .column(reference)
      }
      if reference.name == join.keyColumn { return join.key }
      let branches = join.rows.compactMap { row -> CaseBranch? in
        guard let from = row[join.keyColumn], let to = row[reference.name] else { return nil }
        return CaseBranch(condition: from, result: to)
      }
      return .caseWhen(operand: join.key, branches: branches, otherwise: nil)
    }
  }

  /// `mapping.key = other input's expression`, in either order.
  private func join(from condition: Expression) -> Join? {
    guard case .call("=", let sides) = condition, sides.count == 2 else { return nil }
    for (mine, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      guard let reference = mine.bareColumn, let index = scope.input(of: reference),
        let rows = scope.inputs[index].mapping, !other.columns.isEmpty,
        other.columns.allSatisfy({ scope.input(of: $0) != index })
      else { continue }
      return Join(
        alias: scope.inputs[index].alias, keyColumn: reference.name, key: scope.resolve(other), rows: rows)
    }
    return nil
  }

  /// Whether a condition only joins two inputs column to column.
  private func isInputJoin(_ condition: Expression) -> Bool {
    guard case .call("=", let sides) = condition, sides.count == 2, let left = sides[0].bareColumn,
      let right = sides[1].bareColumn, let first = scope.input(of: left), let second = scope.input(of: right)
    else { return false }
    return first != second
  }
}
