import Domain

extension Migration {
  /// Whether it is another text that does the same: only places, layout and comments differ.
  ///
  /// A part that was not understood may do anything, in both texts; one that runs again when it is edited runs again.
  func doesSame(as other: Migration) -> Bool {
    guard !isRepeatable, !other.isRepeatable, operations.count == other.operations.count,
      hints.count == other.hints.count,
      zip(hints, other.hints).allSatisfy({ $0.from == $1.from && $0.to == $1.to }),
      (diagnostics + other.diagnostics).allSatisfy({ $0.reach == .harmless })
    else { return false }
    let place = SourceLocation(repository: .backend, file: "")
    return zip(operations, other.operations).allSatisfy { left, right in
      left.isConditional == right.isConditional && left.toleratesAbsence == right.toleratesAbsence
        && left.kind.moved(to: place) == right.kind.moved(to: place)
    }
  }
}

extension OperationKind {
  /// The same, all of it written at one place.
  fileprivate func moved(to place: SourceLocation) -> OperationKind {
    switch self {
    case .createTable(var definition):
      definition.columns = definition.columns.map { $0.moved(to: place) }
      definition.constraints = definition.constraints.map { $0.moved(to: place) }
      return .createTable(definition)
    case .addColumn(let table, let column, let constraints, let position, let onlyIfAbsent):
      return .addColumn(
        table, column.moved(to: place), constraints: constraints.map { $0.moved(to: place) },
        position: position, onlyIfAbsent: onlyIfAbsent)
    case .redefineColumn(let table, let name, let column, let constraints):
      return .redefineColumn(
        table, column: name, column.moved(to: place), constraints: constraints.map { $0.moved(to: place) })
    case .addConstraint(let table, let constraint, let index):
      return .addConstraint(table, constraint.moved(to: place), usingIndex: index)
    default: return self
    }
  }
}

extension ColumnDefinition {
  fileprivate func moved(to place: SourceLocation) -> ColumnDefinition {
    var copy = self
    copy.location = place
    return copy
  }
}

extension Constraint {
  fileprivate func moved(to place: SourceLocation) -> Constraint {
    var copy = self
    copy.location = place
    return copy
  }
}
