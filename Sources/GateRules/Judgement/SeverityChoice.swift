import Domain

/// Chooses the severity of an impact: the data team's override, the rule's page, the general table.
struct SeverityChoice {
  private let overrides: [SeverityOverride]
  private let defaults: [String: RuleDefaults]

  /// Severities of a policy over the rules' defaults.
  init(policy: Policy, defaults: [String: RuleDefaults]) {
    overrides = policy.severities
    self.defaults = defaults
  }

  /// The severity of one impact under a rule; nil means off.
  func severity(of impact: ChangeImpact, rule: String, situation: String?) -> Severity? {
    if let override = override(rule: rule, effect: impact.effect) { return override.severity }
    let level = defaults[rule]?.level(of: impact, situation: situation) ?? Self.general(impact)
    guard let severity = level.severity else { return nil }
    return impact.isReviewOnly ? max(severity, .review) : severity
  }

  /// The severity of a change that reaches nothing; nil means off.
  func severityWithoutImpact(rule: String) -> Severity? {
    if let override = override(rule: rule, effect: .unaffected) { return override.severity }
    return (defaults[rule]?.otherwise ?? .notice).severity
  }

  /// The most specific override: rule and effect, then rule, then effect. The last of equals wins.
  private func override(rule: String, effect: EffectKind) -> SeverityOverride? {
    let fitting = overrides.filter { ($0.rule ?? rule) == rule && ($0.effect ?? effect) == effect }
    func rank(_ override: SeverityOverride) -> Int {
      (override.rule == nil ? 0 : 2) + (override.effect == nil ? 0 : 1)
    }
    guard let best = fitting.map(rank).max() else { return nil }
    return fitting.last { rank($0) == best }
  }

  /// The table of product.md, "Default severities".
  static func general(_ impact: ChangeImpact) -> RuleDefaults.Level {
    switch impact.effect {
    case .broken, .starved, .frozen, .contractViolated: .block
    case .testFails: impact.isCertain ? .block : .review
    case .nullOnward, .wrongValue: impact.namesValue ? .block : .review
    case .unknown: .review
    case .unaffected: .notice
    }
  }
}

extension RuleDefaults {
  /// The level that the page gives an impact; the general table where it says nothing.
  func level(of impact: ChangeImpact, situation: String?) -> Level {
    if let situation, let level = bySituation[situation] { return level }
    return byEffect[impact.effect] ?? SeverityChoice.general(impact)
  }
}
