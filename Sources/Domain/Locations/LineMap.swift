/// Turns byte offsets of one text into line and column.
///
/// Lines end at LF; a CR before it counts as part of the line. Built once per text that needs locations.
public struct LineMap: Hashable, Sendable {
  private let lineStarts: [Int]

  /// Finds the line starts of a text.
  public init(_ bytes: [UInt8]) {
    let span = bytes.span
    var count = 1
    for index in span.indices where span[index] == UInt8(ascii: "\n") { count += 1 }
    var starts = [0]
    starts.reserveCapacity(count)
    for index in span.indices where span[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
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
