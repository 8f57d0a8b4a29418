import CommandLineKit
import Documents
import Domain
import FactTables
import GitAccess
import ImpactAnalysis
import RegistryReading
import Reporting

/// `impact TABLE`: what depends on a table, column or value, no migration needed.
enum ImpactCommand: CLICommand {
  static let declaration = Command(
    "impact", summary: "show what depends on a table, a column or a value",
    discussion: """
      Asks what would happen if it were gone: tidegate impact users --column customer_segment --value premium
      """,
    options: [
      SharedOptions.repository,
      .value("at", placeholder: "REVISION", help: "the revision whose schema counts", defaultValue: "HEAD"),
      .value("column", short: "c", placeholder: "NAME", help: "only this column of the table"),
      .value("value", placeholder: "TEXT", help: "only this value of the column"),
      SharedOptions.registry, SharedOptions.backend, SharedOptions.rules,
      .value(
        "format", placeholder: "FORMAT", rule: .oneOf(["text", "json"]), help: "how to print it",
        defaultValue: "text"),
      SharedOptions.colour,
    ], arguments: [Argument("TABLE", help: "the backend's table; schema.table is allowed")])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let facts = try FactSource.facts(invocation)
    let revision = invocation.value("at") ?? "HEAD"
    let snapshots = try BackendSnapshots.open(
      ComparisonRequest(
        repository: invocation.value("repo") ?? ".", base: revision, head: .revision(revision)),
      environment: console.gitEnvironment)
    let configuration = try BackendConfigurationReader.configuration(in: snapshots.headTree, origin: revision)
    let backend = BackendReading.read(
      base: snapshots.headTree, head: snapshots.headTree, touched: [], configuration: configuration)
    let base = backend.replays.map(\.result.base)
    let registry = try RegistryLoading.registry(
      from: try RegistryOpening.open(
        option: invocation.value("registry"), configured: configuration.registry, snapshots: snapshots))
    let bindings = BindingResolver.resolve(
      backend: invocation.value("backend") ?? configuration.backend
        ?? snapshots.repository.remoteRepositoryName(),
      base: base, head: base, registry: registry, loaders: facts.loaders)
    if let problem = bindings.problem { throw CommandFailure(problem) }
    let change = try change(invocation, schemas: base)
    let crossing = RegistryCrossing(
      base: base, head: base.map { $0.after(change) }, registry: registry, bindings: bindings,
      loaders: facts.loaders)
    let result = crossing.impact(of: [change])
    try print(result.effects, of: registry, invocation, console)
    return .success
  }

  /// The loss that is asked about.
  private static func change(
    _ invocation: ParsedInvocation, schemas: [Schema]
  ) throws(CommandFailure) -> Change {
    let name = invocation.argument("TABLE") ?? ""
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let asked = parts.count == 2 ? TableName(schema: parts[0], parts[1]) : TableName(name)
    guard let table = schemas.lazy.compactMap({ $0.table(named: asked) }).first else {
      let known = schemas.flatMap(\.tables).map(\.name.name)
      let advice = NearestName.of(asked.name, among: known).map { "did you mean \"\($0)\"?" }
      throw CommandFailure(
        "no table \"\(name)\" at this revision; \(advice ?? "\"tidegate schema\" lists the tables")",
        status: .usage)
    }
    guard let column = invocation.value("column") else {
      guard invocation.value("value") == nil else {
        throw CommandFailure("\"--value\" needs \"--column\"", status: .usage)
      }
      return Change(id: ChangeID(1), kind: .tableDropped, table: table.name)
    }
    guard table.column(named: column) != nil else {
      let advice = NearestName.of(column, among: table.columns.map(\.name)).map { "did you mean \"\($0)\"?" }
      throw CommandFailure(
        "table \"\(name)\" has no column \"\(column)\"; \(advice ?? "\"tidegate schema\" lists the columns")",
        status: .usage)
    }
    guard let value = invocation.value("value") else {
      return Change(id: ChangeID(1), kind: .columnDropped, table: table.name, columns: [column])
    }
    return Change(
      id: ChangeID(1), kind: .enumValueRemoved, table: table.name, columns: [column],
      values: [ValuePair(from: value, to: nil)])
  }

  private static func print(
    _ effects: [AssetEffect], of registry: Registry, _ invocation: ParsedInvocation, _ console: ProcessConsole
  ) throws(CommandFailure) {
    if invocation.value("format") == "json" {
      return try console.print(JSONWriter.text(of: EffectsJSON.value(of: effects)))
    }
    let shown = Set(effects.flatMap { $0.path + [$0.asset] })
    var names: [AssetID: String] = [:]
    var locations: [AssetID: SourceLocation] = [:]
    for asset in registry.assets where shown.contains(asset.id) {
      names[asset.id] = asset.name
      locations[asset.id] = asset.location
    }
    try console.print(
      effects.isEmpty
        ? "nothing in the registry depends on it\n"
        : EffectsText.text(
          of: effects, names: names, locations: locations, options: console.renderOptions(invocation)))
  }
}

extension Schema {
  /// The schema as it would be after a loss.
  fileprivate func after(_ loss: Change) -> Schema {
    var copy = self
    if loss.kind == .tableDropped {
      copy.tables.removeAll { $0.name == loss.table }
    } else if loss.kind == .columnDropped {
      for table in copy.tables.indices where copy.tables[table].name == loss.table {
        copy.tables[table].columns.removeAll { loss.columns.contains($0.name) }
      }
    }
    return copy
  }
}
