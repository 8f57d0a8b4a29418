import Domain

/// The accounts migration as a check reports it.
enum AcmeSample {
  private static let migration = "db/migrations/0020_accounts.sql"
  private static let users = TableName(schema: "public", "users")
  private static let accounts = TableName(schema: "public", "accounts")
  private static let root = AssetID("model.acme_analytics.stg_customers")
  private static let source = AssetID("source.acme_analytics.acme.raw_customers")
  private static let starved = [
    "customer_lifetime_value", "dim_customers", "fct_orders", "fct_revenue_daily", "rpt_country_sales",
    "rpt_premium_retention", "rpt_segment_revenue",
  ]
  private static let dashboards: [(name: String, owner: String)] = [
    ("board_pack", "Office of the CEO"), ("churn_watch", "Marketing Insights"),
    ("country_sales", "Sales Operations"), ("daily_revenue", "Finance Reporting"),
    ("executive_overview", "Office of the CEO"), ("month_end_close", "Finance Reporting"),
    ("premium_retention", "Marketing Insights"), ("segment_mix", "Marketing Insights"),
  ]

  static let report = ImpactReport(
    toolVersion: "1.2.3", verdict: .blocked, evaluatedOn: Sample.day("2026-11-20"),
    base: RevisionName(revision: "main", commit: "5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80"),
    head: RevisionName(revision: "change", commit: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"),
    target: RevisionName(revision: "main", commit: "5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80"),
    frameworks: [
      FrameworkSummary(
        name: "plain-sql", dialect: "postgres", isDialectGuessed: false, paths: ["db/migrations"],
        migrations: 20, added: ["0020_accounts"], edited: [], deleted: [])
    ], changes: changes, bindings: bindings, effects: effects, findings: findings,
    assetNames: names, assetLocations: locations,
    assetCounts: [.source: 6, .model: 14, .test: 52, .exposure: 17, .seed: 6], heals: [root: 8])

  private static func place(_ line: Int) -> [SourceLocation] { [Sample.backend(migration, line, 13)] }

  private static let changes = [
    Change(
      id: ChangeID(1), kind: .tableRenamed, history: "plain-sql db/migrations", table: users,
      to: ChangeTarget(tables: [accounts]),
      evidence: [Evidence(.statement, "\"users\" is renamed to \"accounts\"", location: place(4).first)],
      locations: place(4)),
    Change(
      id: ChangeID(2), kind: .columnRenamed, table: users, columns: ["user_id"],
      to: ChangeTarget(tables: [accounts], columns: ["account_id"]),
      evidence: [Evidence(.statement, "written as a rename", location: place(5).first)], locations: place(5)),
    Change(
      id: ChangeID(3), kind: .columnRenamed, table: users, columns: ["country"],
      to: ChangeTarget(tables: [accounts], columns: ["country_code"]),
      evidence: [Evidence(.statement, "written as a rename", location: place(6).first)], locations: place(6)),
    Change(
      id: ChangeID(4), kind: .columnSplit, table: users, columns: ["address"],
      to: ChangeTarget(tables: [accounts], columns: ["street", "city", "state_code", "postal_code"]),
      confidence: .strong,
      evidence: [
        Evidence(
          .dataMovement, "\"street\", \"city\", \"state_code\" and \"postal_code\" are parts of \"address\"",
          location: place(17).first)
      ], locations: place(17)),
    Change(
      id: ChangeID(5), kind: .columnRenamed, table: users, columns: ["customer_segment"],
      to: ChangeTarget(tables: [accounts], columns: ["account_tier"]),
      evidence: [Evidence(.statement, "written as a rename", location: place(26).first)],
      locations: place(26)),
    Change(
      id: ChangeID(6), kind: .valuesRemapped, table: users, columns: ["customer_segment"],
      to: ChangeTarget(tables: [accounts], columns: ["account_tier"]),
      values: [
        ValuePair(from: "enterprise", to: "platinum"), ValuePair(from: "premium", to: "gold"),
        ValuePair(from: "standard", to: "silver"),
      ],
      evidence: [
        Evidence(.valueMapping, "an UPDATE puts \"gold\" for \"premium\"", location: place(27).first)
      ],
      locations: place(27)),
  ]

  private static let bindings = BindingReport(
    linked: [
      LinkedTable(
        table: TableName(schema: "public", "orders"),
        asset: AssetID("source.acme_analytics.acme.raw_orders"), how: "name rule: prefix \"raw_\"",
        loader: LoaderChoice(id: "direct", how: "tidegate.yml:4"), columns: ["order_id": "order_id"]),
      LinkedTable(
        table: users, asset: source, how: "declared in tidegate.yml:7",
        loader: LoaderChoice(id: "direct", how: "tidegate.yml:4"),
        columns: ["address": "address", "user_id": "customer_id"]),
    ], unmapped: [TableName(schema: "public", "archived_users"), TableName(schema: "public", "coupons")])

  private static let effects: [AssetEffect] = {
    let lost = (1...6).map { ChangeID($0) }
    let use = Evidence(
      .use, "selects \"address\", which is gone",
      location: Sample.registry("models/staging/stg_customers.sql", 14, 5))
    var effects = [
      AssetEffect(
        asset: root, kind: .model, effect: .broken, changes: lost, path: [source, root], root: root,
        evidence: [Evidence(.loader, "direct: the table is gone"), use]),
      AssetEffect(
        asset: source, kind: .source, effect: .broken, changes: lost, path: [source], root: source,
        evidence: [
          Evidence(
            .declaration, "declares table \"raw_customers\"",
            location: Sample.registry("models/staging/_sources.yml", 9, 9))
        ]),
    ]
    for name in starved {
      let id = AssetID("model.acme_analytics." + name)
      let masked = name == "rpt_premium_retention" ? [wrongValue] : []
      effects.append(
        AssetEffect(
          asset: id, kind: .model, effect: .starved, masked: masked, changes: lost, path: [source, root, id],
          root: root))
    }
    for number in 1...23 {
      effects.append(
        AssetEffect(
          asset: test(number), kind: .test, effect: number < 6 ? .broken : .starved, changes: lost,
          path: [source, root, test(number)], root: root))
    }
    for dashboard in dashboards {
      let id = AssetID("exposure.acme_analytics." + dashboard.name)
      effects.append(
        AssetEffect(
          asset: id, kind: .exposure, effect: .starved, changes: lost, path: [source, root, id], root: root,
          owners: [Owner(name: dashboard.owner, emails: ["team@acme.example"])],
          url: "https://dashboards.acme.example/\(dashboard.name)"))
    }
    return effects.sorted {
      ($0.effect, $0.kind.rawValue, $0.asset) < ($1.effect, $1.kind.rawValue, $1.asset)
    }
  }()

  private static let wrongValue = MaskedEffect(
    effect: .wrongValue, change: ChangeID(6),
    evidence: [
      Evidence(
        .use, "\"premium\" would match nothing, it is \"gold\" now",
        location: Sample.registry("models/marts/rpt_premium_retention.sql", 12, 28))
    ])

  private static func test(_ number: Int) -> AssetID {
    AssetID("test.acme_analytics.not_null_column_\(number < 10 ? "0" : "")\(number).0123456789")
  }

  private static let findings: [Finding] = {
    let ids = effects.map(\.asset).sorted()
    let view = Fix(
      side: .backend, title: "keep the old table readable until its readers have moved",
      text: """
        create view users as
        select
          account_id as user_id,
          country_code as country,
          street || ', ' || city || ', ' || state_code || ', ' || postal_code as address
        from accounts;

        """)
    return changes.map { change in
      let isMap = change.kind == .valuesRemapped
      return Finding(
        rule: change.kind.ruleID, severity: .block, change: change.id, effects: ids,
        fingerprint: "3f9c00000000000\(change.id.number)",
        message: isMap
          ? "values of \"users.customer_segment\" change meaning: makes values wrong in 1 model"
          : "\"users\" loses a name: breaks 1 source, 1 model; starves 7 models, 23 tests, 8 dashboards",
        judgement: isMap ? ["does \"gold\" mean what \"premium\" meant?"] : [],
        fixes: [view], location: change.locations.first)
    }
  }()

  private static let names: [AssetID: String] = {
    var names = [root: "stg_customers", source: "acme.raw_customers"]
    names[AssetID("source.acme_analytics.acme.raw_orders")] = "acme.raw_orders"
    for name in starved { names[AssetID("model.acme_analytics." + name)] = name }
    for dashboard in dashboards {
      names[AssetID("exposure.acme_analytics." + dashboard.name)] = dashboard.name
    }
    for number in 1...23 { names[test(number)] = "not_null_column_\(number)" }
    return names
  }()

  private static let locations: [AssetID: SourceLocation] = {
    var places = [
      root: Sample.registry("models/staging/stg_customers.sql", 1),
      source: Sample.registry("models/staging/_sources.yml", 9, 9),
    ]
    for name in starved {
      places[AssetID("model.acme_analytics." + name)] = Sample.registry("models/marts/\(name).sql", 1)
    }
    return places
  }()
}
