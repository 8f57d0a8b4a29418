/// What a token is, as far as its bytes alone say.
enum ScriptTokenKind: UInt8, Sendable {
  /// Past the last token.
  case end
  /// A name or keyword.
  case word
  case number
  /// A string with its quotes and prefix.
  case string
  /// A string in which values stand.
  case template
  /// `/a/i`
  case regularExpression
  /// An operator, bracket or other sign.
  case sign
  /// The end of a line that ends a statement.
  case newline
  /// The next line stands further right.
  case indent
  /// The next line stands further left.
  case dedent
  /// Something that has no end or that no token starts with.
  case broken
}

/// The bytes of a short word or sign as one number, so that comparing is cheap; 0 for longer ones.
struct ScriptWord: Hashable, Sendable, ExpressibleByStringLiteral {
  let code: UInt64

  init(code: UInt64) { self.code = code }

  init(stringLiteral text: StaticString) {
    code = text.withUTF8Buffer { letters in
      guard letters.count <= 8 else { return 0 }
      var code: UInt64 = 0
      for letter in letters { code = code << 8 | UInt64(letter) }
      return code
    }
  }
}

/// One token: its kind, where it stands, and its bytes if they are few.
struct ScriptToken: Sendable {
  var kind: ScriptTokenKind
  /// A line break stands before it.
  var followsBreak = false
  var start: Int32
  var end: Int32
  /// The bytes of a word or sign of at most eight, else 0.
  var code: UInt64

  var range: ScriptRange { ScriptRange(start, end) }

  init(_ kind: ScriptTokenKind, _ start: Int, _ end: Int, code: UInt64 = 0) {
    self.kind = kind
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    self.code = code
  }
}

extension Span where Element == UInt8 {
  /// The byte at an offset; 0 outside of the text.
  @inline(__always)
  func at(_ offset: Int) -> UInt8 { offset >= 0 && offset < count ? self[offset] : 0 }

  /// The bytes of a range as one number; 0 for more than eight.
  func code(_ start: Int, _ end: Int) -> UInt64 {
    guard end - start <= 8 else { return 0 }
    var code: UInt64 = 0
    var offset = start
    while offset < end {
      code = code << 8 | UInt64(at(offset))
      offset += 1
    }
    return code
  }
}
