extension ElixirParser {
  /// Members, subscripts and arguments behind a value.
  mutating func parsePostfix(_ first: ScriptNode) throws(ScriptTrouble) -> ScriptNode {
    let start = Int(first.range.start)
    var node = first
    var links = 0
    while true {
      links += 1
      try grow(start)
      guard links < ScriptLimits.height else {
        throw ScriptTrouble(.tooDeep, "the chain has more links than are read", at: range(start))
      }
      if peek() == UInt8(ascii: "[") {
        at += 1
        let found = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments("]") }
        let values = found.map(\.value)
        let index = values.count == 1 ? values[0] : .tuple(ScriptList(elements: values, range: range(start)))
        node = .subscripted(ScriptSubscript(receiver: node, index: index, range: range(start)))
      } else if peek() == UInt8(ascii: "("), isCalled(node) {
        node = try called(node, start)
      } else if try parseMember(&node, start) {
        continue
      } else {
        return node
      }
    }
  }

  /// Whether a bracket right behind it holds arguments: `unquote(name)(a)`.
  private func isCalled(_ node: ScriptNode) -> Bool {
    if case .call = node { true } else { false }
  }

  /// `.name`, `.Name`, `.(a)`, `.{A, B}`; false if none follows.
  private mutating func parseMember(_ node: inout ScriptNode, _ start: Int) throws(ScriptTrouble) -> Bool {
    var place = at
    while Self.isSpace(byte(place)) { place += 1 }
    if byte(place) == 10 || byte(place) == UInt8(ascii: "#") {
      at = place
      place = nextCode(place)
    }
    guard byte(place) == UInt8(ascii: "."), byte(place + 1) != UInt8(ascii: ".") else { return false }
    at = place + 1
    skipLines()
    let nameStart = at
    if peek() == UInt8(ascii: "(") {
      let member = ScriptAttribute(
        receiver: node, name: "call", range: range(start), nameRange: range(nameStart))
      node = try called(.attribute(member), start)
      return true
    }
    if peek() == UInt8(ascii: "{") {
      at += 1
      let names = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments("}") }
      let callee = ScriptNode.attribute(
        ScriptAttribute(receiver: node, name: "{}", range: range(start), nameRange: range(nameStart)))
      node = .call(ScriptCall(callee: callee, arguments: names, range: range(start)))
      return true
    }
    var name = ""
    if peek() == UInt8(ascii: "\"") {
      guard case .string(let string) = try parseQuoted() else { throw unexpected("a member") }
      name = string.text.string
    } else {
      guard ScriptByte.isNameStart(peek()) else { throw unexpected("a member") }
      takeName()
      name = text(nameStart, at)
    }
    let member = ScriptAttribute(receiver: node, name: name, range: range(start), nameRange: range(nameStart))
    node = Self.isUpper(byte(nameStart)) ? .attribute(member) : try called(.attribute(member), start)
    return true
  }

  /// Moves past a name with its `?` or `!`.
  mutating func takeName() {
    at = nameEnd(at)
    if peek() == UInt8(ascii: "?") || peek() == UInt8(ascii: "!"), peek(1) != UInt8(ascii: "=") { at += 1 }
  }

  /// A name or member with its arguments and blocks, if any follow.
  mutating func called(_ callee: ScriptNode, _ start: Int) throws(ScriptTrouble) -> ScriptNode {
    var call = ScriptCall(callee: callee, arguments: [], range: range(start))
    var isCall = false
    var isBare = false
    if peek() == UInt8(ascii: "(") {
      at += 1
      call.arguments = try bracketed { parser throws(ScriptTrouble) in try parser.parseArguments(")") }
      isCall = true
    } else if startsArgument() {
      skipSpaces()
      noDo += 1
      defer { noDo -= 1 }
      call.arguments = try nested { parser throws(ScriptTrouble) in try parser.parseArguments(nil) }
      (isCall, isBare) = (true, true)
    }
    var parts: [DoPart] = []
    if noDo == 0, seesDo(behindLines: isBare) {
      parts = try parseDoBlock()
      isCall = true
    }
    guard isCall else { return callee }
    call.range = range(start)
    return special(call, parts)
  }

  /// Whether a block follows; behind arguments without parentheses its `do` may stand on a line of its own.
  mutating func seesDo(behindLines: Bool = false) -> Bool {
    let saved = at
    if behindLines { skipLines() } else { skipSpaces() }
    if seesWord("do") { return true }
    at = saved
    return false
  }

  /// One part of a block, by the word that it stands behind: `do`, `else`, `rescue`, `catch`, `after`.
  struct DoPart {
    var name: String
    var section: Section
    var range: ScriptRange
  }

  /// `do ... else ... end`
  private mutating func parseDoBlock() throws(ScriptTrouble) -> [DoPart] {
    var start = at
    var name = "do"
    at += 2
    return try bracketed { parser throws(ScriptTrouble) in
      var parts: [DoPart] = []
      while true {
        let section = parser.parseSection()
        parts.append(DoPart(name: name, section: section, range: parser.range(start)))
        start = parser.at
        if parser.takeWord("end") { return parts }
        guard let next = parser.takeSectionWord() else { throw parser.unexpected("\"end\"") }
        name = next
      }
    }
  }

  private mutating func takeSectionWord() -> String? {
    if takeWord("else") { return "else" }
    if takeWord("rescue") { return "rescue" }
    if takeWord("catch") { return "catch" }
    return takeWord("after") ? "after" : nil
  }

  /// Whether an argument without parentheses follows a name.
  func startsArgument() -> Bool {
    guard Self.isSpace(peek()) else { return false }
    var ahead = at
    while ahead < end, Self.isSpace(bytes[ahead]) { ahead += 1 }
    let (first, second) = (byte(ahead), byte(ahead + 1))
    let isTight = !Self.isSpace(second) && second != 10 && ahead + 1 < end
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      return true
    case UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "%"): return isTight
    case UInt8(ascii: "~"): return second != UInt8(ascii: ">") && ScriptByte.isNameStart(second)
    case UInt8(ascii: ":"): return isTight && second != first
    case UInt8(ascii: "<"): return second == first && byte(ahead + 2) != first && byte(ahead + 2) != 0x7E
    case UInt8(ascii: "-"), UInt8(ascii: "+"):
      return isTight && second != first && second != UInt8(ascii: ">") && second != UInt8(ascii: "=")
    case UInt8(ascii: "!"): return isTight && second != UInt8(ascii: "=")
    case UInt8(ascii: "^"): return isTight && second != first
    case UInt8(ascii: "&"): return isTight && second != first
    default:
      if ScriptByte.isDigit(first) { return true }
      return ScriptByte.isNameStart(first) && !isReserved(ahead)
    }
  }

  /// Whether a word that cannot start a value stands at an offset.
  private func isReserved(_ place: Int) -> Bool {
    switch byte(place) {
    case UInt8(ascii: "a"): seesWord("and", from: place) || seesWord("after", from: place)
    case UInt8(ascii: "c"): seesWord("catch", from: place)
    case UInt8(ascii: "d"): seesWord("do", from: place)
    case UInt8(ascii: "e"): seesWord("end", from: place) || seesWord("else", from: place)
    case UInt8(ascii: "i"): seesWord("in", from: place)
    case UInt8(ascii: "n"): seesNegatedIn(place)
    case UInt8(ascii: "o"): seesWord("or", from: place)
    case UInt8(ascii: "r"): seesWord("rescue", from: place)
    case UInt8(ascii: "w"): seesWord("when", from: place)
    default: false
    }
  }

  private func seesNegatedIn(_ place: Int) -> Bool {
    guard seesWord("not", from: place) else { return false }
    var next = place + 3
    while Self.isSpace(byte(next)) { next += 1 }
    return seesWord("in", from: next)
  }

  /// Arguments up to a closing sign, which is taken, or the end of the call.
  mutating func parseArguments(_ closer: Character?) throws(ScriptTrouble) -> [ScriptArgument] {
    let close = closer?.asciiValue ?? 0
    var list: [ScriptArgument] = []
    while true {
      if close != 0 { skipLines() } else { skipSpaces() }
      if close != 0, peek() == close {
        at += 1
        return list
      }
      list.append(try parseArgument())
      if close != 0 { skipLines() } else { skipSpaces() }
      if peek() == UInt8(ascii: ",") {
        at += 1
        skipLines()
        continue
      }
      if close == 0 { return list }
      guard peek() == close else { throw unexpected("\",\"") }
    }
  }

  private mutating func parseArgument() throws(ScriptTrouble) -> ScriptArgument {
    let start = at
    if let label = try takeLabel() {
      skipLines()
      let value = try nested { parser throws(ScriptTrouble) in try parser.parseExpression() }
      return ScriptArgument(kind: .keyword, name: label, value: value, range: range(start))
    }
    let value = try nested { parser throws(ScriptTrouble) in try parser.parseExpression() }
    return ScriptArgument(kind: .positional, value: value, range: range(start))
  }

  /// `name: `, `"name": `
  mutating func takeLabel() throws(ScriptTrouble) -> String? {
    let start = at
    if peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "'"), let close = quotedLabelEnd() {
      guard case .string(let string) = try parseQuoted() else {
        at = close + 1
        return text(start + 1, close - 1)
      }
      at += 1
      return string.text.string
    }
    guard ScriptByte.isNameStart(peek()) else { return nil }
    var stop = nameEnd(at)
    while byte(stop) == UInt8(ascii: "@"), ScriptByte.isNamePart(byte(stop + 1)) { stop = nameEnd(stop + 1) }
    if byte(stop) == UInt8(ascii: "?") || byte(stop) == UInt8(ascii: "!") { stop += 1 }
    guard byte(stop) == UInt8(ascii: ":") else { return nil }
    let next = byte(stop + 1)
    guard Self.isSpace(next) || next == 10 || stop + 1 >= end else { return nil }
    at = stop + 1
    return text(start, stop)
  }

  /// Offset of the `:` behind a short quoted text on one line.
  private func quotedLabelEnd() -> Int? {
    let quote = peek()
    var stop = at + 1
    while stop < min(end, at + 200), bytes[stop] != quote {
      if bytes[stop] == 0x5C { stop += 1 }
      if byte(stop) == 10 { return nil }
      stop += 1
    }
    let next = byte(stop + 2)
    return byte(stop) == quote && byte(stop + 1) == UInt8(ascii: ":") && (Self.isSpace(next) || next == 10)
      ? stop + 1 : nil
  }
}
