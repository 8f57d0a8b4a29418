import Domain

/// Position maps for texts that stand for one place of a file.
enum FixedPlace {
  /// Every byte maps to one position.
  static func map(_ position: TextPosition) -> PositionMap {
    // A text of as many lines and columns as the position needs gives it its offset.
    let line = min(max(1, position.line), 1_000_000)
    let column = min(max(1, position.column), 100_000)
    let text =
      Array(repeating: UInt8(ascii: "\n"), count: line - 1)
      + Array(repeating: UInt8(ascii: " "), count: column)
    return PositionMap(
      segments: [PositionMap.Segment(start: 0, fileOffset: line - 1 + column - 1, isVerbatim: false)],
      lines: LineMap(text))
  }
}
