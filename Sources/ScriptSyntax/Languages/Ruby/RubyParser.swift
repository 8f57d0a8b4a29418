/// A recursive parser over the bytes of a Ruby text: what a sign means depends on what stands before it, so there is
/// no token list.
struct RubyParser {
  let bytes: [UInt8]
  /// The text ends here: at `__END__` or the last byte.
  let end: Int
  /// The next byte to be read.
  var at = 0
  /// Where reading goes on behind the current line, past the bodies of its heredocs; 0 for the next line.
  var lineResume = 0
  var troubles: [ScriptTrouble] = []
  var depth = 0
  /// How high the tree of the value that is read now is, chains in brackets counted.
  var tall = 0
  /// Positive while `do` belongs to an outer command or loop.
  var noDo = 0
  /// Names that were assigned or are parameters: they take no arguments without parentheses.
  var locals: Set<String> = []
  /// A line end behind which no `.name` follows, so that it is not looked at again.
  var noChainAt = -1
  /// How often the text was searched to its end for that of a heredoc; after many of them none is read.
  var missedHeredocs = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = Self.textEnd(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  private static func textEnd(_ bytes: [UInt8]) -> Int {
    let mark = Array("__END__".utf8)
    var at = 0
    while at < bytes.count {
      let isLineStart = at == 0 || bytes[at - 1] == 10
      if isLineStart, bytes[at] == 0x5F, bytes[at...].starts(with: mark) {
        let next = at + mark.count
        if next >= bytes.count || bytes[next] == 10 || bytes[next] == 13 { return at }
      }
      at += 1
    }
    return bytes.count
  }

  /// The byte at an offset; 0 outside of the text.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < end ? bytes[offset] : 0 }

  /// The byte `ahead` of the next one.
  @inline(__always)
  func peek(_ ahead: Int = 0) -> UInt8 { byte(at + ahead) }

  /// Whether the text goes on with these ASCII signs.
  func sees(_ text: StaticString) -> Bool {
    guard at + text.utf8CodeUnitCount <= end else { return false }
    return text.withUTF8Buffer { signs in
      for index in 0..<signs.count where bytes[at + index] != signs[index] { return false }
      return true
    }
  }

  /// Whether a whole word comes next, not a label.
  func seesWord(_ word: StaticString) -> Bool {
    guard sees(word) else { return false }
    let after = peek(word.utf8CodeUnitCount)
    if Self.isNamePart(after) || after == UInt8(ascii: "?") || after == UInt8(ascii: "!") { return false }
    return after != UInt8(ascii: ":") || peek(word.utf8CodeUnitCount + 1) == UInt8(ascii: ":")
  }

  mutating func takeWord(_ word: StaticString) -> Bool {
    guard seesWord(word) else { return false }
    at += word.utf8CodeUnitCount
    return true
  }

  mutating func take(_ text: StaticString) -> Bool {
    guard sees(text) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 13 || byte == 11 || byte == 12
  }

  func text(_ start: Int, _ stop: Int) -> String {
    String(decoding: bytes[max(0, min(start, end))..<max(0, min(max(start, stop), end))], as: UTF8.self)
  }

  func range(_ start: Int) -> ScriptRange { ScriptRange(start, max(start, at)) }

  /// Passes over spaces and continued lines.
  mutating func skipSpaces() {
    while at < end {
      if Self.isSpace(bytes[at]) {
        at += 1
      } else if bytes[at] == 0x5C, peek(1) == 10 {
        at += 1
        takeLineEnd()
      } else if bytes[at] == 0x5C, peek(1) == 13, peek(2) == 10 {
        at += 2
        takeLineEnd()
      } else {
        return
      }
    }
  }

  /// Passes over a line feed, and the bodies of the heredocs of its line.
  mutating func takeLineEnd() {
    at = lineResume > at ? lineResume : at + 1
    lineResume = 0
    while at < end, at == 0 || byte(at - 1) == 10, sees("=begin"), !Self.isNamePart(peek(6)) {
      skipBlockComment()
    }
  }

  private mutating func skipBlockComment() {
    while at < end {
      while at < end, bytes[at] != 10 { at += 1 }
      if at < end { at += 1 }
      if sees("=end"), !Self.isNamePart(peek(4)) {
        while at < end, bytes[at] != 10 { at += 1 }
        if at < end { at += 1 }
        return
      }
    }
  }

  /// Passes over spaces and a comment up to the line's end.
  mutating func skipToLineEnd() {
    skipSpaces()
    if peek() == UInt8(ascii: "#") {
      while at < end, bytes[at] != 10 { at += 1 }
    }
  }

  /// Passes over spaces, comments and line ends.
  mutating func skipLines() {
    while at < end {
      skipToLineEnd()
      guard at < end, bytes[at] == 10 else { return }
      takeLineEnd()
    }
  }

  /// Passes over line ends and semicolons between statements.
  mutating func skipSeparators() {
    while true {
      skipLines()
      guard peek() == UInt8(ascii: ";") else { return }
      at += 1
    }
  }

  func unexpected(_ expected: String) -> ScriptTrouble {
    if at >= end {
      return ScriptTrouble(
        .unterminated, "the script ends where \(expected) is expected", at: ScriptRange(end, end))
    }
    let stop = Self.isNamePart(peek()) ? nameEnd(at) : at + 1
    return ScriptTrouble(
      .unexpected, "\"\(text(at, min(stop, at + 40)))\" stands where \(expected) is expected",
      at: ScriptRange(at, stop))
  }

  func nameEnd(_ start: Int) -> Int {
    var stop = start
    while stop < end, Self.isNamePart(bytes[stop]) { stop += 1 }
    return stop
  }

  /// Counts one more link of a chain or operator that values in brackets may stand in.
  mutating func grow(_ start: Int) throws(ScriptTrouble) {
    tall += 1
    guard tall <= ScriptLimits.total else {
      throw ScriptTrouble(.tooDeep, "chains in brackets are higher than is read", at: range(start))
    }
  }

  /// Levels of nesting that are read: one of Ruby takes more of the stack than one of `ScriptLimits.depth`.
  private static let depthLimit = 75

  /// Runs a part of the grammar one level deeper.
  mutating func nested<T>(_ body: (inout RubyParser) throws(ScriptTrouble) -> T) throws(ScriptTrouble) -> T {
    guard depth < Self.depthLimit else {
      throw ScriptTrouble(.tooDeep, "nesting is deeper than is read", at: ScriptRange(at, at + 1))
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// Runs a part of the grammar inside of brackets, where `do` belongs to what is inside.
  mutating func bracketed<T>(_ body: (inout RubyParser) throws(ScriptTrouble) -> T) throws(ScriptTrouble) -> T
  {
    let outer = noDo
    noDo = 0
    defer { noDo = outer }
    return try nested(body)
  }
}
