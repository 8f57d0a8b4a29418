import ColumnLineage
import Domain
import ImpactAnalysis
import RegistryReading

/// The registry with the lineage of what stands below the linked sources, ready to be crossed with changes.
struct RegistryCrossing: Sendable {
  /// The sources with the tables that they are loaded from.
  let bindings: BindingReport
  private let base: [Schema]
  private let head: [Schema]
  private let registry: Registry
  private let loaders: LoaderTable
  private let lineage: [AssetID: QueryLineage]

  /// Works out the lineage of every query below a linked source.
  init(base: [Schema], head: [Schema], registry: Registry, bindings: BindingReport, loaders: LoaderTable) {
    self.base = base
    self.head = head
    self.registry = registry
    self.bindings = bindings
    self.loaders = loaders
    let links = bindings.linked + bindings.ready
    let known = BoundColumns(links: links, base: base, loaders: loaders)
    var columns: [AssetID: KnownColumns] = [:]
    for asset in registry.assets where asset.kind == .source { columns[asset.id] = known.known(of: asset) }
    lineage = lineages(
      of: registry, sourceColumns: columns, only: registry.descendants(of: Set(links.map(\.asset))))
  }

  /// What could not be read in the queries.
  var diagnostics: [Diagnostic] { lineage.values.flatMap(\.diagnostics) }

  /// What changes do to the registry.
  func impact(of changes: [Change]) -> ImpactResult {
    analyseImpact(
      ImpactInput(
        changes: changes, base: base, head: head, bindings: bindings, registry: registry, lineage: lineage,
        loaders: loaders))
  }
}

extension Registry {
  /// The assets below these, at any depth, themselves left out.
  fileprivate func descendants(of roots: Set<AssetID>) -> Set<AssetID> {
    var children: [AssetID: [AssetID]] = [:]
    for asset in assets {
      for parent in asset.parents { children[parent, default: []].append(asset.id) }
    }
    var found: Set<AssetID> = []
    var pending = Array(roots)
    while let next = pending.popLast() {
      for child in children[next] ?? [] where found.insert(child).inserted { pending.append(child) }
    }
    return found
  }
}
