package import Domain
package import FactTables
import GateRules
import ImpactAnalysis
import RegistryReading

/// The gate as a pipeline over files: migrations, changes, registry, impact, judgement. No Git, no clock.
package struct GatePipeline {
  private let facts: FactSupply
  private let options: GateOptions
  private var report: ImpactReport

  /// A gate that has judged nothing yet.
  package init(facts: Facts, options: GateOptions) {
    self.init(supply: { facts }, options: options)
  }

  /// A gate whose facts are read when they are needed.
  init(supply: @escaping FactSupply, options: GateOptions) {
    facts = supply
    self.options = options
    report = ImpactReport(toolVersion: ToolVersion.text, verdict: .undetermined, evaluatedOn: options.date)
  }

  /// Judges; trouble that keeps it from a verdict stands in the report's `problems`, which is then undetermined.
  package mutating func run(_ files: GateFiles, progress: (String) -> Void = { _ in }) -> ImpactReport {
    do throws(CommandFailure) {
      let configuration = try BackendConfigurationReader.configuration(in: files.target, origin: "target tip")
      try check(files, configuration, progress)
    } catch {
      report.verdict = .undetermined
      report.problems = [error.message]
    }
    return report
  }

  private mutating func check(
    _ files: GateFiles, _ configuration: BackendConfiguration, _ progress: (String) -> Void
  ) throws(CommandFailure) {
    progress("reading migrations and the registry")
    let touched = Set(files.changed.map(\.display))
    var backend = BackendReading.read(
      base: files.base, head: files.head, touched: touched, configuration: configuration)
    let facts = try self.facts()
    report.frameworks = backend.replays.map(\.summary)
    let registry: Registry
    do throws(CommandFailure) {
      registry = try RegistryLoading.registry(from: files.registry)
    } catch {
      report.changes = backend.changes(facts.lexicon)
      throw error
    }
    let name = options.backend ?? configuration.backend ?? files.repositoryName
    let crossing = cross(backend, registry, facts, name: name)
    let old = RegistryLoading.targetRegistry(of: files.registry)
    if let old {
      let first = (report.changes.map(\.id.number).max() ?? 0) + 1
      report.changes += DefinitionChanges.changes(from: old, to: registry, touched: touched, first: first)
    }
    backend.observations += TrustObservations(files: files, configuration: configuration).all
    if let old { backend.observations += RegistryLoading.removedDeclarations(from: old, head: registry) }

    progress("following the changes")
    judge(
      backend, registry, crossing, facts, touched: touched,
      blockOn: options.blockOn ?? configuration.blockOn, name: name)
    if backend.replays.isEmpty, !options.allowsNoMigrations {
      fail(
        "no migrations found at base or head; name their place with \"migrations\" in .tidegate.yml, or give "
          + "--allow-no-migrations")
    }
    if let problem = report.bindings.problem, !backend.replays.isEmpty { fail(problem) }
  }

  /// Works out what the branch changes; on another thread what the registry takes from the backend's tables.
  private mutating func cross(
    _ backend: BackendReading, _ registry: Registry, _ facts: Facts, name: String?
  ) -> RegistryCrossing {
    let (base, head) = (backend.replays.map(\.result.base), backend.replays.map(\.result.head))
    let loaders = facts.loaders
    let (crossing, changes) = ParallelWork.both(
      {
        let bindings = BindingResolver.resolve(
          backend: name, base: base, head: head, registry: registry, loaders: loaders)
        return RegistryCrossing(
          base: base, head: head, registry: registry, bindings: bindings, loaders: loaders)
      }, { backend.changes(facts.lexicon) })
    report.changes = changes
    report.bindings = crossing.bindings
    return crossing
  }

  /// No verdict is possible, unless something is blocked already.
  private mutating func fail(_ problem: String) {
    report.problems.append(problem)
    if report.verdict == .pass { report.verdict = .undetermined }
  }

  private mutating func judge(
    _ backend: BackendReading, _ registry: Registry, _ crossing: RegistryCrossing, _ facts: Facts,
    touched: Set<String>, blockOn: Severity, name: String?
  ) {
    let changes = report.changes
    let impact = crossing.impact(of: changes)
    var bindings = report.bindings
    if backend.replays.isEmpty, options.allowsNoMigrations { bindings.problem = nil }
    let result = GateRules.judge(
      GateInput(
        backend: name ?? "", changes: changes, impact: impact, bindings: bindings,
        registry: registry, observations: backend.observations,
        diagnostics: backend.diagnostics + registry.diagnostics + crossing.diagnostics,
        touchedFiles: touched,
        defaults: facts.defaults(of: RuleList.ids(judging: changes, backend.observations)),
        date: options.date, blockOn: blockOn,
        base: backend.replays.map(\.result.base), head: backend.replays.map(\.result.head)))
    report.bindings = bindings
    report.verdict = result.verdict
    report.effects = impact.effects
    report.heals = impact.heals
    report.findings = result.findings
    report.blindSpots = result.blindSpots
    report.untouchedBlindSpots = result.untouchedBlindSpots
    report.waivers = result.waivers
    report.name(registry.assets)
  }
}

extension ImpactReport {
  /// Fills in names, places and counts from the registry.
  fileprivate mutating func name(_ assets: [Asset]) {
    var mentioned = Set(effects.flatMap { $0.path + [$0.asset] + ($0.root.map { [$0] } ?? []) })
    mentioned.formUnion(bindings.linked.map(\.asset) + bindings.ready.map(\.asset))
    for asset in assets {
      assetCounts[asset.kind, default: 0] += 1
      guard mentioned.contains(asset.id) else { continue }
      assetNames[asset.id] = asset.name
      assetLocations[asset.id] = asset.location
    }
  }
}
