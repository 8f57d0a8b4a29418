import Domain
import ScriptSyntax

/// Follows what a migration does with `this.schema`, which is Knex's schema builder, and with the connection that
/// `this.defer` hands over.
struct LucidProgram: KnexBasedProgram {
  static let handleName = "connection"
  /// The names of the connection that Knex's own reader knows.
  private static let connections = [
    ProgramHandle.database, "this.db", "this", "@adonisjs/lucid/services/db.default",
    "@adonisjs/lucid/services/db", "@ioc:Adonis/Lucid/Database.default", "@ioc:Adonis/Lucid/Database",
  ]

  let run: ScriptRun
  var knex: KnexProgram

  init(run: ScriptRun, output: ProgramOutput) {
    self.run = run
    knex = KnexProgram(run: run, output: output, names: Self.connections)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first else { return }
    guard let root = first.resolved else { return performRows(call.chain, call) }
    guard root.hasPrefix("this.") else {
      let isConnection = knex.path(first) != nil
      return isConnection || Self.isGivenHandle(call, orMembers: [""])
        ? knex.perform(executed) : performRows(call.chain, call)
    }
    if root.hasPrefix("this.schema.") || root.hasPrefix("this.db.") { return knex.perform(executed) }
    switch root {
    case "this.defer", "this.schedule":
      for closure in first.closures { perform(closure) }
      if first.closures.isEmpty { reportForeign(first) }
    case "this.raw": if executed.use == .statement { performSchema(first, "raw") }
    case "this.now", "this.debug", "this.on", "this.fn", "this.hasTable", "this.hasColumn", "this.up",
      "this.down", "super.up", "super.down":
      return
    default:
      let name = first.name
      if let modern = Self.older[name] { return performSchema(first, modern) }
      guard root.split(separator: ".").count == 2 || Self.isGivenHandle(call) else { return }
      output.report(
        "unknown-helper", "what \"\(name)\" does with the migration is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  /// Calls of AdonisJS 4, whose class is the schema builder itself.
  private static let older = [
    "create": "createTable", "createTable": "createTable", "createIfNotExists": "createTableIfNotExists",
    "createTableIfNotExists": "createTableIfNotExists", "table": "alterTable", "alter": "alterTable",
    "alterTable": "alterTable", "drop": "dropTable", "dropTable": "dropTable",
    "dropIfExists": "dropTableIfExists", "dropTableIfExists": "dropTableIfExists", "rename": "renameTable",
    "renameTable": "renameTable", "createExtension": "createExtension", "dropExtension": "dropExtension",
    "createExtensionIfNotExists": "createExtension", "dropExtensionIfExists": "dropExtension",
    "createSchema": "createSchema", "createSchemaIfNotExists": "createSchemaIfNotExists",
    "dropSchema": "dropSchema", "dropSchemaIfExists": "dropSchemaIfExists",
  ]

  private mutating func performSchema(_ call: FoldedCall, _ name: String) {
    var call = call
    let reference = FoldedReference(written: "this.schema." + name, resolved: "this.schema." + name)
    call.callee = FoldedValue(.reference(reference), at: call.callee.range)
    knex.performSchemaLink(call)
  }

  /// `use("Database").table("a").insert(...)` of AdonisJS 4, and models: they change rows that no text names.
  private mutating func performRows(_ links: [FoldedCall], _ call: FoldedCall) {
    guard let first = links.first else { return }
    if first.name == "use", first.positional.first?.text == "Database", links.count > 1 {
      let rest = Array(links.dropFirst())
      return knex.performQuery(rest, [Substring(rest[0].name)])
    }
    let root = first.written ?? ""
    let isModel = first.name == "use" || root.first.map { $0.isUppercase } ?? false
    guard isModel, !root.hasPrefix("Object."), let last = links.last, Self.writes.contains(last.name) else {
      return
    }
    output.report(
      "dynamic-rows", "the rows that \"\(last.name)\" changes are given as models", at: call.range,
      .mayChangeRows)
  }

  private static let writes: Set<String> = [
    "create", "createMany", "createQuietly", "createManyQuietly", "save", "saveQuietly", "saveMany", "update",
    "delete", "deleteQuietly", "updateOrCreate", "updateOrCreateMany", "firstOrCreate", "fetchOrCreateMany",
    "truncate", "attach", "sync", "detach", "increment", "decrement", "insert", "multiInsert",
  ]
}
