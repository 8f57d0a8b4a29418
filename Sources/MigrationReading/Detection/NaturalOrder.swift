/// Order of names in which numbers count as numbers: `a2` before `a10`. Equal in that sense, bytes decide.
enum NaturalOrder {
  /// Whether the left name comes first.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let one = Array(left.utf8)
    let other = Array(right.utf8)
    var at = 0
    var beside = 0
    while at < one.count, beside < other.count {
      if isDigit(one[at]), isDigit(other[beside]) {
        let first = run(one, at)
        let second = run(other, beside)
        let firstDigits = one[at..<first].drop { $0 == UInt8(ascii: "0") }
        let secondDigits = other[beside..<second].drop { $0 == UInt8(ascii: "0") }
        if firstDigits.count != secondDigits.count { return firstDigits.count < secondDigits.count }
        if !firstDigits.elementsEqual(secondDigits) {
          return firstDigits.lexicographicallyPrecedes(secondDigits)
        }
        at = first
        beside = second
      } else {
        if one[at] != other[beside] { return one[at] < other[beside] }
        at += 1
        beside += 1
      }
    }
    if at < one.count || beside < other.count { return beside < other.count }
    return one.lexicographicallyPrecedes(other)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func run(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    return end
  }
}
