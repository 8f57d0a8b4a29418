import CommandLineKit
import Domain
import GitAccess
import Glibc
import MigrationReading

/// `init`: writes down what detection finds.
enum InitCommand: CLICommand {
  static let declaration = Command(
    "init", summary: "find migrations and registry, and write a commented .tidegate.yml",
    discussion:
      "Reads HEAD. The file is written at the root of the repository; nothing needs it, it makes what was "
      + "found visible and correctable.",
    options: [
      SharedOptions.repository,
      .value(
        "registry", short: "r", placeholder: "FOLDER", rule: .path,
        help: "the data team's project to write down",
        defaultNote: "a dbt project in the repository"),
      .flag("print", help: "print the file instead of writing it", group: "Output"),
      .flag("force", short: "f", help: "replace a file that is there", group: "Output"),
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let (repository, tree) = try open(invocation.value("repo") ?? ".", console)
    let draft = draft(of: tree, repository: repository, registry: invocation.value("registry"))
    if invocation.isSet("print") {
      try console.print(draft.text)
      return .success
    }
    guard let root = repository.workTreeRoot else {
      throw CommandFailure("a bare repository has no place for the file; use --print")
    }
    let path = (root.hasSuffix("/") ? root : root + "/") + BackendConfiguration.fileName
    var status = stat()
    if lstat(path, &status) == 0, !invocation.isSet("force") {
      throw CommandFailure("\"\(path)\" is there already; use --force to replace it, or --print")
    }
    if let reason = console.writeFile(Array(draft.text.utf8), at: path) {
      throw CommandFailure("\"\(path)\" could not be written: \(reason)", status: .internalError)
    }
    try console.print(Self.told(draft, path: path))
    return .success
  }

  private static func open(
    _ folder: String, _ console: ProcessConsole
  ) throws(CommandFailure) -> (GitRepository, FileTree) {
    do throws(GitError) {
      let repository = try GitRepository(discovering: folder, environment: console.gitEnvironment)
      return (repository, try repository.tree(at: try repository.resolve("HEAD").commitID))
    } catch {
      throw CommandFailure(error.message)
    }
  }

  /// Detects, then reads once more with the entries: they are written as such only if they change nothing.
  private static func draft(
    of tree: FileTree, repository: GitRepository, registry: String?
  ) -> ConfigurationDraft {
    let reader = MigrationReader()
    let projects = tree.entries.filter { $0.path.lastComponent == "dbt_project.yml" }.map {
      $0.path.parent.display
    }.filter {
      !$0.split(separator: "/").contains { ["dbt_packages", "dbt_modules", "node_modules"].contains($0) }
    }
    var draft = ConfigurationDraft(
      backend: repository.remoteRepositoryName(), detected: reader.histories(in: tree),
      registry: registry ?? projects.first.map { $0.isEmpty ? "." : $0 },
      otherRegistries: registry == nil ? Array(projects.dropFirst()) : [])
    var configuration = BackendConfiguration()
    configuration.dialect = draft.commonDialect
    configuration.migrations = draft.entries
    let again = reader.histories(in: tree, configuration: configuration.migrationConfiguration)
    draft.areEntriesProven =
      again.histories.map(Outline.init) == draft.detected.histories.map(Outline.init)
      && again.diagnostics.count <= draft.detected.diagnostics.count
    return draft
  }

  /// What must be the same with and without the entries.
  private struct Outline: Equatable {
    var framework: String
    var root: String
    var dialect: String
    var migrations: [String]

    init(_ history: MigrationHistory) {
      (framework, root, dialect) = (history.framework, history.root, history.dialect)
      migrations = history.migrations.map(\.id)
    }
  }

  private static func told(_ draft: ConfigurationDraft, path: String) -> String {
    let histories = draft.detected.histories.map { history in
      "  \(history.framework) in \(history.root.isEmpty ? "." : history.root), "
        + "\(history.migrations.count) migrations, \(history.dialect)\(history.isDialectGuessed ? " (guessed)" : "")\n"
    }
    return "wrote \(path)\n" + (histories.isEmpty ? "  no migrations found\n" : histories.joined())
      + (draft.registry.map { "  registry \($0)\n" }
        ?? "  no registry: name it in the file or with --registry\n")
      + "next: tidegate check --base origin/main\(draft.registry == nil ? " --registry ../analytics" : "")\n"
  }
}
