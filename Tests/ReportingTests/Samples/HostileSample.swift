import Domain

/// A report whose every text comes from somebody who wants to be read as something else.
enum HostileSample {
  /// Terminal sequences, HTML, Markdown, workflow commands, bidirectional overrides, line ends.
  static let name =
    "a|b <script>alert(1)</script> `x` ``` [y](http://z.example) \u{1B}[31m\u{9B}2J ::error::oops\n"
    + "::error::line\r\n- [x] | approved <img src=x> </details> \u{202E}txt\u{200B} @everyone #12 ##[error]z "
    + "www.z.example https://z.example \\ *b* __u__ ~~s~~ $x$ \u{7}\u{0} \u{2028}end"

  private static let place = Sample.backend("db/" + name + "/../x.sql", 3)
  private static let declared = Sample.registry("models/" + name, 1)
  private static let table = TableName(schema: name, name)
  private static let evidence = [Evidence(.use, name, location: declared)]
  private static let asset = AssetID("model." + name)

  static let report = ImpactReport(
    toolVersion: "1.2.3", verdict: .blocked, problems: [name], evaluatedOn: Sample.day("2026-11-20"),
    base: RevisionName(revision: name, commit: name), head: RevisionName(revision: name, commit: nil),
    target: RevisionName(revision: name, commit: "c0"), notes: [name],
    frameworks: [
      FrameworkSummary(
        name: name, dialect: name, isDialectGuessed: false, paths: [name], migrations: 1, added: [name],
        edited: [], deleted: [])
    ],
    changes: [
      Change(
        id: ChangeID(1), kind: .columnRenamed, history: name, table: table, columns: [name],
        to: ChangeTarget(tables: [table], columns: [name + "2"]), values: [ValuePair(from: name, to: name)],
        type: TypeChange(from: name, to: name, step: .incompatible),
        key: KeyChange(from: [name], to: [name]), factor: name,
        filter: [FilterTerm(column: name, values: [name])], confidence: .possible,
        alternatives: [Alternative(to: ChangeTarget(tables: [table]), confidence: .possible)],
        isAmbiguous: true, evidence: evidence, locations: [place], servedBy: name)
    ],
    bindings: BindingReport(
      linked: [
        LinkedTable(
          table: table, asset: asset, how: name, loader: LoaderChoice(id: name, how: name),
          columns: [name: "x"])
      ], unmapped: [table], dangling: [DanglingBinding(text: name, location: declared)], problem: name),
    effects: [
      AssetEffect(
        asset: asset, kind: .model, effect: .broken,
        masked: [MaskedEffect(effect: .wrongValue, change: ChangeID(1), evidence: evidence)],
        changes: [ChangeID(1)], path: [asset], root: asset, owners: [Owner(name: name, emails: [name])],
        url: name, evidence: evidence),
      AssetEffect(
        asset: AssetID("exposure." + name), kind: .exposure, effect: .starved, changes: [ChangeID(1)],
        owners: [Owner(name: name, emails: [name])], evidence: evidence),
    ],
    findings: [
      Finding(
        rule: "column-renamed", severity: .block, change: ChangeID(1), effects: [asset],
        fingerprint: "f000000000000001", message: name, judgement: [name],
        fixes: [
          Fix(side: .backend, title: name, text: name), Fix(side: .registry, title: name, text: "```\n"),
        ],
        location: place),
      Finding(
        rule: "column-renamed", severity: .review, change: nil, effects: [], fingerprint: "f000000000000002",
        message: name, waiver: waiver),
    ], waivers: WaiverSummary(applied: [waiver], unused: [waiver], expired: [waiver]),
    blindSpots: [
      BlindSpot(
        fingerprint: "b000000000000001", level: .undetermined,
        diagnostic: Diagnostic(id: "sql-syntax", summary: name, location: place, reach: .mayChangeSchema))
    ],
    assetNames: [asset: name], assetLocations: [asset: declared], heals: [asset: 1])

  private static let waiver = Waiver(
    fingerprint: name, reason: name, owner: name, notBefore: nil, expires: Sample.day("2026-12-31"),
    location: declared)
}
