/// A part of a script as byte offsets from the start of its text; `end` is past the last byte.
package struct ScriptRange: Hashable, Sendable {
  /// Offset of the first byte.
  package var start: Int32
  /// Offset past the last byte.
  package var end: Int32

  /// A part of a text; both offsets count from 0.
  package init(_ start: Int32, _ end: Int32) {
    self.start = start
    self.end = end
  }

  init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  /// The first offset as `Int`, for `LineMap.position(ofByte:)`.
  package var offset: Int { Int(start) }

  /// Length in bytes, never negative.
  package var count: Int { max(0, Int(end) - Int(start)) }

  /// The smallest range that holds both.
  package func union(_ other: ScriptRange) -> ScriptRange {
    ScriptRange(min(start, other.start), max(end, other.end))
  }

  /// The bytes of the range in `text`; what lies outside of it is left out.
  package func bytes(of text: [UInt8]) -> ArraySlice<UInt8> {
    let from = min(max(0, Int(start)), text.count)
    return text[from..<max(from, min(Int(end), text.count))]
  }

  /// The text of the range; invalid UTF-8 is repaired.
  package func text(of text: [UInt8]) -> String { String(decoding: bytes(of: text), as: UTF8.self) }
}
