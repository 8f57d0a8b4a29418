extension PHPParser {
  /// The style and content of a string's token.
  private func content(_ token: ScriptToken) -> (escape: PHPEscape, range: ScriptRange, isHeredoc: Bool) {
    if let heredoc = heredocs[token.start] {
      let style: PHPEscape.Style = token.code == PHPLexer.nowdoc ? .verbatim : .heredoc
      return (PHPEscape(style: style, indent: heredoc.indent), heredoc.content, true)
    }
    let range = ScriptRange(token.start + 1, max(token.start + 1, token.end - 1))
    return (PHPEscape(style: token.code == PHPLexer.plain ? .plain : .quoted), range, false)
  }

  /// A string without values in it.
  func string(_ token: ScriptToken) -> ScriptNode {
    if isCommand(token) { return .unparsed(token.range) }
    let (escape, range, isHeredoc) = content(token)
    return .string(
      ScriptString(
        text: escape.content(source, range, isLineStart: isHeredoc), range: token.range))
  }

  /// `` `ls` ``.
  private func isCommand(_ token: ScriptToken) -> Bool {
    token.range.bytes(of: source).first == UInt8(ascii: "`")
  }

  /// A string with values: `"a $b $c[0] $d->e {$f} ${g}"`.
  mutating func template(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    advance()
    if isCommand(token) { return .unparsed(token.range) }
    try enter()
    let (escape, range, isHeredoc) = content(token)
    var parts: [ScriptTemplate.Part] = []
    var start = range.offset
    var at = start
    var isLineStart = isHeredoc
    let end = min(Int(range.end), source.count)
    while at < end {
      let byte = source[at]
      if byte == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      guard let found = Self.hole(source, at, end) else {
        at += 1
        continue
      }
      let text = escape.content(source, ScriptRange(start, at), isLineStart: isLineStart)
      if text.count > 0 { parts.append(.text(text)) }
      parts.append(.value(try value(found), format: ""))
      isLineStart = false
      at = found.end
      start = at
    }
    let text = escape.content(source, ScriptRange(start, end), isLineStart: isLineStart)
    if text.count > 0 { parts.append(.text(text)) }
    leave()
    return .template(ScriptTemplate(parts: parts, range: token.range))
  }

  /// A value in a string.
  private struct Hole {
    /// Where its code stands.
    var code: ScriptRange
    /// The offset past it.
    var end: Int
    /// The code is a name without its dollar sign (`${a}`).
    var isBare = false
    /// An index without quotes: `$a[b]`.
    var index: ScriptRange?
  }

  private static func hole(_ source: [UInt8], _ at: Int, _ end: Int) -> Hole? {
    let bytes = source.span
    let (byte, next) = (bytes.at(at), bytes.at(at + 1))
    if byte == UInt8(ascii: "{"), next == UInt8(ascii: "$") {
      let close = closing(bytes, at, end)
      return Hole(code: ScriptRange(at + 1, close), end: min(end, close + 1))
    }
    guard byte == UInt8(ascii: "$") else { return nil }
    if next == UInt8(ascii: "{") {
      let close = closing(bytes, at + 1, end)
      return Hole(code: ScriptRange(at + 2, close), end: min(end, close + 1), isBare: true)
    }
    guard ScriptByte.isNameStart(next) else { return nil }
    var last = at + 1
    while last < end, ScriptByte.isNamePart(bytes.at(last)) { last += 1 }
    if bytes.at(last) == UInt8(ascii: "-"), bytes.at(last + 1) == UInt8(ascii: ">"), last + 2 < end,
      ScriptByte.isNameStart(bytes.at(last + 2))
    {
      var member = last + 2
      while member < end, ScriptByte.isNamePart(bytes.at(member)) { member += 1 }
      return Hole(code: ScriptRange(at, member), end: member)
    }
    if bytes.at(last) == UInt8(ascii: "["), last < end {
      var close = last + 1
      while close < end, bytes.at(close) != UInt8(ascii: "]"), bytes.at(close) != 0x0A { close += 1 }
      if close < end, bytes.at(close) == UInt8(ascii: "]") {
        return Hole(code: ScriptRange(at, last), end: close + 1, index: ScriptRange(last + 1, close))
      }
    }
    return Hole(code: ScriptRange(at, last), end: last)
  }

  /// The offset of the brace that closes the one at an offset; the end if there is none.
  private static func closing(_ bytes: Span<UInt8>, _ open: Int, _ end: Int) -> Int {
    var depth = 0
    var at = open
    var quote: UInt8 = 0
    while at < end {
      let byte = bytes.at(at)
      if quote != 0 {
        if byte == UInt8(ascii: "\\") { at += 1 }
        if byte == quote { quote = 0 }
      } else {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"):
          depth -= 1
          if depth == 0 { return at }
        default: break
        }
      }
      at += 1
    }
    return end
  }

  private mutating func value(_ hole: Hole) throws(ScriptTrouble) -> ScriptNode {
    var code = inner(hole.code)
    var node = hole.isBare ? code.bareName() : nil
    if node == nil { node = try code.expression() }
    guard code.at(.end), let node else { throw code.unexpected("\"}\"") }
    troubles += code.troubles
    guard let index = hole.index else { return node }
    let text = index.text(of: source)
    let bytes = Array(text.utf8)
    let key: ScriptNode
    if bytes.first == UInt8(ascii: "$") {
      key = .name(ScriptName(text: text, range: index))
    } else if !bytes.isEmpty, bytes.allSatisfy({ ScriptByte.isDigit($0) }) {
      key = .number(ScriptNumber(text: text, range: index))
    } else {
      let name = bytes.filter { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") }
      key = .string(
        ScriptString(text: ScriptText(String(decoding: name, as: UTF8.self), at: index.start), range: index))
    }
    return .subscripted(ScriptSubscript(receiver: node, index: key, range: hole.code.union(index)))
  }

  /// `a` of `${a}`: the variable.
  private mutating func bareName() -> ScriptNode? {
    guard isName(current), peek().kind == .end else { return nil }
    let name = ScriptName(text: "$" + text(current), range: current.range)
    advance()
    return .name(name)
  }
}
