import Domain

/// What still feeds a source at head: through the same table, or through one that the data team bound beforehand.
struct HeadSupply {
  private let headColumns: [TableName: [String]]
  private let headTables: Set<TableName>
  private let ready: [AssetID: [LinkedTable]]

  /// Looks at head's linked tables and views and at the links that hold only there.
  init(_ input: ImpactInput) {
    var columns: [TableName: [String]] = [:]
    var tables: Set<TableName> = []
    let wanted = Set((input.bindings.linked + input.bindings.ready).map(\.table))
    for schema in input.head {
      for table in schema.tables where wanted.contains(table.name) {
        columns[table.name] = table.columns.map(\.name)
        tables.insert(table.name)
      }
      for view in schema.views where wanted.contains(view.name) {
        columns[view.name] = view.columns?.map(\.name)
        tables.insert(view.name)
      }
    }
    headColumns = columns
    headTables = tables
    ready = Dictionary(grouping: input.bindings.ready, by: \.asset)
  }

  /// Whether head has a linked table or view of this name.
  func hasTable(_ name: TableName) -> Bool { headTables.contains(name) }

  /// Whether the linked table itself is still there.
  func isSameTable(_ link: LinkedTable) -> Bool { hasTable(link.table) }

  /// Whether another table feeds the source at head.
  func feedsOtherwise(_ link: LinkedTable) -> Bool {
    (ready[link.asset] ?? []).contains { $0.table != link.table && hasTable($0.table) }
  }

  /// The source's columns at head, in lower case; nil when its table is gone or not known.
  func columns(of link: LinkedTable) -> Set<String>? {
    var found: Set<String>?
    for supplier in [link] + (ready[link.asset] ?? []) {
      guard let names = headColumns[supplier.table] else { continue }
      found = (found ?? []).union(names.map(supplier.source))
    }
    return found
  }
}
