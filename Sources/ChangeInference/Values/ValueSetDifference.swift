import Domain

/// How the list of allowed values changed, beyond what statements mapped.
struct ValueSetDifference: Hashable, Sendable {
  /// Values that are listed no more and that nothing maps.
  let removed: [String]
  /// Values that are newly listed and that nothing maps to.
  let added: [String]

  /// Compares two lists, less what pairs explain.
  init(from old: [String], to new: [String], pairs: [MappedValue]) {
    let mapped = Set(pairs.compactMap(\.from))
    let results = Set(pairs.compactMap(\.to))
    let before = Set(old)
    let after = Set(new)
    removed = old.filter { !after.contains($0) && !mapped.contains($0) }
    added = new.filter { !before.contains($0) && !results.contains($0) }
  }

  /// Whether values went and others came, so that some may stand for others.
  var isReplacement: Bool { !removed.isEmpty && !added.isEmpty }

  /// Above this many pairs only removed and added values are listed.
  private static let pairLimit = 64

  /// Which removed value may be which added one: alike spellings only, else every combination.
  func possiblePairs(lexicon: Lexicon) -> [ValuePair] {
    var pairs: [ValuePair] = []
    var left = removed
    var right = added
    for value in removed {
      let alike = right.filter { isAlike(value, $0, lexicon: lexicon) }
      guard alike.count == 1, let match = alike.first else { continue }
      pairs.append(ValuePair(from: value, to: match, isCertain: false))
      left.removeAll { $0 == value }
      right.removeAll { $0 == match }
    }
    if right.isEmpty || left.isEmpty || left.count * right.count > Self.pairLimit {
      pairs += left.map { ValuePair(from: $0, to: nil) } + right.map { ValuePair(from: nil, to: $0) }
    } else {
      for value in left { pairs += right.map { ValuePair(from: value, to: $0, isCertain: false) } }
    }
    return pairs.sorted()
  }

  private func isAlike(_ left: String, _ right: String, lexicon: Lexicon) -> Bool {
    guard left.utf8.count <= 64, right.utf8.count <= 64 else { return false }
    if left.lowercased() == right.lowercased() { return true }
    return NameComparison(lexicon: lexicon).likeness(left, right).score >= 0.84
  }
}
