import Domain

/// Whole schemas that the branch drops, rebuilt or not.
struct SchemaDrops {
  private let comparison: SchemaComparison
  private let tables: TableOutcome

  /// Reads the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome) {
    self.comparison = comparison
    self.tables = tables
  }

  /// One change for each dropped schema that held tables or views at base, named `schema.*`.
  ///
  /// `changed` are the names of base tables of which other changes tell; the rest came back equal.
  func drafts(changed: Set<TableName>) -> [ChangeDraft] {
    var places: [String: [SourceLocation]] = [:]
    for operation in comparison.trail.operations {
      if case .dropSchema(let name, _) = operation.operation.kind {
        places[name, default: []].append(operation.operation.location)
      }
    }
    return places.keys.sorted().compactMap { draft($0, places[$0] ?? [], changed) }
  }

  private func draft(_ name: String, _ places: [SourceLocation], _ changed: Set<TableName>) -> ChangeDraft? {
    let held = comparison.base.schema.tables.filter { $0.name.schema == name }
    let views = comparison.base.schema.views.filter { $0.name.schema == name }
    guard !held.isEmpty || !views.isEmpty, let first = places.first else { return nil }
    var evidence = places.map { Evidence(.statement, "schema \(quoted(name)) is dropped", location: $0) }
    var isRebuilt = false
    for match in tables.matches where match.base.name.schema == name && match.basis != .identity {
      isRebuilt = true
      let text =
        changed.contains(match.base.name) ? "is rebuilt with changes" : "is rebuilt equal to what it was"
      evidence.append(
        Evidence(.statement, "\(quoted(match.base.name.display)) \(text)", location: match.head.location))
    }
    for loss in tables.losses where loss.base.name.schema == name {
      evidence.append(
        Evidence(.statement, "\(quoted(loss.base.name.display)) does not come back", location: first))
    }
    let all = TableName(schema: name, "*")
    let change = Change(
      kind: .schemaDropped, table: all, to: isRebuilt ? ChangeTarget(tables: [all]) : nil, evidence: evidence)
    return ChangeDraft(change, subjects: held.map(\.id) + views.map(\.id), fallback: first)
  }
}
