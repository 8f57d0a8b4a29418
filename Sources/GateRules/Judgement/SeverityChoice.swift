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
    let level = level(of: impact, page: defaults[rule], situation: situation)
    guard let severity = level.severity else { return nil }
    return impact.isReviewOnly ? max(severity, .review) : severity
  }

  /// The severity of a change that reaches nothing; nil means off.
  func severityWithoutImpact(rule: String) -> Severity? {
    if let override = override(rule: rule, effect: .unaffected) { return override.severity }
    return (defaults[rule]?.otherwise ?? .notice).severity
  }

  /// The severity of something that is no change; nil means off.
  func severity(ofObservation rule: String, situation: String?) -> Severity? {
    if let override = overrides.last(where: { $0.rule == rule && $0.effect == nil }) {
      return override.severity
    }
    let page = defaults[rule]
    return (situation.flatMap { page?.bySituation[$0] } ?? page?.otherwise ?? .review).severity
  }

  /// What the page says, the situation first; the general table where it says nothing.
  private func level(of impact: ChangeImpact, page: RuleDefaults?, situation: String?) -> RuleDefaults.Level {
    if Self.dependsOnSituation(impact), let situation, let level = page?.bySituation[situation] {
      return level
    }
    return page?.byEffect[impact.effect] ?? Self.general(impact)
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

  /// Whether it is about how values are read; a loss is one in every situation.
  private static func dependsOnSituation(_ impact: ChangeImpact) -> Bool {
    switch impact.effect {
    case .wrongValue, .unknown: true
    case .testFails: !impact.isCertain
    case .broken, .starved, .contractViolated, .frozen, .nullOnward, .unaffected: false
    }
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
