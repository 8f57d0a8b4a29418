import Domain

/// Findings and the questions that they raise.
struct FindingsText {
  /// How many lines of a fix stand in the report.
  private static let fixLines = 4
  /// How many notices stand in the report.
  private static let notices = 8

  private var printed: Set<Fix> = []

  /// Blocking and reviewed findings in full, waived ones and notices in a row each.
  static func write(_ report: ImpactReport, to page: inout TextPage) {
    guard !report.findings.isEmpty else { return }
    page.heading("Findings")
    var text = FindingsText()
    let notices = report.findings.filter { $0.severity == .notice && $0.waiver == nil }
    for finding in report.findings where finding.severity != .notice || finding.waiver != nil {
      text.write(finding, to: &page)
    }
    for finding in notices.prefix(Self.notices) { text.write(finding, to: &page) }
    if notices.count > Self.notices {
      page.row([.init("and \(notices.count - Self.notices) more notices (--report json)", .faint)])
    }
    writeQuestions(report, to: &page)
  }

  private mutating func write(_ finding: Finding, to page: inout TextPage) {
    let label = finding.waiver == nil ? finding.severity.rawValue : "waived"
    let lead: [TextPage.Piece] = [
      .init(label, finding.waiver == nil ? Self.role(of: finding.severity) : .good, pad: 8)
    ]
    var head: [TextPage.Piece] = [.init(finding.message)]
    head.append(.init("[\(finding.rule)]", .faint))
    head.append(.init(finding.fingerprint, .faint))
    page.row(lead: lead, head)
    if let waiver = finding.waiver {
      page.row(indent: 10, [.init("accepted by \(waiver.owner): \(waiver.reason)", .faint)])
      return
    }
    guard finding.severity != .notice else { return }
    for fix in finding.fixes { write(fix, to: &page) }
  }

  private mutating func write(_ fix: Fix, to page: inout TextPage) {
    let side = fix.side == .backend ? "backend" : "data team"
    let isNew = printed.insert(fix).inserted
    let again = isNew || fix.text.isEmpty ? "" : "(as above)"
    page.row(indent: 10, lead: [.init("fix, \(side):", .good)], [.init(fix.title), .init(again, .faint)])
    guard isNew, !fix.text.isEmpty else { return }
    let lines = fix.text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    for line in body.prefix(Self.fixLines) { page.verbatim(indent: 14, line) }
    if body.count > Self.fixLines {
      page.row(
        indent: 14, [.init("... \(body.count - Self.fixLines) more lines (--report markdown)", .faint)])
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
