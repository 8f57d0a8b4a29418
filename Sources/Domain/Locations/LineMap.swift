/// Turns byte offsets of one text into line and column.
///
/// Lines end at LF; a CR before it counts as part of the line. Built once per text that needs locations.
public struct LineMap: Hashable, Sendable {
  private let lineStarts: [Int]

  /// Finds the line starts of a text.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    // Lines of code have some thirty bytes.
    starts.reserveCapacity(bytes.count / 32 + 2)
    var at = 0
    while let end = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, from: at) {
      at = end + 1
      starts.append(at)
    }
    lineStarts = starts
  }

  /// The position of a byte; an offset before or past the text is moved to its nearest line.
  public func position(ofByte offset: Int) -> TextPosition {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return TextPosition(line: low + 1, column: max(0, offset - lineStarts[low]) + 1)
  }
}
