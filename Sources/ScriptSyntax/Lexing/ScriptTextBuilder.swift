/// Puts the content of a string together from its bytes in the file.
struct ScriptTextBuilder {
  private var bytes: [UInt8] = []
  private var segments: [ScriptText.Segment] = []
  private var isInRun = false

  /// Adds a byte that stands at `offset`.
  mutating func append(_ byte: UInt8, at offset: Int) {
    if !isInRun {
      open(at: offset, isVerbatim: true)
      isInRun = true
    }
    bytes.append(byte)
  }

  /// Adds what an escape at `offset` stands for.
  mutating func appendEscape(_ scalar: UInt32, at offset: Int) {
    open(at: offset, isVerbatim: false)
    isInRun = false
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    bytes += Array(String(Character(scalar)).utf8)
  }

  /// Ends a run: the bytes that come next do not follow the last ones in the file.
  mutating func breakRun() { isInRun = false }

  private mutating func open(at offset: Int, isVerbatim: Bool) {
    segments.append(
      ScriptText.Segment(
        textStart: Int32(truncatingIfNeeded: bytes.count), fileStart: Int32(truncatingIfNeeded: offset),
        isVerbatim: isVerbatim))
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// The content; invalid UTF-8 is repaired.
  func text() -> ScriptText {
    ScriptText(string: String(decoding: bytes, as: UTF8.self), segments: segments)
  }
}
