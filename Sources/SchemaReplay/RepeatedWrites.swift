import Domain

/// What a migration wrote into rows before it was edited and writes still: databases that ran it have it already.
struct RepeatedWrites {
  private var places: [String: Set<SourceLocation>] = [:]

  /// Compares the edited migrations with what they were.
  init(base: [Migration], head: [Migration], edited: [String]) {
    let ids = Set(edited)
    let olds = Dictionary(base.filter { ids.contains($0.id) }.map { ($0.id, $0) }) { first, _ in first }
    for migration in head where ids.contains(migration.id) {
      let before = Set((olds[migration.id]?.operations ?? []).compactMap(\.kind.writeWithoutLayout))
      guard !before.isEmpty else { continue }
      var repeated: Set<SourceLocation> = []
      var new: Set<SourceLocation> = []
      for operation in migration.operations {
        guard let write = operation.kind.writeWithoutLayout else { continue }
        if before.contains(write) {
          repeated.insert(operation.location)
        } else {
          new.insert(operation.location)
        }
      }
      places[migration.id] = repeated.subtracting(new)
    }
  }

  /// Whether nothing is known to be repeated.
  var isEmpty: Bool { places.values.allSatisfy(\.isEmpty) }

  /// Whether an operation only writes what was written before.
  func holds(_ replayed: ReplayedOperation) -> Bool {
    guard let places = places[replayed.migration], replayed.operation.kind.writeWithoutLayout != nil else {
      return false
    }
    return places.contains(replayed.operation.location)
  }
}

extension OperationKind {
  /// A change of rows with the texts of what is not understood freed from quotes, spaces and brackets; nil for others.
  fileprivate var writeWithoutLayout: OperationKind? {
    switch self {
    case .updateRows(let table, let alias, let assignments, let inputs, let conditions):
      .updateRows(
        table, alias: alias,
        assignments: assignments.map { Assignment(column: $0.column, value: $0.value.withoutLayout) },
        inputs: inputs, conditions: conditions.map(\.withoutLayout))
    case .deleteRows(let table, let alias, let inputs, let conditions):
      .deleteRows(table, alias: alias, inputs: inputs, conditions: conditions.map(\.withoutLayout))
    case .insertRows(let table, let columns, let rows, let isComplete):
      .insertRows(
        table, columns: columns, rows: rows.map { $0.map(\.withoutLayout) }, isComplete: isComplete)
    case .insertFromQuery, .truncate: self
    default: nil
    }
  }
}

extension Expression {
  fileprivate var withoutLayout: Expression {
    switch self {
    case .column, .literal: self
    case .call(let name, let arguments): .call(name, arguments.map(\.withoutLayout))
    case .cast(let value, let type): .cast(value.withoutLayout, to: type)
    case .caseWhen(let operand, let branches, let otherwise):
      .caseWhen(
        operand: operand?.withoutLayout,
        branches: branches.map {
          CaseBranch(condition: $0.condition.withoutLayout, result: $0.result.withoutLayout)
        }, otherwise: otherwise?.withoutLayout)
    case .concatenation(let parts): .concatenation(parts.map(\.withoutLayout))
    case .opaque(let text, let columns):
      .opaque(
        text: String(decoding: text.utf8.filter { !Self.layout.contains($0) }, as: UTF8.self),
        columns: columns)
    }
  }

  private static let layout = Set("'\"` \t\r\n(),;".utf8)
}
