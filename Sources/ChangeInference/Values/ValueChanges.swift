import Domain

/// Changes of the values of columns that are carried on.
struct ValueChanges {
  private let comparison: SchemaComparison
  private let labels: [LabelRename]

  /// Reads label renames once for all columns.
  init(_ comparison: SchemaComparison) {
    self.comparison = comparison
    labels = ValueChanges.labels(comparison)
  }

  /// What happened to the values of one column.
  func story(of match: ColumnMatch) -> ValueStory {
    let (base, head) = (match.base.id, match.head.id)
    let movements = comparison.movements
    var flows = movements.flows(into: base).filter { !$0.isEarlier && !$0.fillsTable }
    if base != head {
      let isKept = comparison.base.columns.holds(head)
      let reading = movements.flows(from: base, into: head)
      flows +=
        isKept ? reading : movements.flows(into: head).filter { !$0.fillsTable || reading.contains($0) }
    }
    var known = ValueSet.of(match.base, in: match.baseTable, index: comparison.base)?.values
    if known == nil, comparison.base.typeClass(of: match.base.type) == .boolean { known = ["true", "false"] }
    let own = labels.filter { $0.columns.contains(base) || $0.columns.contains(head) }
    return ValueStory(base: base, head: head, flows: flows, labels: own, known: known)
  }

  /// The changes of one column's values, in no order.
  func drafts(for match: ColumnMatch) -> [ChangeDraft] {
    let story = story(of: match)
    var drafts: [ChangeDraft] = []
    if let draft = remap(match, story) { drafts.append(draft) }
    if let first = story.factors.first {
      let factor = story.factors.map(\.factor).joined(separator: " * ")
      var change = change(.valuesRescaled, match)
      change.factor = factor
      change.evidence = story.factors.map {
        Evidence(.dataMovement, $0.note.text, location: $0.note.location)
      }
      drafts.append(draft(change, match, first.note.location))
    }
    if let first = story.backfills.first {
      var change = change(.nullsBackfilled, match)
      change.values = Set(story.backfills.map { ValuePair(from: nil, to: $0.value) }).sorted()
      change.evidence = story.backfills.map {
        Evidence(.dataMovement, $0.note.text, location: $0.note.location)
      }
      drafts.append(draft(change, match, first.note.location))
    }
    drafts += listChanges(match, story)
    return drafts
  }

  private func remap(_ match: ColumnMatch, _ story: ValueStory) -> ChangeDraft? {
    guard !story.pairs.isEmpty || !story.rewrites.isEmpty || story.outcome != nil else { return nil }
    let isLabels = story.isOnlyLabels && story.rewrites.isEmpty
    var change = change(isLabels ? .enumValueRenamed : .valuesRemapped, match)
    change.values = story.pairs.map { ValuePair(from: $0.from, to: $0.to) }.sorted()
    change.rewrite = story.outcome
    change.evidence =
      story.pairs.isEmpty && story.outcome == nil
      ? [] : story.mapNotes.map { Evidence(.valueMapping, $0.text, location: $0.location) }
    change.evidence += story.rewrites.map { Evidence(.dataMovement, $0.text, location: $0.location) }
    change.evidence = Array(change.evidence.prefix(12))
    return draft(change, match, match.head.definition.location)
  }

  // Lists of values.

  private func listChanges(_ match: ColumnMatch, _ story: ValueStory) -> [ChangeDraft] {
    guard let old = ValueSet.of(match.base, in: match.baseTable, index: comparison.base) else { return [] }
    guard let new = ValueSet.of(match.head, in: match.headTable, index: comparison.head) else {
      return released(match, old, story)
    }
    let difference = ValueSetDifference(from: old.values, to: new.values, pairs: story.pairs)
    if difference.isReplacement, story.pairs.isEmpty, story.rewrites.isEmpty {
      return [replaced(match, difference, new)]
    }
    return [
      listed(match, .enumValueRemoved, difference.removed, new),
      listed(match, .enumValueAdded, difference.added, new),
    ]
    .compactMap { $0 }
  }

  private func listed(
    _ match: ColumnMatch, _ kind: ChangeKind, _ values: [String], _ new: ValueSet
  ) -> ChangeDraft? {
    guard !values.isEmpty else { return nil }
    let isRemoval = kind == .enumValueRemoved
    var change = change(kind, match)
    change.values = values.map { isRemoval ? ValuePair(from: $0, to: nil) : ValuePair(from: nil, to: $0) }
      .sorted()
    let names = values.prefix(8).map(quoted).joined(separator: ", ")
    let text = "\(names) \(isRemoval ? "left" : "joined") the listed values"
    change.evidence = [Evidence(.statement, text, location: place(of: new, values))]
    return draft(change, match, new.location)
  }

  /// Values went and others came, and no statement says which became which.
  private func replaced(_ match: ColumnMatch, _ difference: ValueSetDifference, _ new: ValueSet)
    -> ChangeDraft
  {
    var change = change(.valuesRemapped, match)
    change.values = difference.possiblePairs(lexicon: comparison.lexicon)
    change.confidence = .possible
    let sources = change.values.compactMap(\.from)
    change.isAmbiguous = Set(sources).count < sources.count
    let old = difference.removed.prefix(8).map(quoted).joined(separator: ", ")
    let now = difference.added.prefix(8).map(quoted).joined(separator: ", ")
    let text = "\(old) left the listed values and \(now) joined them; no statement says which became which"
    change.evidence = [Evidence(.valueMapping, text, location: new.location)]
    return draft(change, match, new.location)
  }

  /// A check that listed values is gone: any value may come now. A change of type says so by itself.
  private func released(_ match: ColumnMatch, _ old: ValueSet, _ story: ValueStory) -> [ChangeDraft] {
    guard old.type == nil, match.basis == .identity || match.basis == .sameName, story.pairs.isEmpty,
      match.base.type == match.head.type, !match.headTable.isPartial
    else { return [] }
    var change = change(.enumValueAdded, match)
    let places = comparison.trail.operations(on: match.headTable.id).compactMap {
      operation -> SourceLocation? in
      if case .dropConstraint = operation.operation.kind { operation.operation.location } else { nil }
    }
    let text = "the check that listed its values is gone: any value may come"
    change.evidence = [Evidence(.statement, text, location: places.first ?? match.headTable.location)]
    return [draft(change, match, match.headTable.location)]
  }

  /// Where a label was added, else where the list stands.
  private func place(of set: ValueSet, _ values: [String]) -> SourceLocation {
    guard let type = set.type else { return set.location }
    for operation in comparison.trail.operations(on: type) {
      if case .addEnumLabel(_, let label, _, _) = operation.operation.kind, values.contains(label) {
        return operation.operation.location
      }
    }
    return set.location
  }

  // Drafts.

  private func change(_ kind: ChangeKind, _ match: ColumnMatch) -> Change {
    Change(
      kind: kind, table: match.baseTable.name, columns: [match.base.name],
      to: ChangeTarget(tables: [match.headTable.name], columns: [match.head.name]),
      confidence: match.confidence)
  }

  private func draft(_ change: Change, _ match: ColumnMatch, _ fallback: SourceLocation) -> ChangeDraft {
    ChangeDraft(change, subjects: [match.base.id, match.head.id], fallback: fallback)
  }

  /// Renames of enum labels in the trail, with the columns that have the type at either side.
  private static func labels(_ comparison: SchemaComparison) -> [LabelRename] {
    var renames: [(type: ObjectID, from: String, to: String, step: Int, location: SourceLocation)] = []
    for (step, replayed) in comparison.trail.operations.enumerated() {
      if case .renameEnumLabel(_, let label, let to) = replayed.operation.kind, let type = replayed.target {
        renames.append((type, label, to, step, replayed.operation.location))
      }
    }
    guard !renames.isEmpty else { return [] }
    let wanted = Set(renames.map(\.type))
    var columns: [ObjectID: [ObjectID]] = [:]
    for index in [comparison.base, comparison.head] {
      for table in index.schema.tables {
        for column in table.columns {
          if let type = index.userType(of: column.type), wanted.contains(type.id) {
            columns[type.id, default: []].append(column.id)
          }
        }
      }
    }
    return renames.map {
      LabelRename(
        from: $0.from, to: $0.to, columns: columns[$0.type] ?? [], step: $0.step, location: $0.location)
    }
  }
}
