import Documents
import Domain

/// Source tables.
extension DbtReading {
  /// Lists all enabled source tables with their merged configuration.
  func declareSources() {
    var seen: Set<AssetID> = []
    for entry in entries[.sources] ?? [] {
      let project = entry.node["overrides"]?.string ?? layout.projects[entry.project].name
      let values = values(entry.project, file: entry.file)
      for table in entry.node["tables"]?.items ?? [] {
        guard let tableName = table["name"]?.string else { continue }
        var config = folderConfig(
          ["sources"], project: entry.project, path: entry.folders + [entry.name, tableName])
        let flat = ["meta", "loader", "loaded_at_field", "loaded_at_query", "freshness"]
        add(entry.node, values, flat: flat, to: &config)
        add(table, values, flat: flat, to: &config)
        let id = AssetID("source.\(project).\(entry.name).\(tableName)")
        guard config.isEnabled else {
          disabled.insert(id)
          continue
        }
        guard seen.insert(id).inserted else {
          note(
            "dbt-duplicate", "the source table \"\(entry.name).\(tableName)\" is declared twice",
            file: entry.file,
            position: table.position, reach: .harmless)
          continue
        }
        sources.append(
          DbtSource(
            id: id, source: entry, table: table, sourceName: entry.name, tableName: tableName, config: config)
        )
      }
    }
  }

  /// The physical table of a source.
  func relation(of source: DbtSource) -> RelationName {
    let values = values(source.source.project, file: source.source.file)
    let node = source.source.node
    let database = ["database", "project", "data_space", "catalog"].compactMap { node[$0] }.first
    let schema = ["schema", "dataset"].compactMap { node[$0] }.first
    return RelationName(
      database: values.text(database),
      schema: schema == nil ? source.sourceName : values.text(schema),
      identifier: values.text(source.table["identifier"]) ?? source.tableName)
  }

  /// Builds the assets of all sources.
  func finishSources() {
    for source in sources {
      let file = source.source.file
      let values = values(source.source.project, file: file)
      var asset = Asset(
        id: source.id, kind: .source, name: source.sourceName + "." + source.tableName,
        location: values.location(source.table["name"] ?? source.table))
      asset.relation = relation(of: source)
      asset.sourceName = source.sourceName
      asset.tableName = source.tableName
      asset.loader = source.config.text("loader")
      asset.columns = columns(of: source.table["columns"], quoting: source.table["quoting"], file: file)
      asset.metaBinding = Self.metaBinding(source.config)
      asset.owners = DbtOwners.owners(in: source.config)
      asset.grain = Self.grain(source.config)
      asset.uses = freshnessUses(source)
      assets[source.id] = asset
    }
  }

  /// The columns of a YAML entry.
  func columns(of node: DocumentNode?, quoting: DocumentNode? = nil, file: String) -> [DeclaredColumn] {
    (node?.items ?? []).compactMap { column in
      guard let name = column["name"] ?? (column.scalar == nil ? nil : column), let text = name.string else {
        return nil
      }
      return DeclaredColumn(
        name: text, type: column["data_type"]?.string,
        isQuoted: column["quote"]?.bool ?? quoting?["column"]?.bool ?? false,
        location: SourceLocation(repository: .registry, file: file, position: name.position))
    }
  }

  /// `loaded_at_field`, `loaded_at_query` and the freshness filter read columns that no model need read.
  private func freshnessUses(_ source: DbtSource) -> [DeclaredUse] {
    var uses: [DeclaredUse] = []
    func add(_ setting: DbtSetting?, _ text: String?) {
      guard let setting, let text else { return }
      for use in DbtDeclaredSQL.uses(text) {
        uses.append(
          DeclaredUse(
            asset: source.id, column: use.column, role: .freshness, values: use.values,
            location: setting.location))
      }
    }
    if case .none? = source.config["freshness"]?.value { return [] }
    add(source.config["loaded_at_field"], source.config.text("loaded_at_field"))
    add(source.config["loaded_at_query"], source.config.text("loaded_at_query"))
    if let freshness = source.config["freshness"], case .dict(let dict) = freshness.value {
      add(freshness, dict["filter"]?.text)
    }
    return uses
  }

  /// `meta: {tidegate: {backend, table, columns, loader}}`
  static func metaBinding(_ config: DbtConfig) -> MetaBinding? {
    guard case .dict(let dict)? = config.meta("tidegate") else { return nil }
    var columns: [String: String] = [:]
    if case .dict(let map)? = dict["columns"] {
      for pair in map.pairs { if let text = pair.value.text { columns[pair.key] = text } }
    }
    return MetaBinding(
      backend: dict["backend"]?.text, table: dict["table"]?.text, columns: columns,
      loader: dict["loader"]?.text)
  }

  /// `meta.grain` or `meta.primary_key`: a name or a list of names.
  static func grain(_ config: DbtConfig) -> [String] {
    for key in ["grain", "primary_key"] {
      if let text = config.meta(key)?.text { return [text] }
      if let items = config.meta(key)?.items { return items.compactMap(\.text) }
    }
    return []
  }
}
