/// Splits a template into tokens, with Jinja's whitespace control and `raw` blocks resolved.
///
/// Follows the delimiters that dbt uses: `{{ }}`, `{% %}`, `{# #}`; blocks are neither trimmed nor stripped by
/// default (https://jinja.palletsprojects.com/en/stable/templates/#whitespace-control).
struct JinjaLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var tokens: [JinjaToken] = []
  private var troubles: [JinjaTrouble] = []
  /// Whether the text that follows loses its leading white space.
  private var trimsNext = false

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The tokens of a template, closed by an `end` token, and what was wrong.
  static func tokens(of bytes: [UInt8]) -> (tokens: [JinjaToken], troubles: [JinjaTrouble]) {
    var lexer = JinjaLexer(bytes)
    lexer.run()
    return (lexer.tokens, lexer.troubles)
  }

  private func byte(at position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func run() {
    while index < bytes.count {
      let start = index
      let tag = nextTag(from: start)
      guard let tag else {
        addText(start, bytes.count, trimsEnd: false)
        index = bytes.count
        break
      }
      addText(start, tag, trimsEnd: byte(at: tag + 2) == UInt8(ascii: "-"))
      index = tag
      switch byte(at: tag + 1) {
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "{"): lexTag(.printStart, .printEnd, UInt8(ascii: "}"))
      default: lexBlock()
      }
    }
    add(.end, bytes.count, 0)
  }

  /// The next `{{`, `{%` or `{#`.
  private func nextTag(from start: Int) -> Int? {
    let span = bytes.span
    var position = start
    let last = bytes.count - 1
    while position < last {
      if span[position] == UInt8(ascii: "{") {
        let next = span[position + 1]
        if next == UInt8(ascii: "{") || next == UInt8(ascii: "%") || next == UInt8(ascii: "#") {
          return position
        }
      }
      position += 1
    }
    return nil
  }

  private mutating func add(_ kind: JinjaToken.Kind, _ start: Int, _ length: Int) {
    tokens.append(JinjaToken(kind: kind, start: Int32(clamping: start), length: Int32(clamping: length)))
  }

  private mutating func addText(_ start: Int, _ end: Int, trimsEnd: Bool) {
    var first = start
    var last = end
    if trimsNext { while first < last, Self.isSpace(bytes[first]) { first += 1 } }
    if trimsEnd { while last > first, Self.isSpace(bytes[last - 1]) { last -= 1 } }
    trimsNext = false
    if last > first { add(.text, first, last - first) }
  }

  private mutating func skipComment() {
    var position = index + 2
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "#"), bytes[position + 1] == UInt8(ascii: "}") {
        trimsNext = position > index + 2 && bytes[position - 1] == UInt8(ascii: "-")
        index = position + 2
        return
      }
      position += 1
    }
    troubles.append(JinjaTrouble(message: "the comment \"{#\" is never closed", offset: index))
    index = bytes.count
  }

  private mutating func lexBlock() {
    let first = tokens.count
    lexTag(.blockStart, .blockEnd, UInt8(ascii: "%"))
    guard first + 2 < tokens.count, tokens[first + 1].kind == .name, text(tokens[first + 1]) == "raw",
      tokens[first + 2].kind == .blockEnd
    else { return }
    tokens.removeLast(tokens.count - first)
    skipRaw(tagStart: index)
  }

  /// Takes everything up to `{% endraw %}` as text.
  private mutating func skipRaw(tagStart: Int) {
    let start = index
    var position = start
    while let tag = nextTag(from: position) {
      position = tag + 2
      guard byte(at: tag + 1) == UInt8(ascii: "%") else { continue }
      var word = tag + 2
      let trimsEnd = byte(at: word) == UInt8(ascii: "-")
      if trimsEnd || byte(at: word) == UInt8(ascii: "+") { word += 1 }
      while Self.isSpace(byte(at: word)) { word += 1 }
      guard matches("endraw", at: word) else { continue }
      word += 6
      while Self.isSpace(byte(at: word)) { word += 1 }
      let trims = byte(at: word) == UInt8(ascii: "-")
      if trims { word += 1 }
      guard byte(at: word) == UInt8(ascii: "%"), byte(at: word + 1) == UInt8(ascii: "}") else { continue }
      addText(start, tag, trimsEnd: trimsEnd)
      trimsNext = trims
      index = word + 2
      return
    }
    troubles.append(JinjaTrouble(message: "the block \"raw\" is never closed", offset: tagStart))
    addText(start, bytes.count, trimsEnd: false)
    index = bytes.count
  }

  private func matches(_ word: StaticString, at position: Int) -> Bool {
    guard position + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }

  private func text(_ token: JinjaToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  /// The tokens from an opening to its closing delimiter; brackets inside hide `}}`.
  private mutating func lexTag(_ open: JinjaToken.Kind, _ close: JinjaToken.Kind, _ closing: UInt8) {
    let tagStart = index
    add(open, index, 2)
    index += 2
    if byte(at: index) == UInt8(ascii: "-") || byte(at: index) == UInt8(ascii: "+") { index += 1 }
    var nesting = 0
    while index < bytes.count {
      let current = bytes[index]
      if Self.isSpace(current) {
        index += 1
        continue
      }
      if nesting == 0, closes(closing) {
        let dash = bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
        trimsNext = bytes[index] == UInt8(ascii: "-")
        add(close, index, dash ? 3 : 2)
        index += dash ? 3 : 2
        return
      }
      lexToken(current, &nesting)
    }
    troubles.append(JinjaTrouble(message: "the tag is never closed", offset: tagStart))
    add(close, bytes.count, 0)
  }

  private func closes(_ closing: UInt8) -> Bool {
    let current = byte(at: index)
    if current == closing, byte(at: index + 1) == UInt8(ascii: "}") { return true }
    guard current == UInt8(ascii: "-") || current == UInt8(ascii: "+") else { return false }
    return byte(at: index + 1) == closing && byte(at: index + 2) == UInt8(ascii: "}")
  }

  private mutating func lexToken(_ current: UInt8, _ nesting: inout Int) {
    let start = index
    switch current {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      skipString(current)
      add(.string, start, index - start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      lexNumber()
    case _ where Self.isWord(current):
      while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
      add(.name, start, index - start)
    default:
      switch current {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): nesting += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): nesting = max(0, nesting - 1)
      default: break
      }
      let length = isPair(current, byte(at: index + 1)) ? 2 : 1
      index += length
      add(.symbol, start, length)
    }
  }

  private func isPair(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      return second == UInt8(ascii: "=")
    case UInt8(ascii: "*"): return second == UInt8(ascii: "*")
    case UInt8(ascii: "/"): return second == UInt8(ascii: "/")
    default: return false
    }
  }

  private mutating func skipString(_ quote: UInt8) {
    let start = index
    index += 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == quote {
        index += 1
        return
      } else {
        index += 1
      }
    }
    index = min(index, bytes.count)
    troubles.append(JinjaTrouble(message: "the string is never closed", offset: start))
  }

  private mutating func lexNumber() {
    let start = index
    var isFloat = false
    while index < bytes.count {
      let current = bytes[index]
      if Self.isDigit(current) || current == UInt8(ascii: "_") {
        index += 1
      } else if current == UInt8(ascii: "."), !isFloat, Self.isDigit(byte(at: index + 1)) {
        isFloat = true
        index += 1
      } else {
        break
      }
    }
    add(isFloat ? .float : .integer, start, index - start)
  }

  /// Blank, tab and line ends.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  /// Letters, digits, underscore, and every byte beyond ASCII.
  static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  /// `0` to `9`.
  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
