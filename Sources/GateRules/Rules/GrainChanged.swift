package import Domain

/// A table in which one row stands for something else than before.
package enum GrainChanged: GateRule {
  package static let id = "grain-changed"
  package static let kinds: [ChangeKind] = [.grainChanged]

  package static func message(for change: Change) -> String {
    let table = Names.joined(change.table, [])
    return "one row of \(table) \(Names.verb(change)) \(meaning(change.key?.to ?? [])),"
      + " and was \(meaning(change.key?.from ?? []))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["what is one row of \(Names.joined(context.headName, [])) now, and which readers count rows?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [GrainFix.view(for: context), GrainFix.aggregate(for: context)].compactMap { $0 }
  }

  private static func meaning(_ key: [String]) -> String {
    key.isEmpty ? "one row without key" : "one \(Names.list(key))"
  }
}
