import Domain

/// A plan of Sqitch: the changes in the order in which they are deployed, with the tags between them
/// (https://sqitch.org/docs/manual/sqitchplan/).
struct SqitchPlan {
  /// A change as it was planned once.
  struct Change: Equatable {
    var name: String
    /// Tags that follow it before it is reworked; empty if it is not.
    var tags: [String] = []
    /// Where it stands in the plan.
    var offset: Int
  }

  private(set) var changes: [Change] = []

  /// Reads a plan; nil for a text that is none.
  init?(_ bytes: [UInt8]) {
    var tags: [(name: String, after: Int)] = []
    var isPlan = false
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let words = Self.words(bytes[start..<end])
      if let first = words.first {
        switch first.utf8.first {
        case UInt8(ascii: "%"):
          isPlan = isPlan || first.hasPrefix("%syntax-version") || first.hasPrefix("%project")
        case UInt8(ascii: "#"): break
        case UInt8(ascii: "@"): tags.append((String(first.dropFirst()), changes.count))
        default: if let name = Self.name(words) { changes.append(Change(name: name, offset: start)) }
        }
      }
      start = end + 1
    }
    guard isPlan else { return nil }
    var later: [String: Int] = [:]
    for place in changes.indices.reversed() {
      // A tag at the end of a line of changes stands behind the last of them.
      if let next = later[changes[place].name] {
        changes[place].tags = tags.filter { $0.after > place && $0.after <= next }.map(\.name)
      }
      later[changes[place].name] = place
    }
  }

  /// The name of a change, without the sign of its direction; nil for one that is taken back.
  private static func name(_ words: [Substring]) -> String? {
    guard let first = words.first else { return nil }
    if first == "+" { return words.dropFirst().first.map(String.init) }
    if first.hasPrefix("-") { return nil }
    return String(first.hasPrefix("+") ? first.dropFirst() : first)
  }

  private static func words(_ line: ArraySlice<UInt8>) -> [Substring] {
    String(decoding: line.prefix(4_000), as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\r" }
      .prefix(3).map { $0 }
  }
}
