package import Domain

/// What a lost table or column became cannot be told: several new ones fit equally well.
package enum AmbiguousPairing: GateRule {
  package static let id = "ambiguous-pairing"
  package static let kinds: [ChangeKind] = []

  package static func applies(to context: RuleContext) -> Bool { context.change.isAmbiguous }

  package static func message(for change: Change) -> String {
    let others = change.alternatives.prefix(4).map { Names.joined($0.to.table, $0.to.columns) }
    let readings = others.isEmpty ? "" : ", or \(others.joined(separator: ", or "))"
    if !change.values.isEmpty {
      return
        "which value of \(Names.base(change)) became which cannot be told (\(Names.pairs(change.values)))"
    }
    return "\(Names.base(change)) may have become \(Names.head(change))\(readings)"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    guard change.values.isEmpty else { return values(change.values) }
    let readings =
      [Names.head(change)] + change.alternatives.prefix(4).map { Names.joined($0.to.table, $0.to.columns) }
    return ["which one is it: \(readings.joined(separator: ", "))?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard context.change.values.isEmpty else {
      return [
        Fix(
          side: .backend,
          title:
            "say which value became which: write the change as an update with a case, or rename the values"
        )
      ]
    }
    return [
      Fix(
        side: .backend,
        title: "say what became what: rename explicitly, copy the data, or add a comment to the migration",
        text: hint(context.change))
    ]
  }

  /// One question for each old value.
  private static func values(_ pairs: [ValuePair]) -> [String] {
    let byOld = Dictionary(grouping: pairs.filter { $0.from != nil }, by: { $0.from ?? "" })
    return byOld.keys.sorted().prefix(12).map { old in
      let readings = Set((byOld[old] ?? []).compactMap(\.to)).sorted()
      return "what did \"\(old)\" become: \(Names.list(readings))?"
    }
  }

  /// A hint only chooses among candidates; names that would end the comment are left out.
  private static func hint(_ change: Change) -> String {
    guard let old = change.columns.first ?? change.table?.name,
      let new = change.to?.columns.first ?? change.to?.table?.name
    else { return "" }
    let names = SQLText.name(old) + SQLText.name(new)
    let isPlain = !names.unicodeScalars.contains { $0 == "\"" || $0.value < 0x20 }
    return isPlain ? "-- tidegate: rename \(old) -> \(new)" : ""
  }
}
