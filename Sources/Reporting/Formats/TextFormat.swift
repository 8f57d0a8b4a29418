package import Domain

/// The report for people on a terminal: the verdict first, then the story, then the details.
package enum TextFormat: ReportFormat {
  package static let name = "text"
  package static let summary = "the story on one screen, for people"

  package static func render(_ report: ImpactReport, options: RenderOptions) -> [UInt8] {
    var page = TextPage(options)
    let lookup = AssetLookup(report)
    writeHead(report, to: &page)
    writeChanges(report, to: &page)
    writeEffects(report, lookup, to: &page)
    FindingsText.write(report, to: &page)
    BindingsText.write(report, lookup, to: &page)
    ClosingText.write(report, to: &page)
    page.blank()
    page.row(
      indent: 0,
      [
        .init(report.verdict.rawValue, role(of: report.verdict)),
        .init("(exit status \(report.verdict.exitStatus), evaluated on \(report.evaluatedOn.display))"),
      ])
    return Array(page.output.utf8)
  }

  private static func writeHead(_ report: ImpactReport, to page: inout TextPage) {
    let word = report.verdict.rawValue.uppercased()
    page.row(
      indent: 0, lead: [.init(word, role(of: report.verdict), pad: word.count + 2)],
      [.init(VerdictWords.reason(report), .strong)])
    for problem in ReportProblems.all(in: report) { page.row([.init(problem, .bad)]) }
    if let comparison = VerdictWords.comparison(report) { page.row([.init(comparison, .faint)]) }
    for framework in report.frameworks.prefix(12) {
      page.row([.init(VerdictWords.framework(framework), .faint)])
    }
  }

  private static func writeChanges(_ report: ImpactReport, to page: inout TextPage) {
    guard !report.changes.isEmpty else { return }
    page.heading("What the branch does")
    let hit = Set(report.effects.flatMap { $0.changes + $0.masked.map(\.change) })
    let told = report.changes.filter { !$0.kind.isAdditive || hit.contains($0.id) }
    ChangesText.write(Array(told.prefix(40)), to: &page)
    if told.count > 40 { page.row([.init("and \(told.count - 40) more (--report json)", .faint)]) }
    ChangesText.writeBriefly(report.changes.filter { $0.kind.isAdditive && !hit.contains($0.id) }, to: &page)
  }

  private static func writeEffects(_ report: ImpactReport, _ lookup: AssetLookup, to page: inout TextPage) {
    guard report.effects.contains(where: { $0.effect != .unaffected }) else { return }
    page.heading("Who is hit")
    EffectsText.write(report.effects, lookup, to: &page)
    for healing in Healing.all(in: report).prefix(8) {
      let place = lookup.locations[healing.root]?.file ?? lookup.name(healing.root)
      page.row([
        .init(healing.text, .good), .init("(old names and values given back):", .faint),
        .init(place, .strong),
      ])
    }
  }

  /// The colour of a verdict.
  static func role(of verdict: Verdict) -> TextPage.Role {
    switch verdict {
    case .pass: .good
    case .blocked: .bad
    case .undetermined: .doubtful
    }
  }
}
