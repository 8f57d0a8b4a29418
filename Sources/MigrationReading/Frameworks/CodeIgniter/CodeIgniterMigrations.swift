import Domain
import ScriptSyntax

/// Reads the migrations of one application in their order; what earlier ones make, later ones may ask for.
struct CodeIgniterMigrations {
  let classes: PHPClasses
  let prefix: String
  /// SQL files that migrations may run.
  let texts: ProgramTexts
  var sql: EmbeddedSQL
  /// The tables so far.
  private(set) var tables = ProgramTables()

  init(classes: PHPClasses, prefix: String, texts: ProgramTexts, sql: EmbeddedSQL) {
    self.texts = texts
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
    let run = classes.run(script, in: text, answers: answers(settings(in: text.bytes)))
    var forward = ProgramOutput(file: text, entry: entry, sql: sql)
    for trouble in script.troubles {
      forward.report("script-syntax", trouble.message, at: trouble.range, .mayChangeSchema)
    }
    guard let type = script.classes.first(where: { Self.body("up", of: $0, run) != nil }),
      let up = Self.body("up", of: type, run)
    else {
      if script.troubles.isEmpty, !run.isEmpty {
        forward.report(
          "no-migration", "no class with \"up\" was found", at: ScriptRange(0, 0), .mayChangeSchema)
      }
      migration.diagnostics = forward.diagnostics
      return migration
    }
    var program = CodeIgniterProgram(run: run, output: forward, prefix: prefix, texts: texts, type: type.name)
    if type.method("up") == nil { program.output.site = type.range }
    program.perform(up)
    sql = program.output.sql
    migration.operations = program.output.operations
    migration.hints = AuthorHints.readProgram(text) + program.output.hints
    var told: Set<Diagnostic> = []
    migration.diagnostics = program.output.diagnostics.filter { told.insert($0).inserted }
    migration.files += classes.used.filter { $0 != entry }.sorted()
    for operation in migration.operations { tables.apply(operation) }
    if let down = Self.body("down", of: type, run) {
      var reverse = CodeIgniterProgram(
        run: run, output: ProgramOutput(file: text, entry: entry, sql: sql), prefix: prefix, texts: texts,
        type: type.name)
      reverse.output.isReverse = true
      if type.method("down") == nil { reverse.output.site = type.range }
      reverse.perform(down)
      migration.reverseOperations = reverse.output.operations
    }
    return migration
  }

  /// A direction, of the class itself or of one above it, behind what the class sets up.
  private static func body(_ name: String, of type: ScriptClass, _ run: ScriptRun) -> FoldedClosure? {
    guard
      var closure = type.method(name).map({ ScriptRun.closure($0, of: type) })
        ?? run.inherited(name, of: type)
    else { return nil }
    if let setup = type.method("__construct"), !setup.body.isEmpty {
      closure.function = closure.function.preceded(by: setup)
    }
    return closure
  }

  /// What calls give by which migrations ask for tables and settings.
  private func answers(_ settings: [String: FoldedValue]) -> ScriptAnswers {
    let (tables, prefix, dialect) = (tables, prefix, sql.dialectName)
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
        guard let first, !Self.isTouched(first, before) else { return nil }
        return tables.hasTable(Self.prefixed(first, prefix)).map { answer(.boolean($0)) }
      case "fieldExists", "field_exists":
        guard let first, let table = call.positional.dropFirst().first?.text, !Self.isTouched(table, before),
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

  /// Whether the same migration did something to a table before.
  private static func isTouched(_ table: String, _ before: [ExecutedCall]) -> Bool {
    let mark = Array(table.utf8)
    return before.suffix(400).contains { executed in
      executed.call.chain.flatMap(\.positional).prefix(40).contains { value in
        guard let text = value.text else { return false }
        return text == table || text.utf8.count > 20 && ByteSearch.contains(Array(text.utf8), mark)
      }
    }
  }
}

extension CodeIgniterMigrations {
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
