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

  /// What the replacement of values leaves of it: lost when it matched an old value and does not match the one in
  /// its place, doubtful when it is a pattern that is not understood.
  func standing(after values: ReplacedValues) -> LiteralStanding {
    switch match {
    case .equal where !ignoresCase, .other where !ignoresCase:
      return values.lost.contains(value) ? .lost : .kept
    case .equal, .other, .prefix, .suffix, .contained, .like, .ilike, .similar, .regex, .iregex, .pattern:
      guard let test else { return values.pairs.contains { $0.from != nil } ? .doubtful : .kept }
      let isLost = values.pairs.prefix(Self.pairLimit).contains { pair in
        guard let from = pair.from, test(from) else { return false }
        return pair.to.map { !test($0) } ?? true
      }
      return isLost ? .lost : .kept
    }
  }

  /// What a rewrite of all values leaves of it.
  func standing(after rewrite: ValueRewrite) -> LiteralStanding {
    guard match != .other, value.utf8.count <= LikePattern.limit, let test else { return .doubtful }
    switch rewrite {
    case .only(let values):
      return values.contains { test($0) || isAlike($0) } ? .doubtful : .lost
    case .uppercase, .lowercase:
      switch match {
      case _ where ignoresCase: return .kept
      case .ilike, .iregex: return .kept
      case .similar, .regex: return .doubtful
      case .equal, .other, .prefix, .suffix, .contained, .like, .pattern:
        return value.stands(after: rewrite) ? .doubtful : .lost
      }
    }
  }

  /// Whether it holds of a value; nil for a pattern that is not understood.
  private var test: ((String) -> Bool)? {
    let folds = ignoresCase || match == .ilike || match == .iregex
    let own = folds ? value.lowercased() : value
    func folded(_ other: String) -> String { folds ? other.lowercased() : other }
    switch match {
    case .equal, .other: return { own == folded($0) }
    case .prefix: return { folded($0).utf8.starts(with: own.utf8) }
    case .suffix: return { folded($0).utf8.reversed().starts(with: own.utf8.reversed()) }
    case .contained: return { LikePattern(containing: own).matches(folded($0)) }
    case .like, .ilike: return { LikePattern(own).matches(folded($0)) }
    case .similar, .regex, .iregex:
      let syntax: RegularPattern.Syntax = match == .similar ? .similar : .regular
      guard let pattern = RegularPattern(value, syntax: syntax, ignoresCase: folds) else { return nil }
      return { pattern.matches($0) }
    case .pattern: return nil
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
