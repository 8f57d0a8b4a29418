import Domain
import ScriptSyntax

/// Reads the migrations of one application.
struct YiiMigrations: PHPMigrations {
  let classes: PHPClasses
  let prefix: String
  var sql: EmbeddedSQL
  var tables = ProgramTables()

  init(classes: PHPClasses, prefix: String) {
    self.classes = classes
    self.prefix = prefix
    sql = classes.sql
  }

  func answers(in text: SourceText) -> ScriptAnswers {
    YiiAnswers(tables: tables, dialect: sql.dialectName, prefix: prefix).callback
  }

  static func migration(in script: ScriptFile, _ run: ScriptRun) -> PHPMigration? {
    for type in script.classes {
      guard let up = body(of: type, run, ["up", "safeUp"]) else { continue }
      return PHPMigration(type: type, up: up, down: body(of: type, run, ["down", "safeDown"]))
    }
    return nil
  }

  static func missing(in script: ScriptFile, _ run: ScriptRun) -> (summary: String, reach: Diagnostic.Reach)?
  {
    let isBlank = script.classes.contains { $0.method("down") != nil || $0.method("safeDown") != nil }
    guard !run.isEmpty, !isBlank else { return nil }
    // Those of the tool itself make tables: `m140506_102106_rbac_init`.
    let isInitial = script.classes.flatMap(\.bases).contains { $0.dottedName?.hasSuffix("_init") == true }
    return ("no class with \"up\" or \"safeUp\" was found", isInitial ? .harmless : .mayChangeSchema)
  }

  func program(
    _ run: ScriptRun, _ output: ProgramOutput, _ script: ScriptFile, _ type: ScriptClass
  ) -> YiiProgram {
    let models = YiiModels(classes: classes, run: run)
    let names = YiiNames(prefix: prefix, spelling: output.spelling, tables: models.table(of:))
    return YiiProgram(run: run, output: output, names: names, type: type)
  }

  /// A method; PHP does not tell apart the case of its name.
  private static func named(_ name: String, _ type: ScriptClass) -> ScriptFunction? {
    if let found = type.method(name) { return found }
    for case .function(let function) in type.body where function.name.lowercased() == name.lowercased() {
      return function
    }
    return nil
  }

  /// A direction: `up` of the class itself stands for `safeUp`, which that of a class above runs.
  private static func body(of type: ScriptClass, _ run: ScriptRun, _ names: [String])
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
