/// A recursive parser over the bytes of an Elixir text: whether a name takes arguments without parentheses depends on
/// the spaces around it, so there is no token list.
struct ElixirParser: ByteParser {
  static let depthLimit = 70
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
}
