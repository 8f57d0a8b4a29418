package import Domain

/// A table whose rows are told apart by other columns, or by none.
package enum KeyChanged: GateRule {
  package static let id = "key-changed"
  package static let kinds: [ChangeKind] = [.keyChanged]

  package static func message(for change: Change) -> String {
    let table = Names.joined(change.table, [])
    let old = Names.list(change.key?.from ?? [])
    let new = Names.list(change.key?.to ?? [])
    return new.isEmpty
      ? "\(old) of \(table) is no longer unique" : "the key of \(table) is \(new), and was \(old)"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    [
      "can two rows of \(Names.joined(context.headName, [])) now have the same"
        + " \(Names.list(context.change.key?.from ?? []))?"
    ]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let unique = context.headName.flatMap { table -> Fix? in
      guard let key = context.change.key?.from, !key.isEmpty,
        key.allSatisfy({ name in context.headTables.first?.column(named: name) != nil })
      else { return nil }
      return Fix(
        side: .backend, title: "keep the old key unique as long as readers count on it",
        text: "create unique index concurrently on \(SQLText.table(table)) (\(SQLText.names(key)));")
    }
    return [unique, GrainFix.aggregate(for: context)].compactMap { $0 }
  }
}
