import Domain

/// Reads CSV row by row: RFC 4180, with what seeds contain in practice.
///
/// Lines end at LF, CRLF or CR; empty lines are passed over; text after a closing quote joins the field and a
/// quote inside an unquoted field is a character, as Python's reader has it.
package struct CSVScanner: Sendable {
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private let limits: DocumentLimits
  private var offset = 0
  private var fieldCount = 0
  private var lines = LineCursor()

  /// A scanner at the first row; throws when the text is too large or not UTF-8.
  package init(
    _ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ","), limits: DocumentLimits = .csv
  ) throws(DocumentError) {
    guard bytes.count <= limits.byteCount else {
      throw .tooLarge(byteCount: bytes.count, limit: limits.byteCount)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let place = error.byteOffsets.lowerBound
      throw DocumentError(
        "bytes that are not UTF-8", position: lines.position(ofByte: place, in: bytes), byteOffset: place,
        nextStep: "save the file as UTF-8")
    }
    self.bytes = bytes
    self.delimiter = delimiter
    self.limits = limits
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The next row that is not empty; nil at the end.
  package mutating func nextRow() throws(DocumentError) -> CSVRow? {
    while offset < bytes.count, isLineEnd(bytes[offset]) { offset += 1 }
    guard offset < bytes.count else { return nil }
    var fields: [CSVField] = []
    while true {
      fields.append(try field())
      guard offset < bytes.count else { break }
      let byte = bytes[offset]
      offset += 1
      if byte == delimiter { continue }
      if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
      break
    }
    return CSVRow(fields: fields)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// One field; the cursor then stands at the delimiter, the line end or the end.
  private mutating func field() throws(DocumentError) -> CSVField {
    let start = offset
    let position = lines.position(ofByte: start, in: bytes)
    fieldCount += 1
    guard fieldCount <= limits.nodeCount else {
      throw DocumentError(
        "more than \(limits.nodeCount) fields", position: position, byteOffset: start,
        nextStep: "split the file, or leave it out of the paths that are read")
    }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
      passPlain()
      return CSVField(
        text: String(decoding: bytes[start..<offset], as: UTF8.self), isQuoted: false, position: position,
        byteOffset: start)
    }
    var text: [UInt8] = []
    try passQuoted(into: &text, position)
    let rest = offset
    passPlain()
    text += bytes[rest..<offset]
    return CSVField(
      text: String(decoding: text, as: UTF8.self), isQuoted: true, position: position, byteOffset: start)
  }

  private mutating func passPlain() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { return }
      offset += 1
    }
  }

  private mutating func passQuoted(into text: inout [UInt8], _ position: TextPosition) throws(DocumentError) {
    let start = offset
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      guard byte == UInt8(ascii: "\"") else {
        text.append(byte)
        continue
      }
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { return }
      text.append(byte)
      offset += 1
    }
    throw DocumentError(
      "the quote of this field is not closed", position: position, byteOffset: start,
      nextStep: "close the quote, and double the quotes inside of the field")
  }
}
