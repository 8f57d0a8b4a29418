import Domain

/// Says what the verdict is and what was compared.
enum VerdictWords {
  /// `5 findings stop this merge, 1 needs review`: why the verdict is what it is.
  static func reason(_ report: ImpactReport) -> String {
    func open(_ severity: Severity) -> Int {
      report.findings.count { $0.severity == severity && $0.waiver == nil }
    }
    let blocks = open(.block)
    let reviews = open(.review)
    let review = reviews == 0 ? "" : "\(reviews) to review"
    switch report.verdict {
    case .pass:
      if report.changes.isEmpty { return "no schema change" }
      let waived = report.findings.count { $0.waiver != nil }
      let rest = [review, waived == 0 ? "" : "\(waived) waived"].filter { !$0.isEmpty }
      return (["nothing stands against this merge"] + rest).joined(separator: ", ")
    case .blocked:
      let stops =
        blocks == 0 ? "" : "\(counted(blocks, "finding")) \(blocks == 1 ? "stops" : "stop") this merge"
      let parts = [stops, review].filter { !$0.isEmpty }
      return parts.isEmpty ? "this merge is stopped" : parts.joined(separator: ", ")
    case .undetermined:
      let spots = report.blindSpots.count { $0.level == .undetermined && $0.waiver == nil }
      let parts = [
        spots == 0 ? "" : "\(counted(spots, "blind spot")) may hide a change",
        blocks == 0 ? "" : "\(counted(blocks, "finding")) would stop this merge",
      ].filter { !$0.isEmpty }
      return (["could not be checked in full"] + parts).joined(separator: ", ")
    }
  }

  /// `change (1a2b3c4) against main (5d6e7f8), merge base 9a8b7c6`; nil when nothing was compared.
  static func comparison(_ report: ImpactReport) -> String? {
    guard let head = report.head else { return nil }
    var text = revision(head)
    if let target = report.target ?? report.base { text += " against " + revision(target) }
    if let base = report.base, let commit = base.commit, commit != report.target?.commit, report.target != nil
    {
      text += ", merge base " + short(commit)
    }
    return text
  }

  /// One framework: `plain-sql in db/migrations (postgres), 20 migrations, 1 added`.
  static func framework(_ summary: FrameworkSummary) -> String {
    var text = summary.name
    if !summary.paths.isEmpty { text += " in " + summary.paths.joined(separator: ", ") }
    text += " (\(summary.dialect)\(summary.isDialectGuessed ? ", guessed" : "")), "
    text += counted(summary.migrations, "migration")
    for (ids, word) in [(summary.added, "added"), (summary.edited, "edited"), (summary.deleted, "deleted")]
    where !ids.isEmpty {
      text += ", \(ids.count) \(word)"
    }
    return text
  }

  /// `1 finding`, `2 findings`.
  static func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func revision(_ name: RevisionName) -> String {
    guard let commit = name.commit, commit != name.revision else { return name.revision }
    return "\(name.revision) (\(short(commit)))"
  }

  private static func short(_ commit: String) -> String { String(commit.prefix(10)) }
}
