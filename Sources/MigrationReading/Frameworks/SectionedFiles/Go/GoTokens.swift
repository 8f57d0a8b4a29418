import Domain
import ScriptSyntax

/// A word, text, number or sign of a Go program.
struct GoToken: Sendable {
  enum Kind: Sendable { case word, text, number, sign }

  var kind: Kind
  /// Bytes of the file.
  var start: Int
  var end: Int
  /// The word or sign; of a text what it holds.
  var text: String
  /// A text between backquotes, as it stands.
  var isRaw = false

  var range: ScriptRange { ScriptRange(Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end)) }

  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
  func isWord(_ word: String) -> Bool { kind == .word && text == word }
}

/// Cuts a Go program into tokens; the ends of lines that end statements are semicolons
/// (https://go.dev/ref/spec#Semicolons).
struct GoLexer {
  private let bytes: [UInt8]
  private var at = 0
  private var tokens: [GoToken] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The tokens of a text.
  static func tokens(of bytes: [UInt8]) -> [GoToken] {
    var lexer = GoLexer(bytes)
    lexer.read()
    return lexer.tokens
  }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func add(_ kind: GoToken.Kind, _ start: Int, _ text: String, isRaw: Bool = false) {
    tokens.append(GoToken(kind: kind, start: start, end: at, text: text, isRaw: isRaw))
  }

  private mutating func read() {
    while at < bytes.count {
      let start = at
      let first = bytes[at]
      switch first {
      case UInt8(ascii: "\n"):
        at += 1
        endLine(start)
      case 0...0x20: at += 1
      case UInt8(ascii: "/") where byte(at + 1) == UInt8(ascii: "/"):
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      case UInt8(ascii: "/") where byte(at + 1) == UInt8(ascii: "*"):
        at += 2
        while at < bytes.count, !(bytes[at] == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "/")) {
          at += 1
        }
        at = min(at + 2, bytes.count)
      case UInt8(ascii: "`"): readRaw()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readText(first)
      default:
        if first &- 0x30 < 10 {
          while ScriptWordByte.isName(byte(at)) || byte(at) == UInt8(ascii: ".") { at += 1 }
          add(.number, start, String(decoding: bytes[start..<at], as: UTF8.self))
        } else if ScriptWordByte.isName(first) || first >= 0x80 {
          while ScriptWordByte.isName(byte(at)) || byte(at) >= 0x80 { at += 1 }
          add(.word, start, String(decoding: bytes[start..<at], as: UTF8.self))
        } else {
          at += 1
          add(.sign, start, String(decoding: bytes[start..<at], as: UTF8.self))
        }
      }
    }
    endLine(at)
  }

  private mutating func endLine(_ place: Int) {
    guard let last = tokens.last else { return }
    let ends: Bool =
      switch last.kind {
      case .text, .number: true
      case .word: !["else", "func", "if", "for", "range", "const", "var", "switch"].contains(last.text)
      case .sign: [")", "]", "}"].contains(last.text)
      }
    if ends { tokens.append(GoToken(kind: .sign, start: place, end: place, text: ";")) }
  }

  private mutating func readRaw() {
    let start = at
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "`") { at += 1 }
    let text = String(decoding: bytes[(start + 1)..<at], as: UTF8.self)
    at = min(at + 1, bytes.count)
    add(.text, start, text, isRaw: true)
  }

  private mutating func readText(_ quote: UInt8) {
    let start = at
    at += 1
    var text: [UInt8] = []
    while at < bytes.count, bytes[at] != quote, bytes[at] != UInt8(ascii: "\n") {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 1
        switch byte(at) {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "r"): text.append(13)
        case let other: text.append(other)
        }
        at += 1
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    at = min(at + 1, bytes.count)
    add(.text, start, String(decoding: text, as: UTF8.self))
  }
}
