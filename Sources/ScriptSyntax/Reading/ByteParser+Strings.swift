extension ByteParser {
  /// A string, or a template if values are put in.
  func string(_ parts: [ScriptTemplate.Part], _ start: Int) -> ScriptNode {
    var text = ScriptText("", at: Int32(truncatingIfNeeded: start))
    for part in parts {
      guard case .text(let piece) = part, text.append(piece) else {
        return .template(ScriptTemplate(parts: parts, range: range(start)))
      }
    }
    return .string(ScriptString(text: text, range: range(start)))
  }

  /// Takes an escape, which starts at the next byte, and adds what it stands for.
  mutating func takeEscape(_ content: inout TemplateContent) {
    let start = at
    let letter = peek(1)
    at = min(at + 2, end)
    if let control = ScriptEscapes.control(letter) { return content.append(escaped: control, at: start) }
    switch letter {
    case UInt8(ascii: "s"): content.append(escaped: 32, at: start)
    case UInt8(ascii: "0"): content.append(escaped: 0, at: start)
    case UInt8(ascii: "e"): content.append(escaped: 27, at: start)
    case UInt8(ascii: "a"): content.append(escaped: 7, at: start)
    case UInt8(ascii: "b"): content.append(escaped: 8, at: start)
    case UInt8(ascii: "x"): takeHexadecimal(&content, start, most: 2)
    case UInt8(ascii: "u"): takeHexadecimal(&content, start, most: 4)
    case 10: content.breakRun()
    case 0x80...:
      // The first byte of a longer character, which comes as it is.
      content.breakRun()
      content.append(letter, at: start + 1)
    default: content.append(escaped: UInt32(letter), at: start)
    }
  }

  private mutating func takeHexadecimal(_ content: inout TemplateContent, _ start: Int, most: Int) {
    let isBraced = take("{")
    let (value, next) = ScriptEscapes.hexadecimal(bytes.span, from: at, most: isBraced ? 6 : most, end: end)
    at = next
    if isBraced { _ = take("}") }
    content.append(escaped: value, at: start)
  }
}
