import Domain
import RegistryReading

/// Reads the registry from its files.
enum RegistryLoading {
  /// The graph of the registry's files with the policy of its policy files.
  static func registry(from source: RegistrySource) throws(CommandFailure) -> Registry {
    do throws(RegistryError) {
      return try RegistryReader.read(source.tree, policy: try PolicyReader.read(source.policyTree))
    } catch {
      throw CommandFailure("registry: \(error.description)")
    }
  }

  /// Sources, tests and exposures that a registry inside the reviewed repository had at the target tip and no
  /// longer has at head.
  static func removedDeclarations(
    from source: RegistrySource, head: Registry
  ) -> [GateObservation] {
    // A target tip without a registry has nothing that could be removed.
    guard let target = source.targetTree, let old = try? RegistryReader.read(target, policy: Policy()) else {
      return []
    }
    let kept = Set(head.assets.map(\.id))
    return old.assets.filter { asset in
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
