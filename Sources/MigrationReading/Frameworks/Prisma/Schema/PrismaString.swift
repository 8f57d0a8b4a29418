/// Strings of schema.prisma: escapes are those of JSON.
enum PrismaString {
  /// The text between the quotes.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let byte = bytes[at]
      at += 1
      guard byte == UInt8(ascii: "\\"), at < bytes.endIndex else {
        result.append(byte)
        continue
      }
      let escape = bytes[at]
      at += 1
      switch escape {
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "u"):
        let digits = bytes[at..<min(at + 4, bytes.endIndex)]
        let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        result += Array(String(code.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}").utf8)
        at += digits.count
      default: result.append(escape)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
