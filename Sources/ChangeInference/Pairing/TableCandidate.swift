import Domain

/// A lost table and a table at head that may carry it on, with what speaks for it.
struct TableCandidate: Sendable {
  let base: Table
  let head: Table
  var flows: [RowFlow] = []
  /// Base columns whose values went over.
  var movedColumns: Set<ObjectID> = []
  /// Share of the columns that both have, rare names counting more.
  var overlap = 0.0
  var sharedColumns = 0
  /// Shared columns that not every table has.
  var meaningfulColumns = 0
  var name = NameLikeness.none
  /// Whether all columns agree, those with other names in type, NULL and reference.
  var alignsWhole = false
  /// Columns of one name and type.
  var equalColumns = 0
  /// Whether each is the only one that the other aligns with.
  var isOnlyFit = false
  /// Foreign keys that pointed at the old and now point at the new table.
  var retargetedKeys: [RetargetedKey] = []
  /// Whether tables that stay have the same columns, and all words that both names have in common: a family of
  /// tables, of which one goes and another one comes.
  var hasSiblings = false
  /// Whether the words that change name two tables that base has side by side.
  var isOtherNotion = false
  var reverse: SourceLocation?
  var hint: AuthorHint?
  /// What the program calls both.
  var bond: ProgramNames.Bond?

  /// A foreign key on the same columns of the same table that points elsewhere now.
  struct RetargetedKey: Hashable, Sendable {
    let table: TableName
    let location: SourceLocation
  }

  /// A candidate about which nothing is known yet.
  init(base: Table, head: Table) {
    self.base = base
    self.head = head
  }

  /// Whether both have the same full name.
  var hasSameName: Bool { base.name == head.name }
  /// Whether one statement took all rows along.
  var isComplete: Bool { flows.contains(where: \.isComplete) }
  /// The share of base columns whose values went over.
  var coverage: Double {
    base.columns.isEmpty ? 0 : Double(movedColumns.count) / Double(base.columns.count)
  }

  /// How much speaks for it, for weighing all candidates together; zero when too little does.
  var weight: Double {
    guard confidence != nil || hasSameName else { return 0 }
    var sum =
      0.5 * overlap + 0.25 * name.score + (retargetedKeys.isEmpty ? 0 : 0.25) + (alignsWhole ? 0.2 : 0)
    if !flows.isEmpty { sum += (isComplete ? 0.8 : 0.4) + 0.4 * coverage }
    if hasSameName { sum += 0.8 }
    if reverse != nil { sum += 0.2 }
    if hint != nil { sum += 0.05 }
    if bond != nil { sum += 0.4 }
    if isSafekeeping { sum -= 0.6 }
    return max(0.01, sum)
  }

  /// Whether the new table's name says that it is only a copy for safety.
  private var isSafekeeping: Bool {
    let own = Set(NameWords.split(base.name.name))
    return NameWords.split(head.name.name).contains {
      WordTables.safekeeping.contains($0) && !own.contains($0)
    }
  }

  /// The confidence that the evidence carries by itself; nil when it is no candidate.
  var confidence: Confidence? {
    if !flows.isEmpty {
      if isComplete, coverage >= 0.4 || overlap >= 0.4 { return .strong }
      return coverage >= 0.3 || overlap >= 0.3 ? .likely : coverage > 0 ? .possible : nil
    }
    if reverse != nil || bond != nil, overlap >= 0.3 { return .likely }
    if overlap >= 0.5, sharedColumns >= 2, isLinked { return .likely }
    if hasSiblings { return .possible }
    return isOtherNotion ? byLikeness.map { min($0, .possible) } : byLikeness
  }

  /// Without a statement, a key or a down part: names and columns.
  private var byLikeness: Confidence? {
    if overlap >= 0.5, meaningfulColumns >= 2, name.score >= 0.6 { return .likely }
    if overlap >= 0.75, meaningfulColumns >= 3 || (name.score >= 0.8 && sharedColumns >= 2) { return .likely }
    if isRenamedWhole { return .likely }
    let isNear = isLinked || name.score >= 0.5 || (overlap >= 0.55 && meaningfulColumns >= 2)
    if overlap >= 0.35, meaningfulColumns >= 1, isNear { return .possible }
    if overlap >= 0.2, sharedColumns >= 1, name.score >= 0.8 || isLinked { return .possible }
    return nil
  }

  /// Whether it has the same columns, most under the same names, and nothing else has.
  private var isRenamedWhole: Bool {
    guard alignsWhole, isOnlyFit, equalColumns >= 2, 2 * equalColumns >= base.columns.count else {
      return false
    }
    if isLinked { return true }
    return name.score >= 0.4 ? base.columns.count >= 3 : equalColumns >= 4
  }

  /// Whether foreign keys followed.
  private var isLinked: Bool { !retargetedKeys.isEmpty }

  /// The confidence with the author's word counted in: `likely` at most.
  var confidenceWithHint: Confidence? {
    guard let own = confidence else { return nil }
    return hint != nil && own < .likely ? .likely : own
  }

  /// The evidence in the report's words, strongest first.
  var evidence: [Evidence] {
    var list = flows.map { flow in
      let rows = flow.isComplete ? "all rows" : "rows"
      let verb =
        flow.isEarlier ? "were copied by the earlier migration \(quoted(flow.migration))" : "are copied"
      return Evidence(
        .dataMovement,
        "\(rows) of \(quoted(base.name.display)) \(verb) into \(quoted(head.name.display))",
        location: flow.location)
    }
    if let reverse { list.append(Evidence(.reversePart, "the down part turns it back", location: reverse)) }
    if let hint {
      list.append(Evidence(.authorHint, "the author says that it is renamed", location: hint.location))
    }
    if let bond {
      let text = "the program calls both \(quoted(bond.name))"
      list.append(Evidence(.name, text, location: bond.location))
    }
    for key in retargetedKeys {
      list.append(
        Evidence(
          .key, "a foreign key of \(quoted(key.table.display)) now points at \(quoted(head.name.display))",
          location: key.location))
    }
    if sharedColumns > 0 {
      let text = "\(sharedColumns) of \(base.columns.count) columns have the same names"
      list.append(Evidence(.name, text, location: head.location))
    }
    if alignsWhole, equalColumns < base.columns.count {
      let text = "the other columns agree in type, NULL and reference"
      list.append(Evidence(.type, text, location: head.location))
    }
    if !hasSameName, name.score >= 0.5, !name.reason.isEmpty {
      list.append(Evidence(.name, name.reason, location: head.location))
    }
    return list
  }
}
