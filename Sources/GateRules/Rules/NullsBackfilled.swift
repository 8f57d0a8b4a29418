package import Domain

/// NULLs of a column that got a value.
package enum NullsBackfilled: GateRule {
  package static let id = "nulls-backfilled"
  package static let kinds: [ChangeKind] = [.nullsBackfilled]

  package static func message(for change: Change) -> String {
    let values = change.values.compactMap(\.to)
    let with = values.isEmpty ? "" : " with \(Names.list(values))"
    return "NULLs of column \(Names.base(change)) are filled\(with)"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["does anything read a missing \(Names.base(context.change)) as a statement of its own?"]
  }
}
