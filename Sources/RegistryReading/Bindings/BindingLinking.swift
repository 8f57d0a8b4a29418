import Domain

/// The rules that link tables of one backend to sources, with indexes so that each table costs a few lookups.
struct BindingLinking {
  private let backend: String?
  let registry: Registry
  private let loaders: LoaderTable
  let policy: BackendPolicy?
  private let pattern: TablePattern?
  /// Sources of this backend: those of its `source` list, or all.
  private let sources: [Asset]
  /// Physical and logical names in lower case -> indexes into `sources`.
  private let byName: [String: [Int]]
  /// Sources that someone bound explicitly, to whichever backend: no name rule may take them.
  let claimed: Set<AssetID>
  private let rules: NameRules
  /// Declared tables of the backend, and sources with `meta.tidegate` for it, by bare table name in lower case.
  private let declaredTables: [String: [TableBinding]]
  let metaSources: [String: [Asset]]

  /// Table names of the backend that someone binds, with and without schema, in lower case.
  let known: Set<String>

  /// - Parameter schemas: all schemas of the backend, at base and at head.
  init(backend: String?, registry: Registry, loaders: LoaderTable, schemas: [Schema]) {
    known = Self.boundNames(registry, in: schemas)
    self.backend = backend
    self.registry = registry
    self.loaders = loaders
    let policy = registry.policy.backends.first { $0.name == backend }
    self.policy = policy
    pattern = policy?.tablePattern.flatMap { TablePattern($0) }
    let wanted = Set(policy?.sources ?? [])
    let sources = registry.assets.filter {
      $0.kind == .source && ($0.isImplicit || wanted.isEmpty || wanted.contains($0.sourceName ?? ""))
    }
    self.sources = sources
    var byName: [String: [Int]] = [:]
    for (index, source) in sources.enumerated() {
      for name in Self.names(of: source) { byName[name.lowercased(), default: []].append(index) }
    }
    self.byName = byName
    claimed = Self.claims(registry, backend: backend, known: known)
    declaredTables = Dictionary(grouping: policy?.tables ?? []) { Self.bareName($0.backendTable) }
    let inMeta = registry.assets.filter { source in
      guard source.kind == .source, let meta = source.metaBinding, meta.table != nil else { return false }
      return meta.backend == nil || meta.backend == backend
    }
    metaSources = Dictionary(grouping: inMeta) { Self.bareName($0.metaBinding?.table ?? "") }
    rules = NameRules(sources, backend: backend, isLimited: policy?.tablePattern != nil)
  }

  private static func boundNames(_ registry: Registry, in schemas: [Schema]) -> Set<String> {
    let declared = registry.policy.backends.flatMap(\.tables).map(\.backendTable)
    let wanted = Set((declared + registry.assets.compactMap { $0.metaBinding?.table }).map(bareName))
    var known: Set<String> = []
    guard !wanted.isEmpty else { return known }
    for schema in schemas {
      for name in schema.tables.map(\.name) + schema.views.map(\.name) {
        let bare = name.name.lowercased()
        guard wanted.contains(bare) || bare.utf8.contains(UInt8(ascii: ".")) else { continue }
        known.insert(name.display.lowercased())
        known.insert(bare)
      }
    }
    return known
  }

  /// `users` of `public.Users`.
  private static func bareName(_ text: String) -> String {
    text.lowercased().split(separator: ".").last.map(String.init) ?? ""
  }

  /// Physical name first, then the logical one where it differs.
  static func names(of source: Asset) -> [String] {
    var names = [source.relation?.identifier, source.tableName].compactMap { $0 }
    if names.count == 2, names[0].lowercased() == names[1].lowercased() { names.removeLast() }
    return names
  }

  private static func claims(_ registry: Registry, backend own: String?, known: Set<String>) -> Set<AssetID> {
    var tables: [String: Set<String>] = [:]
    for backend in registry.policy.backends {
      for table in backend.tables {
        // A slip in the backend's table name must not keep the source from being found.
        if backend.name == own, !known.contains(table.backendTable.lowercased()) { continue }
        guard let name = table.sourceTable?.lowercased() else { continue }
        tables[name, default: []].formUnion(backend.sources.isEmpty ? ["*"] : backend.sources)
      }
    }
    var claimed: Set<AssetID> = []
    for source in registry.assets where source.kind == .source {
      if source.metaBinding?.table != nil { claimed.insert(source.id) }
      for name in names(of: source) {
        guard let owners = tables[name.lowercased()] else { continue }
        if owners.contains("*") || owners.contains(source.sourceName ?? "") { claimed.insert(source.id) }
      }
    }
    return claimed
  }

  // MARK: Links

  /// A table or view of one schema.
  private struct Candidate {
    var name: TableName
    var columns: [Column]
    /// The names of a view's columns where nothing else is known of them.
    var columnNames: [String] = []
    var defaultSchema: String?
    /// Whether its history only alters what another creates.
    var isPartial = false
    var isView: Bool

    var names: [String] { columns.isEmpty ? columnNames : columns.map(\.name) }
  }

  /// All links of the tables and views of some schemas, in no order.
  func links(_ schemas: [Schema]) -> [LinkedTable] {
    var candidates: [Candidate] = []
    for schema in schemas {
      candidates += schema.tables.map {
        Candidate(
          name: $0.name, columns: $0.columns, defaultSchema: schema.defaultSchema, isPartial: $0.isPartial,
          isView: false)
      }
      candidates += schema.views.map {
        Candidate(
          name: $0.name, columns: $0.columns ?? [], columnNames: $0.columns == nil ? $0.columnNames : [],
          defaultSchema: schema.defaultSchema, isView: true)
      }
    }
    var links: [LinkedTable] = []
    var open: [Candidate] = []
    for candidate in candidates {
      let found = declared(candidate) + fromMeta(candidate)
      if !found.isEmpty {
        links += found
        continue
      }
      let matched = patterned(candidate)
      if matched.isEmpty { open.append(candidate) } else { links += matched }
    }
    let taken = claimed.union(links.map(\.asset))
    links += named(open, taken: taken)
    return unique(links)
  }

  private func unique(_ links: [LinkedTable]) -> [LinkedTable] {
    var seen: Set<String> = []
    return links.filter { seen.insert($0.table.display + "\u{0}" + $0.asset.text).inserted }
  }

  /// Whether a declared name (`users`, `public.users`) means a table.
  private func means(_ text: String, _ candidate: Candidate) -> Bool {
    let name = candidate.name
    let wanted = text.lowercased()
    if wanted == name.display.lowercased() { return true }
    guard wanted == name.name.lowercased() else { return false }
    // A bare name means the default schema; where there is none, any.
    return name.schema == nil || candidate.defaultSchema == nil || name.schema == candidate.defaultSchema
  }

  private func declared(_ candidate: Candidate) -> [LinkedTable] {
    let tables = declaredTables[candidate.name.name.lowercased()] ?? []
    return tables.filter { $0.sourceTable != nil && means($0.backendTable, candidate) }.flatMap { table in
      let found = lookUp(table.sourceTable ?? "")
      let how = "declared in \(table.location.file):\(table.location.position.line)"
      return found.map { link(candidate, $0, how, table, isAmbiguous: found.count > 1) }
    }
  }

  /// The sources of a physical name, else of a logical one.
  func lookUp(_ name: String) -> [Asset] {
    let found = (byName[name.lowercased()] ?? []).map { sources[$0] }
    let qualified = name.lowercased().split(separator: ".").map(String.init)
    if found.isEmpty, qualified.count > 1, let last = qualified.last {
      let schema = qualified[qualified.count - 2]
      return (byName[last] ?? []).map { sources[$0] }.filter {
        $0.sourceName?.lowercased() == schema || $0.relation?.schema?.lowercased() == schema
      }
    }
    let physical = found.filter { $0.relation?.identifier.lowercased() == name.lowercased() }
    let fitting = physical.isEmpty ? found : physical
    let declared = fitting.filter { !$0.isImplicit }
    return declared.isEmpty ? fitting : declared
  }

  private func fromMeta(_ candidate: Candidate) -> [LinkedTable] {
    (metaSources[candidate.name.name.lowercased()] ?? []).filter {
      means($0.metaBinding?.table ?? "", candidate)
    }.map {
      link(
        candidate, $0, "meta.tidegate in \($0.location.file):\($0.location.position.line)", nil,
        isAmbiguous: false)
    }
  }

  private func patterned(_ candidate: Candidate) -> [LinkedTable] {
    guard let pattern else { return [] }
    let wanted = pattern.name(of: candidate.name, defaultSchema: candidate.defaultSchema)
    let found = lookUp(wanted).filter {
      !claimed.contains($0.id)
    }
    return found.map { link(candidate, $0, "table-pattern", nil, isAmbiguous: found.count > 1) }
  }

  private func named(_ open: [Candidate], taken: Set<AssetID>) -> [LinkedTable] {
    var matches: [AssetID: [NameMatch]] = [:]
    for candidate in open {
      let found = rules.matches(candidate.name, columns: { candidate.names }).filter {
        !taken.contains(sources[$0.source].id) && (!candidate.isView || $0.rule <= .letterCase)
      }
      for match in found { matches[sources[match.source].id, default: []].append((candidate, match)) }
    }
    let kept = matches.values.map(meant)
    var counts: [TableName: Int] = [:]
    // A table that queries name in several ways is still one table.
    for list in kept {
      let names = list.lazy.filter { !sources[$0.match.source].isImplicit }.map(\.candidate.name)
      for name in isOneTable(list) ? Array(Set(names)) : Array(names) { counts[name, default: 0] += 1 }
    }
    return kept.flatMap { list in
      let isOne = isOneTable(list)
      return list.map { candidate, match in
        let source = sources[match.source]
        let isShared = !source.isImplicit && (counts[candidate.name] ?? 0) > 1
        let how = source.isImplicit ? "named in SQL" : "name rule: " + match.rule.title
        return link(candidate, source, how, nil, isAmbiguous: !isOne || isShared)
      }
    }
  }

  /// Whether tables are one: of one name, where one history creates it and others only alter it.
  private func isOneTable(_ list: [NameMatch]) -> Bool {
    guard list.count > 1 else { return true }
    let names = list.map { candidate, _ in
      let isDefault = candidate.name.schema == candidate.defaultSchema
      return [isDefault ? nil : candidate.name.schema, candidate.name.name.lowercased()]
    }
    return Set(names).count == 1 && list.filter { !$0.candidate.isPartial }.count < 2
  }

  private typealias NameMatch = (candidate: Candidate, match: NameRules.Match)

  /// The tables that a source may mean: those of the best rule, and of them those of its own schema, else of the
  /// default one, else all.
  private func meant(_ matches: [NameMatch]) -> [NameMatch] {
    let best = matches.map(\.match.rule).min()
    let fitting = matches.filter { $0.match.rule == best }
    let ofSchema = fitting.filter { hasSchema(of: sources[$0.match.source], $0.candidate) }
    if !ofSchema.isEmpty { return ofSchema }
    let inDefault = fitting.filter {
      $0.candidate.name.schema == nil || $0.candidate.name.schema == $0.candidate.defaultSchema
    }
    return inDefault.isEmpty ? fitting : inDefault
  }

  /// Whether a source is of the table's own schema: it says so, or a query wrote the name so.
  private func hasSchema(of source: Asset, _ candidate: Candidate) -> Bool {
    guard let schema = candidate.name.schema?.lowercased() else { return false }
    return source.relation?.schema?.lowercased() == schema
  }

  // MARK: What a link carries

  private func link(
    _ candidate: Candidate, _ source: Asset, _ how: String, _ table: TableBinding?, isAmbiguous: Bool
  ) -> LinkedTable {
    let entry =
      table ?? declaredTables[candidate.name.name.lowercased()]?.first { means($0.backendTable, candidate) }
    let loader = loaderChoice(source, entry)
    var declared = entry?.columns ?? [:]
    declared.merge(source.metaBinding?.columns ?? [:]) { $1 }
    let mapping = ColumnMapping(
      declared: declared, source: source, letters: loaders.loader(id: loader.id)?.naming.letters ?? .keep)
    var columns: [String: String] = [:]
    for column in candidate.names { columns[column] = mapping.name(of: column) }
    return LinkedTable(
      table: candidate.name, asset: source.id, how: how, loader: loader, columns: columns,
      isAmbiguous: isAmbiguous)
  }

  private func loaderChoice(_ source: Asset, _ table: TableBinding?) -> LoaderChoice {
    let said: [(String?, String)] = [
      (source.metaBinding?.loader, "meta.tidegate"),
      (table?.loader, "binding in \(table?.location.file ?? ""):\(table?.location.position.line ?? 0)"),
      (policy?.loader, "backend \"\(policy?.name ?? "")\" in \(policy?.location.file ?? "")"),
      (source.loader, "dbt's loader of \"\(source.name)\""),
    ]
    for (text, how) in said {
      guard let text, !text.isEmpty else { continue }
      if let known = loaders.loader(id: text) ?? loaders.loader(named: text) {
        return LoaderChoice(id: known.id, how: how, isAssumed: known.id == LoaderTable.unknownID)
      }
      return LoaderChoice(
        id: LoaderTable.unknownID, how: how + ": \"\(text)\" is no known loader", isAssumed: true)
    }
    return LoaderChoice(id: LoaderTable.unknownID, how: "assumed", isAssumed: true)
  }
}
