import Domain

/// Reports that do not block.
enum PassingSamples {
  private static let migration = "db/migrations/0020_newsletter.sql"

  /// A new table and two new columns.
  static let additive = ImpactReport(
    toolVersion: "1.2.3", verdict: .pass, evaluatedOn: Sample.day("2026-11-20"),
    base: RevisionName(revision: "main", commit: "5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80"),
    head: RevisionName(revision: "work tree", commit: nil),
    target: RevisionName(revision: "main", commit: "91a2b3c4d5e6f708192a3b4c5d6e7f805d6e7f80"),
    notes: ["no \"--base\" given: the remote's default branch \"main\" is used"],
    frameworks: [
      FrameworkSummary(
        name: "plain-sql", dialect: "postgres", isDialectGuessed: true, paths: ["db/migrations"],
        migrations: 20, added: ["0020_newsletter"], edited: [], deleted: [])
    ],
    changes: [
      added(1, .tableCreated, TableName(schema: "public", "newsletter_signups"), [], 1),
      added(2, .columnAdded, TableName(schema: "public", "users"), ["locale"], 6),
      added(3, .columnAdded, TableName(schema: "public", "users"), ["newsletter"], 7),
    ],
    bindings: BindingReport(
      linked: [
        LinkedTable(
          table: TableName(schema: "public", "users"), asset: AssetID("source.acme.raw_customers"),
          how: "table-pattern", loader: LoaderChoice(id: "unknown", how: "assumed", isAssumed: true),
          columns: ["email": "email"])
      ]),
    findings: [
      Finding(
        rule: "column-added", severity: .notice, change: ChangeID(2), effects: [],
        fingerprint: "00000000000000a2", message: "column \"users.locale\" is new")
    ])

  /// A backend that the registry does not know, and a blind spot.
  static let undetermined = ImpactReport(
    toolVersion: "1.2.3", verdict: .undetermined,
    problems: ["the registry knows no backend \"shpo\", the nearest is \"shop\""],
    evaluatedOn: Sample.day("2026-11-20"), base: RevisionName(revision: "main", commit: "5d6e7f80"),
    head: RevisionName(revision: "index", commit: nil), changes: [],
    bindings: BindingReport(problem: "no table is linked"),
    blindSpots: [
      BlindSpot(
        fingerprint: "b100000000000001", level: .undetermined,
        diagnostic: Diagnostic(
          id: "dynamic-sql", summary: "EXECUTE of a text that cannot be folded",
          location: Sample.backend("db/migrations/0021_more.sql", 7, 3), byteCount: 42,
          reach: .mayChangeSchema)),
      BlindSpot(
        fingerprint: "b100000000000002", level: .review,
        diagnostic: Diagnostic(
          id: "sql-syntax", summary: "statement not understood near \"FORM\"",
          location: Sample.backend("db/migrations/0021_more.sql", 9), reach: .mayChangeRows,
          tables: [TableName(schema: "public", "users")])),
    ], untouchedBlindSpots: 3)

  private static func added(
    _ number: Int, _ kind: ChangeKind, _ table: TableName, _ columns: [String], _ line: Int
  ) -> Change {
    Change(
      id: ChangeID(number), kind: kind, to: ChangeTarget(tables: [table], columns: columns),
      evidence: [Evidence(.statement, "created here", location: Sample.backend(migration, line))],
      locations: [Sample.backend(migration, line)])
  }
}
