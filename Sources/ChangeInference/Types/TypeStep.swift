import Domain

/// Judges a change of type; the table of product.md, "Default severities", in one place.
enum TypeStep {
  /// What the step does to values and to those who read them.
  static func judge(from old: TypeClass, to new: TypeClass) -> TypeChange.Step {
    if old == new { return .constraintOnly }
    switch (old, new) {
    case (.array(let first), .array(let second)): return judge(from: first, to: second)
    case (.array, _), (_, .array): return .incompatible
    case (.boolean, _), (_, .boolean): return .incompatible
    case (.json, .text): return .otherClass
    case (.json, _), (_, .json): return .incompatible
    case (.bytes, _), (_, .bytes): return .incompatible
    case (.integer, .integer), (.integer, .decimal), (.integer, .float), (.decimal, .integer),
      (.decimal, .decimal), (.decimal, .float), (.float, .integer), (.float, .decimal), (.float, .float):
      return number(from: old, to: new)
    case (.text(let first, _), .text(let second, _)): return text(from: first, to: second)
    case (.text, .enumeration), (.enumeration, .text), (.enumeration, .enumeration): return .constraintOnly
    case (.enumeration, _), (_, .enumeration): return .incompatible
    case (.timestamp(_, let first), .timestamp(_, let second)):
      return second < first ? .narrower : second > first ? .wider : .otherClass
    case (.timestamp, .date), (.timestamp, .time): return .narrower
    case (.date, .timestamp), (.time, .time), (.network, .network), (.range, .range): return .otherClass
    case (.text, _), (_, .text): return .otherClass
    case (.other, _), (_, .other): return .otherClass
    default: return .incompatible
    }
  }

  private static func text(from old: Int?, to new: Int?) -> TypeChange.Step {
    guard let new else { return .wider }
    guard let old else { return .constraintOnly }
    return new > old ? .wider : .constraintOnly
  }

  /// Digits before and behind the point decide.
  private static func number(from old: TypeClass, to new: TypeClass) -> TypeChange.Step {
    let (first, second) = (digits(old), digits(new))
    if case .float = new {
      guard let before = first.whole, let behind = first.fraction else { return .narrower }
      let (sum, overflow) = before.addingReportingOverflow(behind)
      return !overflow && sum <= (second.whole ?? Int.max) ? .wider : .narrower
    }
    if case .float = old { return second.whole == nil ? .wider : .narrower }
    guard covers(second.fraction, first.fraction) else { return .narrower }
    if covers(second.whole, first.whole) { return .wider }
    // As many digits, more of them behind the point: what fits stays as it is, the database refuses the rest.
    guard case .decimal(let after?, _) = new else { return .narrower }
    switch old {
    case .decimal(let before?, _) where after >= before: return .constraintOnly
    case .integer(let before) where after >= before: return .constraintOnly
    default: return .narrower
    }
  }

  private static func covers(_ limit: Int?, _ needed: Int?) -> Bool {
    guard let limit else { return true }
    guard let needed else { return false }
    return limit >= needed
  }

  private static func digits(_ type: TypeClass) -> (whole: Int?, fraction: Int?) {
    switch type {
    case .integer(let digits): return (digits, 0)
    case .float(let digits): return (digits, digits)
    case .decimal(let precision, let scale):
      guard let precision else { return (nil, nil) }
      let (whole, overflow) = precision.subtractingReportingOverflow(scale ?? 0)
      return (overflow ? 0 : whole, scale ?? 0)
    default: return (nil, nil)
    }
  }
}

extension TypeStep {
  /// How well two types speak for a pairing: 1 the same, 0 impossible without a conversion.
  static func likeness(_ old: TypeClass, _ new: TypeClass) -> Double {
    if old == new { return 1 }
    switch judge(from: old, to: new) {
    case .wider, .constraintOnly: return 0.9
    case .narrower: return 0.7
    case .otherClass: return isTime(old) && isTime(new) ? 0.7 : 0.3
    case .incompatible: return 0
    }
  }

  private static func isTime(_ type: TypeClass) -> Bool {
    switch type {
    case .date, .timestamp, .time: true
    default: false
    }
  }
}
