package import Domain

/// What a JSON value is, told by its first byte.
package enum JSONKind: Hashable, Sendable {
  case object, array, string, number, bool, null
}

/// A cursor over one JSON text that reads what is wanted and skips the rest at the speed of the memory.
///
/// Everything it passes is checked: structure, escapes, surrogates, numbers, UTF-8, depth. Use:
/// `try scanner.enterObject(); while let key = try scanner.nextKey() { ... read or skip the value ... }`.
package struct JSONScanner: Sendable {
  /// A container that the cursor is in.
  enum Container: Sendable {
    case object(isEmpty: Bool)
    case array(isEmpty: Bool)
  }

  let bytes: [UInt8]
  let limits: DocumentLimits
  /// Where the text ends; a line of a larger file ends before `bytes` do.
  let end: Int
  var offset: Int
  var containers: [Container] = []
  var lines = LineCursor()

  /// A cursor at the start of a text; throws when it is too large or not UTF-8.
  package init(_ bytes: [UInt8], limits: DocumentLimits = .json) throws(DocumentError) {
    guard bytes.count <= limits.byteCount else {
      throw .tooLarge(byteCount: bytes.count, limit: limits.byteCount)
    }
    try self.init(line: bytes, from: 0, to: bytes.count, limits: limits)
  }

  /// A cursor over a part of a text; the part must lie within it.
  init(
    line bytes: [UInt8], from start: Int, to end: Int, limits: DocumentLimits,
    lines: LineCursor = LineCursor()
  ) throws(DocumentError) {
    self.bytes = bytes
    self.lines = lines
    self.limits = limits
    self.end = min(end, bytes.count)
    offset = min(start, self.end)
    do {
      _ = try UTF8Span(validating: bytes.span.extracting(offset..<self.end))
    } catch {
      let place = offset + error.byteOffsets.lowerBound
      var cursor = lines
      throw DocumentError(
        "bytes that are not UTF-8", position: cursor.position(ofByte: place, in: bytes), byteOffset: place,
        nextStep: "save the file as UTF-8")
    }
    if offset == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// Where the cursor stands, in bytes.
  package var byteOffset: Int { offset }

  /// Where the cursor stands, by line and column; cheap as long as the cursor moves forward.
  package mutating func position() -> TextPosition { lines.position(ofByte: offset, in: bytes) }

  /// What the value at the cursor is; nil at the end of the text or of a container.
  package mutating func peek() -> JSONKind? {
    skipSpace()
    guard let byte else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: return nil
    }
  }

  /// Throws unless nothing but space is left.
  package mutating func finish() throws(DocumentError) {
    skipSpace()
    if offset < end { throw failure("text after the end of the document", "remove what follows the value") }
  }

  /// The byte at the cursor, nil at the end.
  var byte: UInt8? { offset < end ? bytes[offset] : nil }

  mutating func skipSpace() {
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): offset += 1
      default: return
      }
    }
  }

  /// An error at the cursor.
  func failure(_ message: String, _ nextStep: String) -> DocumentError {
    failure(message, nextStep, at: offset)
  }

  /// An error at a place of the text.
  func failure(_ message: String, _ nextStep: String, at place: Int) -> DocumentError {
    var cursor = lines
    return DocumentError(
      "not valid JSON: " + message, position: cursor.position(ofByte: place, in: bytes), byteOffset: place,
      nextStep: nextStep)
  }

  /// The error for something else than what has to stand here; the end of the text is named as such.
  func expected(_ what: String) -> DocumentError {
    guard let byte else {
      return failure("the file ends where \(what) is expected", "get the whole file: it is cut off")
    }
    let seen = byte > 0x20 && byte < 0x7F ? "\"\(Character(Unicode.Scalar(byte)))\"" : "a byte"
    return failure("\(seen) stands where \(what) is expected", "correct the file at this place")
  }
}
