import Domain

/// Changes of views, and of the columns that they give.
struct ViewChanges {
  private let comparison: SchemaComparison
  private let map: IdentityMap
  private let lostTables: Set<TableName>
  private let columns: ColumnOutcome

  /// Names and identities are followed through the outcome of pairing.
  init(_ comparison: SchemaComparison, map: IdentityMap, columns: ColumnOutcome) {
    self.comparison = comparison
    self.columns = columns
    self.map = map
    lostTables = Set(comparison.base.schema.tables.map(\.name))
  }

  /// The changes of all views, in no order.
  func drafts() -> [ChangeDraft] {
    let olds = comparison.base.schema.views
    let news = comparison.head.schema.views
    let byID = Dictionary(news.map { ($0.id, $0) }) { first, _ in first }
    let baseIDs = Set(olds.map(\.id))
    var taken: Set<ObjectID> = []
    var drafts: [ChangeDraft] = []
    var lost: [View] = []
    for view in olds {
      let same = comparison.head.viewsByName[view.name].flatMap { baseIDs.contains($0.id) ? nil : $0 }
      guard let head = byID[view.id] ?? same else {
        lost.append(view)
        continue
      }
      taken.insert(head.id)
      drafts += compared(view, head)
    }
    var free = news.filter { !taken.contains($0.id) }
    for view in lost {
      if let place = free.firstIndex(where: { isEqual(view, $0) }) {
        let head = free.remove(at: place)
        drafts.append(renamed(view, head, confidence: .strong))
      } else {
        drafts += gone(view)
      }
    }
    return drafts + free.map(created)
  }

  private func created(_ view: View) -> ChangeDraft {
    var change = Change(kind: .viewCreated, to: ChangeTarget(tables: [view.name]))
    change.evidence = [Evidence(.statement, "a view is created", location: view.location)]
    if lostTables.contains(view.name) {
      change.evidence.append(Evidence(.name, "it has the name of a table at base", location: view.location))
    }
    return ChangeDraft(change, subjects: [view.id], fallback: view.location)
  }

  private func gone(_ view: View) -> [ChangeDraft] {
    let places = comparison.trail.losses(of: view.id, name: view.name)
    if let table = comparison.head.tablesByName[view.name] {
      let change = Change(
        kind: .viewChanged, table: view.name, to: ChangeTarget(tables: [table.name]),
        evidence: [Evidence(.statement, "it is a table now", location: table.location)])
      return [ChangeDraft(change, subjects: [view.id], places: places, fallback: view.location)]
        + viewColumns().drafts(view, head: table)
    }
    let change = Change(
      kind: .viewDropped, table: view.name,
      evidence: places.map { Evidence(.statement, "it is dropped", location: $0) })
    return [ChangeDraft(change, subjects: [view.id], fallback: cascade(view) ?? view.location)]
  }

  /// Without a statement of its own it fell with a table that it reads.
  private func cascade(_ view: View) -> SourceLocation? {
    for operation in comparison.trail.operations {
      switch operation.operation.kind {
      case .dropTable(_, _, true), .dropView(_, _, true), .dropColumn(_, _, _, true):
        return operation.operation.location
      default: break
      }
    }
    return nil
  }

  private func renamed(_ view: View, _ head: View, confidence: Confidence) -> ChangeDraft {
    let isMove = view.name.schema != head.name.schema
    let places = comparison.trail.tableRenames(view.id)
    let text = confidence == .certain ? "a statement renames it" : "the new view selects the same"
    let change = Change(
      kind: isMove ? .tableMoved : .tableRenamed, table: view.name, to: ChangeTarget(tables: [head.name]),
      confidence: confidence, evidence: [Evidence(.statement, text, location: places.first ?? head.location)])
    return ChangeDraft(change, subjects: [view.id, head.id], places: places, fallback: head.location)
  }

  private func isEqual(_ view: View, _ head: View) -> Bool {
    guard let first = view.query, let second = head.query else { return false }
    guard view.isMaterialized == head.isMaterialized, names(view) == names(head) else { return false }
    return first.comparable(map, index: comparison.base)
      == second.comparable(IdentityMap(), index: comparison.head)
  }

  private func compared(_ view: View, _ head: View) -> [ChangeDraft] {
    var drafts: [ChangeDraft] = []
    if view.name != head.name { drafts.append(renamed(view, head, confidence: .certain)) }
    let isSame = view.query == nil && head.query == nil ? view.location == head.location : isEqual(view, head)
    guard !isSame else { return drafts }
    let text =
      view.query == nil || head.query == nil
      ? "it is defined anew, and the query is not understood" : "it selects something else"
    let change = Change(
      kind: .viewChanged, table: view.name, to: ChangeTarget(tables: [head.name]),
      evidence: [Evidence(.statement, text, location: head.location)])
    drafts.append(ChangeDraft(change, subjects: [view.id, head.id], fallback: head.location))
    drafts += viewColumns().drafts(view, head)
    if let grain = grain(view, head) { drafts.append(grain) }
    return drafts
  }

  private func grain(_ view: View, _ head: View) -> ChangeDraft? {
    guard let old = view.query, let new = head.query else { return nil }
    let before = old.comparable(map, index: comparison.base)
    let after = new.comparable(IdentityMap(), index: comparison.head)
    guard before.grouping != after.grouping || before.isAggregate != after.isAggregate else { return nil }
    guard old.grain != nil || new.grain != nil else { return nil }
    if isSameGrouping(old, new) { return nil }
    return GrainChange.draft(
      from: old, to: new, table: view.name, head: head.name, subjects: [view.id, head.id],
      location: head.location)
  }

  /// Whether both group by the same columns of the same tables, whether a subquery hands them on or not.
  private func isSameGrouping(_ old: QueryShape, _ new: QueryShape) -> Bool {
    guard let before = old.grouping, let after = new.grouping, before.count == after.count else {
      return false
    }
    return zip(before, after).allSatisfy { first, second in
      guard let from = first.bareColumn.flatMap({ old.origin(of: $0, index: comparison.base) }),
        let to = second.bareColumn.flatMap({ new.origin(of: $0, index: comparison.head) })
      else { return false }
      return map.table(from.table) == to.table && from.column == to.column
    }
  }

  private func viewColumns() -> ViewColumns {
    ViewColumns(comparison, map: map, baseValues: BaseValues(comparison, columns: columns))
  }

  private func names(_ view: View) -> [String?] { ViewColumns.names(of: view) ?? [] }
}

/// One row per X becomes one row per Y, from the grouping of a query.
enum GrainChange {
  /// The change between two queries of one table or view.
  static func draft(
    from old: QueryShape, to new: QueryShape, table: TableName, head: TableName, subjects: [ObjectID],
    location: SourceLocation
  ) -> ChangeDraft {
    let text = "one row is \(meaning(new)), and was \(meaning(old))"
    let change = Change(
      kind: .grainChanged, table: table, to: ChangeTarget(tables: [head]),
      key: KeyChange(from: old.grain ?? [], to: new.grain ?? []), confidence: .strong,
      evidence: [Evidence(.key, text, location: location)])
    return ChangeDraft(change, subjects: subjects, fallback: location)
  }

  private static func meaning(_ query: QueryShape) -> String {
    guard let grain = query.grain else { return "one row of what is read" }
    return grain.isEmpty ? "the total of all" : "one group of " + grain.map(quoted).joined(separator: ", ")
  }
}
