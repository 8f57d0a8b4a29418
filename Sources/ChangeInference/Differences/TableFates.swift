import Domain

/// Changes of where a base table is at head: renamed, moved, recreated, split, merged, dropped, created.
struct TableFates {
  private let comparison: SchemaComparison
  private let tables: TableOutcome

  /// Reads the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome) {
    self.comparison = comparison
    self.tables = tables
  }

  /// The changes, in no order.
  func drafts() -> [ChangeDraft] {
    tables.matches.compactMap(match) + tables.splittings.map(splitting) + tables.mergings.map(merging)
      + tables.losses.map(loss) + tables.created.map(created)
  }

  private func match(_ match: TableMatch) -> ChangeDraft? {
    switch match.basis {
    case .rebuilt, .copied: return nil
    case .recreated: return recreated(match)
    case .identity, .inferred:
      guard match.base.name != match.head.name else { return nil }
      return renamed(match)
    }
  }

  private func renamed(_ match: TableMatch) -> ChangeDraft {
    let isMove = match.base.name.schema != match.head.name.schema
    var change = Change(
      kind: isMove ? .tableMoved : .tableRenamed, table: match.base.name,
      to: ChangeTarget(tables: [match.head.name]), confidence: match.confidence,
      alternatives: match.alternatives, isAmbiguous: match.isAmbiguous, evidence: match.evidence)
    var places: [SourceLocation] = []
    if match.basis == .identity {
      let verb = isMove ? "moves" : "renames"
      change.evidence = comparison.trail.tableRenames(match.base.id).map {
        Evidence(
          .statement,
          "a statement \(verb) \(quoted(match.base.name.display)) to \(quoted(match.head.name.display))",
          location: $0)
      }
    } else {
      places = comparison.trail.losses(of: match.base.id, name: match.base.name)
      if !comparison.base.tables.holds(match.head.id) { places.append(match.head.location) }
    }
    return ChangeDraft(
      change, subjects: [match.base.id, match.head.id], places: places, fallback: match.head.location)
  }

  private func recreated(_ match: TableMatch) -> ChangeDraft {
    let drops = comparison.trail.losses(of: match.base.id, name: match.base.name)
    var evidence = drops.map { Evidence(.statement, "it is dropped", location: $0) }
    let text =
      match.rowFlows.isEmpty ? "it is created again" : "it is created again with only some of its rows"
    evidence.append(Evidence(.statement, text, location: match.head.location))
    evidence += match.rowFlows.map { Evidence(.dataMovement, "rows are copied", location: $0.location) }
    let change = Change(
      kind: .tableRecreated, table: match.base.name, to: ChangeTarget(tables: [match.head.name]),
      evidence: evidence)
    return ChangeDraft(change, subjects: [match.base.id, match.head.id], fallback: match.head.location)
  }

  private func splitting(_ splitting: TableSplitting) -> ChangeDraft {
    let change = Change(
      kind: .tableSplit, table: splitting.base.name, to: ChangeTarget(tables: splitting.heads.map(\.name)),
      confidence: splitting.confidence, evidence: splitting.evidence)
    return ChangeDraft(
      change, subjects: [splitting.base.id] + splitting.heads.map(\.id),
      places: comparison.trail.losses(of: splitting.base.id, name: splitting.base.name),
      fallback: splitting.base.location)
  }

  private func merging(_ merging: TableMerging) -> ChangeDraft {
    let change = Change(
      kind: .tablesMerged, table: merging.base.name, to: ChangeTarget(tables: [merging.head.name]),
      confidence: merging.confidence, evidence: merging.evidence)
    return ChangeDraft(
      change, subjects: [merging.base.id, merging.head.id],
      places: comparison.trail.losses(of: merging.base.id, name: merging.base.name),
      fallback: merging.head.location)
  }

  private func loss(_ loss: TableLoss) -> ChangeDraft {
    let drops = comparison.trail.losses(of: loss.base.id, name: loss.base.name)
    let name = quoted(loss.base.name.display)
    let change = Change(
      kind: .tableDropped, table: loss.base.name, alternatives: loss.alternatives,
      evidence: drops.map { Evidence(.statement, "\(name) is dropped", location: $0) })
    return ChangeDraft(change, subjects: [loss.base.id], fallback: loss.base.location)
  }

  private func created(_ table: Table) -> ChangeDraft {
    let change = Change(kind: .tableCreated, to: ChangeTarget(tables: [table.name]))
    return ChangeDraft(change, subjects: [table.id], places: [table.location], fallback: table.location)
  }
}
