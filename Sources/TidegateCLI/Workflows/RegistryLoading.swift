import Domain
import FolderAccess
import RegistryReading

/// Reads the registry from its files.
enum RegistryLoading {
  /// The graph of the registry's files with the policy of its policy files.
  static func registry(from source: RegistrySource) throws(CommandFailure) -> Registry {
    do throws(RegistryError) {
      switch source {
      case .folder(let path):
        let tree = try folder(path)
        return try RegistryReader.read(tree, policy: try PolicyReader.read(tree))
      case .files(let tree, let policy, _):
        return try RegistryReader.read(tree, policy: try PolicyReader.read(policy))
      }
    } catch {
      throw CommandFailure("registry: \(error.description)")
    }
  }

  private static func folder(_ path: String) throws(RegistryError) -> FileTree {
    do throws(FolderError) {
      return try FolderReader().tree(at: path)
    } catch {
      throw RegistryError(error.message, nextStep: "check --registry")
    }
  }

  /// Reads a registry and does other work; a registry in a folder of its own is read at the same time.
  static func registry<Value>(
    from source: RegistrySource, while work: () throws(CommandFailure) -> Value
  ) -> (registry: Result<Registry, CommandFailure>, other: Result<Value, CommandFailure>) {
    guard case .folder(let path) = source else {
      let other = result(work)
      return (result { () throws(CommandFailure) in try Self.registry(from: source) }, other)
    }
    return ParallelWork.both(
      { result { () throws(CommandFailure) in try Self.registry(from: .folder(path)) } },
      { result(work) })
  }

  private static func result<Value>(
    _ body: () throws(CommandFailure) -> Value
  ) -> Result<Value, CommandFailure> {
    do throws(CommandFailure) {
      return .success(try body())
    } catch {
      return .failure(error)
    }
  }

  /// The registry inside the reviewed repository as it is at the target tip; nil if there is none.
  static func targetRegistry(of source: RegistrySource) -> Registry? {
    guard case .files(_, _, let target?) = source else { return nil }
    return try? RegistryReader.read(target, policy: Policy())
  }

  /// Sources, tests and exposures that the registry inside the reviewed repository had at the target tip and no
  /// longer has at head.
  static func removedDeclarations(from old: Registry, head: Registry) -> [GateObservation] {
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
