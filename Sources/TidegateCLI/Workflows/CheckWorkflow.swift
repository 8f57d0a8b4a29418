import Domain
import GitAccess

/// The gate on a repository: finds the files to compare, then runs the pipeline.
struct CheckWorkflow {
  /// What is asked for.
  let request: CheckRequest
  /// Git's own variables.
  let environment: GitEnvironment

  /// Runs it; trouble that keeps it from a verdict stands in the report's `problems`.
  func run(progress: (String) -> Void) -> ImpactReport {
    var pipeline = GatePipeline(supply: request.facts, options: request.options)
    do throws(CommandFailure) {
      progress("comparing revisions")
      let repository = try BackendSnapshots.repository(of: request.comparison, environment: environment)
      let registry = RegistryOpening.begin(option: request.registry, repository: repository)
      let snapshots = try BackendSnapshots.open(request.comparison, in: repository)
      var report = try run(&pipeline, on: snapshots, registry, progress)
      report.base = snapshots.base
      report.head = snapshots.head
      report.target = snapshots.target
      report.notes = snapshots.notes
      return report
    } catch {
      return ImpactReport(
        toolVersion: ToolVersion.text, verdict: .undetermined, problems: [error.message],
        evaluatedOn: request.options.date)
    }
  }

  private func run(
    _ pipeline: inout GatePipeline, on snapshots: BackendSnapshots, _ begun: RegistrySource?,
    _ progress: (String) -> Void
  ) throws(CommandFailure) -> ImpactReport {
    let target = try snapshots.targetTree()
    let configuration = try BackendConfigurationReader.configuration(
      in: target, origin: snapshots.target.revision)
    let registry: RegistrySource
    if let begun {
      registry = begun
    } else {
      registry = try RegistryOpening.open(
        option: request.registry, configured: configuration.registry, snapshots: snapshots)
    }
    return pipeline.run(
      GateFiles(
        base: snapshots.baseTree, head: snapshots.headTree, target: target,
        changed: snapshots.changed.map(\.path),
        registry: registry, repositoryName: snapshots.repository.remoteRepositoryName()),
      progress: progress)
  }
}
