import Domain

/// Changes of where a base column is at head: renamed, moved, split, merged, dropped, added.
struct ColumnFates {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let columns: ColumnOutcome
  private let successors: [ObjectID: [Table]]
  private let baseOfHead: [ObjectID: Table]

  /// Reads the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome, columns: ColumnOutcome) {
    self.comparison = comparison
    self.tables = tables
    self.columns = columns
    successors = tables.successors
    baseOfHead = Dictionary(tables.matches.map { ($0.head.id, $0.base) }) { first, _ in first }
  }

  /// The changes, in no order.
  func drafts() -> [ChangeDraft] {
    columns.matches.compactMap(match) + columns.splittings.map(splitting) + columns.mergings.map(merging)
      + columns.losses.map(loss) + columns.added.flatMap(added)
  }

  private func match(_ match: ColumnMatch) -> ChangeDraft? {
    switch match.basis {
    case .identity: renamed(match)
    case .sameName: nil
    case .recreated: recreated(match)
    case .inferred: inferred(match)
    }
  }

  private func renamed(_ match: ColumnMatch) -> ChangeDraft? {
    guard match.base.name != match.head.name else { return nil }
    var change = change(.columnRenamed, match)
    let places = comparison.trail.columnRenames(table: match.baseTable.id, from: match.base.name)
    change.evidence = places.map {
      Evidence(
        .statement, "a statement renames \(quoted(match.base.name)) to \(quoted(match.head.name))",
        location: $0)
    }
    if places.count > 1 {
      change.evidence = places.map {
        Evidence(
          .statement, "one of \(places.count) statements that lead to \(quoted(match.head.name))",
          location: $0)
      }
    }
    if let taker = match.headTable.column(named: match.base.name), comparison.base.columns.holds(taker.id) {
      let text = "another column now has the name \(quoted(match.base.name))"
      change.evidence.append(Evidence(.name, text, location: places.last))
    }
    if match.baseTable.primaryKey.contains(match.base.name) {
      change.evidence.append(Evidence(.key, "it stands in the primary key"))
    }
    return draft(change, match, fallback: match.head.definition.location)
  }

  private func recreated(_ match: ColumnMatch) -> ChangeDraft {
    var change = change(.columnRecreated, match)
    change.confidence = .certain
    let drops = comparison.trail.columnDrops(table: match.baseTable.id, name: match.base.name)
    change.evidence = drops.map {
      Evidence(.statement, "\(quoted(match.base.name)) is dropped", location: $0)
    }
    change.evidence.append(
      Evidence(
        .statement, "\(quoted(match.base.name)) is made again; its old values are not carried over whole",
        location: match.head.definition.location))
    change.evidence += match.evidence
    if match.base.type != match.head.type {
      change.type = ColumnDifferences.typeChange(match, comparison)
    }
    return draft(change, match, fallback: match.head.definition.location)
  }

  private func inferred(_ match: ColumnMatch) -> ChangeDraft {
    var change = change(match.staysInTable ? .columnRenamed : .columnMoved, match)
    change.evidence = match.evidence
    change.alternatives = match.alternatives
    change.isAmbiguous = match.isAmbiguous
    let places =
      comparison.trail.columnDrops(table: match.baseTable.id, name: match.base.name)
      + (comparison.base.columns.holds(match.head.id) ? [] : [match.head.definition.location])
    return draft(change, match, places: places, fallback: match.head.definition.location)
  }

  private func splitting(_ splitting: ColumnSplitting) -> ChangeDraft {
    let change = Change(
      kind: .columnSplit, table: splitting.baseTable.name, columns: [splitting.base.name],
      to: ChangeTarget(tables: [splitting.headTable.name], columns: splitting.heads.map(\.name)),
      confidence: splitting.confidence, evidence: splitting.evidence)
    let places =
      comparison.trail.columnDrops(table: splitting.baseTable.id, name: splitting.base.name)
      + splitting.heads.map(\.definition.location)
    return ChangeDraft(
      change, subjects: [splitting.base.id] + splitting.heads.map(\.id), places: places,
      fallback: splitting.base.definition.location)
  }

  private func merging(_ merging: ColumnMerging) -> ChangeDraft {
    let change = Change(
      kind: .columnsMerged, table: merging.baseTable.name, columns: merging.bases.map(\.name),
      to: ChangeTarget(tables: [merging.headTable.name], columns: [merging.head.name]),
      confidence: merging.confidence, evidence: merging.evidence)
    let drops = merging.bases.flatMap {
      comparison.trail.columnDrops(table: merging.baseTable.id, name: $0.name)
    }
    return ChangeDraft(
      change, subjects: merging.bases.map(\.id) + [merging.head.id],
      places: drops + [merging.head.definition.location], fallback: merging.head.definition.location)
  }

  private func loss(_ loss: ColumnLoss) -> ChangeDraft {
    let heads = successors[loss.table.id] ?? []
    var change = Change(
      kind: .columnDropped, table: loss.table.name, columns: [loss.column.name],
      alternatives: loss.alternatives)
    let drops = comparison.trail.columnDrops(table: loss.table.id, name: loss.column.name)
    change.evidence = drops.map {
      Evidence(.statement, "\(quoted(loss.column.name)) is dropped", location: $0)
    }
    if drops.isEmpty, let head = heads.first {
      let text = "\(quoted(head.name.display)) has no such column"
      change.evidence = [Evidence(.statement, text, location: head.location)]
    }
    return ChangeDraft(
      change, subjects: [loss.column.id], fallback: heads.first?.location ?? loss.column.definition.location)
  }

  private func added(_ column: PlacedColumn) -> [ChangeDraft] {
    guard let table = comparison.head.tables[column.table] else { return [] }
    let location = column.column.definition.location
    let to = ChangeTarget(tables: [table.name], columns: [column.name])
    var drafts = [
      ChangeDraft(
        Change(
          kind: .columnAdded, to: to,
          evidence: [Evidence(.statement, "\(quoted(column.name)) is added", location: location)]),
        subjects: [column.id], fallback: location)
    ]
    if let base = baseOfHead[table.id],
      SoftDelete.isMark(column, index: comparison.head)
    {
      let text = "\(quoted(column.name)) marks rows as deleted"
      drafts.append(
        ChangeDraft(
          Change(
            kind: .softDeleteIntroduced, table: base.name, to: to, confidence: .likely,
            evidence: [Evidence(.name, text, location: location)]),
          subjects: [column.id], fallback: location))
    }
    return drafts
  }

  private func change(_ kind: ChangeKind, _ match: ColumnMatch) -> Change {
    Change(
      kind: kind, table: match.baseTable.name, columns: [match.base.name],
      to: ChangeTarget(tables: [match.headTable.name], columns: [match.head.name]),
      confidence: match.confidence)
  }

  private func draft(
    _ change: Change, _ match: ColumnMatch, places: [SourceLocation] = [], fallback: SourceLocation
  ) -> ChangeDraft {
    ChangeDraft(change, subjects: [match.base.id, match.head.id], places: places, fallback: fallback)
  }
}

/// Columns by which rows are marked as deleted instead of being deleted.
enum SoftDelete {
  private static let marks: Set<String> = [
    "deleted", "deleted_at", "deleted_on", "deleted_date", "deletion_date", "deleted_time", "is_deleted",
    "date_deleted", "time_deleted", "removed_at", "is_removed", "discarded_at", "soft_deleted",
    "soft_deleted_at",
    "is_soft_deleted", "archived_at", "is_archived", "trashed_at", "destroyed_at", "deleted_flag",
    "voided_at",
    "purged_at",
  ]

  /// Whether a column is such a mark, by name and type.
  static func isMark(_ column: PlacedColumn, index: SchemaIndex) -> Bool {
    guard marks.contains(NameWords.split(column.name).joined(separator: "_")) else { return false }
    switch index.typeClass(of: column.column.type) {
    case .boolean, .timestamp, .date, .integer: return true
    default: return false
    }
  }
}
