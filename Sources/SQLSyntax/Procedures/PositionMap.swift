/// Where the bytes of a made-up text (a function body, an executed string) stand in the file.
///
/// The empty map leaves offsets as they are.
package struct PositionMap: Hashable, Sendable {
  struct Segment: Hashable, Sendable {
    /// Offset in the text from which the segment counts.
    var textStart: Int32
    /// Offset in the file of that byte.
    var fileStart: Int32
    /// Whether the following bytes stand in the file one by one.
    var isVerbatim: Bool
  }

  var segments: [Segment]

  init(segments: [Segment]) {
    self.segments = segments
  }

  /// A map of parts in the order of the text: where each starts in the text and in the file, and whether it stands in
  /// the file byte for byte.
  package init(parts: [(text: Int32, file: Int32, isVerbatim: Bool)]) {
    segments = parts.map { Segment(textStart: $0.text, fileStart: $0.file, isVerbatim: $0.isVerbatim) }
  }

  /// Offsets stay as they are.
  package static let identity = PositionMap(segments: [])

  /// The file offset of an offset in the text.
  package func fileOffset(_ offset: Int32) -> Int32 {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].textStart <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return segments.first?.fileStart ?? offset }
    let segment = segments[low - 1]
    return segment.isVerbatim ? segment.fileStart &+ (offset &- segment.textStart) : segment.fileStart
  }

  /// The file range of a range in the text.
  package func fileRange(_ range: ByteRange) -> ByteRange {
    let start = fileOffset(range.start)
    let last = range.end > range.start ? fileOffset(range.end &- 1) &+ 1 : start
    return ByteRange(start, max(start, last))
  }

  /// The map of a part of the text that starts at `offset`.
  func shifted(by offset: Int32) -> PositionMap {
    PositionMap(segments: [Segment(textStart: 0, fileStart: fileOffset(offset), isVerbatim: isExact(offset))])
  }

  private func isExact(_ offset: Int32) -> Bool {
    segments.isEmpty || (segments.last { $0.textStart <= offset }?.isVerbatim ?? false)
  }

  /// The map of a quoted text that stands in a text with this map.
  func body(_ body: QuotedBody) -> PositionMap {
    let isVerbatim = body.isVerbatim && isExact(body.range.start)
    return PositionMap(
      segments: [Segment(textStart: 0, fileStart: fileOffset(body.range.start), isVerbatim: isVerbatim)])
  }
}
