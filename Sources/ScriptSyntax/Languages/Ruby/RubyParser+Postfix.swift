extension RubyParser {
  /// Whether the value just read goes on: `.name`, `::Name`, also on a later line.
  mutating func seesChain() -> Bool {
    if peek() == UInt8(ascii: ".") { return peek(1) != UInt8(ascii: ".") }
    if peek() == UInt8(ascii: "&"), peek(1) == UInt8(ascii: ".") { return true }
    return sees("::")
  }

  /// Passes over line ends and comments if a line that starts with `.name` follows.
  private mutating func skipToChain() {
    var ahead = at
    while ahead < end, Self.isSpace(bytes[ahead]) { ahead += 1 }
    guard ahead < end else { return }
    let next = bytes[ahead]
    guard next == 10 || next == UInt8(ascii: "#") else {
      let isMember = next == UInt8(ascii: ".") && byte(ahead + 1) != next
      if isMember || next == UInt8(ascii: "&") && byte(ahead + 1) == UInt8(ascii: ".") { at = ahead }
      if next == UInt8(ascii: "{") { at = ahead }
      return
    }
    guard ahead != noChainAt else { return }
    let saved = (at, lineResume)
    skipLines()
    let isDot = peek() == UInt8(ascii: ".") && peek(1) != UInt8(ascii: ".")
    if isDot || peek() == UInt8(ascii: "&") && peek(1) == UInt8(ascii: ".") { return }
    (at, lineResume) = saved
    noChainAt = ahead
  }

  /// Members, subscripts, arguments and blocks behind a value.
  mutating func parsePostfix(_ first: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    let start = Int(first.range.start)
    var node = first
    var links = 0
    while true {
      skipToChain()
      links += 1
      try grow(start)
      guard links < ScriptLimits.height else {
        throw ScriptTrouble(.tooDeep, "the chain has more links than are read", at: range(start))
      }
      if peek() == UInt8(ascii: "["), at > 0, byte(at - 1) > 32 {
        at += 1
        let arguments = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments("]") }
        let values = arguments.map(\.value)
        let index =
          values.count == 1 ? values[0] : .tuple(ScriptList(elements: values, range: range(start)))
        node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(start)))
      } else if seesChain() {
        node = try parseMember(of: node, start)
      } else if peek() == UInt8(ascii: "{"), isCallable(node) {
        node = try attached(try parseBraceBlock(), to: node, start)
      } else if noDo == 0, isCallable(node), seesDo() {
        node = try attached(try parseDoBlock(), to: node, start)
      } else {
        return node
      }
    }
  }

  private mutating func seesDo() -> Bool {
    let saved = at
    skipSpaces()
    if seesWord("do") { return true }
    at = saved
    return false
  }

  private func isCallable(_ node: ScriptNode) -> Bool {
    switch node {
    case .call(let call): call.block == nil
    case .attribute: true
    case .name(let name): !locals.contains(name.text)
    default: false
    }
  }

  private func attached(
    _ block: ScriptFunction, to node: ScriptNode, _ start: Int
  ) throws(ScriptTrouble) -> ScriptNode {
    if case .call(var call) = node {
      call.block = block
      call.range = range(start)
      return .call(call)
    }
    return .call(ScriptCall(callee: node, arguments: [], block: block, range: range(start)))
  }

  private mutating func parseMember(of receiver: ScriptNode, _ start: Int) throws(ScriptTrouble) -> ScriptNode
  {
    let isOptional = peek() == UInt8(ascii: "&")
    at += peek() == UInt8(ascii: ".") ? 1 : 2
    skipLines()
    let nameStart = at
    if peek() == UInt8(ascii: "(") {
      let node = ScriptNode.attribute(
        ScriptAttribute(
          receiver: receiver, name: "call", isOptional: isOptional, range: range(start), nameRange: range(at))
      )
      return try called(node, start)
    }
    if let sign = operatorName() {
      at += sign
      let attribute = ScriptAttribute(
        receiver: receiver, name: text(nameStart, at), isOptional: isOptional, range: range(start),
        nameRange: range(nameStart))
      return try called(.attribute(attribute), start)
    }
    guard ScriptByte.isNameStart(peek()) else { throw unexpected("a method name") }
    at = nameEnd(at)
    if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!"),
      peek(1) != UInt8(ascii: "=") || peek(2) == UInt8(ascii: "=")
    {
      at += 1
    }
    let attribute = ScriptAttribute(
      receiver: receiver, name: text(nameStart, at), isOptional: isOptional, range: range(start),
      nameRange: range(nameStart))
    return try called(.attribute(attribute), start)
  }

  /// The length of a sign that is called as a method: `a.+(b)`, `A.~(b)`, `a.*`.
  private func operatorName() -> Int? {
    if sees("<=>") || sees("===") { return 3 }
    let pairs: [StaticString] = ["==", "<<", ">>", "<=", ">=", "=~", "**", "[]"]
    if pairs.contains(where: { sees($0) }) { return 2 }
    return "~*+-/<>&|!%".utf8.contains(peek()) ? 1 : nil
  }

  /// A name or member with its arguments, if any follow.
  mutating func called(_ callee: ScriptNode, _ start: Int) throws(ScriptTrouble) -> ScriptNode {
    if peek() == UInt8(ascii: "(") {
      at += 1
      let arguments = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments(")") }
      return .call(ScriptCall(callee: callee, arguments: arguments, range: range(start)))
    }
    guard startsArgument() else { return callee }
    skipSpaces()
    noDo += 1
    defer { noDo -= 1 }
    let arguments = try nested { parser throws(ScriptTrouble) in try parser.parseArguments(nil) }
    var call = ScriptCall(callee: callee, arguments: arguments, range: range(start))
    if noDo == 1, seesDo() {
      noDo = 0
      defer { noDo = 1 }
      call.block = try parseDoBlock()
      call.range = range(start)
    }
    return .call(call)
  }

  /// Whether an argument without parentheses follows a name.
  private func startsArgument() -> Bool {
    guard Self.isSpace(peek()) || peek() == 0x5C && peek(1) == 10 else { return false }
    var ahead = at
    while ahead < end, Self.isSpace(bytes[ahead]) || bytes[ahead] == 0x5C && byte(ahead + 1) == 10 {
      ahead += bytes[ahead] == 0x5C ? 2 : 1
    }
    let first = byte(ahead)
    let second = byte(ahead + 1)
    let isTight = !Self.isSpace(second) && second != 10
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "`"),
      UInt8(ascii: "("):
      return true
    case UInt8(ascii: "["): return true
    case UInt8(ascii: ":"): return isTight && (second != first || Self.isUpper(byte(ahead + 2)))
    case UInt8(ascii: "-"): return second == UInt8(ascii: ">") || isTight && second != UInt8(ascii: "=")
    case UInt8(ascii: "*"), UInt8(ascii: "&"):
      if second == UInt8(ascii: "=") || second == UInt8(ascii: ".")
        || first == UInt8(ascii: "&") && second == first
      {
        return false
      }
      return isTight && (second != first || !Self.isSpace(byte(ahead + 2)))
    case UInt8(ascii: "!"): return isTight && second != UInt8(ascii: "=") && second != UInt8(ascii: "~")
    case UInt8(ascii: "/"): return isTight && second != UInt8(ascii: "=")
    case UInt8(ascii: "%"):
      return "wWiIqQrsx".utf8.contains(second) && !ScriptByte.isNamePart(byte(ahead + 2))
        && !Self.isSpace(byte(ahead + 2))
        || second == UInt8(ascii: "(") || second == UInt8(ascii: "[") || second == UInt8(ascii: "{")
    case UInt8(ascii: "<"):
      guard second == first else { return false }
      let third = byte(ahead + 2)
      return third == UInt8(ascii: "~") || third == UInt8(ascii: "-") || Self.isUpper(third)
        || third == UInt8(ascii: "\"") || third == UInt8(ascii: "'")
    default:
      if ScriptByte.isDigit(first) { return true }
      guard ScriptByte.isNameStart(first) else { return false }
      var copy = Cursor(ahead)
      return !copy.isModifier(self)
    }
  }

  private struct Cursor {
    var at: Int
    init(_ at: Int) { self.at = at }

    /// Whether a word that cannot start a value stands here.
    mutating func isModifier(_ parser: RubyParser) -> Bool {
      let stop = parser.nameEnd(at)
      if parser.byte(stop) == UInt8(ascii: ":"), parser.byte(stop + 1) != UInt8(ascii: ":") { return false }
      switch parser.text(at, min(stop, at + 8)) {
      case "if", "unless", "while", "until", "and", "or", "do", "then", "rescue", "in", "end", "else",
        "elsif",
        "ensure", "when":
        return !ScriptByte.isNamePart(parser.byte(stop)) && stop - at <= 8
      default: return false
      }
    }
  }
}
