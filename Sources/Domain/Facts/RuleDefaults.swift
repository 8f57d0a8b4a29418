/// What a rule's page declares about it: from the front matter of `rules/<rule-id>.md`.
public struct RuleDefaults: Hashable, Sendable {
  /// A severity, or off.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    /// Stops the merge.
    case block
    /// A person should look.
    case review
    /// For information.
    case notice
    /// No finding.
    case off

    /// The severity of a finding; nil for off.
    public var severity: Severity? { Severity(rawValue: rawValue) }
  }

  /// The rule's id, which is the name of its page.
  public var rule: String
  /// One line: what the rule finds.
  public var summary: String
  /// The kinds of change that it judges; empty for a rule on something else.
  public var kinds: [ChangeKind]
  /// Level by effect; an effect that is not named has that of the general table (product.md, "Default severities").
  public var byEffect: [EffectKind: Level]
  /// Level by a situation that only this rule knows, in kebab case: `wider`.
  ///
  /// It counts for effects that say how values are read (`testFails` unless certain, `wrongValue`, `unknown`), not
  /// for what is lost.
  public var bySituation: [String: Level]
  /// Level of a change that reaches nothing in the registry, and of an observation without its own situation.
  public var otherwise: Level

  /// The declared part of a rule.
  public init(
    rule: String, summary: String, kinds: [ChangeKind] = [], byEffect: [EffectKind: Level] = [:],
    bySituation: [String: Level] = [:], otherwise: Level = .notice
  ) {
    self.rule = rule
    self.summary = summary
    self.kinds = kinds
    self.byEffect = byEffect
    self.bySituation = bySituation
    self.otherwise = otherwise
  }
}
