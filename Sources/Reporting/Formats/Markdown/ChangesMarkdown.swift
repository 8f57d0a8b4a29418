import Domain

/// What the branch does, as a table, and what of it a person must confirm.
enum ChangesMarkdown {
  /// One row a change.
  static func write(_ report: ImpactReport, to page: inout MarkdownPage) {
    guard !report.changes.isEmpty else { return }
    page.heading("What the branch does")
    page.table(["", "change", "names", "details", "pairing", "where"], report.changes.map(row))
  }

  /// Pairings that are not certain, to be ticked off.
  static func pairings(_ changes: [Change]) -> [String] {
    changes.filter { ($0.confidence != .certain || $0.isAmbiguous) && $0.to != nil && $0.table != nil }.map {
      change in
      var text = "\(change.id.display): is it true that \(MarkdownText.code(ChangeWords.names(of: change)))"
      text += " (\(ChangeWords.title(of: change.kind)), \(change.confidence.rawValue))?"
      if let other = ChangeWords.alternatives(of: change) { text += " " + MarkdownText.inline(other) }
      let why = change.evidence.prefix(3).map(\.text).joined(separator: "; ")
      return why.isEmpty ? text : text + " Because: " + MarkdownText.inline(why)
    }
  }

  /// Splits and merges: how the parts are put together again.
  static func splits(_ changes: [Change]) -> [String] {
    changes.filter { [.columnSplit, .columnsMerged, .tableSplit, .tablesMerged].contains($0.kind) }.map {
      change in
      "\(change.id.display): confirm how \(MarkdownText.code(ChangeWords.names(of: change))) is put together again"
    }
  }

  /// Old and new values, one row a pair.
  static func valueRows(_ changes: [Change]) -> [[String]] {
    changes.filter { !$0.values.isEmpty }.flatMap { change in
      let place = MarkdownText.code(
        ChangeWords.place(change.table.map { [$0] } ?? change.to?.tables ?? [], change.columns))
      return change.values.map { pair in
        [
          change.id.display, place, pair.from.map(MarkdownText.code) ?? "(none)",
          pair.to.map(MarkdownText.code) ?? "(none)", pair.isCertain ? "written in a statement" : "possible",
        ]
      }
    }
  }

  private static func row(_ change: Change) -> [String] {
    let details = ChangeWords.details(of: change).map { MarkdownText.inline($0) }
    return [
      change.id.display, ChangeWords.title(of: change.kind),
      MarkdownText.code(ChangeWords.names(of: change)), details.joined(separator: "; "),
      change.confidence.rawValue, change.locations.first.map { MarkdownText.code(Places.text($0)) } ?? "",
    ]
  }
}
