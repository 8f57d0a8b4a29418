import ScriptSyntax

/// Lists and hashes that are changed in place: `tables << :users`.
extension RailsRunner {
  /// Binds the name of a list or hash anew after a method that changes it. What may have been changed, or in a way that
  /// is not followed, is not known any more.
  mutating func keep(
    change method: String, of receiver: ScriptNode, _ value: RailsValue, _ result: RailsValue
  ) {
    guard value.isCollection, case .name(let name) = receiver, names[name.text] != nil else { return }
    switch method {
    case "<<", "push", "append", "concat":
      names[name.text] = isConditional ? .unknown : result
    case let other where other.hasSuffix("!") || Self.changes.contains(other):
      names[name.text] = .unknown
    default: break
    }
  }

  private static let changes: Set<String> = [
    "clear", "delete", "delete_at", "delete_if", "fill", "insert", "keep_if", "pop", "prepend", "replace",
    "shift",
    "store", "unshift", "update",
  ]

  /// Forgets the lists and hashes that code changed which runs any number of times.
  mutating func forgetChanges(since before: [String: RailsValue]) {
    for (name, value) in before where value.isCollection {
      guard let now = names[name], now.isCollection, !now.isSame(value) else { continue }
      names[name] = .unknown
    }
  }
}
