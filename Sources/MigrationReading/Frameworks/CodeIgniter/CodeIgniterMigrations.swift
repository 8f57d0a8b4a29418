import Domain
import ScriptSyntax

/// Reads the migrations of one application.
struct CodeIgniterMigrations: PHPMigrations {
  let classes: PHPClasses
  let prefix: String
  /// SQL files that migrations may run.
  let texts: ProgramTexts
  var sql: EmbeddedSQL
  var tables = ProgramTables()

  init(classes: PHPClasses, prefix: String, texts: ProgramTexts) {
    self.classes = classes
    self.prefix = prefix
    self.texts = texts
    sql = classes.sql
  }

  static func migration(in script: ScriptFile, _ run: ScriptRun) -> PHPMigration? {
    func method(_ name: String, of type: ScriptClass) -> FoldedClosure? {
      run.method(name, of: type, behind: "__construct")
    }
    for type in script.classes {
      guard let up = method("up", of: type) else { continue }
      return PHPMigration(type: type, up: up, down: method("down", of: type))
    }
    return nil
  }

  static func missing(in script: ScriptFile, _ run: ScriptRun) -> (summary: String, reach: Diagnostic.Reach)?
  {
    run.isEmpty ? nil : ("no class with \"up\" was found", .mayChangeSchema)
  }

  func program(
    _ run: ScriptRun, _ output: ProgramOutput, _ script: ScriptFile, _ type: ScriptClass
  ) -> CodeIgniterProgram {
    CodeIgniterProgram(run: run, output: output, prefix: prefix, texts: texts, type: type.name)
  }

  /// What calls give by which migrations ask for tables and settings.
  func answers(in text: SourceText) -> ScriptAnswers {
    let (tables, prefix, dialect, settings) = (tables, prefix, sql.dialectName, settings(in: text.bytes))
    return { call, before in
      func answer(_ content: FoldedValue.Content) -> FoldedValue { FoldedValue(content, at: call.range) }
      func text(_ string: String) -> FoldedValue { answer(.string(ScriptText(string, at: call.range.start))) }
      let first = call.positional.first?.text
      switch call.name {
      case "prefixTable", "dbprefix": return first.map { text(prefix + $0) }
      case "getPrefix": return text(prefix)
      case "escapeIdentifiers", "protectIdentifiers", "protect_identifiers":
        return first.map { text(SQLSpelling(dialect).name(SQLSpelling.table($0))) }
      case "escape": return first.map { text(SQLSpelling(dialect).string($0)) }
      case "tableExists", "table_exists":
        guard let first, !before.touch(first) else { return nil }
        return tables.hasTable(Self.prefixed(first, prefix)).map { answer(.boolean($0)) }
      case "fieldExists", "field_exists":
        guard let first, let table = call.positional.dropFirst().first?.text, !before.touch(table),
          let columns = tables.columns(of: Self.prefixed(table, prefix))
        else { return nil }
        return answer(.boolean(columns.contains(first)))
      case "config":
        let name =
          first ?? call.positional.first?.resolved?.split(separator: ".").last { $0 != "class" }?.description
        return name?.split(separator: "\\").last.flatMap { settings[String($0)] }
      default: return nil
      }
    }
  }

  private static func prefixed(_ name: String, _ prefix: String) -> String {
    name.hasPrefix(prefix) ? name : prefix + name
  }

  /// The settings that a script names, as classes by their names: `config('Auth')`, `config(Auth::class)`.
  func settings(in bytes: [UInt8]) -> [String: FoldedValue] {
    let mark = Array("config(".utf8)
    var found: [String: FoldedValue] = [:]
    var at = 0
    while let start = ByteSearch.first(of: mark, in: bytes, from: at), found.count < 20 {
      at = start + mark.count
      let word = bytes[at...].prefix(80).drop { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }.prefix {
        ScriptWordByte.isName($0) || $0 == UInt8(ascii: "\\")
      }
      guard let name = String(decoding: word, as: UTF8.self).split(separator: "\\").last.map(String.init),
        let type = classes.definition("Config." + name)
      else { continue }
      found[name] = FoldedValue(.classValue(type), at: ScriptRange(0, 0))
    }
    return found
  }
}
