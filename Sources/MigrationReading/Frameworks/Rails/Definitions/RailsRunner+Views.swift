import Domain
import ScriptSyntax

/// Views of the scenic gem, functions and triggers of the fx gem: SQL in files of their own.
extension RailsRunner {
  /// Nil for other calls.
  mutating func viewCall(_ name: String, _ arguments: RailsArguments, _ range: ScriptRange) -> RailsValue? {
    guard let first = arguments.text(0) else { return nil }
    let options = arguments.options
    switch name {
    case "create_view", "update_view", "replace_view", "update_view_safely", "create_materialized_view":
      view(name, first, options, arguments.text(1), range)
    case "drop_view", "drop_materialized_view":
      emit(
        .dropView(
          Self.tableName(first), onlyIfPresent: options.flag("if_exists") == true || isAbsenceGuarded,
          cascade: false),
        range)
    case "rename_view":
      guard let to = arguments.text(1) else { return .null }
      emit(.renameTable(Self.tableName(first), to: Self.tableName(to)), range)
    case "create_function", "update_function", "create_trigger", "update_trigger":
      routine(name, first, options, range)
    case "drop_function", "drop_trigger": break
    default: return nil
    }
    return .null
  }

  private mutating func view(
    _ call: String, _ name: String, _ options: RailsOptions, _ definition: String?, _ range: ScriptRange
  ) {
    let isMaterialized = options.flag("materialized") == true || call == "create_materialized_view"
    let target = sqlName(Self.tableName(name))
    let head =
      isMaterialized ? "CREATE MATERIALIZED VIEW \(target) AS " : "CREATE OR REPLACE VIEW \(target) AS "
    if call.hasPrefix("update") {
      emit(.dropView(Self.tableName(name), onlyIfPresent: true, cascade: false), range)
    }
    if case .text(let text)? = options["sql_definition"]
      ?? definition.map({ .text(ScriptText($0, at: range.start)) })
    {
      var sql = ScriptText(head, at: range.start)
      if sql.append(text) { runSQL(sql, range) }
      return
    }
    let wanted = options.integer("version") ?? (call.hasPrefix("create") ? 1 : nil)
    guard let found = library.definition(of: name, in: "views", version: wanted) else {
      return report(
        "view-unread", "the definition of the view \"\(name)\" was not found", range, .mayChangeSchema,
        tables: [Self.tableName(name)])
    }
    runFile(found, head: head)
  }

  private mutating func runFile(_ found: RailsLibrary.Definition, head: String) {
    files.append(found.entry)
    var sql = ScriptText(head, at: 0)
    let body = ScriptText(String(decoding: found.text.bytes, as: UTF8.self), at: 0, isVerbatim: true)
    guard sql.append(body) else { return }
    take(embedded.read(sql, in: found.text, content: found.entry.contentID))
  }

  private mutating func routine(_ call: String, _ name: String, _ options: RailsOptions, _ range: ScriptRange)
  {
    if case .text(let sql)? = options["sql_definition"] { return runSQL(sql, range) }
    let folder = call.hasSuffix("function") ? "functions" : "triggers"
    let wanted = options.integer("version") ?? (call.hasPrefix("create") ? 1 : nil)
    guard let found = library.definition(of: name, in: folder, version: wanted) else {
      return report(
        "routine-unread", "the definition of \"\(name)\" was not found", range, .mayChangeRows)
    }
    runFile(found, head: "")
  }
}
