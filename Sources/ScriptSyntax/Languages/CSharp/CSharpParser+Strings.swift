extension CSharpParser {
  /// A string or character without values in it.
  func string(_ token: ScriptToken) -> ScriptNode {
    guard let scan = CSharpStringScan(source.span, Int(token.start), Int(token.end)) else {
      let content = ScriptRange(token.start + 1, max(token.start + 1, token.end - 1))
      let text = CSharpEscape(style: .regular).content(source, content)
      return .string(ScriptString(text: text, range: token.range))
    }
    let (escape, content) = reading(scan)
    let text = escape.content(source, content, isLineStart: scan.style == .raw && escape.indent > 0)
    return .string(ScriptString(text: text, range: token.range))
  }

  /// How the content of a string is read, and where it stands: a raw string of several lines stands between its first
  /// and last line break, without the white space before its last quotes.
  private func reading(_ scan: CSharpStringScan) -> (CSharpEscape, ScriptRange) {
    var escape = CSharpEscape(style: scan.style, hasValues: scan.dollars > 0)
    guard scan.style == .raw else { return (escape, scan.content) }
    let bytes = source.span
    var first = Int(scan.content.start)
    let end = Int(scan.content.end)
    while bytes.at(first) == 0x20 || bytes.at(first) == 0x09 || bytes.at(first) == 0x0D { first += 1 }
    guard first < end, bytes.at(first) == 0x0A else { return (escape, scan.content) }
    first += 1
    var last = end
    while last > first, bytes.at(last - 1) == 0x20 || bytes.at(last - 1) == 0x09 { last -= 1 }
    escape.indent = end - last
    if last > first, bytes.at(last - 1) == 0x0A { last -= 1 }
    if last > first, bytes.at(last - 1) == 0x0D { last -= 1 }
    return (escape, ScriptRange(first, max(first, last)))
  }

  /// A string with values: `$"a {b} {c:d}"`.
  mutating func template(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    guard let scan = CSharpStringScan(source.span, Int(token.start), Int(token.end)) else {
      throw unexpected("a value")
    }
    try enter()
    advance()
    let (escape, content) = reading(scan)
    var parts: [ScriptTemplate.Part] = []
    var start = content.start
    var isLineStart = escape.indent > 0
    for hole in scan.holes where hole.whole.start >= start && hole.whole.end <= content.end {
      let text = escape.content(source, ScriptRange(start, hole.whole.start), isLineStart: isLineStart)
      if text.count > 0 { parts.append(.text(text)) }
      var code = inner(hole.code)
      let node = try code.expression()
      guard code.at(.end) else { throw code.unexpected("\"}\"") }
      troubles += code.troubles
      parts.append(.value(node, format: hole.hasFormat ? ":" : ""))
      isLineStart = false
      start = hole.whole.end
    }
    let text = escape.content(source, ScriptRange(start, content.end), isLineStart: isLineStart)
    if text.count > 0 { parts.append(.text(text)) }
    leave()
    return .template(ScriptTemplate(parts: parts, range: token.range))
  }
}
