/// The content of a string, with the places in the file that its parts come from.
package struct ScriptText: Hashable, Sendable {
  /// A run of content that comes from one place.
  package struct Segment: Hashable, Sendable {
    /// Offset in the content where the run begins.
    package var textStart: Int32
    /// Offset in the file of the run's first byte, or of what stands for it (an escape, a name).
    package var fileStart: Int32
    /// The run is in the file byte for byte; otherwise every byte of it comes from `fileStart`.
    package var isVerbatim: Bool
  }

  /// Longest content that is put together, in bytes.
  package static let limit = 1 << 20

  /// The content.
  package private(set) var string: String
  /// The runs in content order; empty only for the empty content.
  package private(set) var segments: [Segment]

  /// Content that comes, as a whole, from one place.
  package init(_ string: String, at place: Int32 = 0, isVerbatim: Bool = false) {
    self.string = string
    segments = string.isEmpty ? [] : [Segment(textStart: 0, fileStart: place, isVerbatim: isVerbatim)]
  }

  init(string: String, segments: [Segment]) {
    self.string = string
    self.segments = segments
  }

  /// Length of the content in bytes.
  package var count: Int { string.utf8.count }

  /// The file offset that a byte of the content comes from.
  package func fileOffset(ofByte offset: Int) -> Int {
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(segments[middle].textStart) <= offset { low = middle } else { high = middle }
    }
    guard low < segments.count else { return 0 }
    let segment = segments[low]
    return Int(segment.fileStart) + (segment.isVerbatim ? max(0, offset - Int(segment.textStart)) : 0)
  }

  /// Adds other content at the end; false, with nothing added, if it would be too long.
  package mutating func append(_ other: ScriptText) -> Bool {
    let length = count
    guard length + other.count <= Self.limit else { return false }
    for segment in other.segments {
      var moved = segment
      moved.textStart = moved.textStart &+ Int32(truncatingIfNeeded: length)
      segments.append(moved)
    }
    string += other.string
    return true
  }

  /// The same place with other content: `lower()`, `strip()`; places are kept where lengths are equal.
  package func replacing(with changed: String) -> ScriptText {
    if changed.utf8.count == count { return ScriptText(string: changed, segments: segments) }
    return ScriptText(changed, at: segments.first?.fileStart ?? 0)
  }
}
