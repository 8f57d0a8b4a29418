extension PythonParser {
  /// One or more strings side by side, which are one.
  mutating func strings() -> ScriptNode {
    let start = current.start
    var parts: [ScriptTemplate.Part] = []
    var isBytes = false
    while at(.string) || at(.template) {
      let token = current
      advance()
      let text = source
      let bytes = text.span
      var quote = token.range.offset
      while bytes.at(quote) != UInt8(ascii: "'"), bytes.at(quote) != UInt8(ascii: "\""),
        quote < Int(token.end)
      {
        quote += 1
      }
      let prefix = PythonStringScanner.Prefix(bytes, token.range.offset, quote)
      let length = PythonStringScanner.quoteLength(bytes, quote)
      isBytes = isBytes || prefix.isBytes
      let content = ScriptRange(quote + length, max(quote + length, Int(token.end) - length))
      read(content, prefix, into: &parts)
    }
    return node(parts, ScriptRange(start, peek(-1).end), isBytes)
  }

  private func node(_ parts: [ScriptTemplate.Part], _ range: ScriptRange, _ isBytes: Bool) -> ScriptNode {
    var joined: [ScriptTemplate.Part] = []
    for part in parts {
      if case .text(let text) = part, case .text(var before) = joined.last {
        guard before.append(text) else {
          joined.append(part)
          continue
        }
        joined[joined.count - 1] = .text(before)
      } else {
        joined.append(part)
      }
    }
    if joined.isEmpty { return .string(ScriptString(text: ScriptText(""), isBytes: isBytes, range: range)) }
    if joined.count == 1, case .text(let text) = joined[0] {
      return .string(ScriptString(text: text, isBytes: isBytes, range: range))
    }
    return .template(ScriptTemplate(parts: joined, range: range))
  }

  /// Reads the content between the quotes.
  private mutating func read(
    _ content: ScriptRange, _ prefix: PythonStringScanner.Prefix, into parts: inout [ScriptTemplate.Part]
  ) {
    let text = source
    let bytes = text.span
    let end = Int(content.end)
    var builder = ScriptTextBuilder()
    var at = content.offset
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), !prefix.isRaw, at + 1 < end {
        at = PythonEscape.read(bytes, at, end, isBytes: prefix.isBytes, into: &builder)
      } else if prefix.isTemplate, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        if bytes.at(at + 1) == byte, at + 1 < end {
          builder.append(byte, at: at)
          builder.breakRun()
          at += 2
        } else if byte == UInt8(ascii: "}") {
          builder.append(byte, at: at)
          at += 1
        } else {
          if !builder.isEmpty { parts.append(.text(builder.text())) }
          builder = ScriptTextBuilder()
          let found = value(from: at + 1, to: end)
          parts.append(found.part)
          at = max(at + 1, found.end)
        }
      } else {
        builder.append(byte, at: at)
        at += 1
      }
    }
    if !builder.isEmpty { parts.append(.text(builder.text())) }
  }

  /// The value in braces: `a!r:>10}`, and the offset past the closing brace.
  private mutating func value(from start: Int, to end: Int) -> (part: ScriptTemplate.Part, end: Int) {
    let text = source
    let bytes = text.span
    var strings = PythonStringScanner(end: end)
    var at = start
    var open = 0
    var expressionEnd: Int?
    scan: while at < end {
      let byte = bytes.at(at)
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if expressionEnd == nil {
          let found = strings.scan(bytes, start: at, quote: at)
          if found.isClosed { at = found.end - 1 }
        }
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): open -= 1
      case UInt8(ascii: "}"):
        if open <= 0 { break scan }
        open -= 1
      case UInt8(ascii: ":") where open == 0 && expressionEnd == nil: expressionEnd = at
      case UInt8(ascii: "!") where open == 0 && expressionEnd == nil && bytes.at(at + 1) != UInt8(ascii: "="):
        expressionEnd = at
      default: break
      }
      at += 1
    }
    var stop = expressionEnd ?? at
    let format = ScriptRange(stop, at).text(of: source)
    // `{a=}` shows the text too; the value is what matters.
    while stop > start, bytes.at(stop - 1) == 0x20 { stop -= 1 }
    if stop - 1 > start, bytes.at(stop - 1) == UInt8(ascii: "=") { stop -= 1 }
    return (.value(expression(in: ScriptRange(start, stop)), format: format), min(at + 1, end))
  }

  /// The expression in a part of a string.
  private mutating func expression(in range: ScriptRange) -> ScriptNode {
    var inner = PythonParser(source, range: range, isExpression: true, depth: depth + 1)
    do throws(ScriptTrouble) {
      let node = try inner.values()
      guard inner.at(.end) else { throw inner.unexpected("the end of the value") }
      troubles += inner.troubles
      return node
    } catch {
      troubles.append(error)
      return .unparsed(range)
    }
  }
}
