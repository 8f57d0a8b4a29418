import Domain
import ScriptSyntax

/// Statements that are built of calls: `db.NewAddColumn().Model((*User)(nil)).ColumnExpr("age int").Exec(ctx)` of Bun,
/// `db.Model((*User)(nil)).CreateTable(nil)` of go-pg (https://bun.uptrace.dev/guide/query-create-table.html,
/// https://pg.uptrace.dev/create-table/).
struct BunStatements: GoStatementBuilder {
  let models: BunModels

  /// Calls that run what was built.
  private static let ends: Set<String> = [
    "Exec", "Scan", "ScanAndCount", "Count", "Exists", "Rows", "CreateTable", "DropTable", "Insert", "Update",
    "UpdateNotZero", "Delete", "ForceDelete", "Select", "SelectOrInsert", "ForEach", "Row", "First", "Last",
    "CreateComposite", "DropComposite",
  ]
  private static let starts: Set<String> = [
    "NewCreateTable", "NewDropTable", "NewAddColumn", "NewDropColumn", "NewTruncateTable", "NewCreateIndex",
    "NewDropIndex", "NewInsert", "NewUpdate", "NewDelete", "NewMerge", "NewSelect", "NewValues", "NewRaw",
    "Model", "ModelContext", "CreateTable", "DropTable", "Insert", "Update", "Delete",
  ]

  /// `db.ExecContext(ctx, "DROP TABLE ?", bun.Ident("users"))`: SQL that is given names besides values.
  private static func namesParts(_ call: FoldedCall) -> Bool {
    ["Exec", "ExecContext"].contains(call.name)
      && call.positional.contains { ["Ident", "Name", "Safe"].contains($0.call?.name) }
  }

  func perform(_ chain: [FoldedCall], _ output: inout ProgramOutput) -> Bool {
    // A run can be asked for what it gave: `.Exec(ctx).RowsAffected()`.
    guard let first = chain.first, Self.starts.contains(first.name) || Self.namesParts(first) else {
      return false
    }
    guard let end = chain.last, Self.ends.contains(end.name) || Self.namesParts(first) else { return true }
    var statement = BunStatement(chain: chain, end: end, models: models, output: output)
    statement.run()
    output = statement.output
    return true
  }
}

/// One statement, from the call that begins it to the one that runs it.
private struct BunStatement {
  let chain: [FoldedCall]
  let end: FoldedCall
  let models: BunModels
  var output: ProgramOutput

  private var spelling: SQLSpelling { output.spelling }

  init(chain: [FoldedCall], end: FoldedCall, models: BunModels, output: ProgramOutput) {
    self.chain = chain
    self.end = end
    self.models = models
    self.output = output
  }

  mutating func run() {
    switch (chain[0].name, end.name) {
    case ("NewRaw", _), ("Exec", _), ("ExecContext", _):
      var call = chain[0]
      if call.name == "ExecContext" { call.arguments = Array(call.arguments.dropFirst()) }
      guard let text = raw(call) else {
        return output.run(call.positional.first, bindings: nil, at: end.range)
      }
      output.run(text, at: end.range)
    case ("NewCreateTable", _), (_, "CreateTable"): createTable()
    case ("NewDropTable", _), (_, "DropTable"): dropTable()
    case ("NewAddColumn", _): addColumns()
    case ("NewDropColumn", _): dropColumns()
    case ("NewTruncateTable", _): onTable { "DELETE FROM " + $0 }
    case ("NewCreateIndex", _): createIndex()
    case ("NewDropIndex", _):
      guard let name = text(calls("Index").first) else { return reportRows() }
      run("DROP INDEX IF EXISTS " + name)
    case ("NewUpdate", _), ("Model", "Update"), ("ModelContext", "Update"): update()
    case ("NewDelete", _), ("Model", "Delete"), ("ModelContext", "Delete"):
      guard let table else { return reportRows() }
      run("DELETE FROM " + table + alias + conditions)
    case ("NewSelect", _), ("NewValues", _), (_, "Select"), (_, "Count"), (_, "Exists"), (_, "ForEach"),
      (_, "First"), (_, "Last"):
      break
    case (_, "CreateComposite"), (_, "DropComposite"):
      output.report(
        "program-code", "what \"\(end.name)\" does with the database is not known", at: end.range,
        .mayChangeSchema)
    default: reportRows()
    }
  }

  // MARK: Parts

  private func calls(_ names: String...) -> [FoldedCall] { chain.filter { names.contains($0.name) } }

  private func has(_ name: String) -> Bool { chain.contains { $0.name == name } }

  /// An option of go-pg: `&orm.CreateTableOptions{IfNotExists: true}`.
  private func option(_ name: String) -> Bool {
    end.positional.contains { value in
      if case .boolean(true)? = value.call?.keyword(name)?.content { true } else { false }
    }
  }

  private var model: BunModel? {
    let given = calls("Model", "ModelContext").last ?? chain[0]
    return given.positional.lazy.compactMap { models.model(of: $0) }.first
  }

  /// The table's name in SQL; nil if it is not known.
  private var table: String? {
    if let call = calls("ModelTableExpr", "TableExpr").last {
      // An alias is told apart by those who need it.
      return raw(call)?.string.split(separator: " ").first.map(String.init)
    }
    if let name = calls("Table").last?.positional.first?.text {
      return spelling.name(SQLSpelling.table(name))
    }
    return model.map { spelling.name($0.table) }
  }

  private var tableName: TableName? {
    calls("Table").last?.positional.first?.text.map { SQLSpelling.table($0) } ?? model?.table
  }

  /// ` AS "u"`, as the libraries name a model's table in queries.
  private var alias: String {
    if let call = calls("ModelTableExpr", "TableExpr").last, let written = raw(call)?.string {
      let words = written.split(separator: " ")
      return words.count > 1 ? " " + words.dropFirst().joined(separator: " ") : ""
    }
    guard !has("Table"), let model, spelling.family == .postgres else { return "" }
    return " AS " + spelling.name(model.alias)
  }

  /// The text of a call with what its other arguments stand for.
  private func raw(_ call: FoldedCall?) -> ScriptText? {
    // `NewRaw(...)`, `Where("a = ?", b)`
    guard let call, let text = call.positional.first?.located else { return nil }
    let values = Array(call.positional.dropFirst())
    guard !values.isEmpty else { return text }
    var named: [Character] = []
    var left: [FoldedValue] = []
    var next = 0
    for sign in text.string {
      guard sign == "?", next < values.count else {
        named.append(sign)
        continue
      }
      let value = values[next]
      next += 1
      if let name = name(value) {
        named += name
      } else {
        named.append(sign)
        left.append(value)
      }
    }
    guard left.count < values.count else {
      return ProgramSQL(spelling).filled(text, FoldedValue(.list(values), at: call.range))
    }
    let written = ScriptText(String(named), at: call.range.start)
    return left.isEmpty
      ? written : ProgramSQL(spelling).filled(written, FoldedValue(.list(left), at: call.range))
  }

  /// `bun.Ident("a.b")`, `bun.Safe("now()")`
  private func name(_ value: FoldedValue) -> String? {
    guard let call = value.call, let text = call.positional.first?.text else { return nil }
    switch call.name {
    case "Ident", "Name": return spelling.name(SQLSpelling.table(text))
    case "Safe", "SafeQuery": return text
    default: return nil
    }
  }

  private func text(_ call: FoldedCall?) -> String? {
    call?.positional.first?.text.map { spelling.name(SQLSpelling.table($0)) }
  }

  private mutating func run(_ sql: String) {
    output.run(ScriptText(sql, at: end.range.start), at: output.ownRange(of: end))
  }

  private mutating func onTable(_ sql: (String) -> String) {
    guard let table else { return reportTable() }
    run(sql(table))
  }

  private mutating func reportTable() {
    output.report(
      "dynamic-name", "what \"\(chain[0].name)\" changes is not known, or is put together at run time",
      at: end.range, .mayChangeSchema, tables: tableName.map { [$0] } ?? [])
  }

  private mutating func reportRows() {
    output.report(
      "dynamic-rows", "the rows that \"\(chain[0].name)\" changes are known at run time", at: end.range,
      .mayChangeRows, tables: tableName.map { [$0] } ?? [])
  }

  // MARK: Tables

  private mutating func createTable() {
    let written = calls("ColumnExpr").map { raw($0)?.string }
    guard let table, !written.contains(nil), model != nil || !written.isEmpty else { return reportTable() }
    var parts: [String] = []
    if let model {
      let types = BunTypes(spelling: spelling, isOfGoPG: model.isOfGoPG)
      for column in model.columns {
        guard let type = types.type(of: column) else { continue }
        parts.append(spelling.name(column.name) + " " + type + clause(of: column))
      }
      for field in model.unknown {
        output.report(
          "dynamic-type", "the type \"\(field.type)\" of the field \"\(field.field)\" is not known",
          at: end.range, .mayChangeSchema, tables: [model.table])
      }
      parts += written.compactMap { $0 }
      if !model.primaryKey.isEmpty {
        parts.append("PRIMARY KEY (" + spelling.list(model.primaryKey.map(\.name)) + ")")
      }
      parts += uniques(of: model)
      if has("WithForeignKeys") || option("FKConstraints") { parts += model.relations.compactMap(foreignKey) }
    } else {
      parts = written.compactMap { $0 }
    }
    parts += calls("ForeignKey").compactMap { raw($0).map { "FOREIGN KEY " + $0.string } }
    guard !parts.isEmpty else { return reportTable() }
    run(
      "CREATE " + (has("Temp") || option("Temp") ? "TEMP " : "") + "TABLE "
        + (has("IfNotExists") || option("IfNotExists") ? "IF NOT EXISTS " : "") + table + " ("
        + parts.joined(separator: ", ") + ")")
  }

  private func clause(of column: BunColumn) -> String {
    var text = ""
    if column.isPrimaryKey || column.tag.has("notnull") { text += " NOT NULL" }
    if let value = column.tag["default"], !value.isEmpty { text += " DEFAULT " + value }
    return text
  }

  private func uniques(of model: BunModel) -> [String] {
    var groups: [(name: String, columns: [String])] = []
    for column in model.columns {
      for name in column.tag.all("unique") {
        if !name.isEmpty, let at = groups.firstIndex(where: { $0.name == name }) {
          groups[at].columns.append(column.name)
        } else {
          groups.append((name, [column.name]))
        }
      }
    }
    return groups.map { group in
      (group.name.isEmpty ? "" : "CONSTRAINT " + spelling.name(group.name) + " ") + "UNIQUE ("
        + spelling.list(group.columns) + ")"
    }
  }

  private func foreignKey(_ relation: BunRelation) -> String? {
    guard let other = models.model(of: relation.type) else { return nil }
    var text =
      "FOREIGN KEY (" + spelling.list(relation.columns) + ") REFERENCES " + spelling.name(other.table) + " ("
      + spelling.list(relation.others) + ")"
    for action in ["on_delete", "on_update"] {
      guard let written = relation.tag[action] else { continue }
      let rest =
        written.uppercased().hasPrefix("ON ") ? "" : action == "on_delete" ? "ON DELETE " : "ON UPDATE "
      text += " " + rest + written
    }
    return text
  }

  private mutating func dropTable() {
    let isIfPresent = has("IfExists") || option("IfExists")
    let isCascading = has("Cascade") || option("Cascade")
    onTable { "DROP TABLE " + (isIfPresent ? "IF EXISTS " : "") + $0 + (isCascading ? " CASCADE" : "") }
  }

  private mutating func addColumns() {
    let written = calls("ColumnExpr").map { raw($0)?.string }
    guard let table, !written.isEmpty else { return reportTable() }
    for column in written {
      guard let column else {
        reportTable()
        continue
      }
      run("ALTER TABLE " + table + " ADD COLUMN " + (has("IfNotExists") ? "IF NOT EXISTS " : "") + column)
    }
  }

  private mutating func dropColumns() {
    var names: [String?] = calls("ColumnExpr").map { raw($0)?.string }
    for call in calls("Column") { names += call.positional.map { $0.text.map { spelling.name($0) } } }
    guard let table, !names.isEmpty else { return reportTable() }
    for name in names {
      guard let name else {
        reportTable()
        continue
      }
      run("ALTER TABLE " + table + " DROP COLUMN " + name)
    }
  }

  private mutating func createIndex() {
    var columns = calls("ColumnExpr").compactMap { raw($0)?.string }
    for call in calls("Column") { columns += call.positional.compactMap(\.text).map { spelling.name($0) } }
    guard let name = text(calls("Index").first), let table, !columns.isEmpty else {
      return output.report(
        "dynamic-name", "an index whose name or columns are put together at run time", at: end.range,
        .harmless)
    }
    run(
      "CREATE " + (has("Unique") ? "UNIQUE " : "") + "INDEX " + (has("IfNotExists") ? "IF NOT EXISTS " : "")
        + name + " ON " + table + " (" + columns.joined(separator: ", ") + ")" + conditions)
  }

  // MARK: Rows

  private mutating func update() {
    var parts = calls("Set").map { raw($0)?.string }
    for call in calls("SetColumn") {
      guard let column = call.positional.first?.text else { return reportRows() }
      var rest = call
      rest.arguments = Array(call.arguments.dropFirst())
      parts.append(raw(rest).map { spelling.name(column) + " = " + $0.string })
    }
    let known = parts.compactMap { $0 }
    guard let table, !known.isEmpty, known.count == parts.count, !has("With") else { return reportRows() }
    run("UPDATE " + table + alias + " SET " + known.joined(separator: ", ") + conditions)
  }

  /// ` WHERE` with all conditions; what is not known of them is a comparison with an unknown value.
  private var conditions: String {
    var text = ""
    for call in chain {
      guard ["Where", "WhereOr", "WherePK", "WhereIn", "WhereGroup"].contains(call.name) else { continue }
      let own = call.name == "Where" || call.name == "WhereOr" ? raw(call)?.string : nil
      text += text.isEmpty ? " WHERE " : call.name == "WhereOr" ? " OR " : " AND "
      text += "(" + (own ?? spelling.unknown + " = 1") + ")"
    }
    return text
  }
}
