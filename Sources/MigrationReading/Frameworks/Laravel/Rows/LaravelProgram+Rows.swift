import Domain
import ScriptSyntax

extension LaravelProgram {
  /// A call on rows of a table.
  mutating func performQuery(
    _ call: FoldedCall, _ target: LaravelTarget, _ filter: [String], _ use: ExecutedCall.Use
  ) {
    if target.isUnknown { return performUnknown(call, use) }
    if target.isNew, Self.saves.contains(call.name) { return insertNew(call, target) }
    switch call.name {
    case "insert", "insertGetId", "insertOrIgnore", "create", "forceCreate", "createQuietly", "createMany",
      "upsert", "firstOrCreate", "updateOrCreate", "updateOrInsert", "insertOrIgnoreReturning",
      "createOrFirst":
      insert(call, target)
    case "insertUsing", "insertOrIgnoreUsing": insertFromQuery(call, target)
    case "update", "updateQuietly", "updateOrFail", "fill", "forceFill", "updateFrom":
      if use == .statement || call.name.hasPrefix("update") || target.isRow { update(call, target, filter) }
    case "increment", "decrement", "delete", "forceDelete", "deleteQuietly", "destroy", "truncate", "restore",
      "touch", "incrementEach", "decrementEach", "deleteOrFail":
      change(call, target, filter)
    case let name where name.hasSuffix("=") && target.isRow: assign(call, target, filter)
    case "attach", "detach", "sync", "syncWithoutDetaching", "saveMany", "associate", "dissociate":
      if use == .statement { unreadRows(call, target) }
    default: break
    }
  }

  /// Members of models that are no columns.
  private static let switches: Set<String> = ["timestamps", "exists", "incrementing", "table", "connection"]
  private static let writes: Set<String> = [
    "insert", "insertGetId", "create", "createMany", "forceCreate", "upsert", "firstOrCreate",
    "updateOrCreate",
    "update", "updateQuietly", "increment", "decrement", "delete", "forceDelete", "destroy", "attach",
    "detach", "sync",
    "syncWithoutDetaching", "saveMany", "fill", "forceFill", "associate", "dissociate", "touch", "restore",
    "truncate",
    "updateExistingPivot", "toggle",
  ]

  /// A call on rows of which not even the table is known.
  private mutating func performUnknown(_ call: FoldedCall, _ use: ExecutedCall.Use) {
    guard Self.writes.contains(call.name) || call.name.hasSuffix("=") else { return }
    if Self.switches.contains(String(call.name.dropLast())) { return }
    output.report(
      "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
      .mayChangeRows)
  }

  private func values(_ target: LaravelTarget) -> LaravelValues {
    LaravelValues(
      spelling: spelling, models: models, table: target.table, joined: LaravelConditions.joined(target.links))
  }

  private mutating func unreadRows(_ call: FoldedCall, _ target: LaravelTarget) {
    output.report(
      "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
      .mayChangeRows, tables: target.table.map { [$0] } ?? [])
  }

  private mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }

  /// WHERE of a query with more conditions.
  private func conditions(_ target: LaravelTarget, _ filter: [String]) -> String {
    let reader = LaravelConditions(values: values(target), run: run)
    let own = reader.text(target.links)
    let part = target.isPart ? [spelling.unknown + " = 1"] : []
    let all = (own.isEmpty ? [] : [own]) + part + filter
    return all.isEmpty ? "" : " WHERE " + all.joined(separator: " AND ")
  }

  /// `update(['a' => 1])`.
  private mutating func update(_ call: FoldedCall, _ target: LaravelTarget, _ filter: [String]) {
    guard let name = target.table else { return unreadRows(call, target) }
    guard let entries = PHPValues.entries(call.positional.first), !entries.isEmpty else {
      if call.positional.first?.elements?.isEmpty == true { return }
      return unreadRows(call, target)
    }
    let values = values(target)
    var parts: [String] = []
    for entry in entries {
      guard let column = entry.key.text else { return unreadRows(call, target) }
      // `meta->a` is a part of a column.
      let whole = column.split(separator: "-", maxSplits: 1).first.map(String.init) ?? column
      let value = column.contains(text: "->") ? spelling.unknown : values.sql(entry.value)
      parts.append(values.column(whole) + " = " + value)
    }
    statement(name, parts.joined(separator: ", "), call, target, filter)
  }

  private mutating func statement(
    _ name: TableName, _ assignments: String, _ call: FoldedCall, _ target: LaravelTarget, _ filter: [String]
  ) {
    let joins = LaravelConditions.joins(target.links, values(target))
    let rest = conditions(target, filter)
    if joins.isEmpty {
      return execute("UPDATE " + spelling.name(name) + " SET " + assignments + rest, call)
    }
    if spelling.family == .mysql {
      let text = joins.map { " INNER JOIN " + $0.table + " ON " + $0.condition }.joined()
      return execute("UPDATE " + spelling.name(name) + text + " SET " + assignments + rest, call)
    }
    let on = joins.map(\.condition).joined(separator: " AND ")
    execute(
      "UPDATE " + spelling.name(name) + " SET " + assignments + " FROM "
        + joins.map(\.table).joined(separator: ", ")
        + (rest.isEmpty ? " WHERE " + on : rest + " AND " + on), call)
  }

  /// `$row->a = b`.
  private mutating func assign(_ call: FoldedCall, _ target: LaravelTarget, _ filter: [String]) {
    guard let name = target.table, let value = call.positional.first else { return }
    let column = String(call.name.dropLast())
    guard !Self.switches.contains(column) else { return }
    let values = values(target)
    statement(name, spelling.name(column) + " = " + values.sql(value), call, target, filter)
  }

  private mutating func change(_ call: FoldedCall, _ target: LaravelTarget, _ filter: [String]) {
    guard let name = target.table else { return unreadRows(call, target) }
    let place = spelling.name(name)
    switch call.name {
    case "increment", "decrement":
      guard let column = call.positional.first?.text else { return unreadRows(call, target) }
      let values = values(target)
      let step = call.positional.dropFirst().first.map { values.sql($0) } ?? "1"
      let text = values.column(column)
      let sign = call.name == "increment" ? " + " : " - "
      statement(name, text + " = " + text + sign + step, call, target, filter)
    case "truncate": execute("TRUNCATE TABLE " + place, call)
    case "restore": statement(name, spelling.name("deleted_at") + " = NULL", call, target, filter)
    case "delete", "forceDelete", "deleteQuietly", "deleteOrFail":
      guard LaravelConditions.joins(target.links, values(target)).isEmpty else {
        return unreadRows(call, target)
      }
      execute("DELETE FROM " + place + conditions(target, filter), call)
    case "destroy":
      execute(
        "DELETE FROM " + place + " WHERE " + spelling.name("id") + " IN (" + spelling.unknown + ")", call)
    default: break
    }
  }

  private static let saves: Set<String> = ["save", "saveQuietly", "saveOrFail", "push"]

  /// `$user = new User; $user->name = 'x'; $user->save();`: a row whose values stand elsewhere.
  private mutating func insertNew(_ call: FoldedCall, _ target: LaravelTarget) {
    guard let name = target.table else { return reportUnknownName(call, .mayChangeRows) }
    output.emit(.insertRows(name, columns: [], rows: [], isComplete: false), at: call.range)
  }

  /// Rows that are written out.
  private mutating func insert(_ call: FoldedCall, _ target: LaravelTarget) {
    guard let name = target.table else { return reportUnknownName(call, .mayChangeRows) }
    var arguments = call.positional
    if ["firstOrCreate", "updateOrCreate", "updateOrInsert", "createOrFirst"].contains(call.name),
      arguments.count > 1
    {
      let both = (PHPValues.entries(arguments[0]) ?? []) + (PHPValues.entries(arguments[1]) ?? [])
      arguments = [FoldedValue(.map(both), at: arguments[0].range)]
    }
    guard let first = arguments.first else { return }
    let rows = first.elements ?? [first]
    let known = rows.prefix(200).compactMap { PHPValues.entries($0) }
    let values = values(target)
    guard known.count == min(rows.count, 200),
      let sql = spelling.insert(into: spelling.name(name), known, value: { values.sql($0) })
    else { return }
    execute(sql, call)
  }

  /// `insertUsing(['a'], DB::table('b')->select('c'))`.
  private mutating func insertFromQuery(_ call: FoldedCall, _ target: LaravelTarget) {
    guard let name = target.table, call.positional.count > 1,
      let columns = LaravelKeys.names(call.positional[0])
    else {
      return unreadRows(call, target)
    }
    let source = LaravelTarget(value: call.positional[1], models, level: 0)
    var query = LaravelValues.rawText(call.positional[1]) ?? call.positional[1].text
    if query == nil, let from = source.table, LaravelConditions.joins(source.links, values(source)).isEmpty {
      let selected = LaravelConditions.selected(source.links, values(source)) ?? "*"
      query = "SELECT " + selected + " FROM " + spelling.name(from) + conditions(source, [])
    }
    guard let query else { return unreadRows(call, target) }
    execute("INSERT INTO " + spelling.name(name) + " (" + spelling.list(columns) + ") " + query, call)
  }
}

/// Arrays of PHP as rows.
enum PHPValues {
  /// The entries of a map with known keys.
  static func entries(_ value: FoldedValue?) -> [FoldedEntry]? {
    guard let entries = value?.entries, entries.allSatisfy({ $0.key.isPlain }) else { return nil }
    return entries
  }
}
