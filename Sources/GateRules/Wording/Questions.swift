import Domain

/// Questions that several rules ask a person.
enum Questions {
  /// Whether an inferred pairing is right, with what else it may have been.
  static func pairing(_ change: Change) -> [String] {
    guard change.confidence < .strong, !change.isAmbiguous else { return [] }
    let others = change.alternatives.prefix(3).map { Names.joined($0.to.table, $0.to.columns) }
    let rest = others.isEmpty ? "" : ", and not \(others.joined(separator: " or "))"
    return ["did \(Names.base(change)) become \(Names.head(change))\(rest)?"]
  }

  /// Each pair of old and new value, one question a pair.
  static func values(_ change: Change, limit: Int = 12) -> [String] {
    let pairs = change.values.filter { $0.from != nil && $0.to != nil }
    var questions = pairs.prefix(limit).map { pair in
      "does \"\(pair.to ?? "")\" mean what \"\(pair.from ?? "")\" meant?"
    }
    if pairs.count > limit { questions.append("are the other \(pairs.count - limit) pairs right as well?") }
    let shared = Dictionary(grouping: pairs.filter(\.isCertain), by: { $0.to ?? "" })
      .filter { Set($0.value.map(\.from)).count > 1 }
    for (new, olds) in shared.sorted(by: { $0.key < $1.key }) {
      let names = Names.list(olds.compactMap(\.from).sorted())
      questions.append("\(names) all become \"\(new)\": which of them should readers still see?")
    }
    return questions
  }
}
