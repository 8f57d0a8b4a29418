import Domain

/// The reviewer's two checklists, the fixes to paste and the way to accept a finding.
enum FindingsMarkdown {
  /// What is certain, then what needs judgement.
  static func writeChecklists(_ report: ImpactReport, _ lookup: AssetLookup, to page: inout MarkdownPage) {
    let open = report.findings.filter { $0.waiver == nil }
    var certain = open.filter { $0.severity == .block }.map(item)
    for healing in Healing.all(in: report) {
      let place = lookup.locations[healing.root]?.file ?? lookup.name(healing.root)
      certain.append("\(healing.text): \(MarkdownText.code(place))")
    }
    if !certain.isEmpty {
      page.heading("Certain")
      page.checklist(certain)
    }
    writeJudgement(report, open, to: &page)
    let notices = open.filter { $0.severity == .notice }.map { MarkdownText.inline($0.message) }
    page.folded(
      "\(VerdictWords.counted(notices.count, "notice"))", notices.isEmpty ? [] : [MarkdownPage.list(notices)])
  }

  private static func writeJudgement(_ report: ImpactReport, _ open: [Finding], to page: inout MarkdownPage) {
    let questions = Judgement.all(in: report.findings).map { question in
      let changes = question.changes.map(\.display).joined(separator: ", ")
      return (changes.isEmpty ? "" : changes + ": ") + MarkdownText.inline(question.question)
    }
    let spots = report.blindSpots.filter { $0.waiver == nil && $0.level != .notice }.map { spot in
      "read \(MarkdownText.code(Places.text(spot.diagnostic.location))): \(MarkdownText.inline(spot.diagnostic.summary))"
    }
    let values = ChangesMarkdown.valueRows(report.changes)
    let confirm = values.isEmpty ? [] : ["confirm the meaning of the values in the table below"]
    let items =
      open.filter { $0.severity == .review }.map(item) + ChangesMarkdown.pairings(report.changes) + confirm
      + ChangesMarkdown.splits(report.changes) + questions + spots
    guard !items.isEmpty else { return }
    page.heading("Needs judgement")
    page.checklist(items)
    page.table(["", "column", "old value", "new value", "how sure"], values)
  }

  /// Fixes by side, each text once.
  static func writeFixes(_ report: ImpactReport, to page: inout MarkdownPage) {
    let open = report.findings.filter { $0.waiver == nil }
    for side in RepositoryRole.allCases {
      var seen: Set<Fix> = []
      var body: [String] = []
      for finding in open {
        for fix in finding.fixes where fix.side == side && seen.insert(fix).inserted {
          let change = finding.change.map { " (\($0.display))" } ?? ""
          body.append("**\(MarkdownText.inline(fix.title))**\(change)")
          if !fix.text.isEmpty {
            body.append(MarkdownText.block(fix.text, language: side == .backend ? "sql" : ""))
          }
        }
      }
      let title =
        side == .backend ? "Fixes to paste in the backend" : "Fixes to paste on the data team's side"
      page.folded("\(title) (\(seen.count))", body)
    }
  }

  /// How the data team accepts what stops the merge, and what became of its waivers.
  static func writeWaivers(_ report: ImpactReport, to page: inout MarkdownPage) {
    var lines: [String] = []
    for finding in report.findings where finding.waiver == nil && finding.severity == .block {
      lines.append(entry(finding.fingerprint, finding.rule + (finding.change.map { " " + $0.display } ?? "")))
    }
    for spot in report.blindSpots where spot.waiver == nil && spot.level == .undetermined {
      lines.append(entry(spot.fingerprint, "blind spot " + spot.diagnostic.id))
    }
    if !lines.isEmpty {
      page.folded(
        "How the data team accepts a finding",
        [
          "In `tidegate.yml` at the root of the registry, with a reason, an owner and a last day:",
          MarkdownText.block((["waivers:"] + lines).joined(separator: "\n"), language: "yaml"),
        ])
    }
    let lists = [
      ("applied", report.waivers.applied), ("not in force", report.waivers.expired),
      ("unused", report.waivers.unused),
    ]
    let rows = lists.flatMap { label, waivers in
      waivers.map { waiver in
        [
          label, MarkdownText.code(waiver.fingerprint), MarkdownText.inline(waiver.owner),
          MarkdownText.inline(waiver.reason), WaiverWords.period(waiver),
        ]
      }
    }
    guard !rows.isEmpty else { return }
    page.heading("Waivers on \(report.evaluatedOn.display)")
    page.table(["", "fingerprint", "owner", "reason", "when"], rows)
  }

  private static func entry(_ fingerprint: String, _ comment: String) -> String {
    "  - {fingerprint: \"\(fingerprint)\", reason: \"\", owner: \"\", expires: YYYY-MM-DD}  # \(comment)"
  }

  private static func item(_ finding: Finding) -> String {
    var text = "**\(finding.severity.rawValue)** \(MarkdownText.code(finding.rule)) "
    if let change = finding.change { text += change.display + ": " }
    return text + MarkdownText.inline(finding.message) + " " + MarkdownText.code(finding.fingerprint)
  }
}
