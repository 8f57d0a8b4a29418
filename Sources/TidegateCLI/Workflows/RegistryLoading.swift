import Domain
import FolderAccess
import RegistryReading

/// Reads the registry from its files.
enum RegistryLoading {
  /// The graph of the registry's files with the policy of its policy files.
  static func registry(from source: RegistrySource) throws(CommandFailure) -> Registry {
    switch source {
    case .folder(let pending): try pending.value().get()
    case .files(let tree, let policy, _): try read(tree, policy: policy).get()
    }
  }

  /// Begins to read the registry in a folder.
  static func begin(_ path: String) -> RegistrySource {
    .folder(
      ParallelWork.begin {
        do throws(FolderError) {
          let tree = try FolderReader().tree(at: path)
          return read(tree, policy: tree)
        } catch {
          return .failure(failure(RegistryError(error.message, nextStep: "check --registry")))
        }
      })
  }

  private static func read(_ tree: FileTree, policy: FileTree) -> Result<Registry, CommandFailure> {
    do throws(RegistryError) {
      return .success(try RegistryReader.read(tree, policy: try PolicyReader.read(policy)))
    } catch {
      return .failure(failure(error))
    }
  }

  private static func failure(_ error: RegistryError) -> CommandFailure {
    CommandFailure("registry: \(error.description)")
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
