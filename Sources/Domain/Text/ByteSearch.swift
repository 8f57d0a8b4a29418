/// Finds texts in texts by bytes. The library's own search of texts would bring its engine for regular expressions, of
/// more than a megabyte.
public enum ByteSearch {
  /// Whether a text holds another one.
  public static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool { first(of: part, in: text) != nil }

  /// Where a text first holds another one, from an offset on and not past one; nil for none.
  public static func first(of part: [UInt8], in text: [UInt8], from start: Int = 0, to last: Int = .max)
    -> Int?
  {
    guard let sign = part.first else { return start <= text.count ? max(0, start) : nil }
    let span = text.span
    let end = min(last, span.count - part.count)
    var work = 0
    var from = start
    while let at = first(sign, in: text, from: from), at <= end {
      var same = 1
      while same < part.count, span[at + same] == part[same] { same += 1 }
      if same == part.count { return at }
      work += same
      if work > workLimit { return nil }
      from = at + 1
    }
    return nil
  }

  /// Where a text first has a byte, from an offset on; nil for nowhere.
  @inline(__always)
  public static func first(_ byte: UInt8, in text: [UInt8], from start: Int = 0) -> Int? {
    let raw = text.span.bytes
    var at = max(0, start)
    // Eight bytes at a time: those that are the byte become zero, and zeros are found by what a borrow leaves.
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    while at <= raw.byteCount - 8 {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)) ^ pattern
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return at + zeros.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < raw.byteCount {
      if text[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// Comparisons after which a search gives up: only a text made for it gets there.
  private static let workLimit = 20_000_000
}

extension String {
  /// Whether another text stands somewhere in this one.
  public func contains(text: String) -> Bool { ByteSearch.contains(Array(utf8), Array(text.utf8)) }

  /// This text with every occurrence of `text` replaced, from the left.
  public func replacing(text: String, with replacement: String) -> String {
    let (bytes, part) = (Array(utf8), Array(text.utf8))
    guard !part.isEmpty else { return self }
    var result: [UInt8] = []
    var start = 0
    while let found = ByteSearch.first(of: part, in: bytes, from: start) {
      result += bytes[start..<found]
      result += replacement.utf8
      start = found + part.count
    }
    if start == 0 { return self }
    result += bytes[start...]
    return String(decoding: result, as: UTF8.self)
  }
}
