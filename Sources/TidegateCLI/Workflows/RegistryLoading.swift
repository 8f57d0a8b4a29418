import Domain
import RegistryReading

/// Reads the registry from its files.
enum RegistryLoading {
  /// The graph of the registry's files with the policy of its policy files.
  static func registry(from source: RegistrySource) throws(CommandFailure) -> Registry {
    var registry = RegistryReader.read(source.tree)
    do throws(PolicyError) {
      registry.policy = try PolicyReader.read(source.policyTree)
    } catch {
      throw CommandFailure(error.description)
    }
    guard !registry.assets.isEmpty || !registry.diagnostics.isEmpty else {
      throw CommandFailure(
        "the registry declares nothing: no YAML with \"sources:\" and no model was found; check --registry")
    }
    return registry
  }

  /// Sources, tests and exposures that a registry inside the reviewed repository had at the target tip and no
  /// longer has at head.
  static func removedDeclarations(
    from source: RegistrySource, head: Registry
  ) throws(CommandFailure) -> [GateObservation] {
    guard let target = source.targetTree else { return [] }
    let kept = Set(head.assets.map(\.id))
    return RegistryReader.read(target).assets.filter { asset in
      switch asset.kind {
      case .source, .test, .unitTest, .exposure, .contract: !kept.contains(asset.id)
      case .column, .model, .seed, .snapshot, .metric, .template, .view, .query: false
      }
    }.map { asset in
      GateObservation(
        kind: .declarationRemoved(asset: asset.id),
        text: "head removes the \(asset.kind.rawValue) \"\(asset.name)\" from the registry",
        location: asset.location)
    }
  }
}
