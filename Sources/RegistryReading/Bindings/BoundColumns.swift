package import Domain

/// The columns that a source really has: those of the replayed base schema through its bindings, the declared
/// ones, and the loader's own.
package struct BoundColumns {
  private let links: [AssetID: [LinkedTable]]
  private let columns: [TableName: [String]]
  private let loaders: LoaderTable

  /// The columns behind some links; `base` holds the schemas that the links were found in.
  package init(links: [LinkedTable], base: [Schema], loaders: LoaderTable) {
    self.links = Dictionary(grouping: links, by: \.asset)
    self.loaders = loaders
    var columns: [TableName: [String]] = [:]
    let linked = Set(links.map(\.table))
    for schema in base {
      for table in schema.tables where linked.contains(table.name) && columns[table.name] == nil {
        columns[table.name] = table.columns.map(\.name)
      }
      for view in schema.views where linked.contains(view.name) && columns[view.name] == nil {
        if let found = view.columns { columns[view.name] = found.map(\.name) }
      }
    }
    self.columns = columns
  }

  /// The known columns of a source.
  ///
  /// Complete where a backend table feeds it; without a link what is declared is all that is known, and never
  /// complete.
  package func known(of source: Asset) -> KnownColumns {
    var names: [String] = []
    var seen: Set<String> = []
    func add(_ name: String) {
      let lower = name.lowercased()
      if seen.insert(lower).inserted { names.append(lower) }
    }
    var isComplete = false
    let links = links[source.id] ?? []
    for link in links {
      guard let columns = columns[link.table] else { continue }
      isComplete = true
      for column in columns { add(link.columns[column] ?? column) }
    }
    for column in source.columns { add(column.name) }
    for link in links {
      for own in loaders.loader(id: link.loader.id)?.ownColumns ?? [] where !own.hasSuffix("*") { add(own) }
    }
    return KnownColumns(names: names, isComplete: isComplete)
  }
}
