import CommandLineKit
import Documents
import Domain
import GitAccess
import Reporting
import SchemaReplay

/// `schema`: prints the schema replayed at a revision.
enum SchemaCommand: CLICommand {
  static let declaration = Command(
    "schema", summary: "print the schema that the migrations give at a revision",
    discussion: "What could not be read is told on standard error; the exit status is then 2.",
    options: [
      SharedOptions.repository,
      .value("at", placeholder: "REVISION", help: "the revision to replay", defaultValue: "HEAD"),
      .value(
        "format", placeholder: "FORMAT", rule: .oneOf(["ddl", "json"]), help: "how to print it",
        defaultValue: "ddl"),
      .flag(
        "migrations-only",
        help: "leave aside schema files that stand beside migrations, such as schema.rb or schema.prisma"),
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let tree = try tree(
      repository: invocation.value("repo") ?? ".", revision: invocation.value("at") ?? "HEAD", console)
    let configuration = try BackendConfigurationReader.configuration(
      in: tree, origin: invocation.value("at") ?? "HEAD")
    let reading = BackendReading.read(
      base: tree, head: tree, touched: [], configuration: configuration,
      hearsWitnesses: !invocation.isSet("migrations-only"))
    guard !reading.replays.isEmpty else {
      throw CommandFailure("no migrations found; name their place with \"migrations\" in .tidegate.yml")
    }
    let histories = reading.replays.map { replay in
      ReplayedHistory(
        history: replay.history, schema: replay.result.head, misfits: replay.result.diagnostics)
    }
    let text =
      invocation.value("format") == "json"
      ? JSONWriter.text(of: SchemaJSON.value(of: histories)) : SchemaDDL.text(of: histories.map(\.schema))
    try console.print(text)
    let unread = reading.diagnostics.filter { $0.reach == .mayChangeSchema }
    console.tell(unread)
    Remains.leave((tree, reading, histories))
    return unread.isEmpty ? .success : .undetermined
  }

  /// The tree of a revision.
  static func tree(
    repository: String, revision: String, _ console: ProcessConsole
  ) throws(CommandFailure) -> FileTree {
    do throws(GitError) {
      let repository = try GitRepository(discovering: repository, environment: console.gitEnvironment)
      return try repository.tree(at: try repository.resolve(revision).commitID)
    } catch {
      throw CommandFailure(error.message)
    }
  }
}
