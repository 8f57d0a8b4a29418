import Domain

/// How much two single words of names are alike.
enum WordLikeness {
  /// 1 for the same word, 0 for unrelated ones.
  static func score(_ left: String, _ right: String, lexicon: Lexicon) -> Double {
    if left == right { return 1 }
    if WordTables.areOpposed(left, right) { return 0 }
    let first = lexicon.expansions(of: left)
    let second = lexicon.expansions(of: right)
    if first.contains(right) || second.contains(left) || first.contains(where: second.contains) {
      return 0.95
    }
    if lexicon.areSynonyms(left, right) { return 0.85 }
    if first.contains(where: { word in second.contains { lexicon.areSynonyms(word, $0) } }) { return 0.8 }
    return spelling(Array(left.utf8), Array(right.utf8))
  }

  private static func spelling(_ left: [UInt8], _ right: [UInt8]) -> Double {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard let initial = short.first, initial == long.first else { return 0 }
    if short.count >= 3, long.starts(with: short), isAbbreviation(long.count, of: short.count) { return 0.75 }
    if short.count >= 5 {
      let allowed = short.count >= 9 ? 2 : 1
      if editDistance(short, long, atMost: allowed) <= allowed { return 0.85 }
    }
    if short.count >= 3, long.count >= 5, !short.dropFirst().contains(where: isVowel),
      isSpread(short, over: long)
    {
      return 0.7
    }
    return 0
  }

  /// A shortened word leaves out a good part: `desc` of `description`, but not `organ` of `organic`.
  private static func isAbbreviation(_ long: Int, of short: Int) -> Bool { long >= short + 3 }

  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
    default: false
    }
  }

  /// Whether the letters of the short word stand in the long one in the same order.
  private static func isSpread(_ short: [UInt8], over long: [UInt8]) -> Bool {
    var rest = short[...]
    for byte in long where byte == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  /// Insertions, deletions, changes and swaps of neighbours that lead from one to the other; stops past the limit.
  static func editDistance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
    if abs(left.count - right.count) > limit { return limit + 1 }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var cost = min(
          previous[column + 1] + 1, current[column] + 1, previous[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
      }
      if (current.min() ?? 0) > limit { return limit + 1 }
      before = previous
      previous = current
    }
    return previous.last ?? 0
  }
}
