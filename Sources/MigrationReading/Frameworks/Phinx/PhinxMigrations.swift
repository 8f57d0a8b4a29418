import Domain
import ScriptSyntax

/// Reads the migrations of one folder.
struct PhinxMigrations: PHPMigrations {
  let classes: PHPClasses
  let settings: PhinxSettings
  let functions: PhinxFunctions
  var sql: EmbeddedSQL
  var tables = ProgramTables()

  init(classes: PHPClasses, folder: TreePath, settings: PhinxSettings) {
    self.classes = classes
    self.settings = settings
    sql = classes.sql
    functions = PhinxFunctions(folder: folder, reader: classes.reader, dialect: classes.dialect)
  }

  static func id(of file: FileEntry) -> String {
    NumberedScripts.version(file.path.lastComponent, endings: [".php"]) ?? file.path.lastComponent
  }

  func answers(in text: SourceText) -> ScriptAnswers {
    PhinxAnswers.callback(tables, sql.dialectName, isReverse: false)
  }

  /// The class that the file returns, or one with a direction.
  static func migration(in script: ScriptFile, _ run: ScriptRun) -> PHPMigration? {
    let given: ScriptClass? =
      if case .classValue(let type)? = run.exported("default")?.content { type } else { nil }
    func method(_ name: String, of type: ScriptClass) -> FoldedClosure? {
      run.method(name, of: type, behind: "init")
    }
    let found =
      ([given].compactMap { $0 } + script.classes).first { type in
        ["up", "change", "down"].contains { method($0, of: type) != nil }
      } ?? script.classes.first { !$0.bases.isEmpty && script.classes.count == 1 }
    return found.map { type in
      let change = method("change", of: type)
      return PHPMigration(
        type: type, up: change ?? method("up", of: type), down: method("down", of: type),
        isReversible: change != nil, mayStandStill: type.method("down") != nil)
    }
  }

  static func missing(in script: ScriptFile, _ run: ScriptRun) -> (summary: String, reach: Diagnostic.Reach)?
  {
    run.isEmpty ? nil : ("no class with \"up\" or \"change\" was found", .mayChangeSchema)
  }

  func program(
    _ run: ScriptRun, _ output: ProgramOutput, _ script: ScriptFile, _ type: ScriptClass
  ) -> PhinxProgram {
    PhinxProgram(run: run, output: output, settings: settings, functions: functions, tables: tables)
  }
}
