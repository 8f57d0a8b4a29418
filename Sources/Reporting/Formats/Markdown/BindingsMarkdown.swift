import Domain

/// Which backend table feeds which source, behind a fold.
enum BindingsMarkdown {
  /// Links of base, then those that are ready at head; the rest as counts.
  static func write(_ report: ImpactReport, _ lookup: AssetLookup, to page: inout MarkdownPage) {
    let bindings = report.bindings
    let links = bindings.linked.map { row($0, lookup, "") } + bindings.ready.map { row($0, lookup, "ready") }
    var body = MarkdownPage()
    body.table(["table", "source", "linked by", "loader", ""], links)
    body.list(
      bindings.dangling.map { entry in
        "points at nothing: \(MarkdownText.inline(entry.text)) at \(MarkdownText.code(Places.text(entry.location)))"
      })
    if !bindings.unmapped.isEmpty {
      body.add("\(VerdictWords.counted(bindings.unmapped.count, "table")) unmapped, see the JSON report")
    }
    guard !body.isEmpty else { return }
    page.folded("\(VerdictWords.counted(links.count, "link")) between the two sides", [body.text])
  }

  private static func row(_ link: LinkedTable, _ lookup: AssetLookup, _ state: String) -> [String] {
    [
      MarkdownText.code(ChangeWords.name(link.table)), MarkdownText.code(lookup.name(link.asset)),
      MarkdownText.inline(link.how),
      MarkdownText.code(link.loader.id) + (link.loader.isAssumed ? " (assumed)" : ""),
      [state, link.isAmbiguous ? "one of several" : ""].filter { !$0.isEmpty }.joined(separator: ", "),
    ]
  }
}
