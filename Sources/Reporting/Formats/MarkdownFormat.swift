package import Domain

/// The reviewer's checklist, as a comment on a pull request.
package enum MarkdownFormat: ReportFormat {
  package static let name = "markdown"
  package static let summary = "the reviewer's checklist, for a comment on the pull request"

  package static func render(_ report: ImpactReport, options: RenderOptions) -> [UInt8] {
    var page = MarkdownPage()
    let lookup = AssetLookup(report)
    page.add("## Tidegate: \(report.verdict.rawValue)")
    page.add("**\(MarkdownText.inline(VerdictWords.reason(report)))**")
    page.list(ReportProblems.all(in: report).map { MarkdownText.inline($0) })
    if let comparison = VerdictWords.comparison(report) { page.add(MarkdownText.code(comparison)) }
    ChangesMarkdown.write(report, to: &page)
    FindingsMarkdown.writeChecklists(report, lookup, to: &page)
    EffectsMarkdown.write(report, lookup, to: &page)
    FindingsMarkdown.writeFixes(report, to: &page)
    FindingsMarkdown.writeWaivers(report, to: &page)
    BindingsMarkdown.write(report, lookup, to: &page)
    ClosingMarkdown.write(report, to: &page)
    return Array(page.output.utf8)
  }
}
