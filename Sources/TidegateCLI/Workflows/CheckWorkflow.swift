import ColumnLineage
import Domain
import GateRules
import GitAccess
import ImpactAnalysis
import RegistryReading

/// The gate as a pipeline: files, changes, registry, impact, judgement.
struct CheckWorkflow {
  /// What is asked for.
  let request: CheckRequest
  /// Git's own variables.
  let environment: GitEnvironment
  private var report: ImpactReport

  /// A check that has not started.
  init(request: CheckRequest, environment: GitEnvironment) {
    self.request = request
    self.environment = environment
    report = ImpactReport(
      toolVersion: ToolVersion.text, verdict: .undetermined, evaluatedOn: request.date)
  }

  /// Runs it; trouble that keeps it from a verdict stands in the report's `problems`.
  mutating func run(progress: (String) -> Void) -> ImpactReport {
    do throws(CommandFailure) {
      try check(progress)
    } catch {
      report.verdict = .undetermined
      report.problems = [error.message]
    }
    return report
  }

  private mutating func check(_ progress: (String) -> Void) throws(CommandFailure) {
    progress("comparing revisions")
    let snapshots = try BackendSnapshots.open(request.comparison, environment: environment)
    report.base = snapshots.base
    report.head = snapshots.head
    report.target = snapshots.target
    report.notes = snapshots.notes
    let targetTree = try snapshots.targetTree()
    let configuration = try BackendConfigurationReader.configuration(
      in: targetTree, origin: snapshots.target.revision)

    progress("reading migrations")
    let touched = Set(snapshots.changed.map(\.path.display))
    var backend = BackendReading.read(
      base: snapshots.baseTree, head: snapshots.headTree, touched: touched, configuration: configuration,
      lexicon: request.facts.lexicon)
    report.frameworks = backend.replays.map(\.summary)
    report.changes = backend.changes

    progress("reading the registry")
    let source = try RegistrySource.open(
      option: request.registry, configured: configuration.registry, snapshots: snapshots)
    let registry = try RegistryLoading.registry(from: source)
    let name = request.backend ?? configuration.backend ?? snapshots.repository.remoteRepositoryName()
    report.bindings = BindingResolver.resolve(
      backend: name, base: backend.replays.map(\.result.base), head: backend.replays.map(\.result.head),
      registry: registry, loaders: request.facts.loaders)
    backend.observations +=
      TrustObservations(
        snapshots: snapshots, targetTree: targetTree, configuration: configuration
      ).all
    backend.observations += try RegistryLoading.removedDeclarations(from: source, head: registry)

    progress("following the changes")
    judge(backend, registry, touched: touched, configuration: configuration, name: name)
    if backend.replays.isEmpty, !request.allowsNoMigrations {
      fail(
        "no migrations found at base or head; name their place with \"migrations\" in .tidegate.yml, or give "
          + "--allow-no-migrations")
    }
    if let problem = report.bindings.problem, !backend.replays.isEmpty { fail(problem) }
  }

  /// No verdict is possible, unless something is blocked already.
  private mutating func fail(_ problem: String) {
    report.problems.append(problem)
    if report.verdict == .pass { report.verdict = .undetermined }
  }

  private mutating func judge(
    _ backend: BackendReading, _ registry: Registry, touched: Set<String>,
    configuration: BackendConfiguration,
    name: String?
  ) {
    let crossing = RegistryCrossing(
      backend: backend, registry: registry, bindings: report.bindings, loaders: request.facts.loaders)
    let impact = crossing.impact(of: backend.changes)
    let result = GateRules.judge(
      GateInput(
        backend: name ?? "", changes: backend.changes, impact: impact, bindings: report.bindings,
        registry: registry, observations: backend.observations,
        diagnostics: backend.diagnostics + registry.diagnostics + crossing.diagnostics,
        touchedFiles: touched, defaults: request.facts.defaults, date: request.date,
        blockOn: request.blockOn ?? configuration.blockOn))
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
