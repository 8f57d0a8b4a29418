package import Domain

/// A table that is gone, and nothing at head holds its rows.
package enum TableDropped: GateRule {
  package static let id = "table-dropped"
  package static let kinds: [ChangeKind] = [.tableDropped]

  package static func message(for change: Change) -> String { "table \(Names.base(change)) is dropped" }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    let became = change.alternatives.first.map {
      "did \(Names.base(change)) become \(Names.joined($0.to.table, []))?"
    }
    let kept = context.links.first.map { link in
      "keep or drop what source \"\(context.assets[link.asset]?.name ?? link.asset.text)\" has loaded so far?"
    }
    return [change.isAmbiguous ? nil : became, kept].compactMap { $0 }
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [
      Fix(
        side: .backend, title: "keep the table until nothing reads it, and drop it in a later pull request"),
      Fix(
        side: .registry,
        title: "remove the source and what reads it before the merge" + Places.declarations(context)),
    ]
  }
}
