/// Macros, of which a few are known; the arguments of others are read where they are values
/// (https://doc.rust-lang.org/std/index.html#macros).
extension RustParser {
  mutating func macro(_ path: [ScriptName], _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let name = path.last?.text ?? ""
    advance()
    guard let close = closer(of: position) else { throw unexpected("a closed bracket") }
    let nesting = depth
    let first = position
    let count = troubles.count
    var found: ScriptNode?
    do throws(ScriptTrouble) {
      try enter()
      found = try known(name, start, until: close)
      leave()
      // Braces in it are no block.
      if troubles.count > count { found = nil }
    } catch {
      if error.kind == .tooDeep { throw error }
      depth = nesting
      position = first
    }
    troubles.removeLast(max(0, troubles.count - count))
    position = min(close + 1, tokens.count - 1)
    let place = range(from: start)
    if let found { return found }
    let callee = ScriptName(text: name + "!", range: place)
    let unread = ScriptArgument(kind: .positional, value: .unparsed(place), range: place)
    return .call(ScriptCall(callee: .name(callee), arguments: [unread], range: place))
  }

  private mutating func known(_ name: String, _ start: Int32, until close: Int) throws(ScriptTrouble)
    -> ScriptNode?
  {
    let place = ScriptRange(start, token(close).end)
    if name == "matches" { return try matched(place) }
    if name == "vec", at("[") || at("(") {
      if at("[") { return try list(start) }
    }
    let values = try macroArguments(until: close)
    switch name {
    case "vec":
      return .list(ScriptList(elements: values.map(\.value), range: place))
    case "format", "formatdoc":
      guard let first = values.first, case .string(let text) = first.value else { break }
      return formatted(text, Array(values.dropFirst()), place)
    case "concat":
      let parts = values.map { ScriptTemplate.Part.value($0.value, format: "") }
      return .template(ScriptTemplate(parts: parts, range: place))
    case "indoc":
      if values.count == 1, case .string = values[0].value { return values[0].value }
    default: break
    }
    let callee = ScriptName(text: name + "!", range: place)
    return .call(ScriptCall(callee: .name(callee), arguments: values, range: place))
  }

  /// `a, b = c, d`
  private mutating func macroArguments(until close: Int) throws(ScriptTrouble) -> [ScriptArgument] {
    advance()
    var found: [ScriptArgument] = []
    while position < close {
      let start = current.start
      if at(.word), isSign(peek(), "=") {
        let name = try takeName()
        advance()
        let value = try unrestricted()
        found.append(
          ScriptArgument(kind: .keyword, name: name.text, value: value, range: range(from: start)))
      } else {
        let value = try unrestricted()
        found.append(ScriptArgument(kind: .positional, value: value, range: value.range))
      }
      if !accept(",") { break }
    }
    guard position == close else { throw unexpected("\")\"") }
    return found
  }

  /// `matches!(a, B | C)`
  private mutating func matched(_ place: ScriptRange) throws(ScriptTrouble) -> ScriptNode {
    advance()
    let subject = try unrestricted()
    try expect(",", ",")
    let pattern = try pattern()
    if at(word: "if") { return .unparsed(place) }
    return pattern.test(RustPattern.kept(subject), again: RustPattern.named(subject)) ?? .boolean(true, place)
  }

  /// `{}`, `{0}`, `{name}` and `{{` of a text, with the values put in.
  private func formatted(_ string: ScriptString, _ values: [ScriptArgument], _ place: ScriptRange)
    -> ScriptNode
  {
    let text = string.text
    let bytes = Array(text.string.utf8)
    let positional = values.filter { $0.kind == .positional }
    var parts: [ScriptTemplate.Part] = []
    var (start, at, next) = (0, 0, 0)
    func put(until end: Int) {
      if end > start { parts.append(.text(text.part(start, end))) }
    }
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        at += 1
        continue
      }
      if at + 1 < bytes.count, bytes[at + 1] == byte {
        put(until: at + 1)
        at += 2
        start = at
        continue
      }
      guard byte == UInt8(ascii: "{"), let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else {
        at += 1
        continue
      }
      put(until: at)
      let hole = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
      let pieces = hole.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let key = pieces[0].filter { $0 != " " }
      var node: ScriptNode?
      if key.isEmpty {
        node = positional.indices.contains(next) ? positional[next].value : nil
        next += 1
      } else if let index = Int(key) {
        node = positional.indices.contains(index) ? positional[index].value : nil
      } else {
        let range = ScriptRange(text.fileOffset(ofByte: at + 1), text.fileOffset(ofByte: close))
        node =
          values.last { $0.kind == .keyword && $0.name == key }?.value
          ?? .name(ScriptName(text: String(key), range: range))
      }
      parts.append(
        .value(node ?? .unparsed(place), format: pieces.count > 1 && !pieces[1].isEmpty ? ":" : ""))
      at = close + 1
      start = at
    }
    put(until: bytes.count)
    return .template(ScriptTemplate(parts: parts, range: place))
  }
}
