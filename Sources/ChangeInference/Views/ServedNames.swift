import Domain

/// Views and generated columns at head that still give base names and values to direct readers.
struct ServedNames {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let columns: ColumnOutcome
  private let baseValues: BaseValues

  /// Reads the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome, columns: ColumnOutcome) {
    self.comparison = comparison
    self.tables = tables
    self.columns = columns
    baseValues = BaseValues(comparison, columns: columns)
  }

  /// Sets `servedBy` on the changes that a view or generated column makes good.
  func mark(_ drafts: inout [ChangeDraft]) {
    for match in tables.matches {
      if match.base.name != match.head.name, let view = comparison.head.viewsByName[match.base.name] {
        markView(view, match, in: &drafts)
      } else {
        markGenerated(match, in: &drafts)
      }
    }
    for splitting in tables.splittings {
      guard let view = comparison.head.viewsByName[splitting.base.name] else { continue }
      markUnion(view, splitting, in: &drafts)
    }
  }

  /// A view that puts the parts of a split table together again, each read once and whole.
  private func markUnion(_ view: View, _ splitting: TableSplitting, in drafts: inout [ChangeDraft]) {
    guard var first = view.query else { return }
    let others = first.unionBranches
    first.unionBranches = []
    var free = splitting.heads
    for branch in [first] + others {
      guard let place = free.firstIndex(where: { gives(branch, view, of: $0, as: splitting.base) }) else {
        return
      }
      free.remove(at: place)
    }
    guard free.isEmpty else { return }
    for place in drafts.indices
    where drafts[place].change.table == splitting.base.name && drafts[place].change.kind == .tableSplit {
      drafts[place].change.servedBy = "view \(view.name.display)"
      drafts[place].add(
        Evidence(
          .statement, "view \(view.name.display) puts the parts together again", location: view.location))
    }
  }

  /// Whether a query gives every column of a base table from the columns of the same name in one of its parts.
  private func gives(_ query: QueryShape, _ view: View, of part: Table, as base: Table) -> Bool {
    guard let outputs = outputs(of: query, named: view.columnNames, over: part) else { return false }
    return base.columns.allSatisfy { column in
      guard let output = outputs[column.name], case .column(let reference) = output,
        let own = part.column(named: column.name), own.type == column.type
      else { return false }
      return reference.column.map { $0 == own.id } ?? (reference.name == own.name)
    }
  }

  private func markView(_ view: View, _ match: TableMatch, in drafts: inout [ChangeDraft]) {
    guard let outputs = outputs(of: view, over: match.head) else { return }
    let own = drafts.indices.filter { drafts[$0].change.table == match.base.name }
    let touched = Set(own.flatMap { drafts[$0].change.columns })
    let served = match.base.columns.filter { column in
      if touched.contains(column.name) { return true }
      guard let output = outputs[column.name] else { return false }
      let service = baseValues.service(output, for: column, in: match.head)
      return service.givesColumn && service.givesValues && service.givesType
    }
    let isWhole = served.count == match.base.columns.count
    let name = "view \(view.name.display)"
    for place in own {
      let change = drafts[place].change
      let isServed =
        change.columns.isEmpty
        ? isWhole && [.tableRenamed, .tableMoved].contains(change.kind)
        : isServed(change, match) { outputs[$0] }
      if !isServed, change.columns.isEmpty { drafts[place].change.servedColumns = served.map(\.name) }
      guard isServed else { continue }
      drafts[place].change.servedBy = name
      drafts[place].add(
        Evidence(.statement, "\(name) still gives the old names and values", location: view.location))
    }
  }

  /// A generated column that has the name of a lost one.
  private func markGenerated(_ match: TableMatch, in drafts: inout [ChangeDraft]) {
    var computed: [String: Column] = [:]
    for column in match.head.columns where !comparison.base.columns.holds(column.id) {
      if case .computed = column.definition.generation { computed[column.name] = column }
    }
    guard !computed.isEmpty else { return }
    for place in drafts.indices where drafts[place].change.table == match.base.name {
      let change = drafts[place].change
      guard let column = change.columns.first.flatMap({ computed[$0] }),
        isServed(change, match, output: { self.formula(computed[$0]) })
      else { continue }
      drafts[place].change.servedBy = "generated column \(match.head.name.display).\(column.name)"
      drafts[place].add(
        Evidence(
          .statement, "the generated column \(quoted(column.name)) still gives the old values",
          location: column.definition.location))
    }
  }

  private func formula(_ column: Column?) -> Expression? {
    if case .computed(let formula, _)? = column?.definition.generation { formula } else { nil }
  }

  private func isServed(_ change: Change, _ match: TableMatch, output: (String) -> Expression?) -> Bool {
    guard change.columns.count == 1, let name = change.columns.first,
      let column = match.base.column(named: name),
      let expression = output(name)
    else { return false }
    let service = baseValues.service(expression, for: column, in: match.head)
    switch change.kind {
    case .columnRenamed: return service.givesColumn
    case .columnSplit: return service.givesColumn && service.givesValues
    case .columnRetyped, .collationChanged: return service.givesColumn && service.givesType
    case .valuesRemapped, .enumValueRenamed, .valuesRescaled: return service.givesValues
    default: return false
    }
  }

  /// What the view gives, by name, when it hands on every row of the table once.
  private func outputs(of view: View, over table: Table) -> [String: Expression]? {
    guard let query = view.query, query.unionBranches.isEmpty else { return nil }
    return outputs(of: query, named: view.columnNames, over: table)
  }

  private func outputs(
    of query: QueryShape, named names: [String], over table: Table
  ) -> [String: Expression]? {
    guard query.inputs.count == 1, let input = query.inputs.first,
      case .table(let name) = input.source, comparison.head.full(name) == table.name,
      query.conditions.isEmpty, query.grouping == nil, !query.isAggregate, !query.isDistinct, !query.isLimited
    else { return nil }
    var found: [String: Expression] = [:]
    for (place, output) in query.outputs.enumerated() {
      switch output {
      case .expression(let value, let name):
        let given = names.indices.contains(place) ? names[place] : name
        if let given { found[given] = value }
      case .star(_, let excluded):
        guard names.isEmpty else { return nil }
        for column in table.columns where !excluded.contains(column.name) {
          found[column.name] = .column(ColumnReference(column.name, column: column.id))
        }
      }
    }
    return found
  }
}
