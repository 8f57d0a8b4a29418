import Domain

/// Every kind of change, asset, effect, severity and level, and every optional part, at least once.
enum EverythingSample {
  private static let old = TableName(schema: "billing", "Invoice Items")
  private static let new = TableName(schema: "billing", "invoice_lines")

  static let report = ImpactReport(
    toolVersion: "1.2.3", verdict: .blocked, problems: [], evaluatedOn: Sample.day("2026-11-20"),
    base: RevisionName(revision: "v1", commit: "aaaaaaaaaaaaaaaa"),
    head: RevisionName(revision: "HEAD", commit: "bbbbbbbbbbbbbbbb"),
    target: RevisionName(revision: "origin/main", commit: "cccccccccccccccc"),
    notes: ["compared \"m^1\" with a merge commit of the pipeline"],
    frameworks: [
      FrameworkSummary(
        name: "flyway", dialect: "postgres", isDialectGuessed: false, paths: ["sql", "more sql"],
        migrations: 1, added: ["V2"], edited: ["V1"], deleted: ["V0"])
    ], changes: changes, bindings: bindings, effects: effects, findings: findings, waivers: waivers,
    blindSpots: blindSpots, untouchedBlindSpots: 1,
    assetNames: Dictionary(uniqueKeysWithValues: effects.map { ($0.asset, $0.asset.text + " name") }),
    assetLocations: Dictionary(
      uniqueKeysWithValues: effects.map { ($0.asset, Sample.registry("defs/\($0.asset.text).yml", 2)) }),
    assetCounts: Dictionary(uniqueKeysWithValues: AssetKind.allCases.map { ($0, 2) }),
    heals: [AssetID("model.broken"): 1, AssetID("view.broken"): 3])

  private static let changes: [Change] = ChangeKind.allCases.enumerated().map { number, kind in
    Change(
      id: ChangeID(number + 1), kind: kind, history: "flyway sql", table: old, columns: ["a b", "c"],
      to: ChangeTarget(tables: [new, TableName("rest")], columns: ["d"]),
      values: [
        ValuePair(from: "x", to: "y", isCertain: false), ValuePair(from: nil, to: "z"),
        ValuePair(from: "w", to: nil),
      ], rewrite: rewrites[number % rewrites.count],
      type: TypeChange(from: "uuid", to: "text", step: steps[number % steps.count]),
      key: KeyChange(from: ["a b"], to: ["d"]), factor: "0.01",
      filter: [FilterTerm(column: "c", values: ["1", "2"]), FilterTerm(column: "d", values: ["3"])],
      confidence: Confidence.allCases[number % 4],
      alternatives: [
        Alternative(to: ChangeTarget(tables: [new], columns: ["e"]), confidence: .possible)
      ], isAmbiguous: number % 2 == 0,
      evidence: [evidence(kinds[number % kinds.count])],
      locations: [Sample.backend("sql/V2__x.sql", number + 1, 2)], servedBy: "billing.items_view",
      onFreshDatabaseOnly: true)
  }

  private static let rewrites: [ValueRewrite] = [.only(["x", "y"]), .uppercase, .lowercase]
  private static let steps = TypeChange.Step.allCases
  private static let kinds = Evidence.Kind.allCases

  private static func evidence(_ kind: Evidence.Kind) -> Evidence {
    Evidence(kind, "because of \(kind.rawValue)", location: place(kind))
  }

  private static func place(_ kind: Evidence.Kind) -> SourceLocation? {
    kind == .name ? nil : kind == .use ? Sample.registry("models/a.sql", 3) : Sample.backend("sql/V2.sql", 4)
  }

  private static let worst = EffectKind.allCases.filter { $0 != .unaffected }

  private static let effects: [AssetEffect] = AssetKind.allCases.enumerated().flatMap { number, kind in
    [worst[number % worst.count], worst[(number + 3) % worst.count]].map { effect in
      AssetEffect(
        asset: AssetID("\(kind.rawValue).\(effect.rawValue)"), kind: kind, effect: effect,
        isCertain: effect != .unknown, isReviewOnly: effect == .unknown,
        masked: effect == .starved
          ? [
            MaskedEffect(
              effect: .testFails, change: ChangeID(2),
              evidence: [Evidence(.declaration, "lists \"x\"", location: Sample.registry("a.yml", 5))])
          ] : [],
        changes: [ChangeID(1), ChangeID(2)], path: [AssetID("source.broken")],
        root: effect == .frozen ? nil : AssetID("model.broken"),
        owners: [Owner(name: nil, emails: ["b@x.example", "a@x.example"]), Owner(name: "Team")],
        url: kind == .exposure ? "https://x.example/d" : nil,
        evidence: [Evidence(.use, "uses \"c\"", location: Sample.registry("models/a.sql", 3))])
    }
  }

  private static let bindings = BindingReport(
    linked: [
      LinkedTable(
        table: old, asset: AssetID("source.broken"), how: "table-pattern",
        loader: LoaderChoice(id: "fivetran", how: "dbt's \"loader\""), columns: ["c": "C_", "a b": "a_b"],
        isAmbiguous: true)
    ], unmapped: [new],
    dangling: [
      DanglingBinding(
        text: "table \"gone\" of backend \"shop\"", location: Sample.registry("tidegate.yml", 8))
    ],
    ready: [
      LinkedTable(
        table: new, asset: AssetID("source.frozen"), how: "declared in tidegate.yml:9",
        loader: LoaderChoice(id: "unknown", how: "assumed", isAssumed: true), columns: ["d": "d"])
    ])

  private static let waiver = Waiver(
    fingerprint: "f000000000000002", reason: "dashboard retired", owner: "data-platform",
    notBefore: Sample.day("2026-11-01"), expires: Sample.day("2026-12-31"),
    location: Sample.registry("tidegate.yml", 12))

  private static let waivers: WaiverSummary = {
    var unused = waiver
    unused.fingerprint = "f0000000000000aa"
    unused.notBefore = nil
    var expired = unused
    expired.fingerprint = "f0000000000000bb"
    expired.expires = Sample.day("2026-01-31")
    return WaiverSummary(applied: [waiver], unused: [unused], expired: [expired])
  }()

  private static let findings: [Finding] = Severity.allCases.enumerated().flatMap { number, severity in
    [
      Finding(
        rule: "column-renamed", severity: severity, change: ChangeID(number + 1),
        effects: [AssetID("model.broken"), AssetID("test.starved")],
        fingerprint: "f00000000000000\(number)", message: "column \"c\" is renamed",
        judgement: ["which one is it?"],
        fixes: [
          Fix(side: .backend, title: "keep it", text: "one\ntwo\nthree\nfour\nfive\nsix\n"),
          Fix(side: .registry, title: "read \"d\""),
        ], waiver: number == 2 ? waiver : nil,
        location: number == 0 ? nil : Sample.backend("sql/V2__x.sql", 3)),
      Finding(
        rule: "configuration-edited", severity: severity, change: nil, effects: [],
        fingerprint: "f00000000000001\(number)", message: "\".tidegate.yml\" is edited",
        location: Sample.backend(".tidegate.yml", 1)),
    ]
  }

  private static let blindSpots: [BlindSpot] = BlindSpot.Level.allCases.enumerated().flatMap {
    number, level in
    Diagnostic.Reach.allCases.enumerated().map { place, reach in
      BlindSpot(
        fingerprint: "b0000000000000\(number)\(place)", level: level,
        diagnostic: Diagnostic(
          id: "sql-syntax", summary: "not understood", location: Sample.backend("sql/V2.sql", place + 1),
          byteCount: 9, reach: reach, tables: [old]), waiver: place == 1 ? waiver : nil)
    }
  }
}
