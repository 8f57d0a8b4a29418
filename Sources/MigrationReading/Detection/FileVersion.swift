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
  /// has no version: a number ends at a separator, or has at least three digits, or two before one letter as in `07b_x`.
  package init?(_ name: String, letters: String = "v") {
    guard let start = Self.start(name, letters) else { return nil }
    let bytes = Array(name.utf8)
    guard let found = Self.numbers(bytes.span, start) else { return nil }
    numbers = found.numbers
    text = String(decoding: bytes[start..<found.end], as: UTF8.self)
    var end = found.end
    while end < bytes.count, Self.isSeparator(bytes[end]) { end += 1 }
    rest = String(decoding: bytes[end...], as: UTF8.self)
  }

  /// Only the numbers that a name starts with, for ordering many; nil if it starts with none.
  static func numbers(of name: String) -> [[UInt8]]? {
    guard let start = start(name, "v") else { return nil }
    var name = name
    return name.withUTF8 { numbers($0.span, start)?.numbers }
  }

  /// The numbers from a place on, and where they end.
  private static func numbers(
    _ bytes: borrowing Span<UInt8>, _ start: Int
  ) -> (numbers: [[UInt8]], end: Int)? {
    var at = start
    var numbers: [[UInt8]] = []
    var end = at
    while let number = number(bytes, at) {
      numbers.append(digits(bytes, at, number.end))
      end = number.end
      guard number.isWhole, end < bytes.count else { break }
      at = end + 1
      guard let next = Self.number(bytes, at), next.isWhole || isLettered(bytes, next.end) else { break }
    }
    return numbers.isEmpty ? nil : (numbers, end)
  }

  /// The digits of a number without leading zeros.
  private static func digits(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
    var start = start
    while start < end, bytes[start] == UInt8(ascii: "0") { start += 1 }
    var digits: [UInt8] = []
    digits.reserveCapacity(end - start)
    while start < end {
      digits.append(bytes[start])
      start += 1
    }
    return digits
  }

  /// Whether a name starts with a version.
  package static func starts(_ name: String, letters: String = "v") -> Bool {
    guard let start = start(name, letters) else { return false }
    var name = name
    return name.withUTF8 { number($0.span, start) != nil }
  }

  /// Where the first number of a name must start; nil if its first byte says that there is none, as in most names of
  /// a large tree.
  private static func start(_ name: String, _ letters: String) -> Int? {
    guard let first = name.utf8.first else { return nil }
    if isLetter(first), letters.utf8.contains(first | 0x20) { return 1 }
    return first &- 0x30 < 10 ? 0 : nil
  }

  /// The version that Flyway reads from `1_2.3`: numbers between dots and underscores, nothing else.
  package init?(flyway text: String) {
    var numbers: [[UInt8]] = []
    for part in text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x2E || $0 == 0x5F })
    {
      guard !part.isEmpty, part.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
      let digits = Array(part)
      numbers.append(Self.digits(digits.span, 0, digits.count))
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

  /// Below, at or above zero: the order of the numbers of two versions.
  static func order(_ left: [[UInt8]], _ right: [[UInt8]]) -> Int {
    for at in 0..<max(left.count, right.count) {
      let one = at < left.count ? left[at] : []
      let other = at < right.count ? right[at] : []
      if one.count != other.count { return one.count < other.count ? -1 : 1 }
      for (digit, beside) in zip(one, other) where digit != beside { return digit < beside ? -1 : 1 }
    }
    return 0
  }

  /// Where the number at a place ends, and whether the name or a separator follows; nil if there is none, or text
  /// follows one of fewer than three digits.
  private static func number(_ bytes: borrowing Span<UInt8>, _ start: Int) -> (end: Int, isWhole: Bool)? {
    var end = start
    while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
    guard end > start else { return nil }
    let isWhole = end == bytes.count || bytes[end] == 0 || isSeparator(bytes[end])
    let isLong = end - start >= 3 || end - start == 2 && isLettered(bytes, end)
    return isWhole || isLong ? (end, isWhole) : nil
  }

  /// Whether one letter follows a number and ends it: `07b_x`.
  private static func isLettered(_ bytes: borrowing Span<UInt8>, _ end: Int) -> Bool {
    guard end < bytes.count, isLetter(bytes[end]) else { return false }
    return end + 1 == bytes.count || isSeparator(bytes[end + 1])
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "), UInt8(ascii: "T"): true
    default: false
    }
  }
}
