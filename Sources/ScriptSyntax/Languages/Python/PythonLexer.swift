/// Cuts Python into tokens; lines and indentation become tokens outside of brackets.
struct PythonLexer {
  private(set) var tokens = ContiguousArray<ScriptToken>()
  /// Lines with impossible indentation.
  private(set) var troubles: [ScriptTrouble] = []
  private var position: Int
  private let end: Int
  private var strings: PythonStringScanner
  /// Open brackets.
  private var brackets = 0
  /// Columns of the blocks around the line.
  private var columns = [0]
  private var isAtLineStart = true
  /// The part is an expression inside of a string: no line ends.
  private let isExpression: Bool

  /// The tokens of a text or of an expression in it.
  init(_ source: [UInt8], range: ScriptRange, isExpression: Bool = false) {
    position = range.offset
    end = min(source.count, Int(range.end))
    strings = PythonStringScanner(end: end)
    self.isExpression = isExpression
    isAtLineStart = !isExpression
    let bytes = source.span.extracting(0..<max(0, end))
    if !isExpression, bytes.at(0) == 0xEF, bytes.at(1) == 0xBB, bytes.at(2) == 0xBF { position = 3 }
    tokens.reserveCapacity(isExpression ? 8 : bytes.count / 5)
    while position < end { step(bytes) }
    close()
  }

  private mutating func close() {
    if !isExpression {
      if let last = tokens.last, last.kind != .newline, last.kind != .dedent { add(.newline, end, end) }
      for _ in columns.dropFirst() { add(.dedent, end, end) }
    }
    add(.end, end, end)
  }

  private mutating func add(_ kind: ScriptTokenKind, _ from: Int, _ to: Int, code: UInt64 = 0) {
    tokens.append(ScriptToken(kind, from, to, code: code))
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    if isAtLineStart {
      isAtLineStart = false
      startLine(bytes)
      return
    }
    let start = position
    let byte = bytes.at(start)
    switch byte {
    case 0x20, 0x09, 0x0C, 0x0D:
      position += 1
    case 0x0A:
      position += 1
      endLine(bytes, start)
    case UInt8(ascii: "#"):
      while position < end, bytes.at(position) != 0x0A { position += 1 }
    case UInt8(ascii: "\\") where isContinuation(bytes):
      break
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      string(bytes, start, start)
    default:
      token(bytes, start, byte)
    }
  }

  /// Moves past a backslash at the end of a line.
  private mutating func isContinuation(_ bytes: Span<UInt8>) -> Bool {
    var at = position + 1
    if bytes.at(at) == 0x0D { at += 1 }
    guard at >= end || bytes.at(at) == 0x0A else { return false }
    position = min(end, at + 1)
    return true
  }

  private mutating func endLine(_ bytes: Span<UInt8>, _ start: Int) {
    if isExpression { return }
    if brackets > 0 {
      guard startsStatement(bytes) else { return }
      brackets = 0
    }
    if let last = tokens.last, last.kind != .newline, last.kind != .indent, last.kind != .dedent {
      add(.newline, start, start + 1)
    }
    isAtLineStart = true
  }

  /// Words that start a statement and never stand in brackets: one at the start of a line ends brackets that
  /// were left open, so that a missing bracket does not cost the rest of the file.
  private static let statementWords: Set<ScriptWord> = [
    "def", "class", "return", "while", "try", "raise", "del", "pass", "assert", "global", "except", "finally",
    "elif", "break", "continue", "with",
  ]

  private func startsStatement(_ bytes: Span<UInt8>) -> Bool {
    var at = position
    while bytes.at(at) == 0x20 || bytes.at(at) == 0x09 { at += 1 }
    let start = at
    while at - start < 9, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
    guard at > start, at - start <= 8 else { return false }
    let follower = bytes.at(at)
    guard follower == 0x20 || follower == 0x3A || follower == 0x0A || follower == 0x0D else { return false }
    return Self.statementWords.contains(ScriptWord(code: bytes.code(start, at)))
  }

  /// Measures the indentation of a line; blank lines and those with only a comment are skipped.
  private mutating func startLine(_ bytes: Span<UInt8>) {
    let start = position
    var column = 0
    while position < end {
      let byte = bytes.at(position)
      if byte == 0x20 {
        column += 1
      } else if byte == 0x09 {
        column = (column / 8 + 1) * 8
      } else if byte == 0x0C {
        column = 0
      } else if byte != 0x0D {
        break
      }
      position += 1
    }
    let first = bytes.at(position)
    if position >= end || first == UInt8(ascii: "#") { return }
    if first == 0x0A {
      position += 1
      isAtLineStart = true
      return
    }
    if let top = columns.last, column > top {
      columns.append(column)
      add(.indent, start, position)
      return
    }
    while let top = columns.last, column < top, columns.count > 1 {
      columns.removeLast()
      add(.dedent, position, position)
    }
    if let top = columns.last, column != top {
      let message = "the line is indented as no block around it"
      troubles.append(ScriptTrouble(.indentation, message, at: ScriptRange(start, position)))
    }
  }

  private mutating func token(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) {
    if ScriptByte.isNameStart(byte) {
      var at = start + 1
      while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
      if at - start <= 2, bytes.at(at) == UInt8(ascii: "'") || bytes.at(at) == UInt8(ascii: "\""),
        isPrefix(bytes, start, at)
      {
        return string(bytes, start, at)
      }
      position = at
      return add(.word, start, at, code: bytes.code(start, at))
    }
    if ScriptByte.isDigit(byte) || byte == UInt8(ascii: ".") && ScriptByte.isDigit(bytes.at(start + 1)) {
      position = min(end, ScriptByte.numberEnd(bytes, start))
      return add(.number, start, position)
    }
    sign(bytes, start, byte)
  }

  private func isPrefix(_ bytes: Span<UInt8>, _ start: Int, _ at: Int) -> Bool {
    for offset in start..<at {
      switch bytes.at(offset) | 0x20 {
      case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "u"), UInt8(ascii: "f"), UInt8(ascii: "t"):
        continue
      default: return false
      }
    }
    return true
  }

  private mutating func string(_ bytes: Span<UInt8>, _ start: Int, _ quote: Int) {
    let found = strings.scan(bytes, start: start, quote: quote)
    position = max(quote + 1, found.end)
    add(found.isClosed ? (found.isTemplate ? .template : .string) : .broken, start, position)
  }

  private mutating func sign(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) {
    let length = signLength(bytes, start, byte)
    guard length > 0 else {
      position = start + 1
      return add(.broken, start, position)
    }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
    default: break
    }
    position = start + length
    add(.sign, start, position, code: bytes.code(start, position))
  }

  private func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    let third = bytes.at(start + 2)
    let equals = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"):
      return 1
    case UInt8(ascii: "."):
      return second == byte && third == byte ? 3 : 1
    case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      if second == byte { return third == equals ? 3 : 2 }
      if byte == UInt8(ascii: "<"), second == UInt8(ascii: ">") { return 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "-"):
      return second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: ":"):
      return second == equals ? 2 : 1
    case UInt8(ascii: "!"): return second == equals ? 2 : 1
    default: return 0
    }
  }
}
