import Domain

/// Findings and the questions that they raise.
enum FindingsText {
  /// How many lines of a fix stand in the report.
  private static let fixLines = 4
  /// How many notices stand in the report.
  private static let listedNotices = 8

  /// Blocking and reviewed findings in full, waived ones and notices in a row each.
  static func write(_ report: ImpactReport, to page: inout TextPage) {
    guard !report.findings.isEmpty else { return }
    page.heading("Findings")
    let notices = report.findings.filter { $0.severity == .notice && $0.waiver == nil }
    for finding in report.findings where finding.severity != .notice || finding.waiver != nil {
      write(finding, to: &page)
    }
    for finding in notices.prefix(listedNotices) { write(finding, to: &page) }
    if notices.count > listedNotices {
      page.row([.init("and \(notices.count - listedNotices) more notices (--report json)", .faint)])
    }
    writeFixes(report, to: &page)
    writeQuestions(report, to: &page)
  }

  private static func write(_ finding: Finding, to page: inout TextPage) {
    let label = finding.waiver == nil ? finding.severity.rawValue : "waived"
    let lead: [TextPage.Piece] = [
      .init(label, finding.waiver == nil ? role(of: finding.severity) : .good, pad: 8)
    ]
    var head: [TextPage.Piece] = [.init(finding.message)]
    head.append(.init("[\(finding.rule)]", .faint))
    head.append(.init(finding.fingerprint, .faint))
    page.row(lead: lead, head)
    if let waiver = finding.waiver {
      page.row(indent: 10, [.init("accepted by \(waiver.owner): \(waiver.reason)", .faint)])
    }
  }

  /// Every way out once, with the changes that it answers; the backend's first.
  private static func writeFixes(_ report: ImpactReport, to page: inout TextPage) {
    var changes: [Fix: [ChangeID]] = [:]
    var order: [Fix] = []
    for finding in report.findings where finding.severity != .notice && finding.waiver == nil {
      for fix in finding.fixes {
        if changes[fix] == nil { order.append(fix) }
        changes[fix, default: []] += finding.change.map { [$0] } ?? []
      }
    }
    guard !order.isEmpty else { return }
    page.heading("Ways out")
    for side in RepositoryRole.allCases {
      for fix in order where fix.side == side { write(fix, for: changes[fix] ?? [], to: &page) }
    }
  }

  private static func write(_ fix: Fix, for changes: [ChangeID], to page: inout TextPage) {
    let side = fix.side == .backend ? "backend" : "data team"
    let names = changes.sorted().map(\.display).joined(separator: ", ")
    page.row(
      lead: [.init(side + ":", .good, pad: 11)],
      [.init(fix.title), .init(names.isEmpty ? "" : "(\(names))", .faint)])
    guard !fix.text.isEmpty else { return }
    let lines = fix.text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    for line in body.prefix(fixLines) { page.verbatim(indent: 17, line) }
    if body.count > fixLines {
      page.row(
        indent: 17, [.init("... \(body.count - fixLines) more lines (--report markdown)", .faint)])
    }
  }

  private static func writeQuestions(_ report: ImpactReport, to page: inout TextPage) {
    let questions = Judgement.all(in: report.findings)
    guard !questions.isEmpty else { return }
    page.heading("Needs a person")
    for question in questions {
      let changes = question.changes.map(\.display).joined(separator: ", ")
      page.row(
        lead: [.init("-", .doubtful)],
        [.init(question.question), .init(changes.isEmpty ? "" : "(\(changes))", .faint)])
    }
  }

  /// The colour of a severity.
  static func role(of severity: Severity) -> TextPage.Role {
    switch severity {
    case .block: .bad
    case .review: .doubtful
    case .notice: .faint
    }
  }
}
