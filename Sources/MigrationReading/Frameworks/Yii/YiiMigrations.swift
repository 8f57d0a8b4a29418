import Domain
import ScriptSyntax

/// Reads the migrations of one application in their order; what earlier ones make, later ones may ask for.
struct YiiMigrations {
  let classes: PHPClasses
  let prefix: String
  var sql: EmbeddedSQL
  /// The tables so far.
  private(set) var tables = ProgramTables()

  init(classes: PHPClasses, prefix: String, sql: EmbeddedSQL) {
    self.classes = classes
    self.prefix = prefix
    self.sql = sql
  }

  mutating func read(_ entry: FileEntry) -> Migration {
    var migration = Migration(
      id: String(entry.path.lastComponent.dropLast(4)), files: [entry], operations: [])
    let parsed = classes.parsed(entry)
    if let unread = parsed.unread { migration.diagnostics.append(unread) }
    guard let script = parsed.script, let text = parsed.text else { return migration }
    let answers = YiiAnswers(tables: tables, dialect: sql.dialectName, prefix: prefix)
    let run = classes.run(script, in: text, answers: answers.callback)
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    for trouble in script.troubles {
      forward.report("script-syntax", trouble.message, at: trouble.range, .mayChangeSchema)
    }
    guard let type = script.classes.first(where: { Self.body(of: $0, run) != nil }),
      let up = Self.body(of: type, run)
    else {
      let isBlank = script.classes.contains { $0.method("down") != nil || $0.method("safeDown") != nil }
      if script.troubles.isEmpty, !run.isEmpty, !isBlank {
        let bases = script.classes.flatMap(\.bases).compactMap(\.dottedName)
        // Those of the tool itself make tables: `m140506_102106_rbac_init`.
        let isInitial = bases.contains { $0.hasSuffix("_init") }
        forward.report(
          "no-migration", "no class with \"up\" or \"safeUp\" was found", at: ScriptRange(0, 0),
          isInitial ? .harmless : .mayChangeSchema)
      }
      migration.diagnostics = forward.diagnostics
      return migration
    }
    let models = YiiModels(classes: classes, run: run)
    let names = YiiNames(prefix: prefix, spelling: forward.spelling, tables: models.table(of:))
    var program = YiiProgram(run: run, output: forward, names: names, type: type)
    // What a class above does is shown where the migration stands.
    if !Self.isOwn(up, of: type) { program.output.site = type.range }
    program.perform(up)
    sql = program.output.sql
    migration.operations = program.output.operations
    migration.hints = AuthorHints.readProgram(text) + program.output.hints
    var told: Set<Diagnostic> = []
    migration.diagnostics = program.output.diagnostics.filter { told.insert($0).inserted }
    migration.files += classes.used.filter { $0 != entry }.sorted()
    for operation in migration.operations { tables.apply(operation) }
    if let down = Self.body(of: type, run, ["down", "safeDown"]) {
      var reverse = YiiProgram(
        run: run, output: ProgramOutput(file: text, entry: entry, sql: sql), names: names, type: type)
      reverse.output.isReverse = true
      if !Self.isOwn(down, of: type) { reverse.output.site = type.range }
      reverse.perform(down)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }

  /// A method; PHP does not tell apart the case of its name.
  private static func named(_ name: String, _ type: ScriptClass) -> ScriptFunction? {
    if let found = type.method(name) { return found }
    for case .function(let function) in type.body where function.name.lowercased() == name.lowercased() {
      return function
    }
    return nil
  }

  private static func isOwn(_ body: FoldedClosure, of type: ScriptClass) -> Bool {
    type.method(body.function.name) != nil
  }

  /// A direction: `up` of the class itself stands for `safeUp`, which that of a class above runs.
  private static func body(of type: ScriptClass, _ run: ScriptRun, _ names: [String] = ["up", "safeUp"])
    -> FoldedClosure?
  {
    let own = names.lazy.compactMap { named($0, type) }.first
    let closure =
      own.map { ScriptRun.closure($0, of: type) }
      ?? names.reversed().lazy.compactMap { run.inherited($0, of: type) }.first
    guard var closure else { return nil }
    for name in ["init", "__construct"] {
      guard let setup = type.method(name) ?? run.inherited(name, of: type)?.function, !setup.body.isEmpty
      else { continue }
      closure.function = closure.function.preceded(by: setup)
    }
    return closure
  }
}

/// The tables of models.
struct YiiModels {
  let classes: PHPClasses
  let run: ScriptRun

  /// What `tableName` of a class gives; without one, its name with a prefix (`ActiveRecord::tableName`).
  func table(of path: String) -> String? {
    guard let type = classes.definition(path) else { return nil }
    if let method = type.method("tableName") {
      return run.calls(in: ScriptRun.closure(method, of: type)).result?.text
    }
    return "{{%" + EnglishWords.underscored(type.name) + "}}"
  }
}

/// What calls give by which migrations ask for the database and its tables.
struct YiiAnswers {
  let tables: ProgramTables
  let dialect: String
  let prefix: String

  /// The answers as runs of programs take them.
  var callback: ScriptAnswers { { call, before in answer(call, before) } }

  private func answer(_ call: FoldedCall, _ before: [ExecutedCall]) -> FoldedValue? {
    let spelling = SQLSpelling(dialect)
    let names = YiiNames(prefix: prefix, spelling: spelling, tables: { _ in nil })
    let first = call.positional.first
    switch call.name {
    case "quoteTableName", "quoteColumnName":
      return first?.text.map { text(spelling.name(SQLSpelling.table(names.raw($0))), call) }
    case "quoteValue": return first?.text.map { text(spelling.string($0), call) }
    case "getRawTableName": return first?.text.map { text(names.raw($0), call) }
    case "getTablePrefix": return text(prefix, call)
    case "getIsMysql": return FoldedValue(.boolean(dialect == "mysql"), at: call.range)
    case "getIsPgsql": return FoldedValue(.boolean(dialect == "postgres"), at: call.range)
    case "getTableSchema":
      guard let name = first?.text.map({ names.raw($0) }), !isTouched(name, names, before) else { return nil }
      return schema(of: SQLSpelling.table(name).name, call)
    case "getColumn":
      guard case .member(let member) = call.callee.content, let name = first?.text,
        let columns = member.receiver.entry("columns")
      else { return nil }
      return columns.entry(name) ?? FoldedValue(.null, at: call.range)
    default: return nil
    }
  }

  /// A table as an object; nil if it is not known.
  private func schema(of name: String, _ call: FoldedCall) -> FoldedValue? {
    if tables.hasTable(name) == false { return FoldedValue(.null, at: call.range) }
    guard let columns = tables.columns(of: name) else { return nil }
    let all = columns.map { column -> FoldedEntry in
      let entry = FoldedEntry(key: text("name", call), value: text(column, call))
      return FoldedEntry(key: text(column, call), value: FoldedValue(.map([entry]), at: call.range))
    }
    let list = FoldedValue(.list(columns.map { text($0, call) }), at: call.range)
    let parts = [
      ("name", text(name, call)), ("columns", FoldedValue(.map(all), at: call.range)), ("columnNames", list),
    ]
    return FoldedValue(
      .map(parts.map { FoldedEntry(key: text($0.0, call), value: $0.1) }), at: call.range)
  }

  private func text(_ string: String, _ call: FoldedCall) -> FoldedValue {
    FoldedValue(.string(ScriptText(string, at: call.range.start)), at: call.range)
  }

  /// Whether the same migration did something to a table before.
  private func isTouched(_ table: String, _ names: YiiNames, _ before: [ExecutedCall]) -> Bool {
    let mark = Array(table.utf8)
    return before.suffix(400).contains { executed in
      executed.call.chain.flatMap(\.positional).prefix(40).contains { value in
        guard let text = value.text else { return false }
        return names.raw(text) == table || text.utf8.count > 20 && ByteSearch.contains(Array(text.utf8), mark)
      }
    }
  }
}
