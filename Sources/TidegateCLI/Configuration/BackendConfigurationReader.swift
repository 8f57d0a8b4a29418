import Documents
import Domain

/// Reads `.tidegate.yml` strictly: an unknown key or wrong value stops the check with its place.
enum BackendConfigurationReader {
  /// The configuration of a tree; the default one when it has no such file. `origin` names the tree in messages.
  static func configuration(in tree: FileTree, origin: String) throws(CommandFailure) -> BackendConfiguration
  {
    guard let entry = tree.entry(at: TreePath(BackendConfiguration.fileName)) else {
      return BackendConfiguration()
    }
    let bytes: [UInt8]
    do throws(FileReadError) {
      bytes = try tree.contents(of: entry)
    } catch {
      throw CommandFailure("\(BackendConfiguration.fileName) (\(origin)) could not be read: \(error.message)")
    }
    do throws(DocumentError) {
      return try read(try YAMLReader.document(of: bytes))
    } catch {
      throw CommandFailure(
        "\(BackendConfiguration.fileName):\(error.position.line):\(error.position.column) (\(origin)): "
          + "\(error.message); \(error.nextStep)")
    }
  }

  private static func read(_ document: DocumentNode) throws(DocumentError) -> BackendConfiguration {
    var configuration = BackendConfiguration()
    configuration.isPresent = true
    if document.isNull { return configuration }
    let keys = ["version", "backend", "dialect", "migrations", "registry", "block-on"]
    let mapping = try document.requireMapping("the configuration", keys: keys)
    if let version = mapping["version"], version.string != "1" {
      throw version.failure("\"version\" is not 1", nextStep: "write 1, or use a newer tidegate")
    }
    configuration.backend = try text(mapping["backend"], "backend")
    configuration.dialect = try text(mapping["dialect"], "dialect")
    configuration.registry = try text(mapping["registry"], "registry")
    if let level = mapping["block-on"] {
      guard let severity = level.string.flatMap(Severity.init(rawValue:)), severity != .notice else {
        throw level.failure("\"block-on\" is no severity that can block", nextStep: "write block or review")
      }
      configuration.blockOn = severity
    }
    for item in try mapping["migrations"]?.requireSequence("migrations") ?? [] {
      try readMigrations(item, into: &configuration)
    }
    return configuration
  }

  private static func readMigrations(
    _ item: DocumentNode, into configuration: inout BackendConfiguration
  ) throws(DocumentError) {
    let mapping = try item.requireMapping(
      "an element of migrations", keys: ["framework", "paths", "dialect", "only"])
    if let only = mapping["only"], try only.requireBool("only") { configuration.isRestricted = true }
    let paths = try mapping["paths"]?.requireTexts("paths") ?? []
    guard let framework = try text(mapping["framework"], "framework") else {
      guard !paths.isEmpty else { return }
      configuration.migrations.append(
        .init(framework: nil, paths: paths, dialect: try text(mapping["dialect"], "dialect")))
      return
    }
    configuration.migrations.append(
      .init(framework: framework, paths: paths, dialect: try text(mapping["dialect"], "dialect")))
  }

  private static func text(_ node: DocumentNode?, _ what: String) throws(DocumentError) -> String? {
    guard let node else { return nil }
    return try node.requireText(what)
  }
}
