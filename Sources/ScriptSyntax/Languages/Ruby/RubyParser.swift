import Domain

/// A recursive parser over the bytes of a Ruby text: what a sign means depends on what stands before it, so there is
/// no token list.
struct RubyParser: ByteParser {
  static let depthLimit = 75
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
    var from = 0
    while let at = ByteSearch.first(of: mark, in: bytes, from: from) {
      let next = at + mark.count
      let isLine = next >= bytes.count || bytes[next] == 10 || bytes[next] == 13
      if isLine, at == 0 || bytes[at - 1] == 10 { return at }
      from = next
    }
    return bytes.count
  }

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
    while at < end, at == 0 || byte(at - 1) == 10, sees("=begin"), !ScriptByte.isNamePart(peek(6)) {
      skipBlockComment()
    }
  }

  private mutating func skipBlockComment() {
    while at < end {
      while at < end, bytes[at] != 10 { at += 1 }
      if at < end { at += 1 }
      if sees("=end"), !ScriptByte.isNamePart(peek(4)) {
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
}
