import Domain

extension BindingLinking {
  /// Declared bindings whose table or source does not exist, sorted.
  func dangling() -> [DanglingBinding] {
    var list: [DanglingBinding] = []
    for table in policy?.tables ?? [] {
      if !known.contains(table.backendTable.lowercased()) {
        list.append(
          DanglingBinding(
            text: "\"\(table.backendTable)\" is no table of the backend", location: table.location))
      } else if let name = table.sourceTable, lookUp(name).isEmpty {
        list.append(DanglingBinding(text: "\"\(name)\" is no source table", location: table.location))
      }
    }
    let sourceNames = Set(registry.assets.compactMap(\.sourceName))
    for name in policy?.sources ?? [] where !sourceNames.contains(name) {
      if let location = policy?.location {
        list.append(DanglingBinding(text: "\"\(name)\" is no source", location: location))
      }
    }
    for source in metaSources.values.joined() {
      guard let table = source.metaBinding?.table, !known.contains(table.lowercased()) else { continue }
      list.append(
        DanglingBinding(text: "\"\(table)\" is no table of the backend", location: source.location))
    }
    return list.sorted { ($0.location, $0.text) < ($1.location, $1.text) }
  }
}
