import Domain
import ImpactAnalysis

/// Makes one finding per rule and change.
struct FindingAssembly {
  /// What is judged.
  let input: GateInput
  /// How severe it is.
  let severities: SeverityChoice

  /// All findings, unsorted, waivers not yet applied.
  func findings() -> [Finding] {
    let impacts = Dictionary(grouping: input.impact.impacts, by: \.change)
    let links = Dictionary(grouping: input.bindings.linked, by: \.table)
    let assets = Dictionary(
      input.registry.assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var findings: [Finding] = []
    for change in input.changes {
      let context = RuleContext(
        change: change, impacts: impacts[change.id] ?? [], changes: input.changes,
        links: change.table.flatMap { links[$0] } ?? [], assets: assets)
      for rule in RuleList.all where rule.kinds.contains(change.kind) {
        if let finding = finding(of: rule, in: context) { findings.append(finding) }
      }
    }
    return findings + input.observations.compactMap(finding(of:))
  }

  private func finding(of rule: any GateRule.Type, in context: RuleContext) -> Finding? {
    let change = context.change
    guard let severity = severity(of: rule, in: context) else { return nil }
    let affected = context.impacts.filter { $0.effect != .unaffected }.map(\.asset)
    let assets = Array(Set(affected)).sorted()
    return Finding(
      rule: rule.id, severity: severity, change: change.id, effects: assets,
      fingerprint: Fingerprint.of(change, rule: rule.id, assets: assets, backend: input.backend),
      message: rule.message(for: change) + Reach(context).text, judgement: rule.judgement(for: context),
      fixes: severity == .notice ? [] : rule.fixes(for: context), location: change.locations.first)
  }

  private func severity(of rule: any GateRule.Type, in context: RuleContext) -> Severity? {
    let situation = rule.situation(of: context.change)
    let judged = context.impacts.filter { $0.effect != .unaffected }
    guard !judged.isEmpty else { return severities.severityWithoutImpact(rule: rule.id) }
    return judged.compactMap { severities.severity(of: $0, rule: rule.id, situation: situation) }.min()
  }

  private func finding(of observation: GateObservation) -> Finding? {
    let situation: String? =
      if case .configurationEdited(let edit) = observation.kind { edit.rawValue } else { nil }
    let level =
      situation.flatMap { input.defaults[observation.ruleID]?.bySituation[$0] }
      ?? input.defaults[observation.ruleID]?.otherwise ?? .review
    guard let severity = level.severity else { return nil }
    return Finding(
      rule: observation.ruleID, severity: severity, change: nil, effects: [],
      fingerprint: Fingerprint.of(observation, backend: input.backend), message: observation.text,
      location: observation.location)
  }
}
