/// A parser of a language whose values are chains: a first value, then members, calls and subscripts of it.
protocol ChainParser: TokenParser {
  /// A name, literal or bracketed value.
  mutating func primary() throws(ScriptTrouble) -> ScriptNode

  /// A number without the letters behind it that say its type.
  static func withoutSuffix(_ text: String) -> String

  /// What a chain begins with.
  mutating func chainHead() throws(ScriptTrouble) -> ScriptNode

  /// Adds one link to a chain that begins at an offset; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool

  /// A chain with what may stand behind it.
  mutating func postfixed() throws(ScriptTrouble) -> ScriptNode
}

extension ChainParser {
  mutating func chainHead() throws(ScriptTrouble) -> ScriptNode { try primary() }

  mutating func postfixed() throws(ScriptTrouble) -> ScriptNode { try chain() }

  static func withoutSuffix(_ text: String) -> String { text }

  /// The number at the current token, in lower case and without separators.
  mutating func number() -> ScriptNode {
    let range = current.range
    let bytes = range.bytes(of: source).filter { $0 != UInt8(ascii: "_") }
    let text = String(decoding: bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    advance()
    return .number(ScriptNumber(text: Self.withoutSuffix(text), range: range))
  }

  /// A value with members, calls and subscripts.
  mutating func chain() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let outer = tall
    tall = 0
    defer { tall = max(outer, tall) }
    var node = try chainHead()
    var height = 0
    while try extend(&node, start) { try grow(&height) }
    return node
  }

  /// A chain that begins at an offset with `++` or `--` behind it, if that stands here.
  mutating func steppedBehind(_ node: ScriptNode, _ start: Int32) -> ScriptNode {
    guard at("++") || at("--") else { return node }
    let operation: ScriptOperator = at("++") ? .add : .subtract
    advance()
    return stepped(node, operation, range(from: start))
  }

  /// `a++` as `a += 1`.
  func stepped(_ node: ScriptNode, _ operation: ScriptOperator, _ range: ScriptRange) -> ScriptNode {
    .assignment(
      ScriptAssignment(
        targets: [node], operation: operation, annotation: nil,
        value: .number(ScriptNumber(text: "1", range: range)), range: range))
  }
}
