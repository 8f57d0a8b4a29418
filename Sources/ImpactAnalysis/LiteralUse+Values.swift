import Domain

/// Whether a literal can still match.
enum LiteralStanding {
  /// It can match nothing any more.
  case lost
  /// It may match other rows than before.
  case doubtful
  /// It matches what it did.
  case kept
}

extension LiteralUse {
  /// Pairs that a pattern is held against; more are not looked at.
  private static let pairLimit = 2_000

  /// Whether it matched an old value and does not match the one in its place.
  func loses(_ values: ReplacedValues) -> Bool {
    if match == .equal || match == .other, !ignoresCase { return values.lost.contains(value) }
    return values.pairs.prefix(Self.pairLimit).contains { pair in
      guard let from = pair.from, matches(from) else { return false }
      return pair.to.map { !matches($0) } ?? true
    }
  }

  /// What a rewrite of all values leaves of it.
  func standing(after rewrite: ValueRewrite) -> LiteralStanding {
    if match == .other || value.utf8.count > LikePattern.limit { return .doubtful }
    switch rewrite {
    case .only(let values):
      return values.contains { matches($0) || isAlike($0) } ? .doubtful : .lost
    case .uppercase, .lowercase:
      if ignoresCase || match == .ilike { return .kept }
      return value.stands(after: rewrite) ? .doubtful : .lost
    }
  }

  /// Whether it holds of a value.
  func matches(_ other: String) -> Bool {
    let folds = ignoresCase || match == .ilike
    let (own, other) = folds ? (value.lowercased(), other.lowercased()) : (value, other)
    switch match {
    case .equal, .other: return own == other
    case .prefix: return other.utf8.starts(with: own.utf8)
    case .suffix: return other.utf8.reversed().starts(with: own.utf8.reversed())
    case .contained: return LikePattern(containing: own).matches(other)
    case .like, .ilike: return LikePattern(own).matches(other)
    }
  }

  /// Whether it is the same number or truth value, written otherwise.
  private func isAlike(_ other: String) -> Bool {
    guard match == .equal else { return false }
    if let own = Double(value), let other = Double(other) { return own == other }
    guard let own = value.truth, let other = other.truth else { return false }
    return own == other
  }
}

extension String {
  /// Whether a rewrite of letters leaves the text as it is.
  func stands(after rewrite: ValueRewrite) -> Bool {
    switch rewrite {
    case .only(let values): values.contains(self)
    case .uppercase: self == uppercased()
    case .lowercase: self == lowercased()
    }
  }

  /// The truth value that a database reads from the text.
  fileprivate var truth: Bool? {
    switch lowercased() {
    case "true", "t", "1", "yes", "y", "on": true
    case "false", "f", "0", "no", "n", "off": false
    default: nil
    }
  }
}
