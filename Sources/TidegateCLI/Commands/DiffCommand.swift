import CommandLineKit
import Documents
import Domain
import FactTables
import GitAccess
import Reporting

/// `diff`: only the schema changes between two revisions, no registry.
enum DiffCommand: CLICommand {
  static let declaration = Command(
    "diff", summary: "show what a branch's migrations change, without any registry",
    discussion: "What could not be read is told on standard error; the exit status is then 2.",
    options: [
      SharedOptions.repository, SharedOptions.base, SharedOptions.head, SharedOptions.staged,
      SharedOptions.workTree, SharedOptions.rules,
      .value(
        "format", placeholder: "FORMAT", rule: .oneOf(["text", "json"]), help: "how to print it",
        defaultValue: "text"),
      .flag("exit-code", help: "exit with 1 when there are changes"),
      SharedOptions.colour,
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let facts = try FactSource.facts(invocation)
    let snapshots = try BackendSnapshots.open(
      try ComparisonRequest(invocation), environment: console.gitEnvironment)
    let configuration = try BackendConfigurationReader.configuration(
      in: try snapshots.targetTree(), origin: snapshots.target.revision)
    let touched = Set(snapshots.changed.map(\.path.display))
    let reading = BackendReading.read(
      base: snapshots.baseTree, head: snapshots.headTree, touched: touched, configuration: configuration)
    guard !reading.replays.isEmpty else {
      throw CommandFailure(
        "no migrations found at base or head; name their place with \"migrations\" in .tidegate.yml")
    }
    for note in snapshots.notes { console.write("tidegate: \(note)\n", to: .error) }
    let changes = reading.changes(facts.lexicon)
    try console.print(
      invocation.value("format") == "json"
        ? JSONWriter.text(of: ChangesJSON.value(of: changes))
        : ChangesText.text(of: changes, options: console.renderOptions(invocation)))
    let unread = reading.diagnostics.filter {
      $0.reach == .mayChangeSchema && touched.contains($0.location.file)
    }
    console.tell(unread)
    if !unread.isEmpty { return .undetermined }
    return invocation.isSet("exit-code") && !changes.isEmpty ? .blocked : .success
  }
}
