package import Domain

/// The text of one file, ready to be read: decoded to UTF-8, with its lines.
package struct SourceText: Sendable {
  /// Where it is.
  package var path: TreePath
  /// The path for people and locations.
  package var file: String
  /// The text in UTF-8 as far as it is valid; without conversion these are the file's bytes.
  package var bytes: [UInt8]
  /// Whether all bytes are valid UTF-8.
  package var isValid: Bool
  private let lines: LineMap
  /// The files that it is joined of, by where they start; empty for one file.
  private var parts: [(start: Int, text: SourceText)] = []

  /// Bytes that are read of one file at most.
  package static let sizeLimit = 32 << 20

  /// A text from a file's bytes. UTF-16 with a byte order mark is converted.
  package init(path: TreePath, bytes: [UInt8]) {
    self.path = path
    file = path.display
    self.bytes = UTF16Text.decoded(bytes) ?? bytes
    isValid = UTF8Text.isValid(self.bytes)
    lines = LineMap(self.bytes)
  }

  /// Several files as one text, each on lines of its own behind a head that stands in none: places are those of the
  /// files.
  init(path: TreePath, head: String, joining files: [SourceText]) {
    var all = Array((head + "\n").utf8)
    var parts: [(start: Int, text: SourceText)] = []
    for file in files {
      parts.append((all.count, file))
      all += file.bytes + [0x0A]
    }
    self.init(path: path, bytes: all)
    self.parts = parts
  }

  /// The file that a byte stands in.
  func part(at offset: Int) -> SourceText { parts.last { $0.start <= offset }?.text ?? self }

  /// The place of a byte.
  package func location(_ offset: Int) -> SourceLocation {
    if let part = parts.last(where: { $0.start <= offset }) { return part.text.location(offset - part.start) }
    return SourceLocation(repository: .backend, file: file, position: lines.position(ofByte: offset))
  }
}

/// UTF-16 files, as some Windows tools write them.
enum UTF16Text {
  /// The text in UTF-8, or nil if the bytes do not start with a UTF-16 byte order mark.
  static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 2 else { return nil }
    let isBig: Bool
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): isBig = false
    case (0xFE, 0xFF): isBig = true
    default: return nil
    }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = 2
    while at + 1 < bytes.count {
      let first = UInt16(bytes[at])
      let second = UInt16(bytes[at + 1])
      units.append(isBig ? first << 8 | second : second << 8 | first)
      at += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

/// UTF-8 validity.
enum UTF8Text {
  /// Whether the bytes are valid UTF-8; plain ASCII is decided without decoding.
  static func isValid(_ bytes: [UInt8]) -> Bool {
    var union: UInt8 = 0
    for byte in bytes { union |= byte }
    return union < 0x80 || String(validating: bytes, as: UTF8.self) != nil
  }
}
