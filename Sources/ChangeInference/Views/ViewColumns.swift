import Domain

/// Changes of the columns that a redefined view gives.
struct ViewColumns {
  private let comparison: SchemaComparison
  private let map: IdentityMap
  private let baseValues: BaseValues

  /// Identities are followed through the outcome of pairing.
  init(_ comparison: SchemaComparison, map: IdentityMap, baseValues: BaseValues) {
    self.comparison = comparison
    self.map = map
    self.baseValues = baseValues
  }

  /// The names of a view's outputs in order; nil when a star is not resolved.
  static func names(of view: View) -> [String?]? {
    if let columns = view.columns { return columns.map(\.name) }
    guard let query = view.query else { return nil }
    var names: [String?] = []
    for (place, output) in query.outputs.enumerated() {
      guard case .expression(_, let name) = output else { return nil }
      names.append(view.columnNames.indices.contains(place) ? view.columnNames[place] : name)
    }
    return names
  }

  /// Lost, renamed, added and retyped outputs.
  func drafts(_ view: View, _ head: View) -> [ChangeDraft] {
    guard let olds = ViewColumns.names(of: view)?.compactMap({ $0 }),
      let news = ViewColumns.names(of: head)?.compactMap({ $0 })
    else { return [] }
    let (before, after) = (
      values(of: view, map, comparison.base), values(of: head, IdentityMap(), comparison.head)
    )
    let added = news.filter { !olds.contains($0) }
    var taken: Set<String> = []
    var drafts: [ChangeDraft] = []
    for name in olds where !news.contains(name) {
      let same = added.first { other in
        !taken.contains(other) && before[name] != nil && before[name] == after[other]
      }
      if let same { taken.insert(same) }
      drafts.append(lost(name, same, view, head))
    }
    drafts += added.filter { !taken.contains($0) }.map { addition($0, head) }
    return drafts + revalued(view, head, before, after)
      + retyped(view, head.columns ?? [], named: head.name, id: head.id, at: head.location)
  }

  /// Outputs that a table of the same name lacks or has in another type.
  func drafts(_ view: View, head table: Table) -> [ChangeDraft] {
    let lost = (ViewColumns.names(of: view) ?? []).compactMap { name -> ChangeDraft? in
      guard let name, table.column(named: name) == nil else { return nil }
      let text = "the table has no column \(quoted(name))"
      let change = Change(
        kind: .columnDropped, table: view.name, columns: [name],
        evidence: [Evidence(.statement, text, location: table.location)])
      return ChangeDraft(change, subjects: [view.id, table.id], fallback: table.location)
    }
    return lost + retyped(view, table.columns, named: table.name, id: table.id, at: table.location)
  }

  private func lost(_ name: String, _ new: String?, _ view: View, _ head: View) -> ChangeDraft {
    var change = Change(kind: new == nil ? .columnDropped : .columnRenamed, table: view.name, columns: [name])
    if let new {
      change.to = ChangeTarget(tables: [head.name], columns: [new])
      change.confidence = .strong
    }
    let text = new.map { "the same is given as \(quoted($0))" } ?? "the view no longer gives \(quoted(name))"
    change.evidence = [Evidence(.statement, text, location: head.location)]
    return ChangeDraft(change, subjects: [view.id, head.id], fallback: head.location)
  }

  private func addition(_ name: String, _ head: View) -> ChangeDraft {
    let change = Change(
      kind: .columnAdded, to: ChangeTarget(tables: [head.name], columns: [name]),
      evidence: [Evidence(.statement, "the view gives \(quoted(name)), too", location: head.location)])
    return ChangeDraft(change, subjects: [head.id], fallback: head.location)
  }

  /// Outputs whose values are computed otherwise, unless that puts back what statements changed.
  private func revalued(
    _ view: View, _ head: View, _ before: [String: Expression], _ after: [String: Expression]
  ) -> [ChangeDraft] {
    before.keys.sorted().compactMap { name in
      guard let old = before[name], let new = after[name], old.withoutCasts != new.withoutCasts else {
        return nil
      }
      var change = Change(
        kind: .valuesRemapped, table: view.name, columns: [name],
        to: ChangeTarget(tables: [head.name], columns: [name]))
      if case .column(let reference) = old.withoutCasts, let id = reference.column {
        guard !putsBack(new, id) else { return nil }
        if case .mapped(let source, let pairs, _) = ValueForm(new), source == id {
          change.values = pairs.filter { $0.from != $0.to }.map { ValuePair(from: $0.from, to: $0.to) }
        }
      }
      change.evidence = [
        Evidence(.statement, "the view computes \(quoted(name)) otherwise", location: head.location)
      ]
      return ChangeDraft(change, subjects: [view.id, head.id], fallback: head.location)
    }
  }

  /// Whether an output gives the values that the column had at base.
  private func putsBack(_ output: Expression, _ head: ObjectID) -> Bool {
    guard let base = map.columns.first(where: { $0.value == head })?.key ?? Optional(head),
      let column = comparison.base.columns[base],
      let table = comparison.head.columns[head].flatMap({ comparison.head.tables[$0.table] })
    else { return false }
    return baseValues.service(output, for: column.column, in: table).givesValues
  }

  private func retyped(
    _ view: View, _ columns: [Column], named name: TableName, id: ObjectID, at location: SourceLocation
  ) -> [ChangeDraft] {
    (view.columns ?? []).compactMap { old in
      guard let new = columns.first(where: { $0.name == old.name }), old.type != new.type,
        old.type.name != "unknown", new.type.name != "unknown"
      else { return nil }
      let (first, second) = (comparison.base.typeClass(of: old.type), comparison.head.typeClass(of: new.type))
      guard first != second else { return nil }
      let text = "\(quoted(old.type.display)) becomes \(quoted(new.type.display))"
      let change = Change(
        kind: .columnRetyped, table: view.name, columns: [old.name],
        to: ChangeTarget(tables: [name], columns: [new.name]),
        type: TypeChange(
          from: old.type.display, to: new.type.display, step: TypeStep.judge(from: first, to: second)),
        evidence: [Evidence(.statement, text, location: location)])
      return ChangeDraft(change, subjects: [view.id, id], fallback: location)
    }
  }

  private func values(of view: View, _ map: IdentityMap, _ index: SchemaIndex) -> [String: Expression] {
    guard let names = ViewColumns.names(of: view), let query = view.query?.comparable(map, index: index)
    else {
      return [:]
    }
    var found: [String: Expression] = [:]
    for (name, output) in zip(names, query.outputs) {
      if let name, case .expression(let value, _) = output { found[name] = value }
    }
    return found
  }
}
