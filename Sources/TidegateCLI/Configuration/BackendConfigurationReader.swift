import Documents
import Domain

/// Reads `.tidegate.yml` strictly: an unknown key or wrong value stops the check with its place.
struct BackendConfigurationReader {
  private let origin: String

  /// The configuration of a tree; the default one when it has no such file. `origin` names the tree in messages.
  static func configuration(in tree: FileTree, origin: String) throws(CommandFailure) -> BackendConfiguration {
    guard let entry = tree.entry(at: TreePath(BackendConfiguration.fileName)) else {
      return BackendConfiguration()
    }
    let bytes: [UInt8]
    do throws(FileReadError) {
      bytes = try tree.contents(of: entry)
    } catch {
      throw CommandFailure("\(BackendConfiguration.fileName) (\(origin)) could not be read: \(error.message)")
    }
    return try BackendConfigurationReader(origin: origin).read(bytes)
  }

  private func read(_ bytes: [UInt8]) throws(CommandFailure) -> BackendConfiguration {
    let document: DocumentNode
    do throws(DocumentError) {
      document = try YAMLReader.document(of: bytes)
    } catch {
      throw failure(error.position, "\(error.message); \(error.nextStep)")
    }
    var configuration = BackendConfiguration()
    configuration.isPresent = true
    if document.isNull { return configuration }
    let keys = ["version", "backend", "dialect", "migrations", "registry", "block-on"]
    for (key, value) in try entries(of: document, allowed: keys) {
      switch key {
      case "version":
        guard value.string == "1" else {
          throw failure(value.position, "\"version\" must be 1; newer files need a newer tidegate")
        }
      case "backend": configuration.backend = try text(value, key)
      case "dialect": configuration.dialect = try text(value, key)
      case "registry": configuration.registry = try text(value, key)
      case "migrations": try readMigrations(value, into: &configuration)
      case "block-on":
        guard let severity = value.string.flatMap(Severity.init(rawValue:)), severity != .notice else {
          throw failure(value.position, "\"block-on\" must be \"block\" or \"review\"")
        }
        configuration.blockOn = severity
      default: break
      }
    }
    return configuration
  }

  private func readMigrations(
    _ node: DocumentNode, into configuration: inout BackendConfiguration
  ) throws(CommandFailure) {
    guard let list = node.sequence else {
      throw failure(node.position, "\"migrations\" must be a list of {framework, paths}")
    }
    for item in list {
      var entry = BackendConfiguration.MigrationPaths(framework: "", paths: [])
      for (key, value) in try entries(of: item, allowed: ["framework", "paths", "dialect", "only"]) {
        switch key {
        case "framework": entry.framework = try text(value, key)
        case "dialect": entry.dialect = try text(value, key)
        case "only":
          guard let flag = value.bool else { throw failure(value.position, "\"only\" must be true or false") }
          configuration.isRestricted = configuration.isRestricted || flag
        default:
          guard let paths = value.strings, !paths.isEmpty else {
            throw failure(value.position, "\"paths\" must be a list of patterns such as \"db/migrations/*.sql\"")
          }
          entry.paths = paths
        }
      }
      if entry.framework.isEmpty, entry.paths.isEmpty { continue }
      configuration.migrations.append(entry)
    }
  }

  private func entries(
    of node: DocumentNode, allowed: [String]
  ) throws(CommandFailure) -> [(String, DocumentNode)] {
    guard let mapping = node.mapping else {
      throw failure(node.position, "a mapping with the keys \(allowed.joined(separator: ", ")) is expected here")
    }
    if let repeated = mapping.repeatedKeys.first {
      throw failure(repeated.position, "the key \"\(repeated.string ?? "")\" stands twice; remove one of them")
    }
    var found: [(String, DocumentNode)] = []
    for entry in mapping {
      let name = entry.name ?? ""
      guard allowed.contains(name) else {
        let near = NearestName.of(name, among: allowed)
        let advice = near.map { "did you mean \"\($0)\"?" } ?? "known keys are \(allowed.joined(separator: ", "))"
        throw failure(entry.key.position, "unknown key \"\(name)\"; \(advice)")
      }
      found.append((name, entry.value))
    }
    return found
  }

  private func text(_ node: DocumentNode, _ key: String) throws(CommandFailure) -> String {
    guard let text = node.string, !text.isEmpty else {
      throw failure(node.position, "\"\(key)\" must be a text")
    }
    return text
  }

  private func failure(_ position: TextPosition, _ message: String) -> CommandFailure {
    CommandFailure(
      "\(BackendConfiguration.fileName):\(position.line):\(position.column) (\(origin)): \(message)")
  }
}
