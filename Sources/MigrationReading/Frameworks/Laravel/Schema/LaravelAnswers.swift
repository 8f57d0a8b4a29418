import Domain
import ScriptSyntax

/// What calls give that migrations ask with: tables and columns so far, settings of the application.
enum LaravelAnswers {
  /// Calls that are gone through for one answer.
  private static let callLimit = 2_000

  /// The answers as runs of programs take them; `settings` are files of `config`, by their names.
  static func callback(_ tables: ProgramTables, _ settings: [String: FoldedValue]) -> ScriptAnswers {
    { call, before in answer(call, before, tables, settings) }
  }

  private static func answer(
    _ call: FoldedCall, _ before: [ExecutedCall], _ tables: ProgramTables, _ settings: [String: FoldedValue]
  ) -> FoldedValue? {
    switch call.name {
    case "hasTable", "hasColumn", "hasColumns", "getColumnListing":
      guard let table = call.positional.first?.text, !isTouched(table, before) else { return nil }
      return presence(call, table, tables)
    case "config": return setting(call, settings)
    case "get":
      return call.resolved.map { $0.hasSuffix("Config.get") } == true ? setting(call, settings) : nil
    case "table":
      // https://github.com/JosephSilber/bouncer: the names that it gives its tables.
      guard call.resolved?.hasSuffix("Models.table") == true, let name = call.positional.first?.located else {
        return nil
      }
      return FoldedValue(.string(name), at: call.range)
    case "wrapTable", "wrap":
      guard call.receiverCall?.name.hasSuffix("Grammar") == true, let name = call.positional.first?.located
      else {
        return nil
      }
      return FoldedValue(.string(name), at: call.range)
    case "getTablePrefix":
      return FoldedValue(.string(ScriptText("", at: call.range.start)), at: call.range)
    default: return nil
    }
  }

  private static func setting(_ call: FoldedCall, _ settings: [String: FoldedValue]) -> FoldedValue? {
    guard let path = call.positional.first?.text else { return nil }
    // Questions for the database's name are answered elsewhere.
    if path == "database.default" || path.hasSuffix(".driver") { return nil }
    let given = call.positional.dropFirst().first.flatMap { $0.isPlain ? $0 : nil }
    let found = value(path, settings) ?? given ?? Self.packageSetting(path, at: call.range)
    return found.map { moved($0, to: call.range) }
  }

  /// Settings of packages of which an application needs no copy; their own defaults.
  private static func packageSetting(_ path: String, at range: ScriptRange) -> FoldedValue? {
    let name: String? =
      switch path {
      case "activitylog.table_name": "activity_log"
      case "activitylog.database_connection", "telescope.storage.database.connection",
        "pulse.storage.database.connection", "audit.drivers.database.connection":
        ""
      case "audit.drivers.database.table": "audits"
      case "tags.tag_model": "tags"
      default: nil
      }
    guard let name else { return nil }
    return name.isEmpty
      ? FoldedValue(.null, at: range) : FoldedValue(.string(ScriptText(name, at: range.start)), at: range)
  }

  /// `config('a.b')`; nil if no file says it.
  private static func value(_ path: String, _ settings: [String: FoldedValue]) -> FoldedValue? {
    let parts = path.split(separator: ".").map(String.init)
    guard let file = parts.first, parts.count < 12, var value = settings[file] else { return nil }
    for part in parts.dropFirst() {
      guard let next = value.entry(part) else { return nil }
      value = next
    }
    return LaravelSettings.known(value)
  }

  /// A value of another file, with the places of the call that asks for it.
  private static func moved(_ value: FoldedValue, to range: ScriptRange, level: Int = 0) -> FoldedValue {
    guard level < 12 else { return FoldedValue(.opaque("a setting of too many levels"), at: range) }
    switch value.content {
    case .string(let text): return FoldedValue(.string(ScriptText(text.string, at: range.start)), at: range)
    case .list(let values):
      return FoldedValue(.list(values.map { moved($0, to: range, level: level + 1) }), at: range)
    case .map(let entries):
      let all = entries.map { entry in
        FoldedEntry(
          key: moved(entry.key, to: range, level: level + 1),
          value: moved(entry.value, to: range, level: level + 1))
      }
      return FoldedValue(.map(all), at: range)
    case .number, .boolean, .null: return FoldedValue(value.content, at: range)
    case .tuple, .symbol, .reference, .call, .member, .element, .operation, .joined, .closure, .classValue,
      .opaque:
      guard let known = LaravelSettings.known(value) else {
        return FoldedValue(.opaque("a setting that is not known"), at: range)
      }
      return moved(known, to: range, level: level + 1)
    }
  }

  private static func presence(_ call: FoldedCall, _ table: String, _ tables: ProgramTables) -> FoldedValue? {
    func boolean(_ value: Bool) -> FoldedValue { FoldedValue(.boolean(value), at: call.range) }
    if call.name == "hasTable" { return tables.hasTable(table).map(boolean) }
    if tables.hasTable(table) == false { return boolean(false) }
    guard let columns = tables.columns(of: table) else { return nil }
    let lower = Set(columns.map { $0.lowercased() })
    if call.name == "getColumnListing" {
      let names = columns.map { FoldedValue(.string(ScriptText($0, at: call.range.start)), at: call.range) }
      return FoldedValue(.list(names), at: call.range)
    }
    guard let wanted = call.positional.dropFirst().first else { return nil }
    let names = wanted.elements?.map(\.text) ?? [wanted.text]
    guard names.allSatisfy({ $0 != nil }) else { return nil }
    return boolean(names.allSatisfy { lower.contains($0?.lowercased() ?? "") })
  }

  /// Whether the running program has changed a table already.
  private static func isTouched(_ table: String, _ before: [ExecutedCall]) -> Bool {
    guard before.count <= callLimit else { return true }
    return before.contains { executed in
      switch executed.call.name {
      case "create", "table", "drop", "dropIfExists", "rename", "dropColumns", "whenTableHasColumn",
        "whenTableDoesntHaveColumn":
        executed.call.positional.contains { $0.text == table }
      case "statement", "unprepared", "dropAllTables": true
      default: false
      }
    }
  }
}
