import Domain

/// A lost column and a column at head that may carry it on, with what speaks for it.
struct ColumnCandidate: Sendable {
  /// How values went over, strongest statement first.
  struct Movement: Sendable {
    let flow: ColumnFlow
    /// Whether all rows, or all values that a map names, went over.
    let isWhole: Bool
  }

  let base: PlacedColumn
  let head: PlacedColumn
  let baseTable: Table
  let headTable: Table
  var movements: [Movement] = []
  var name = NameLikeness.none
  /// From 0 to 1.
  var type = 0.0
  /// Keys, references, value lists and defaults carried over: from -1 to 1.
  var structure = ColumnStructure.Likeness()
  var isInPlace = false
  /// The words that one name has in the other's place, if other names of the comparison replace them, too.
  var repeated: WordReplacement?
  /// Whether the names differ in the same words as those of their tables.
  var followsTable = false
  /// Whether each is the only one in its table that fits the other in type, keys, NULL and default.
  var isOnlyFit = false
  /// Whether their tables lose and get no other column.
  var isSole = false
  /// Whether statements hand over other columns of its table, but not this one.
  var isPassedOver = false
  /// Whether the words that change name two tables that base has side by side: two notions, not one with two names.
  var isOtherNotion = false
  /// Whether columns that stay differ from both in the same one word: a family of which one goes and another comes.
  var hasSiblings = false
  var reverse: SourceLocation?
  var hint: AuthorHint?
  /// What the program calls both.
  var bond: ProgramNames.Bond?
  /// Whether the table at head carries on the one at base.
  var staysInTable = true
  /// Whether a foreign key links the other table with the one that carries on this one's.
  var isLinked = false
  /// Whether base has the column at head, too.
  var isKept = false
  /// The base table, when others go into the same table at head: each hands on columns of its own.
  var sharer: ObjectID?
  /// Whether the whole table was copied and the column then dropped from the original: a backup, no move.
  var isBackup = false

  /// The place at head that only one column may have.
  var slot: Slot { Slot(column: head.id, sharer: sharer) }

  /// A column at head, for one of the tables that share it.
  struct Slot: Hashable, Sendable {
    let column: ObjectID
    let sharer: ObjectID?
  }

  /// Whether statements, the down part or the program say so, and not only likeness.
  var isTold: Bool { !movements.isEmpty || reverse != nil || bond != nil }
  /// Whether both have the same name.
  var hasSameName: Bool { base.name == head.name }
  /// The best statement that hands values on one by one.
  var transfer: Movement? { movements.first { $0.flow.form.isOneToOne || $0.isConstantByValue } }

  /// How much speaks for it, for weighing all candidates together.
  var weight: Double {
    guard let confidence else { return 0 }
    let signs = 0.5 * name.score + 0.2 * type + 0.25 * max(0, structure.score) + (isInPlace ? 0.05 : 0)
    let extra =
      (hint == nil ? 0 : 0.05) + (reverse == nil ? 0 : 0.2) + (staysInTable ? 0.02 : 0)
      + (repeated == nil ? 0 : 0.1) + (bond == nil ? 0 : 0.4)
    guard let best = movements.first else { return signs + extra + (confidence >= .likely ? 0.1 : 0) }
    let moved =
      transfer != nil ? (best.isWhole ? 1.0 : 0.7) : best.flow.form.sources.count > 1 ? 0.3 : 0.5
    return moved + 0.5 * signs + extra
  }

  /// The confidence that the evidence carries by itself; nil when it is no candidate.
  var confidence: Confidence? {
    if isBackup || (isKept && movements.allSatisfy(\.isConstantByValue)) { return nil }
    if let transfer {
      if transfer.flow.isConditional { return .likely }
      return transfer.isWhole ? .strong : .likely
    }
    if let best = movements.first {
      if case .rewritten = best.flow.form { return best.isWhole ? .strong : .likely }
      return name.score >= 0.5 ? .likely : .possible
    }
    if reverse != nil, type > 0 { return .strong }
    if bond != nil, type >= 0.3 { return .likely }
    guard staysInTable else { return isLinked && hasSameName && type >= 0.9 ? .likely : nil }
    return isDoubtful ? byLikeness.map { min($0, .possible) } : byLikeness
  }

  /// Whether something speaks for another thing in its place, however alike they are.
  private var isDoubtful: Bool {
    if isOtherNotion { return true }
    guard name.score < 0.95 else { return false }
    return isPassedOver || name.changesForm || (hasSiblings && repeated == nil && name.score < 0.85)
  }

  /// Without data movement: names first, types and keys beside them; a type alone says nothing.
  private var byLikeness: Confidence? {
    guard type >= 0.3 || name.score >= 0.95, structure.score > -0.5 else { return nil }
    if isReplacement { return .likely }
    let isContradicted = (structure.contradictsReference || structure.isMadeAnew) && name.score < 0.95
    if name.score >= 0.68, type >= 0.7, structure.score >= -0.2 {
      return isContradicted ? .possible : .likely
    }
    if structure.isSoleKey, type >= 0.7, !structure.contradictsReference { return .likely }
    if structure.sharesReference, type >= 0.9, name.score >= 0.2 { return .likely }
    if structure.sharedValues >= 0.5, type >= 0.7, !structure.isMadeAnew { return .likely }
    if name.score >= 0.4, type >= 1, structure.score >= 0.5, structure.isSame { return .likely }
    if name.score >= 0.45, type >= 0.7 { return .possible }
    if name.score >= 0.85 { return .possible }
    if structure.sharesReference, type >= 0.9 { return .possible }
    if structure.hasValueLists, type >= 0.9 { return .possible }
    return nil
  }

  /// Whether it can be nothing else, or the same words are replaced elsewhere, too; equal in all but the name.
  private var isReplacement: Bool {
    guard type >= 0.9, structure.isSame, !name.isOpposed else { return false }
    if let repeated, !repeated.isGeneric || type >= 1 { return repeated.keepsWords || isOnlyFit }
    guard type >= 1, isOnlyFit, structure.isTelling else { return false }
    return name.score >= 0.45 || (isSole && (name.score >= 0.2 || structure.isMarked))
  }

  /// The confidence with the author's word counted in: `likely` at most.
  var confidenceWithHint: Confidence? {
    guard let own = confidence else { return nil }
    return hint != nil && own < .likely ? .likely : own
  }

  /// The evidence in the report's words, strongest first.
  var evidence: [Evidence] {
    var list = movements.prefix(4).map { movement in
      let part = movement.isWhole ? "" : " for some rows"
      let verb = movement.flow.form.verb(conditionedOn: movement.isConstantByValue)
      let tense = movement.flow.isEarlier ? "was" : "is"
      let earlier =
        movement.flow.isEarlier ? " by the earlier migration \(quoted(movement.flow.migration))" : ""
      let text = "\(quoted(head.name)) \(tense) \(verb) \(quoted(base.name))\(part)\(earlier)"
      return Evidence(.dataMovement, text, location: movement.flow.location)
    }
    if let reverse { list.append(Evidence(.reversePart, "the down part turns it back", location: reverse)) }
    if let hint {
      list.append(Evidence(.authorHint, "the author says that it is renamed", location: hint.location))
    }
    if let bond {
      let text = "the program calls both \(quoted(bond.name))"
      list.append(Evidence(.name, text, location: bond.location))
    }
    if isLinked, !staysInTable {
      list.append(Evidence(.key, "a foreign key links the two tables", location: headTable.location))
    }
    list += structure.reasons.map { Evidence(.key, $0, location: head.column.definition.location) }
    if name.score >= 0.4, !name.reason.isEmpty {
      list.append(Evidence(.name, name.reason, location: head.column.definition.location))
    }
    if let repeated, movements.isEmpty {
      let words =
        "\(quoted(repeated.old.joined(separator: " "))) by \(quoted(repeated.new.joined(separator: " ")))"
      list.append(
        Evidence(
          .name, "other names replace \(words), too", location: head.column.definition.location))
    }
    if isOnlyFit, movements.isEmpty {
      list.append(
        Evidence(
          .type, "no other column of the table fits in type, keys and default",
          location: head.column.definition.location))
    }
    if type >= 0.9 {
      let text = "both are \(quoted(head.column.type.display))"
      let old = quoted(base.column.type.display)
      let other = "\(old) fits into \(quoted(head.column.type.display))"
      let isSame = base.column.type == head.column.type
      list.append(Evidence(.type, isSame ? text : other, location: head.column.definition.location))
    }
    if isInPlace { list.append(Evidence(.position, "it stands in the same place")) }
    return list
  }
}

extension ColumnCandidate.Movement {
  /// `SET tier = 'gold' WHERE segment = 'premium'`.
  var isConstantByValue: Bool {
    if case .constant = flow.form { !flow.condition.terms.isEmpty } else { false }
  }
}

extension ValueForm {
  /// The verb for evidence; a constant that is set by the other column's value is a map, too.
  fileprivate func verb(conditionedOn isMap: Bool) -> String {
    isMap ? "mapped value by value from" : verb
  }
}
