import Domain

/// What the preconditions of a changeset mean: whether it runs at all, and whether it may have been passed over where
/// its tables were not as it expects.
struct ChangeGuards {
  /// Another database than the one that is read.
  var isSkipped = false
  /// A condition that fails leaves the changeset out (`MARK_RAN`) instead of stopping the deployment.
  var isConditional = false

  /// Without preconditions.
  init() {}

  /// Reads `preConditions`.
  init(_ node: ChangeNode, dialect: String) {
    let mode = (node.string("onFail") ?? "HALT").uppercased()
    guard mode != "HALT" else { return }
    var others = 0
    for child in node.children {
      switch Self.decided(child, dialect, level: 0) {
      case true?: break
      case false?: isSkipped = true
      case nil: others += 1
      }
    }
    isConditional = others > 0
  }

  /// Whether a condition on the kind of database holds; nil for all other conditions.
  private static func decided(_ node: ChangeNode, _ dialect: String, level: Int) -> Bool? {
    guard level < 20 else { return nil }
    let inner = node.children.map { decided($0, dialect, level: level + 1) }
    switch node.name {
    case "dbms": return ChangeSet.names(node.string("type"), dialect)
    case "not":
      let all = conjunction(inner)
      return inner.isEmpty ? nil : all.map { !$0 }
    case "and", "": return inner.isEmpty ? nil : conjunction(inner)
    case "or":
      if inner.contains(true) { return true }
      return inner.isEmpty || inner.contains(nil) ? nil : false
    default: return nil
    }
  }

  private static func conjunction(_ parts: [Bool?]) -> Bool? {
    if parts.contains(false) { return false }
    return parts.contains(nil) ? nil : true
  }

  /// An operation that is passed over where its table is not as it expects.
  func guarded(_ operation: Operation) -> Operation {
    var operation = operation
    operation.toleratesAbsence = true
    operation.isConditional = operation.isConditional || !operation.kind.hasGuard
    switch operation.kind {
    case .createTable(var table):
      table.onlyIfAbsent = true
      operation.kind = .createTable(table)
    case .addColumn(let table, let column, let constraints, let position, _):
      operation.kind = .addColumn(
        table, column, constraints: constraints, position: position, onlyIfAbsent: true)
    case .dropTable(let table, _, let cascade):
      operation.kind = .dropTable(table, onlyIfPresent: true, cascade: cascade)
    case .dropColumn(let table, let column, _, let cascade):
      operation.kind = .dropColumn(table, column: column, onlyIfPresent: true, cascade: cascade)
    case .dropConstraint(let table, let name, _, let cascade):
      operation.kind = .dropConstraint(table, name: name, onlyIfPresent: true, cascade: cascade)
    case .dropView(let view, _, let cascade):
      operation.kind = .dropView(view, onlyIfPresent: true, cascade: cascade)
    default: break
    }
    return operation
  }
}

extension OperationKind {
  /// Whether it can be told to do nothing where there is nothing to do.
  fileprivate var hasGuard: Bool {
    switch self {
    case .createTable, .addColumn, .dropTable, .dropColumn, .dropConstraint, .dropView: true
    default: false
    }
  }
}
