package import Domain
package import ImpactAnalysis

/// Everything that rules judge: values only.
package struct GateInput {
  /// The backend's name, part of every fingerprint.
  package var backend: String
  /// The changes, numbered.
  package var changes: [Change]
  /// What they do to the registry.
  package var impact: ImpactResult
  /// Which tables feed which sources.
  package var bindings: BindingReport
  /// The registry's assets, for names and places.
  package var registry: Registry
  /// Observations without a change.
  package var observations: [GateObservation]
  /// Everything that was not understood.
  package var diagnostics: [Diagnostic]
  /// Paths (for people) of backend files that the branch adds or edits.
  package var touchedFiles: Set<String>
  /// Defaults of each rule, by id.
  package var defaults: [String: RuleDefaults]
  /// The day that waivers are compared with.
  package var date: CalendarDate
  /// The mildest severity that blocks: block, or review.
  package var blockOn: Severity
  /// Schemas of all histories at base, for the names and types in fixes.
  package var base: [Schema]
  /// Schemas of all histories at head, in the same order.
  package var head: [Schema]

  /// What is judged.
  package init(
    backend: String, changes: [Change], impact: ImpactResult, bindings: BindingReport, registry: Registry,
    observations: [GateObservation], diagnostics: [Diagnostic], touchedFiles: Set<String>,
    defaults: [String: RuleDefaults], date: CalendarDate, blockOn: Severity, base: [Schema] = [],
    head: [Schema] = []
  ) {
    self.backend = backend
    self.changes = changes
    self.impact = impact
    self.bindings = bindings
    self.registry = registry
    self.observations = observations
    self.diagnostics = diagnostics
    self.touchedFiles = touchedFiles
    self.defaults = defaults
    self.date = date
    self.blockOn = blockOn
    self.base = base
    self.head = head
  }
}

/// The judgement of a check.
package struct GateResult: Sendable {
  /// The outcome.
  package var verdict: Verdict
  /// Findings, worst first.
  package var findings: [Finding]
  /// Blind spots that are listed, worst first.
  package var blindSpots: [BlindSpot]
  /// Number of blind spots in files that the branch does not touch.
  package var untouchedBlindSpots: Int
  /// What became of the waivers.
  package var waivers: WaiverSummary
}

/// Applies rules, severities and waivers.
package func judge(_ input: GateInput) -> GateResult {
  let severities = SeverityChoice(policy: input.registry.policy, defaults: input.defaults)
  var findings = FindingAssembly(input: input, severities: severities).findings()
  var (spots, untouched) = BlindSpotJudgement(input: input).blindSpots()
  let waivers = WaiverMatch(waivers: input.registry.policy.waivers, date: input.date)
    .apply(to: &findings, and: &spots)
  findings.sort { left, right in
    (left.severity, left.rule, left.change ?? ChangeID(Int.max), left.fingerprint)
      < (right.severity, right.rule, right.change ?? ChangeID(Int.max), right.fingerprint)
  }
  let isBlocked = findings.contains { $0.waiver == nil && $0.severity <= input.blockOn }
  let isUndetermined =
    input.bindings.problem != nil || spots.contains { $0.waiver == nil && $0.level == .undetermined }
  return GateResult(
    verdict: isBlocked ? .blocked : isUndetermined ? .undetermined : .pass, findings: findings,
    blindSpots: spots, untouchedBlindSpots: untouched, waivers: waivers)
}
