import Domain

/// Rendered bytes with the way back to the file.
struct JinjaOutput {
  /// The byte around the number of a placeholder; it never comes from a file.
  static let mark: UInt8 = 0x01

  /// What was rendered so far.
  private(set) var bytes: [UInt8] = []
  /// Runs of rendered bytes with where they come from.
  private(set) var segments: [PositionMap.Segment] = []

  /// Text of the template itself.
  mutating func append(_ text: [UInt8], _ range: Range<Int>) {
    guard range.upperBound <= text.count, !range.isEmpty else { return }
    segments.append(
      PositionMap.Segment(start: bytes.count, fileOffset: range.lowerBound, isVerbatim: true))
    let first = bytes.count
    bytes.append(contentsOf: text[range])
    for index in first..<bytes.count where bytes[index] == Self.mark { bytes[index] = 0x20 }
  }

  /// Text that a place of the file gave rise to.
  mutating func append(_ text: String, at offset: Int) {
    guard !text.isEmpty else { return }
    segments.append(PositionMap.Segment(start: bytes.count, fileOffset: offset, isVerbatim: false))
    bytes.append(contentsOf: text.utf8)
  }

  /// Bytes of another output, with new numbering.
  mutating func append(_ slice: ArraySlice<UInt8>, from segment: PositionMap.Segment) {
    guard !slice.isEmpty else { return }
    segments.append(
      PositionMap.Segment(
        start: bytes.count, fileOffset: segment.fileOffset, isVerbatim: segment.isVerbatim))
    bytes.append(contentsOf: slice)
  }
}
