import Domain
import FactTables
import GateRules
import Testing

@testable import ImpactAnalysis

/// Builds what rules judge from a few words.
enum Judging {
  static let model = AssetID("model.shop.stg_users")
  static let place = SourceLocation(repository: .registry, file: "models/stg_users.sql")

  /// A rename of `users.email` by default.
  static func change(
    _ kind: ChangeKind = .columnRenamed, table: String = "users", columns: [String] = ["email"],
    to: ChangeTarget? = ChangeTarget(tables: [TableName(schema: "public", "users")], columns: ["mail"]),
    values: [ValuePair] = [], type: TypeChange? = nil, file: String = "migrations/2.sql", line: Int = 1
  ) -> Change {
    let location = SourceLocation(
      repository: .backend, file: file, position: TextPosition(line: line, column: 1))
    return Change(
      id: ChangeID(1), kind: kind, history: "numbered migrations", table: TableName(schema: "public", table),
      columns: columns, to: to, values: values, type: type, locations: [location])
  }

  /// An impact of the first change.
  static func impact(
    _ effect: EffectKind, on asset: AssetID = model, certain: Bool = true, reviewOnly: Bool = false,
    namesValue: Bool = true
  ) -> ChangeImpact {
    ChangeImpact(
      change: ChangeID(1), asset: asset, effect: effect, isCertain: certain, isReviewOnly: reviewOnly,
      namesValue: namesValue, evidence: [Evidence(.use, "used here", location: place)], path: [asset])
  }

  /// The gate's judgement.
  static func judge(
    _ changes: [Change], _ impacts: [ChangeImpact], policy: Policy = Policy(), date: String = "2026-11-20",
    blockOn: Severity = .block, backend: String = "shop", observations: [GateObservation] = [],
    diagnostics: [Diagnostic] = [], touched: Set<String> = [], linked: [String] = ["users"],
    problem: String? = nil
  ) throws -> GateResult {
    let assets = Set(impacts.map(\.asset)).map {
      Asset(id: $0, kind: .model, name: $0.text, location: place)
    }
    let links = linked.map { name in
      LinkedTable(
        table: TableName(schema: "public", name), asset: AssetID("source.shop.\(name)"), how: "declared",
        loader: LoaderChoice(id: "direct", how: "declared"), columns: [:])
    }
    return GateRules.judge(
      GateInput(
        backend: backend, changes: changes,
        impact: ImpactResult(
          impacts: impacts,
          effects: impacts.map {
            AssetEffect(asset: $0.asset, kind: .model, effect: $0.effect, changes: [$0.change])
          }, heals: [:]),
        bindings: BindingReport(linked: links, problem: problem),
        registry: Registry(assets: assets, policy: policy), observations: observations,
        diagnostics: diagnostics, touchedFiles: touched,
        defaults: try Facts.embedded().defaults(of: RuleList.ids(judging: changes, observations)),
        date: try #require(CalendarDate(date)), blockOn: blockOn))
  }

  /// An entry of `severities`.
  static func override(_ rule: String?, _ effect: EffectKind?, _ severity: Severity?) -> SeverityOverride {
    SeverityOverride(rule: rule, effect: effect, severity: severity, location: place)
  }

  /// A waiver of the usual owner.
  static func waiver(_ fingerprint: String, from: String? = nil, to: String? = nil) -> Waiver {
    Waiver(
      fingerprint: fingerprint, reason: "agreed", owner: "data", notBefore: from.flatMap(CalendarDate.init),
      expires: to.flatMap(CalendarDate.init), location: place)
  }
}
