import Domain

/// Linked views of the backend that hand columns of other tables on, so that what happens to values there
/// happens to them.
struct ViewReaders {
  /// One output of a view.
  private struct Output: Hashable {
    let view: TableName
    let column: String
  }

  private var outputs: [TableName: [String: [Output]]] = [:]
  private let changes: [Change]

  /// Follows the outputs of linked views down to the tables, through views in between.
  init(_ input: ImpactInput, linked: Set<TableName>) {
    changes = input.changes
    for (place, base) in input.base.enumerated() {
      guard base.views.contains(where: { linked.contains($0.name) }) else { continue }
      let head = input.head.indices.contains(place) ? input.head[place] : base
      var handed = HandedColumns(base)
      var still = HandedColumns(head)
      for view in base.views where linked.contains(view.name) {
        for output in handed.origins(of: view.name) {
          guard still.handsOn(output.column, of: view.name) else { continue }
          outputs[output.origin.table, default: [:]][output.origin.column, default: []]
            .append(Output(view: view.name, column: output.column))
        }
      }
    }
  }

  /// The change as the readers of linked views see it; none for a change that is no matter of values.
  func echoes(of change: Change) -> [Change] {
    guard let table = change.table, let handed = outputs[table], change.kind.reachesThroughViews else {
      return []
    }
    let views = Set(handed.values.flatMap { $0.map(\.view) }).sorted()
    return views.compactMap { view in
      func name(_ column: String) -> String? { handed[column]?.first { $0.view == view }?.column }
      var echo = change
      echo.table = view
      echo.servedBy = nil
      echo.columns = change.columns.compactMap(name)
      echo.filter = change.filter.compactMap { term in
        name(term.column).map { FilterTerm(column: $0, values: term.values) }
      }
      guard change.kind == .rowsDeleted || change.kind == .tableRecreated || !echo.columns.isEmpty else {
        return nil
      }
      let isTold = changes.contains {
        $0.table == view && $0.kind == change.kind && $0.columns == echo.columns
      }
      return isTold ? nil : echo
    }
  }
}

extension ChangeKind {
  /// Whether a view passes it on to its readers.
  fileprivate var reachesThroughViews: Bool {
    switch self {
    case .columnRecreated, .columnRetyped, .collationChanged, .nullabilityLoosened, .enumValueAdded,
      .enumValueRemoved, .enumValueRenamed, .valuesRemapped, .valuesRescaled, .rowsDeleted, .tableRecreated,
      .foreignKeyChanged:
      true
    case .tableCreated, .tableDropped, .tableRenamed, .tableSplit, .tablesMerged, .tableMoved, .viewCreated,
      .viewChanged, .viewDropped, .schemaDropped, .columnAdded, .columnDropped, .columnRenamed, .columnSplit,
      .columnsMerged, .columnMoved, .nullabilityTightened, .defaultChanged, .generationChanged, .keyChanged,
      .grainChanged, .nullsBackfilled, .softDeleteIntroduced, .definitionChanged:
      false
    }
  }
}
