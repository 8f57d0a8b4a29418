import Domain
import ImpactAnalysis

/// Makes one finding per rule and change.
struct FindingAssembly {
  private let input: GateInput
  private let severities: SeverityChoice
  private let impacts: [ChangeID: [ChangeImpact]]
  private let links: [TableName: [LinkedTable]]
  private let assets: [AssetID: Asset]
  private let schemas: SchemaLookup

  /// An assembly over everything that is judged.
  init(input: GateInput, severities: SeverityChoice) {
    self.input = input
    self.severities = severities
    impacts = Dictionary(grouping: input.impact.impacts, by: \.change)
    links = Dictionary(grouping: input.bindings.linked, by: \.table)
    assets = Dictionary(input.registry.assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    schemas = SchemaLookup(base: input.base, head: input.head, changes: input.changes)
  }

  /// All findings, unsorted, waivers not yet applied.
  func findings() -> [Finding] {
    let byTable = Dictionary(grouping: input.changes, by: \.table)
    let found = input.changes.flatMap { change in
      let context = context(of: change, beside: change.table.flatMap { byTable[$0] } ?? [change])
      return RuleList.all.filter { $0.judges(change.kind) }.compactMap { finding(of: $0, in: context) }
    }
    return found + input.observations.compactMap(finding(of:))
  }

  /// The change with what it reaches; `changes` are those of the same table.
  private func context(of change: Change, beside changes: [Change]) -> RuleContext {
    let tables = schemas.tables(of: change)
    return RuleContext(
      change: change, impacts: impacts[change.id] ?? [], changes: changes, links: links(of: change),
      assets: assets, baseTable: tables.base, headTables: tables.heads)
  }

  private func links(of change: Change) -> [LinkedTable] {
    guard let table = change.table ?? change.to?.table else { return [] }
    guard change.kind == .schemaDropped else { return links[table] ?? [] }
    return input.bindings.linked.filter { $0.table.schema == table.schema }
  }

  private func finding(of rule: any GateRule.Type, in context: RuleContext) -> Finding? {
    let change = context.change
    guard rule.applies(to: context), let severity = severity(of: rule, in: context) else { return nil }
    let affected = context.impacts.filter { $0.effect != .unaffected }.map(\.asset)
    let assets = Array(Set(affected)).sorted()
    return Finding(
      rule: rule.id, severity: severity, change: change.id, effects: assets,
      fingerprint: Fingerprint.of(change, rule: rule.id, assets: assets, backend: input.backend),
      message: message(of: rule, in: context), judgement: rule.judgement(for: context),
      fixes: severity == .notice ? [] : rule.fixes(for: context), location: change.locations.first)
  }

  private func message(of rule: any GateRule.Type, in context: RuleContext) -> String {
    let change = context.change
    let served = change.servedBy.map { ", and \($0) still serves the old names" } ?? ""
    let fresh = change.onFreshDatabaseOnly ? ", on a fresh database only" : ""
    return rule.message(for: change) + served + fresh + Reach(context).text
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
    guard
      let severity = severities.severity(ofObservation: observation.ruleID, situation: situation)
    else { return nil }
    return Finding(
      rule: observation.ruleID, severity: severity, change: nil, effects: [],
      fingerprint: Fingerprint.of(observation, backend: input.backend), message: observation.text,
      location: observation.location)
  }
}
