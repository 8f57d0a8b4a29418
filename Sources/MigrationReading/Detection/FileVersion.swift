/// The version at the start of a file or folder name, compared number by number.
///
/// `001_x` is [1], `V1.2__x` is [1, 2], `2024-01-02-x` is [2024, 1, 2]. Numbers of any length are kept as digits.
package struct FileVersion: Hashable, Comparable, Sendable {
  /// The numbers without leading zeros, as digits.
  package var numbers: [[UInt8]]
  /// The digits and separators as written.
  package var text: String
  /// What follows the version and its separators in the name.
  package var rest: String

  /// The version that a name starts with; nil if it starts with none.
  ///
  /// A letter before the number is passed over when it is one of `letters` (lower case). A name such as `2fa_users`
  /// has no version: a number ends at a separator, or has at least three digits.
  package init?(_ name: String, letters: String = "v") {
    // Most names of a large tree have no version: their first byte says so.
    guard let first = name.utf8.first else { return nil }
    let isLetter = Self.isLetter(first) && letters.utf8.contains(first | 0x20)
    guard isLetter || first &- 0x30 < 10 else { return nil }
    let bytes = Array(name.utf8)
    var at = isLetter ? 1 : 0
    let start = at
    var numbers: [[UInt8]] = []
    var end = at
    while let number = Self.number(bytes, at) {
      let next = number.end < bytes.count ? bytes[number.end] : 0
      let isWhole = next == 0 || Self.isSeparator(next)
      guard isWhole || (numbers.isEmpty && number.end - at >= 3) else { break }
      numbers.append(number.digits)
      end = number.end
      guard isWhole, next != 0 else { break }
      at = number.end + 1
    }
    guard !numbers.isEmpty else { return nil }
    self.numbers = numbers
    text = String(decoding: bytes[start..<end], as: UTF8.self)
    while end < bytes.count, Self.isSeparator(bytes[end]) { end += 1 }
    rest = String(decoding: bytes[end...], as: UTF8.self)
  }

  /// The version that Flyway reads from `1_2.3`: numbers between dots and underscores, nothing else.
  package init?(flyway text: String) {
    var numbers: [[UInt8]] = []
    for part in text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x2E || $0 == 0x5F })
    {
      guard !part.isEmpty, part.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
      numbers.append(Self.trimmed(Array(part)))
    }
    guard !numbers.isEmpty else { return nil }
    while numbers.count > 1, numbers.last == [] { numbers.removeLast() }
    self.numbers = numbers
    self.text = text
    rest = ""
  }

  /// Order by the first number that differs; a missing one counts as zero.
  package static func < (left: FileVersion, right: FileVersion) -> Bool {
    order(left.numbers, right.numbers) < 0
  }

  /// Equal numbers.
  package static func == (left: FileVersion, right: FileVersion) -> Bool {
    order(left.numbers, right.numbers) == 0
  }

  /// Equal versions hash alike.
  package func hash(into hasher: inout Hasher) {
    var count = numbers.count
    while count > 0, numbers[count - 1].isEmpty { count -= 1 }
    hasher.combine(numbers[..<count])
  }

  /// The numbers as text, for ids: `1.2`.
  package var display: String {
    numbers.map { $0.isEmpty ? "0" : String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
  }

  private static func order(_ left: [[UInt8]], _ right: [[UInt8]]) -> Int {
    for at in 0..<max(left.count, right.count) {
      let one = at < left.count ? left[at] : []
      let other = at < right.count ? right[at] : []
      if one.count != other.count { return one.count < other.count ? -1 : 1 }
      if one != other { return one.lexicographicallyPrecedes(other) ? -1 : 1 }
    }
    return 0
  }

  private static func number(_ bytes: [UInt8], _ start: Int) -> (digits: [UInt8], end: Int)? {
    var end = start
    while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
    return end > start ? (trimmed(Array(bytes[start..<end])), end) : nil
  }

  private static func trimmed(_ digits: [UInt8]) -> [UInt8] {
    Array(digits.drop { $0 == UInt8(ascii: "0") })
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "T"): true
    default: false
    }
  }
}
