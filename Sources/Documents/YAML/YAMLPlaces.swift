import Domain

/// Turns libyaml's marks (lines and characters) into byte offsets and positions.
///
/// libyaml breaks lines at CR, LF, CRLF, NEL, LS and PS; positions for people break at LF only.
struct YAMLPlaces {
  private let bytes: [UInt8]
  private let lineStarts: [Int]
  private let isASCII: Bool
  /// The bytes of the byte order mark, three or none.
  let markLength: Int
  private var lines = LineCursor()
  /// The last place that was asked for: the next one is nearly always further on.
  private var last = (line: 0, column: 0, offset: 0)

  /// Finds the line starts of a text.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // libyaml does not see a byte order mark: it starts behind it.
    let first = Self.markLength(bytes)
    markLength = first
    var starts = [first]
    var sawHighByte = false
    let span = bytes.span
    for index in first..<span.count {
      let byte = span[index]
      if byte == UInt8(ascii: "\n") {
        starts.append(index + 1)
      } else if byte == UInt8(ascii: "\r") {
        if index + 1 >= span.count || span[index + 1] != UInt8(ascii: "\n") { starts.append(index + 1) }
      } else if byte >= 0x80 {
        sawHighByte = true
        if Self.endsUnicodeBreak(span, index) { starts.append(index + 1) }
      }
    }
    lineStarts = starts
    isASCII = !sawHighByte
  }

  /// The bytes of a byte order mark at the start of a text: three or none.
  static func markLength(_ bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  private static func endsUnicodeBreak(_ span: Span<UInt8>, _ index: Int) -> Bool {
    if span[index] == 0x85 { return index >= 1 && span[index - 1] == 0xC2 }
    guard span[index] == 0xA8 || span[index] == 0xA9, index >= 2 else { return false }
    return span[index - 1] == 0x80 && span[index - 2] == 0xE2
  }

  /// The byte offset of a mark.
  mutating func byteOffset(of mark: YAMLMark) -> Int {
    guard mark.line < lineStarts.count else { return bytes.count }
    let start = lineStarts[mark.line]
    if isASCII { return min(start &+ mark.column, bytes.count) }
    var column = 0
    var offset = start
    if mark.line == last.line, mark.column >= last.column { (column, offset) = (last.column, last.offset) }
    while column < mark.column, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    last = (mark.line, column, max(offset, start))
    return offset
  }

  /// Line and column, in bytes, from 1.
  mutating func position(ofByte offset: Int) -> TextPosition { lines.position(ofByte: offset, in: bytes) }
}
