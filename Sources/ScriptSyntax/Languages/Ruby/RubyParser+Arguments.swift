extension RubyParser {
  /// Arguments up to a closing sign, which is taken, or the end of the command.
  mutating func parseArguments(_ closer: Character?) throws(ScriptTrouble) -> [ScriptArgument] {
    let close = closer?.asciiValue ?? 0
    var list: [ScriptArgument] = []
    while true {
      if close != 0 { skipLines() } else { skipSpaces() }
      if close != 0, peek() == close {
        at += 1
        return list
      }
      list.append(try parseArgument(close))
      if close != 0 { skipLines() } else { skipSpaces() }
      if take(",") {
        skipLines()
        continue
      }
      if close == 0 { return list }
      guard peek() == close else { throw unexpected("\",\"") }
    }
  }

  private mutating func parseArgument(_ close: UInt8) throws(ScriptTrouble) -> ScriptArgument {
    let start = at
    if sees("**") {
      at += 2
      let value = try parseTernary()
      return ScriptArgument(kind: .mapSpread, value: value, range: range(start))
    }
    if peek() == UInt8(ascii: "*") {
      at += 1
      let value = try parseTernary()
      return ScriptArgument(kind: .spread, value: value, range: range(start))
    }
    if peek() == UInt8(ascii: "&"), peek(1) != UInt8(ascii: "&") {
      at += 1
      let value: ScriptNode = peek() == UInt8(ascii: ")") ? .null(range(start)) : try parseTernary()
      return ScriptArgument(kind: .keyword, name: "&", value: value, range: range(start))
    }
    if let label = takeLabel() {
      let value = try parseLabelled(label, start)
      return ScriptArgument(kind: .keyword, name: label, value: value, range: range(start))
    }
    let value = try parseExpression()
    skipSpaces()
    if case .string(let string) = value, peek() == UInt8(ascii: ":"), byte(at - 1) > 32 {
      at += 1
      skipLines()
      return ScriptArgument(
        kind: .keyword, name: string.text.string, value: try parseExpression(), range: range(start))
    }
    if case .template = value, peek() == UInt8(ascii: ":"), byte(at - 1) > 32 {
      at += 1
      skipLines()
      let entry = ScriptMap.Entry(key: value, value: try parseExpression(), range: range(start))
      return ScriptArgument(
        kind: .positional, value: .map(ScriptMap(entries: [entry], range: range(start))), range: range(start))
    }
    guard take("=>") else { return ScriptArgument(kind: .positional, value: value, range: range(start)) }
    skipLines()
    let second = try parseExpression()
    switch value {
    case .symbol(let name):
      return ScriptArgument(kind: .keyword, name: name.text, value: second, range: range(start))
    case .string(let name):
      return ScriptArgument(kind: .keyword, name: name.text.string, value: second, range: range(start))
    default:
      let entry = ScriptMap.Entry(key: value, value: second, range: range(start))
      return ScriptArgument(
        kind: .positional, value: .map(ScriptMap(entries: [entry], range: range(start))), range: range(start))
    }
  }

  /// `name:` before a value.
  mutating func takeLabel() -> String? {
    guard ScriptByte.isNameStart(peek()) else { return nil }
    let start = at
    var stop = nameEnd(at)
    if byte(stop) == UInt8(ascii: "?") || byte(stop) == UInt8(ascii: "!") { stop += 1 }
    guard byte(stop) == UInt8(ascii: ":"), byte(stop + 1) != UInt8(ascii: ":") else { return nil }
    // `a ? b :c` has its colon apart; `a ?b:c` is not written.
    at = stop + 1
    return text(start, stop)
  }

  /// The value behind a label; `name:` alone stands for `name: name`.
  private mutating func parseLabelled(_ label: String, _ start: Int) throws(ScriptTrouble) -> ScriptNode {
    let labelRange = range(start)
    skipSpaces()
    if seesWord("do") { return .name(ScriptName(text: label, range: labelRange)) }
    if peek() == UInt8(ascii: ",") || peek() == UInt8(ascii: ")") || peek() == UInt8(ascii: "}") || at >= end
    {
      return .name(ScriptName(text: label, range: labelRange))
    }
    let stop = at
    skipLines()
    if peek() == UInt8(ascii: ")") || peek() == UInt8(ascii: "}") {
      return .name(ScriptName(text: label, range: labelRange))
    }
    // The last statement of a body: `create! name:` above `end`. Above anything else the next line is the value.
    if seesWord("end") {
      at = stop
      return .name(ScriptName(text: label, range: labelRange))
    }
    return try parseExpression()
  }

  /// Entries up to `}`, which is taken.
  mutating func parseMap(_ start: Int) throws(ScriptTrouble) -> ScriptNode {
    var entries: [ScriptMap.Entry] = []
    for argument in try bracketed({ parser throws(ScriptTrouble) in try parser.parseArguments("}") }) {
      switch argument.kind {
      case .keyword:
        entries.append(
          .init(
            key: .symbol(ScriptName(text: argument.name, range: argument.range)), value: argument.value,
            range: argument.range))
      case .mapSpread, .spread:
        entries.append(.init(key: nil, value: argument.value, range: argument.range))
      case .positional:
        guard case .map(let map) = argument.value, map.entries.count == 1 else {
          throw ScriptTrouble(.unexpected, "an entry of a map has no key", at: argument.range)
        }
        entries += map.entries
      }
    }
    return .map(ScriptMap(entries: entries, range: range(start)))
  }
}
