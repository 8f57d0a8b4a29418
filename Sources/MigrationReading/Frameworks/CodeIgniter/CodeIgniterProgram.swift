import Domain
import ScriptSyntax

/// Follows what a method of a migration does: the forge, whose fields and keys wait for their table, SQL, and rows of
/// the query builder.
struct CodeIgniterProgram: PHPProgram {
  let run: ScriptRun
  var output: ProgramOutput
  let prefix: String
  let texts: ProgramTexts
  /// The name of the migration's class.
  let type: String
  /// Fields and keys of the next table.
  var fields: [FoldedEntry] = []
  var keys: [Key] = []
  /// Whether fields of the next table are not known.
  var isOpen = false
  /// Conditions of CodeIgniter 3 that wait for their statement.
  var waiting: [FoldedCall] = []
  /// What was said of builders that are kept in variables, by where they were made.
  var builders: [ScriptRange: [FoldedCall]] = [:]
  var depth = 0

  /// A key of the next table.
  enum Key {
    case primary([String], ScriptRange)
    case plain([String], name: String?, isUnique: Bool, ScriptRange)
    case foreign(FoldedCall)
  }

  init(run: ScriptRun, output: ProgramOutput, prefix: String, texts: ProgramTexts, type: String) {
    self.type = type.lowercased()
    self.texts = texts
    self.run = run
    self.output = output
    self.prefix = prefix
  }

  var columns: CodeIgniterColumn { CodeIgniterColumn(spelling: spelling) }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first else { return }
    let path = first.resolved?.split(separator: ".").map { $0.lowercased() } ?? []
    let owner = path.dropLast().last ?? ""
    if owner.hasSuffix("forge") || links.dropLast().contains(where: { $0.name == "forge" }) {
      // What stands in a chain before a variable was done when the variable was bound.
      for link in links where link.range.start == call.range.start || link.range == call.range {
        var own = link
        own.range = output.ownRange(of: link)
        performForge(own)
      }
      return
    }
    let isDatabase =
      owner == "db" || links.contains { ["db_connect", "connect", "table"].contains($0.name) }
      || owner.hasSuffix("connection")
    if isDatabase { return performDatabase(links, call) }
    if runFile(call) { return }
    for closure in call.closures { perform(closure) }
    guard executed.use == .statement else { return }
    if path.first == "parent", !["up", "down", "__construct"].contains(call.name) {
      return output.report(
        "program-code", "\"\(call.name)\" of the class above is not read", at: call.range, .mayChangeSchema)
    }
    if path.count == 2, ["this", "self", "static", type].contains(path[0]),
      !["__construct"].contains(call.name)
    {
      return output.report(
        "program-code", "what \"\(call.name)\" does is not known", at: call.range, .mayChangeSchema)
    }
    if Self.writers.contains(call.name) {
      output.report(
        "program-code", "what \"\(call.name)\" changes is not known", at: call.range, .mayChangeRows)
    }
  }

  /// A function of the application that is given the path of one SQL file runs it.
  private mutating func runFile(_ call: FoldedCall) -> Bool {
    let paths = call.positional.compactMap { value -> String? in
      if case .joined(let parts) = value.content { return parts.last?.text }
      return value.text
    }.filter { ProgramTexts.isText($0) }
    guard paths.count == 1, let text = texts.text(named: paths[0]) else { return false }
    output.run(ScriptText(text, at: call.range.start), at: call.range)
    return true
  }

  /// Methods of models that change rows.
  private static let writers: Set<String> = [
    "save", "update", "delete", "updateBatch", "replace", "purgeDeleted",
  ]

  /// The table of a name, with the prefix of all.
  func table(_ value: FoldedValue?) -> TableName? {
    guard let text = value?.text, !text.isEmpty else { return nil }
    let name = SQLSpelling.table(text.filter { !"`\"".contains($0) })
    return TableName(schema: name.schema, prefix + name.name)
  }

  /// Names of columns: one, a list, or several with commas.
  func names(_ value: FoldedValue?) -> [String]? {
    if let text = value?.text { return text.split { $0 == "," || $0 == " " }.map(String.init) }
    guard let elements = value?.elements else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count && !texts.isEmpty ? texts : nil
  }

  /// Fields as entries: a map, or a list of SQL.
  func entries(_ value: FoldedValue?) -> [FoldedEntry]? {
    if let entries = value?.entries { return entries }
    return value?.elements?.map { FoldedEntry(key: FoldedValue(.number("0"), at: $0.range), value: $0) }
  }

  /// Runs SQL that a call stands for.
  mutating func execute(_ sql: String, _ range: ScriptRange) {
    output.run(ScriptText(sql, at: range.start), at: range)
  }
}
