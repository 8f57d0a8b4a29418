import Domain

/// What stands at the foot of the checklist: blind spots, what was read, notes.
enum ClosingMarkdown {
  /// The sections that have something to say.
  static func write(_ report: ImpactReport, to page: inout MarkdownPage) {
    if !report.blindSpots.isEmpty || report.untouchedBlindSpots > 0 {
      page.heading("Blind spots")
      page.list(report.blindSpots.map(line))
      if report.untouchedBlindSpots > 0 {
        page.add("\(report.untouchedBlindSpots) more in files that the branch does not touch")
      }
    }
    let read = report.frameworks.map { MarkdownText.inline(VerdictWords.framework($0)) }
    let notes = report.notes.map { MarkdownText.inline($0) }
    page.folded("What was read", read.isEmpty && notes.isEmpty ? [] : [MarkdownPage.list(read + notes)])
    page.add(
      "<sub>tidegate \(MarkdownText.inline(report.toolVersion)), evaluated on \(report.evaluatedOn.display)</sub>"
    )
  }

  private static func line(_ spot: BlindSpot) -> String {
    let level = spot.waiver == nil ? spot.level.rawValue : "waived"
    return "**\(level)** \(MarkdownText.code(Places.text(spot.diagnostic.location))): "
      + "\(MarkdownText.inline(spot.diagnostic.summary)) \(MarkdownText.code(spot.fingerprint))"
  }
}
