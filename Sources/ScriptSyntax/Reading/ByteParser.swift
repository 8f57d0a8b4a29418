/// What recursive parsers over the bytes of a text share: those of languages without a token list, as what a sign means
/// depends on what stands before it.
protocol ByteParser {
  var bytes: [UInt8] { get }
  /// The text ends here.
  var end: Int { get }
  /// The next byte to be read.
  var at: Int { get set }
  var depth: Int { get set }
  /// How high the tree of the value that is read now is, chains in brackets counted.
  var tall: Int { get set }
  /// Positive while `do` belongs to an outer call or loop.
  var noDo: Int { get set }
  /// Levels of nesting that are read: one may take more of the stack than one of `ScriptLimits.depth`.
  static var depthLimit: Int { get }
}

extension ByteParser {
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

  /// Whether a whole word stands there, not a label (`do:`).
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

  func nameEnd(_ start: Int) -> Int {
    var stop = start
    while stop < end, ScriptByte.isNamePart(bytes[stop]) { stop += 1 }
    return stop
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

  /// Counts one more link of a chain or operator that values in brackets may stand in.
  mutating func grow(_ start: Int) throws(ScriptTrouble) {
    tall += 1
    guard tall <= ScriptLimits.total else {
      throw ScriptTrouble(.tooDeep, "chains in brackets are higher than is read", at: range(start))
    }
  }

  /// Runs a part of the grammar one level deeper.
  mutating func nested<T>(_ body: (inout Self) throws(ScriptTrouble) -> T) throws(ScriptTrouble) -> T {
    guard depth < Self.depthLimit else {
      throw ScriptTrouble(.tooDeep, "nesting is deeper than is read", at: ScriptRange(at, min(at + 1, end)))
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  /// Runs a part of the grammar inside of brackets, where `do` belongs to what is inside.
  mutating func bracketed<T>(_ body: (inout Self) throws(ScriptTrouble) -> T) throws(ScriptTrouble) -> T {
    let outer = noDo
    noDo = 0
    defer { noDo = outer }
    return try nested(body)
  }
}
