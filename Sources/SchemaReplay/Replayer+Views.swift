import Domain

extension Replayer {
  /// Views.
  mutating func applyViewOperation(_ kind: OperationKind) -> ObjectID? {
    switch kind {
    case .createView(let name, let columns, let query, let isMaterialized, let replaces, let onlyIfAbsent):
      let full = state.creationName(name)
      let old = state.views[full]
      if let old, onlyIfAbsent { return old.id }
      if let table = state.tables[full] {
        misfit("table-exists", "\"\(full.display)\" exists already as a table")
        return table.table.id
      }
      if old != nil, !replaces { misfit("view-exists", "view \"\(full.display)\" exists already") }
      let view = view(
        full, columns: columns, query: query, isMaterialized: isMaterialized, replacing: old)
      state.views[full] = view
      return view.id
    case .dropView(let name, let onlyIfPresent, let cascade):
      let full = state.lookupName(name)
      guard let view = state.views[full] else {
        if onlyIfPresent, state.tables[full] == nil, mayStandElsewhere(full) {
          // Another history makes the view: it is dropped as a table of which nothing is known.
          return applyTableOperation(.dropTable(name, onlyIfPresent: true, cascade: cascade))
        }
        if !onlyIfPresent {
          misfit("view-not-found", "view \"\(full.display)\" is dropped, but no migration creates it")
        }
        return nil
      }
      state.views[full] = nil
      if cascade { removeViews(reading: [view.id]) }
      return view.id
    default:
      return nil
    }
  }

  /// A view whose output columns keep their identity by name when it is defined anew.
  private mutating func view(
    _ name: TableName, columns: [String], query: QueryShape?, isMaterialized: Bool, replacing old: View?
  ) -> View {
    let id = old?.id ?? newID("view", name)
    var view = View(
      id: id, name: name, columnNames: columns, query: query, isMaterialized: isMaterialized,
      location: current.location)
    guard let query else { return view }
    let resolver = QueryResolver(state: state)
    let outputs = resolver.resolve(query)
    view.query = resolved(query, outputs: outputs, by: resolver)
    guard outputs.isComplete else { return view }
    view.columns = outputs.outputs.enumerated().map { index, output in
      let label = index < columns.count ? columns[index] : output.name ?? "?column?"
      let kept = old?.columns?.first { $0.name == label }?.id
      return Column(
        id: kept ?? newID("column", name, label),
        definition: ColumnDefinition(
          name: label, type: ValueTypes.settled(output.type, of: output.value) ?? ColumnType("unknown"),
          location: current.location))
    }
    return view
  }

  /// The shape with outputs in terms of table columns, stars expanded, so that views compare by what they give.
  private func resolved(
    _ query: QueryShape, outputs: ResolvedQuery, by resolver: QueryResolver
  ) -> QueryShape {
    guard outputs.isComplete else { return query }
    guard query.unionBranches.isEmpty else { return resolvedUnion(query, by: resolver) }
    var copy = query
    copy.outputs = outputs.outputs.map { .expression($0.value, name: $0.name) }
    copy.conditions = outputs.conditions
    return copy
  }

  /// Each branch by itself.
  private func resolvedUnion(_ query: QueryShape, by resolver: QueryResolver) -> QueryShape {
    func alone(_ branch: QueryShape) -> QueryShape {
      guard branch.unionBranches.isEmpty else { return branch }
      return resolved(branch, outputs: resolver.resolve(branch), by: resolver)
    }
    var first = query
    first.unionBranches = []
    var copy = alone(first)
    copy.unionBranches = query.unionBranches.map(alone)
    return copy
  }

  mutating func renameViewColumn(_ column: String, of view: View, to new: String) -> ObjectID {
    if let index = view.columns?.firstIndex(where: { $0.name == column }) {
      state.views[view.name]?.columns?[index].definition.name = new
      let names = state.views[view.name]?.columns?.map(\.name) ?? []
      state.views[view.name]?.columnNames = names
    }
    return view.id
  }

  /// Takes away the views that read any of these things, and those above them.
  mutating func removeViews(reading lost: [ObjectID]) {
    var gone = Set(lost)
    var found = true
    while found {
      found = false
      for name in state.views.keys.sorted() {
        guard let view = state.views[name], reads(view, any: gone) else { continue }
        state.views[name] = nil
        gone.insert(view.id)
        view.columns?.forEach { gone.insert($0.id) }
        found = true
      }
    }
  }

  private func reads(_ view: View, any lost: Set<ObjectID>) -> Bool {
    guard let query = view.query else { return false }
    return query.referencedColumns.contains { $0.column.map(lost.contains) ?? false }
  }
}

extension QueryShape {
  /// Every column reference in outputs, conditions and grouping.
  fileprivate var referencedColumns: [ColumnReference] {
    outputs.flatMap { output -> [ColumnReference] in
      if case .expression(let expression, _) = output { expression.columns } else { [] }
    } + conditions.flatMap(\.columns) + (grouping ?? []).flatMap(\.columns)
      + unionBranches.flatMap(\.referencedColumns)
  }
}
