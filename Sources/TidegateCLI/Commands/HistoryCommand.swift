import ChangeInference
import CommandLineKit
import Documents
import Domain
import FactTables
import GitAccess
import Reporting
import SchemaReplay

/// `history`: what each migration changes, in running order.
enum HistoryCommand: CLICommand {
  static let declaration = Command(
    "history", summary: "print what each migration changes, in running order",
    discussion: """
      Each migration is looked at by itself: the schema before it against the schema after it.
      The JSON form gives, besides the changes, every table that the migration leaves otherwise than it found it, as \
      it is afterwards. What could not be read is told on standard error; the exit status is then 2.
      """,
    options: [
      SharedOptions.repository, SharedOptions.rules,
      .value("at", placeholder: "REVISION", help: "the revision to read", defaultValue: "HEAD"),
      .value(
        "table", placeholder: "TABLE", help: "only migrations that change this table, by any of its names"),
      .value(
        "format", placeholder: "FORMAT", rule: .oneOf(["text", "json"]), help: "how to print it",
        defaultValue: "text"),
      SharedOptions.colour,
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let facts = try FactSource.facts(invocation)
    let revision = invocation.value("at") ?? "HEAD"
    let tree = try SchemaCommand.tree(
      repository: invocation.value("repo") ?? ".", revision: revision, console)
    let configuration = try BackendConfigurationReader.configuration(in: tree, origin: revision)
    let reading = BackendReading.read(base: tree, head: tree, touched: [], configuration: configuration)
    guard !reading.replays.isEmpty else {
      throw CommandFailure("no migrations found; name their place with \"migrations\" in .tidegate.yml")
    }
    var steps: [MigrationStep] = []
    for replay in reading.replays {
      replaySteps(of: replay.history) { migration, result in
        let changes = inferChanges(in: result, history: replay.name, lexicon: facts.lexicon)
        steps.append(MigrationStep(migration, history: replay.name, changes: changes, result))
      }
    }
    if let table = invocation.value("table") { steps = MigrationStep.steps(steps, about: table) }
    try console.print(
      invocation.value("format") == "json"
        ? JSONWriter.text(of: HistoryJSON.value(of: steps))
        : HistoryText.text(of: steps, options: console.renderOptions(invocation)))
    let unread = reading.diagnostics.filter { $0.reach == .mayChangeSchema }
    console.tell(unread)
    return unread.isEmpty ? .success : .undetermined
  }
}

extension MigrationStep {
  /// What one migration does, from the schemas around it.
  fileprivate init(_ migration: Migration, history: String, changes: [Change], _ result: ReplayResult) {
    let before = Dictionary(result.base.tables.map { ($0.name, $0) }) { first, _ in first }
    let after = Set(result.head.tables.map(\.name))
    self.init(
      history: history, migration: migration.id, files: migration.files.map(\.path.display),
      changes: changes, tables: result.head.tables.filter { before[$0.name] != $0 },
      goneTables: result.base.tables.map(\.name).filter { !after.contains($0) },
      types: result.base.types == result.head.types ? [] : result.head.types)
  }

  /// The steps that change a table, found by the name that it has at the end or had on the way.
  fileprivate static func steps(_ steps: [MigrationStep], about table: String) -> [MigrationStep] {
    var names: Set<String> = [table]
    var found: [MigrationStep] = []
    for step in steps.reversed() {
      let own = step.changes.filter { change in
        let touched = [change.table].compactMap { $0 } + (change.to?.tables ?? [])
        return touched.contains { names.contains($0.name) || names.contains($0.display) }
      }
      guard !own.isEmpty else { continue }
      for change in own where change.kind == .tableRenamed || change.kind == .tableMoved {
        if let old = change.table { names.insert(old.name) }
      }
      var copy = step
      copy.changes = own
      found.append(copy)
    }
    return found.reversed()
  }
}
