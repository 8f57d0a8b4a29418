package import Domain

/// A change with what it does, as rules see it.
package struct RuleContext {
  /// The change.
  package var change: Change
  /// Its impacts, sorted by asset.
  package var impacts: [ChangeImpact]
  /// All changes of the report: a rename may need its table's.
  package var changes: [Change]
  /// Links of the base table of the change; for an added column those of its table.
  package var links: [LinkedTable]
  /// The registry's assets by id.
  package var assets: [AssetID: Asset]
  /// The change's table at base; nil for a view or when it is not known.
  package var baseTable: Table?
  /// The tables at head that the change leads to, or the one that the base table became.
  package var headTables: [Table]

  /// A context; tests make their own.
  package init(
    change: Change, impacts: [ChangeImpact], changes: [Change], links: [LinkedTable],
    assets: [AssetID: Asset], baseTable: Table? = nil, headTables: [Table] = []
  ) {
    self.change = change
    self.impacts = impacts
    self.changes = changes
    self.links = links
    self.assets = assets
    self.baseTable = baseTable
    self.headTables = headTables
  }

  /// All changes of the same base table, the change itself among them.
  var tableChanges: [Change] {
    guard let table = change.table else { return [change] }
    return changes.filter { $0.table == table && $0.history == change.history }
  }

  /// The table at head: where the change leads, where the table went, or the table itself.
  ///
  /// A column that moved leads elsewhere, and its table does not.
  var headName: TableName? {
    if change.kind != .columnMoved {
      if let table = change.to?.table { return table }
      if let table = headTables.first?.name { return table }
    }
    return tableChanges.first { $0.kind.losesTable && $0.to?.tables.count == 1 }?.to?.table ?? change.table
  }

  /// The name that the first linked source gives to a column of the backend.
  func sourceColumn(_ column: String) -> String { links.first?.columns[column] ?? column }
}
