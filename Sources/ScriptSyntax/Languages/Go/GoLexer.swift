/// Cuts Go into tokens; the ends of lines that end statements are semicolons
/// (https://go.dev/ref/spec#Semicolons). Texts between backquotes are tokens of the kind that other languages have for
/// templates.
struct GoLexer: BracedLexer {
  var tokens = ContiguousArray<ScriptToken>()
  var position = 0
  let end: Int
  var followsBreak = true

  /// Cuts a whole file, or several of one package behind each other.
  init(_ source: [UInt8]) {
    let bytes = source.span
    end = bytes.count
    tokens.reserveCapacity(end / 5 + 1)
    while position < end { step(bytes) }
    endLine(bytes)
    add(.end, end, end)
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    let start = position
    let byte = bytes.at(start)
    switch byte {
    case 0x0A:
      endLine(bytes)
      followsBreak = true
      position += 1
    case 0x20, 0x09, 0x0B, 0x0C, 0x0D: position += 1
    case 0xEF where bytes.at(start + 1) == 0xBB && bytes.at(start + 2) == 0xBF: position += 3
    case UInt8(ascii: "/") where bytes.at(start + 1) == UInt8(ascii: "/"): skipLine(bytes)
    case UInt8(ascii: "/") where bytes.at(start + 1) == UInt8(ascii: "*"):
      let broken = followsBreak
      followsBreak = false
      skipComment(bytes, start)
      // A comment over several lines acts like the end of one.
      if followsBreak { endLine(bytes) }
      followsBreak = followsBreak || broken
    case UInt8(ascii: "`"): raw(bytes, start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): string(bytes, start, byte)
    default:
      if ScriptByte.isNameStart(byte) {
        var at = start
        while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
        position = max(at, start + 1)
        add(.word, start, position, code: bytes.code(start, position))
      } else {
        numberOrSign(bytes, start, byte)
      }
    }
  }

  private mutating func raw(_ bytes: Span<UInt8>, _ start: Int) {
    var at = start + 1
    while at < end, bytes.at(at) != UInt8(ascii: "`") { at += 1 }
    position = min(end, at + 1)
    add(at < end ? .template : .broken, start, position)
  }

  private mutating func string(_ bytes: Span<UInt8>, _ start: Int, _ quote: UInt8) {
    var at = start + 1
    while at < end, bytes.at(at) != quote, bytes.at(at) != 0x0A {
      at += bytes.at(at) == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(end, at + 1)
    add(at < end && bytes.at(at) == quote ? .string : .broken, start, position)
  }

  /// Ends the statement that the last token of a line may end.
  private mutating func endLine(_ bytes: Span<UInt8>) {
    guard let last = tokens.last else { return }
    let ends: Bool
    switch last.kind {
    case .number, .string, .template: ends = true
    case .word: ends = !Self.continues(ScriptWord(code: last.code))
    case .sign:
      switch ScriptWord(code: last.code) {
      case ")", "]", "}", "++", "--": ends = true
      default: ends = false
      }
    default: ends = false
    }
    let sign: ScriptWord = ";"
    if ends { add(.sign, Int(last.end), Int(last.end), code: sign.code) }
  }

  /// Keywords that no statement ends with.
  private static func continues(_ word: ScriptWord) -> Bool {
    switch word {
    case "else", "func", "if", "for", "range", "const", "var", "switch", "type", "import", "package", "map",
      "struct", "chan", "case", "go", "defer", "select", "goto":
      true
    default: false
    }
  }

  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    let equals = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"):
      return 1
    case UInt8(ascii: "."): return second == byte && bytes.at(start + 2) == byte ? 3 : 1
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: ">"):
      return second == equals ? 2 : 1
    case UInt8(ascii: "<"): return second == equals || second == UInt8(ascii: "-") ? 2 : 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "|"):
      return second == equals || second == byte ? 2 : 1
    case UInt8(ascii: "&"):
      return second == equals || second == byte || second == UInt8(ascii: "^") ? 2 : 1
    default: return 0
    }
  }
}

/// The contents of Go's texts.
enum GoText {
  /// The content of a text with its quotes.
  static func content(_ source: [UInt8], _ token: ScriptToken) -> ScriptText {
    let bytes = source.span
    let end = max(token.range.offset + 1, min(Int(token.end), source.count) - 1)
    var builder = ScriptTextBuilder()
    var at = token.range.offset + 1
    while at < end {
      let byte = bytes.at(at)
      if byte == UInt8(ascii: "\\"), token.kind == .string, at + 1 < end {
        at = escape(bytes, at, end, into: &builder)
      } else {
        builder.append(byte, at: at)
        at += 1
      }
    }
    return builder.text()
  }

  private static func escape(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int, into builder: inout ScriptTextBuilder
  ) -> Int {
    let letter = bytes.at(at + 1)
    if let control = ScriptEscapes.control(letter) {
      builder.appendEscape(control, at: at)
      return at + 2
    }
    var digits = 0
    switch letter {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let (value, next) = ScriptEscapes.octal(bytes, from: at + 1, end: end)
      builder.appendEscape(value, at: at)
      return next
    default:
      builder.breakRun()
      builder.append(letter, at: at + 1)
      return at + 2
    }
    let (value, next) = ScriptEscapes.hexadecimal(bytes, from: at + 2, most: digits, end: end)
    builder.appendEscape(value, at: at)
    return next
  }
}
