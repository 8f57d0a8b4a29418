/// A recursive parser over the bytes of an Elixir text: whether a name takes arguments without parentheses depends on
/// the spaces around it, so there is no token list.
struct ElixirParser {
  let bytes: [UInt8]
  let end: Int
  /// The next byte to be read.
  var at = 0
  var troubles: [ScriptTrouble] = []
  var depth = 0
  /// How high the tree of the value that is read now is, chains in brackets counted.
  var tall = 0
  /// Positive while `do` belongs to an outer call without parentheses.
  var noDo = 0
  /// Escapes stand for themselves: in a regular expression.
  var isPattern = false
  /// The highest `&1` of the capture that is read; nil outside of captures.
  var captured: Int?
  /// Where the next code stands behind a line end that was looked at last.
  private var looked = (from: -1, to: 0)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  /// The byte at an offset; 0 outside of the text.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < end ? bytes[offset] : 0 }

  /// The byte `ahead` of the next one.
  @inline(__always)
  func peek(_ ahead: Int = 0) -> UInt8 { byte(at + ahead) }

  /// Whether the text goes on with these ASCII signs.
  func sees(_ text: StaticString, from offset: Int? = nil) -> Bool {
    let start = offset ?? at
    guard start >= 0, start + text.utf8CodeUnitCount <= end else { return false }
    return text.withUTF8Buffer { signs in
      for index in 0..<signs.count where bytes[start + index] != signs[index] { return false }
      return true
    }
  }

  /// Whether a whole word stands there, not the name of an entry (`do:`).
  func seesWord(_ word: StaticString, from offset: Int? = nil) -> Bool {
    let start = offset ?? at
    guard sees(word, from: start) else { return false }
    let stop = start + word.utf8CodeUnitCount
    let after = byte(stop)
    if ScriptByte.isNamePart(after) || after == UInt8(ascii: "?") || after == UInt8(ascii: "!") {
      return false
    }
    return after != UInt8(ascii: ":") || byte(stop + 1) == UInt8(ascii: ":")
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
        at += 2
      } else if bytes[at] == 0x5C, peek(1) == 13, peek(2) == 10 {
        at += 3
      } else {
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
      at = nextCode(at)
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

  /// Where code stands behind the line end at an offset; remembered, so that comments are gone through once.
  mutating func nextCode(_ offset: Int) -> Int {
    if looked.from == offset { return looked.to }
    var to = offset
    while to < end {
      if bytes[to] == 10 || Self.isSpace(bytes[to]) {
        to += 1
      } else if bytes[to] == UInt8(ascii: "#") {
        while to < end, bytes[to] != 10 { to += 1 }
      } else {
        break
      }
    }
    looked = (offset, to)
    return to
  }

  func unexpected(_ expected: String) -> ScriptTrouble {
    if at >= end {
      return ScriptTrouble(
        .unterminated, "the script ends where \(expected) is expected", at: ScriptRange(end, end))
    }
    let stop = ScriptByte.isNamePart(peek()) ? nameEnd(at) : at + 1
    return ScriptTrouble(
      .unexpected, "\"\(text(at, min(stop, at + 40)))\" stands where \(expected) is expected",
      at: ScriptRange(at, stop))
  }

  func nameEnd(_ start: Int) -> Int {
    var stop = start
    while stop < end, ScriptByte.isNamePart(bytes[stop]) { stop += 1 }
    return stop
  }

  /// Counts one more link of a chain or operator that values in brackets may stand in.
  mutating func grow(_ start: Int) throws(ScriptTrouble) {
    tall += 1
    guard tall <= ScriptLimits.total else {
      throw ScriptTrouble(.tooDeep, "chains in brackets are higher than is read", at: range(start))
    }
  }

  /// Levels of nesting that are read; one of Elixir takes more of the stack than one of `ScriptLimits.depth`.
  private static let depthLimit = 70

  /// Runs a part of the grammar one level deeper.
  mutating func nested<T>(_ body: (inout ElixirParser) throws(ScriptTrouble) -> T) throws(ScriptTrouble) -> T
  {
    guard depth < Self.depthLimit else {
      throw ScriptTrouble(.tooDeep, "nesting is deeper than is read", at: ScriptRange(at, min(at + 1, end)))
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// Runs a part of the grammar inside of brackets, where `do` belongs to what is inside.
  mutating func bracketed<T>(_ body: (inout ElixirParser) throws(ScriptTrouble) -> T) throws(ScriptTrouble)
    -> T
  {
    let outer = noDo
    noDo = 0
    defer { noDo = outer }
    return try nested(body)
  }
}
