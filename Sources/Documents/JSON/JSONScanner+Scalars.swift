import Domain

extension JSONScanner {
  /// The string at the cursor, unescaped.
  package mutating func string() throws(DocumentError) -> String {
    skipSpace()
    guard byte == UInt8(ascii: "\"") else { throw expected("a string") }
    let start = offset + 1
    guard try skipString() else {
      let span = bytes.span.extracting(start..<(offset - 1))
      return span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
    return unescaped(from: start, to: offset - 1)
  }

  /// The number at the cursor as it is written.
  package mutating func numberText() throws(DocumentError) -> String {
    skipSpace()
    let start = offset
    _ = try passNumber()
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  /// The truth value at the cursor.
  package mutating func bool() throws(DocumentError) -> Bool {
    skipSpace()
    if byte == UInt8(ascii: "t") {
      try pass("true")
      return true
    }
    try pass("false")
    return false
  }

  /// Passes the `null` at the cursor.
  package mutating func null() throws(DocumentError) {
    skipSpace()
    try pass("null")
  }

  private mutating func pass(_ word: StaticString) throws(DocumentError) {
    let length = word.utf8CodeUnitCount
    let fits = word.withUTF8Buffer {
      end - offset >= length && bytes[offset..<offset + length].elementsEqual($0)
    }
    guard fits else { throw expected("\"\(word)\"") }
    offset += length
  }

  /// Passes a number; true if it is whole.
  mutating func passNumber() throws(DocumentError) -> Bool {
    if byte == UInt8(ascii: "-") { offset += 1 }
    if byte == UInt8(ascii: "0") { offset += 1 } else { try passDigits() }
    var isWhole = true
    if byte == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      try passDigits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { offset += 1 }
      try passDigits()
    }
    return isWhole
  }

  private mutating func passDigits() throws(DocumentError) {
    let start = offset
    while let digit = byte, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") { offset += 1 }
    if offset == start { throw expected("a digit") }
  }

  /// Passes the string at the cursor with its quotes; true if it holds escapes.
  @discardableResult
  mutating func skipString() throws(DocumentError) -> Bool {
    let start = offset
    offset += 1
    var hasEscapes = false
    while true {
      offset = Self.plainEnd(bytes.span, from: offset, to: end)
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return hasEscapes
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try passEscape()
      case nil:
        throw failure("the string is not closed", "get the whole file: it is cut off", at: start)
      default:
        throw failure("a control character in a string", "escape it, a line end as \"\\n\"")
      }
    }
  }

  /// The first byte from `start` on that is a quote, a backslash or a control character; eight at a time.
  private static func plainEnd(_ span: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    let raw = span.bytes
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while index + 8 <= end {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      // The classic test for a zero byte, and for a byte below 0x20; bytes from 0x80 on never count.
      let found =
        ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
      if found & highs != 0 { break }
      index += 8
    }
    while index < end {
      let byte = span[index]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return index }
      index += 1
    }
    return index
  }

  /// Passes a backslash and what belongs to it; a pair of surrogates together.
  private mutating func passEscape() throws(DocumentError) {
    let start = offset
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 1
    case UInt8(ascii: "u"):
      guard let unit = hexUnit(at: offset + 1) else { throw badEscape(start) }
      offset += 5
      guard unit & 0xF800 == 0xD800 else { return }
      guard unit & 0xFC00 == 0xD800, end - offset >= 6, bytes[offset] == UInt8(ascii: "\\"),
        bytes[offset + 1] == UInt8(ascii: "u"), let low = hexUnit(at: offset + 2), low & 0xFC00 == 0xDC00
      else { throw failure("half a surrogate pair", "write both halves, or the character itself", at: start) }
      offset += 6
    default: throw badEscape(start)
    }
  }

  private func badEscape(_ start: Int) -> DocumentError {
    failure("an escape that JSON does not have", "escape the backslash itself as \"\\\\\"", at: start)
  }

  private func hexUnit(at start: Int) -> UInt32? {
    guard end - start >= 4 else { return nil }
    var unit: UInt32 = 0
    for index in start..<start + 4 {
      switch bytes[index] {
      case let digit where digit >= UInt8(ascii: "0") && digit <= UInt8(ascii: "9"):
        unit = unit << 4 | UInt32(digit & 15)
      case let letter where (letter | 32) >= UInt8(ascii: "a") && (letter | 32) <= UInt8(ascii: "f"):
        unit = unit << 4 | UInt32((letter | 32) - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return unit
  }

  /// The text of a string that was passed already, so that every escape in it is known to be good.
  private func unescaped(from start: Int, to stop: Int) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(stop - start)
    var index = start
    while index < stop {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < stop else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let letter = bytes[index + 1]
      index += 2
      switch letter {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = hexUnit(at: index) ?? 0xFFFD
        index += 4
        if scalar & 0xFC00 == 0xD800, let low = hexUnit(at: index + 2) {
          scalar = 0x10000 + ((scalar & 0x3FF) << 10) + (low & 0x3FF)
          index += 6
        }
        text.append(contentsOf: Array(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8))
      default: text.append(letter)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
