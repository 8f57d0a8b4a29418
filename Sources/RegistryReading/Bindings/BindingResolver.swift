package import Domain

/// Links backend tables to the sources that they feed (product.md, "Bindings").
package enum BindingResolver {
  /// The links of a backend.
  ///
  /// - Parameters:
  ///   - backend: the name the registry knows the repository by; nil when it has none.
  ///   - base: schemas replayed at base, one for each migration history.
  ///   - head: the same at head.
  ///   - registry: the data team's assets and policy.
  ///   - loaders: what is known of loaders, to understand dbt's free text.
  package static func resolve(
    backend: String?, base: [Schema], head: [Schema], registry: Registry, loaders: LoaderTable
  ) -> BindingReport {
    if let problem = BackendNames(registry).problem(with: backend) { return BindingReport(problem: problem) }
    let linking = BindingLinking(
      backend: backend, registry: registry, loaders: loaders, schemas: base + head)
    let atBase = linking.links(base)
    let atHead = linking.links(head)
    let linkedAssets = Set(atBase.map(\.asset))
    let linkedTables = Set(atBase.map(\.table))
    var report = BindingReport()
    report.linked = sorted(atBase)
    // A source that someone bound by hand may be bound to the old and the new table; name rules never join there.
    report.ready = sorted(
      atHead.filter { link in
        !linkedAssets.contains(link.asset)
          || (linking.claimed.contains(link.asset) && !linkedTables.contains(link.table))
      })
    report.unmapped = Array(Set(base.flatMap { $0.tables.map(\.name) }).subtracting(linkedTables)).sorted()
    report.dangling = linking.dangling()
    if report.linked.isEmpty, report.ready.isEmpty, !base.allSatisfy({ $0.tables.isEmpty }) {
      report.problem = nothingLinked(backend, registry, report.unmapped)
    }
    return report
  }

  private static func sorted(_ links: [LinkedTable]) -> [LinkedTable] {
    links.sorted { ($0.table, $0.asset) < ($1.table, $1.asset) }
  }

  private static func nothingLinked(_ backend: String?, _ registry: Registry, _ tables: [TableName]) -> String
  {
    let name = backend ?? "shop"
    let example = tables.first?.display ?? "users"
    let sources = registry.assets.filter { $0.kind == .source && !$0.isImplicit }
    if sources.isEmpty, let written = registry.assets.first(where: { $0.isImplicit }) {
      return
        "none of the backend's \(tables.count) tables is linked to any of the tables that the registry's queries "
        + "name; say which table is which under \"backends: \(name): tables:\" in the registry's tidegate.yml, "
        + "for example \"\(example): {table: \(written.name)}\""
    }
    guard let source = sources.first else {
      return
        "the registry has no sources, so no table of the backend can be linked; declare the raw tables under "
        + "\"sources:\" in the dbt project"
    }
    return
      "none of the backend's \(tables.count) tables is linked to any of the registry's \(sources.count) sources; "
      + "say which table feeds which source under \"backends: \(name): tables:\" in the registry's tidegate.yml, "
      + "for example \"\(example): {table: \(source.tableName ?? source.name)}\""
  }
}

/// Names of backends that a registry lists.
private struct BackendNames {
  let names: [String]

  init(_ registry: Registry) {
    let declared = registry.policy.backends.map(\.name)
    let inMeta = registry.assets.compactMap { $0.metaBinding?.backend }
    names = Array(Set(declared + inMeta)).sorted()
  }

  /// Why the given name cannot be used; nil when it can. A registry that lists none takes any.
  func problem(with backend: String?) -> String? {
    guard !names.isEmpty else { return nil }
    let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
    guard let backend else {
      return
        "the registry lists the backends \(list), and this repository has no name; pass \"--backend NAME\" or set "
        + "\"backend\" in .tidegate.yml"
    }
    if names.contains(backend) { return nil }
    let near = NearestName.of(backend, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    return
      "the registry lists no backend \"\(backend)\"\(near) known are \(list): pass \"--backend NAME\", set "
      + "\"backend\" in .tidegate.yml, or add it to the registry's tidegate.yml"
  }
}
