import Domain
import ScriptSyntax

/// Follows what a method of a migration calls: `CreateTable(...)`, `AddColumn(...)`, `Sql(...)`
/// (https://learn.microsoft.com/dotnet/api/system.data.entity.migrations.dbmigration).
struct EF6Program: CSharpTables {
  static let handleName = "migration"

  let run: ScriptRun
  var output: ProgramOutput
  let library: CSharpLibrary
  var depth = 0
  var unknown: Set<String> = []
  /// What stands for the migration itself before its methods: `this`, and the classes that it is built on.
  private var own: Set<String> = ["this", "base"]

  init(run: ScriptRun, output: ProgramOutput, library: CSharpLibrary) {
    self.run = run
    self.output = output
    self.library = library
  }

  var columns: EF6Column { EF6Column(spelling: spelling) }

  mutating func perform(_ name: String, of type: ScriptClass) {
    own.formUnion(
      [type.name] + type.bases.compactMap { $0.dottedName?.split(separator: ".").last.map(String.init) })
    if let own = type.method(name) { return follow(ScriptRun.closure(own, of: type), []) }
    if let body = run.inherited(name, of: type) { return follow(body, []) }
    guard name == "Up", type.bases.first?.dottedName?.split(separator: ".").last != "DbMigration" else {
      return
    }
    output.report(
      "no-migration", "the class that this one is built on is not known, nor what its \"Up\" does",
      at: type.range, .mayChangeSchema)
  }

  mutating func perform(_ executed: ExecutedCall) {
    let links = executed.call.chain
    guard let first = links.first, let name = ownName(first), perform(name, first, links) else {
      return performForeign(executed)
    }
  }

  /// The method of the migration that a call names: `AddColumn(...)`, `this.AddColumn(...)`; nil for others.
  private func ownName(_ call: FoldedCall) -> String? {
    guard let parts = call.resolved?.split(separator: "."), let name = parts.last, parts.count < 3 else {
      return nil
    }
    return parts.count == 1 || own.contains(String(parts[0])) ? String(name) : nil
  }

  /// Does a call of the tool's own methods; false for others.
  private mutating func perform(_ name: String, _ call: FoldedCall, _ links: [FoldedCall]) -> Bool {
    switch name {
    case "CreateTable": createTable(call, links.dropFirst())
    case "DropTable", "RenameTable", "MoveTable": performTable(call)
    case "AddColumn", "AlterColumn", "DropColumn", "RenameColumn": performColumn(call)
    case "CreateIndex", "DropIndex", "RenameIndex": performIndex(call)
    case "AddPrimaryKey", "DropPrimaryKey", "AddForeignKey", "DropForeignKey": performKey(call)
    case "Sql":
      let value = call.argument(0, "sql")
      output.run(value, bindings: nil, at: call.range)
      if value?.located == nil { note(value) }
    case "SqlFile", "SqlResource": performFile(call)
    case "AlterTableAnnotations", "CreateStoredProcedure", "AlterStoredProcedure", "DropStoredProcedure",
      "RenameStoredProcedure", "MoveStoredProcedure", "Up", "Down", "Dispose", "ToString", "GetType":
      break
    default: return false
    }
    return true
  }

  /// `SqlFile("a.sql")`, `SqlResource("Shop.Scripts.a.sql")`
  private mutating func performFile(_ call: FoldedCall) {
    let name = call.positional.first ?? call.argument(0, call.name == "SqlFile" ? "sqlFile" : "sqlResource")
    guard let text = name?.text.flatMap({ library.text(named: $0) }) else {
      note(name)
      return output.report(
        "include-missing", "the SQL file of \"\(call.name)\" is not found", at: call.range, .mayChangeSchema)
    }
    output.run(ScriptText(text, at: call.range.start), at: call.range)
  }

  /// Code of the application: methods that are added to migrations, and those that are given one.
  private mutating func performForeign(_ executed: ExecutedCall) {
    let call = executed.call
    for closure in call.closures { follow(closure, []) }
    guard executed.use == .statement else { return }
    if let names = call.resolved?.split(separator: "."), names.count > 1 {
      unknown.insert(String(names[names.count - 2]))
    }
    let isOwn = ownName(call) != nil
    let isGiven = call.arguments.contains { argument in
      if case .classValue(let type) = argument.value.content { own.contains(type.name) } else { false }
    }
    guard isOwn || isGiven else { return }
    output.report(
      "program-code", "what \"\(call.name)\" does is not known", at: call.range, .mayChangeSchema)
  }

  /// `dbo.Orders`; the schema only where the database has one.
  mutating func table(_ value: FoldedValue?) -> TableName? {
    guard let text = text(value) else { return nil }
    let table = SQLSpelling.table(text.filter { $0 != "[" && $0 != "]" })
    let hasSchemas = spelling.family != .mysql && spelling.family != .sqlite
    return TableName(schema: hasSchemas ? table.schema : nil, table.name)
  }

  /// A name as the tool puts it into those of keys: with its schema, `dbo` if none is written.
  static func full(_ name: String) -> String { name.contains(".") ? name : "dbo." + name }
}
