import Domain

/// Turns byte offsets into positions for a reader that moves forward: counts each line once.
struct LineCursor: Sendable {
  private var line = 1
  private var lineStart = 0
  private var counted = 0

  init() {}

  /// The position of a byte; going back beyond the current line starts over.
  mutating func position(ofByte offset: Int, in bytes: [UInt8]) -> TextPosition {
    let target = min(max(0, offset), bytes.count)
    if target < lineStart { self = LineCursor() }
    if target > counted {
      let span = bytes.span
      for index in counted..<target where span[index] == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
      }
      counted = target
    }
    return TextPosition(line: line, column: target - lineStart + 1)
  }
}
