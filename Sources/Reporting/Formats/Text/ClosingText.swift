import Domain

/// What stands at the foot of the text report: blind spots, waivers, notes.
enum ClosingText {
  /// The sections that have something to say.
  static func write(_ report: ImpactReport, to page: inout TextPage) {
    writeBlindSpots(report, to: &page)
    writeWaivers(report, to: &page)
    guard !report.notes.isEmpty else { return }
    page.heading("Notes")
    for note in report.notes { page.row(lead: [.init("-")], [.init(note)]) }
  }

  private static func writeBlindSpots(_ report: ImpactReport, to page: inout TextPage) {
    guard !report.blindSpots.isEmpty || report.untouchedBlindSpots > 0 else { return }
    page.heading("Blind spots")
    for spot in report.blindSpots.prefix(20) {
      let label = spot.waiver == nil ? spot.level.rawValue : "waived"
      page.row(
        lead: [.init(label, spot.waiver == nil ? role(of: spot.level) : .good, pad: 14)],
        [
          .init(Places.text(spot.diagnostic.location), .strong), .init(spot.diagnostic.summary),
          .init("[\(spot.diagnostic.id)]", .faint), .init(spot.fingerprint, .faint),
        ])
    }
    if report.blindSpots.count > 20 {
      page.row([.init("and \(report.blindSpots.count - 20) more (--report json)", .faint)])
    }
    if report.untouchedBlindSpots > 0 {
      page.row([.init("\(report.untouchedBlindSpots) more in files that the branch does not touch", .faint)])
    }
  }

  private static func writeWaivers(_ report: ImpactReport, to page: inout TextPage) {
    let waivers = report.waivers
    guard !waivers.applied.isEmpty || !waivers.unused.isEmpty || !waivers.expired.isEmpty else { return }
    page.heading("Waivers on \(report.evaluatedOn.display)")
    let lists: [(String, [Waiver], TextPage.Role)] = [
      ("applied", waivers.applied, .good), ("not in force", waivers.expired, .doubtful),
      ("unused", waivers.unused, .faint),
    ]
    for (label, list, role) in lists {
      for waiver in list.prefix(12) {
        page.row(
          lead: [.init(label, role, pad: 14)],
          [
            .init(waiver.fingerprint, .strong), .init("\(waiver.owner): \(waiver.reason)"),
            .init("(\(WaiverWords.period(waiver)))", .faint), .init(Places.text(waiver.location), .faint),
          ])
      }
      if list.count > 12 { page.row([.init("and \(list.count - 12) more \(label) (--report json)", .faint)]) }
    }
  }

  private static func role(of level: BlindSpot.Level) -> TextPage.Role {
    switch level {
    case .undetermined: .bad
    case .review: .doubtful
    case .notice: .faint
    }
  }
}
