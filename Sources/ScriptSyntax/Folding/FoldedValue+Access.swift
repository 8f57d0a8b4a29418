extension FoldedValue {
  /// The text of a known string.
  package var text: String? {
    if case .string(let text) = content { text.string } else { nil }
  }

  /// The text of a known string with its places.
  package var located: ScriptText? {
    if case .string(let text) = content { text } else { nil }
  }

  /// The text of a known string or symbol: how many frameworks take names.
  package var nameText: String? {
    switch content {
    case .string(let text): text.string
    case .symbol(let name): name
    case .number, .boolean, .null, .list, .tuple, .map, .reference, .call, .member, .element, .operation,
      .joined, .closure, .classValue, .opaque:
      nil
    }
  }

  /// The elements of a list or tuple.
  package var elements: [FoldedValue]? {
    switch content {
    case .list(let values), .tuple(let values): values
    case .string, .symbol, .number, .boolean, .null, .map, .reference, .call, .member, .element, .operation,
      .joined, .closure, .classValue, .opaque:
      nil
    }
  }

  /// Values that a list of unknown length holds, as far as the text says what they are.
  package var several: [FoldedValue]? {
    guard case .call(let call) = content, let name = call.resolved,
      name == FoldedCall.severalName || name == FoldedCall.someName
    else { return nil }
    return call.positional
  }

  /// Whether it is a list of unknown length that a condition chose from, or one of several lists.
  package var isChosen: Bool {
    if case .call(let call) = content { call.resolved == FoldedCall.someName } else { alternatives != nil }
  }

  /// What is known of the elements of a list: all of them, or some of one whose length is not known.
  package var sampled: (values: [FoldedValue], isComplete: Bool)? {
    if let elements { return (elements, true) }
    if let several { return (several, false) }
    guard let choices = alternatives else { return nil }
    let found = choices.flatMap { $0.elements ?? $0.several ?? [] }
    return found.isEmpty ? nil : (found, false)
  }

  /// The entries of a map.
  package var entries: [FoldedEntry]? {
    if case .map(let entries) = content { entries } else { nil }
  }

  /// The value of a map's key, a string or symbol.
  package func entry(_ key: String) -> FoldedValue? {
    entries?.last { $0.key.nameText == key }?.value
  }

  /// Whether it is a map all of whose keys are known, without this one.
  func lacksEntry(_ key: String) -> Bool {
    guard let entries else { return false }
    return entries.allSatisfy { $0.key.isPlain && $0.key.nameText != key }
  }

  /// The value of a boolean.
  package var boolean: Bool? {
    if case .boolean(let value) = content { value } else { nil }
  }

  /// A whole number.
  package var integer: Int? {
    if case .number(let digits) = content { Self.integer(digits) } else { nil }
  }

  /// The reference, with imports resolved.
  package var resolved: String? {
    if case .reference(let reference) = content { reference.resolved } else { nil }
  }

  /// The call that it is.
  package var call: FoldedCall? {
    if case .call(let call) = content { call } else { nil }
  }

  /// Whether it is `None`, `null` or `nil`.
  package var isNull: Bool {
    if case .null = content { true } else { false }
  }

  static func integer(_ digits: String) -> Int? {
    var text = digits
    let isNegative = text.hasPrefix("-")
    if isNegative { text.removeFirst() }
    if text.hasSuffix("l") || text.hasSuffix("n") { text.removeLast() }
    var value: Int?
    if text.hasPrefix("0x") {
      value = Int(text.dropFirst(2), radix: 16)
    } else if text.hasPrefix("0o") {
      value = Int(text.dropFirst(2), radix: 8)
    } else if text.hasPrefix("0b") {
      value = Int(text.dropFirst(2), radix: 2)
    } else {
      value = Int(text)
    }
    return value.map { isNegative ? -$0 : $0 }
  }

  /// Whether both are the same known value; nil if that is not known.
  package func equals(_ other: FoldedValue) -> Bool? {
    switch (content, other.content) {
    case (.string(let left), .string(let right)): return left.string == right.string
    case (.symbol(let left), .symbol(let right)): return left == right
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.null, .null): return true
    case (.classValue(let left), .classValue(let right)):
      return left.name == right.name && left.range == right.range
    case (.number(let left), .number(let right)):
      if left == right { return true }
      guard let first = Double(left), let second = Double(right) else { return nil }
      return first == second
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      return Self.equal(left, right)
    default:
      return isPlain && other.isPlain ? false : nil
    }
  }

  private static func equal(_ left: [FoldedValue], _ right: [FoldedValue]) -> Bool? {
    guard left.count == right.count else { return false }
    for (one, other) in zip(left, right) {
      guard let isEqual = one.equals(other) else { return nil }
      if !isEqual { return false }
    }
    return true
  }

  /// Whether it is a value of its own, not one that is computed elsewhere.
  package var isPlain: Bool {
    switch content {
    case .string, .number, .boolean, .null, .symbol, .list, .tuple, .map, .closure, .classValue: true
    case .reference, .call, .member, .element, .operation, .joined, .opaque: false
    }
  }

  /// Whether two values of one name after different branches are one: the same expression or equal.
  package func isSame(as other: FoldedValue) -> Bool {
    if let isEqual = equals(other), isEqual { return true }
    switch (content, other.content) {
    case (.reference(let left), .reference(let right)): return left == right
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.map(let left), .map(let right)):
      return left.count == right.count
        && zip(left, right).allSatisfy { $0.key.isSame(as: $1.key) && $0.value.isSame(as: $1.value) }
    case (.operation(let left), .operation(let right)) where left.operation == .either:
      return right.operation == .either && left.operands.count == right.operands.count
        && zip(left.operands, right.operands).allSatisfy { $0.isSame(as: $1) }
    case (.call, .call): return range == other.range && several?.count == other.several?.count
    case (.member, .member), (.closure, .closure), (.classValue, .classValue),
      (.element, .element), (.operation, .operation), (.joined, .joined):
      return range == other.range
    default: return false
    }
  }
}
