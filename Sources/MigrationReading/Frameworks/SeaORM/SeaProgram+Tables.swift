import Domain
import ScriptSyntax

/// Tables, and the columns and keys in them.
extension SeaProgram {
  mutating func createTable(_ builder: SeaBuilder, _ call: FoldedCall) {
    var parts: [String] = []
    var name: TableName?
    var builder = builder
    if builder.root == "timestamps",
      let inner = builder.links.first?.positional.first.flatMap({ SeaBuilder($0) })
    {
      parts += timestamps
      builder = inner
    }
    if builder.root == "table_auto" || builder.root == "table_auto_tz" {
      name = SeaName.table(builder.links.first?.positional.first)
      parts += timestamps
    } else if let entity = builder.links.first(where: { $0.name == "create_table_from_entity" }) {
      guard let found = entityColumns(entity.positional.first) else { return reportUnknownName(call) }
      name = SeaName.table(entity.positional.first)
      parts += found
    } else if builder.root != "Table.create" {
      return reportUnknownName(call)
    }
    if let value = builder.value("table") { name = SeaName.table(value) }
    guard let name else { return reportUnknownName(call) }
    for link in builder.links {
      guard let value = link.positional.first else { continue }
      switch link.name {
      case "col":
        guard let column = SeaColumn(value, spelling), let clause = column.clause else {
          reportColumn(name, value.range)
          continue
        }
        parts.append(spelling.name(column.name) + " " + clause)
      case "primary_key", "index":
        guard let key = SeaBuilder(value), let columns = indexColumns(key) else { continue }
        if link.name == "primary_key" || key.has("primary") {
          parts.append("PRIMARY KEY (" + spelling.list(columns) + ")")
        } else if key.has("unique") {
          parts.append("UNIQUE (" + spelling.list(columns) + ")")
        }
      case "foreign_key":
        if let key = SeaBuilder(value).flatMap({ foreignKey($0, of: name) }) { parts.append(key.sql) }
      case "check":
        if let sql = expressions.known(value) { parts.append("CHECK (" + sql + ")") }
      default: break
      }
    }
    // What `timestamps` adds stands last.
    runSQL(
      "CREATE TABLE "
        + (builder.has("if_not_exists") || builder.root.hasPrefix("table_auto") ? "IF NOT EXISTS " : "")
        + spelling.name(name) + " (" + parts.joined(separator: ", ") + ")", at: call.range)
  }

  /// `created_at` and `updated_at` of `timestamps`.
  private var timestamps: [String] {
    let type = SeaTypes(family: spelling.family).type("timestamp", []) ?? "timestamp"
    return ["created_at", "updated_at"].map {
      spelling.name($0) + " " + type + " NOT NULL DEFAULT CURRENT_TIMESTAMP"
    }
  }

  /// The columns of an entity that stands in the program.
  private mutating func entityColumns(_ value: FoldedValue?) -> [String]? {
    guard case .classValue(let entity)? = value?.content, case .classLiteral(let model)? = entity.bases.first
    else { return nil }
    var parts: [String] = []
    var keys: [String] = []
    for field in SeaNames.nested(model).map({ SeaField($0) }) where !field.attributes.has("ignore") {
      guard let column = SeaColumn(field, spelling), let clause = column.clause else {
        output.report(
          "dynamic-type", "the type of the field \"\(field.name)\" is not known",
          at: value?.range ?? model.range,
          .mayChangeSchema, tables: SeaName.table(value).map { [$0] } ?? [])
        continue
      }
      if column.isPrimaryKey { keys.append(column.name) }
      parts.append(spelling.name(column.name) + " " + clause)
    }
    guard keys.count > 1 else { return parts }
    return parts.map { $0.replacingParts(" PRIMARY KEY", with: "") } + [
      "PRIMARY KEY (" + spelling.list(keys) + ")"
    ]
  }

  private mutating func reportColumn(_ table: TableName, _ range: ScriptRange) {
    output.report(
      "dynamic-type", "a column of \"\(table.display)\" is put together at run time", at: range,
      .mayChangeSchema, tables: [table])
  }

  mutating func alterTable(_ builder: SeaBuilder, _ call: FoldedCall) {
    guard let table = SeaName.table(builder.value("table")) else { return reportUnknownName(call) }
    let start = "ALTER TABLE " + spelling.name(table) + " "
    for link in builder.links.dropFirst() where link.name != "table" {
      let value = link.positional.first
      let place = output.ownRange(of: link)
      switch link.name {
      case "add_column", "add_column_if_not_exists":
        guard let value, let column = SeaColumn(value, spelling), let clause = column.clause else {
          reportColumn(table, place)
          continue
        }
        let guardWord = link.name == "add_column" ? "" : "IF NOT EXISTS "
        runSQL(start + "ADD COLUMN " + guardWord + spelling.name(column.name) + " " + clause, at: place)
      case "modify_column":
        guard let value, let column = SeaColumn(value, spelling) else {
          reportColumn(table, place)
          continue
        }
        modify(column, table, start, at: place)
      case "drop_column", "drop_column_if_exists":
        guard let name = SeaName.text(value) else {
          reportUnknownName(link, .mayChangeSchema, table)
          continue
        }
        output.emit(
          .dropColumn(table, column: name, onlyIfPresent: link.name != "drop_column", cascade: false),
          at: place)
      case "rename_column":
        guard let old = SeaName.text(value), let new = SeaName.text(link.positional.dropFirst().first) else {
          reportUnknownName(link, .mayChangeSchema, table)
          continue
        }
        output.emit(.renameColumn(table, column: old, to: new), at: place)
      case "add_foreign_key":
        if let key = value.flatMap({ SeaBuilder($0) }).flatMap({ foreignKey($0, of: table) }) {
          runSQL(start + "ADD " + key.sql, at: place)
        }
      case "drop_foreign_key":
        if let name = SeaName.text(value) {
          output.emit(.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: place)
        }
      default: break
      }
    }
  }

  /// A column as it is from now on: what is not stated stays, but in MySQL.
  private mutating func modify(
    _ column: SeaColumn, _ table: TableName, _ start: String, at range: ScriptRange
  ) {
    let name = spelling.name(column.name)
    if spelling.family == .mysql {
      guard let clause = column.clause else { return reportColumn(table, range) }
      return runSQL(start + "MODIFY COLUMN " + name + " " + clause, at: range)
    }
    if spelling.family == .sqlite {
      guard let clause = column.clause else { return reportColumn(table, range) }
      return output.redefine(column.name, of: table, by: name + " " + clause, at: range)
    }
    if let type = column.typeText {
      let using = column.conversion.map { " USING " + $0 } ?? ""
      runSQL(start + "ALTER COLUMN " + name + " TYPE " + type + using, at: range)
    }
    if let isNullable = column.isNullable {
      output.emit(.setNullability(table, column: column.name, isNullable: isNullable), at: range)
    }
    if let text = column.defaultSQL {
      runSQL(start + "ALTER COLUMN " + name + " SET DEFAULT " + text, at: range)
    }
    if column.isUnique { runSQL(start + "ADD UNIQUE (" + name + ")", at: range) }
    if column.isPrimaryKey { runSQL(start + "ADD PRIMARY KEY (" + name + ")", at: range) }
  }

  mutating func dropTables(_ builder: SeaBuilder, _ call: FoldedCall) {
    let values = builder.all("table").compactMap(\.positional.first)
    if values.isEmpty { return reportUnknownName(call) }
    for value in values {
      guard let table = SeaName.table(value) else {
        reportUnknownName(call)
        continue
      }
      output.emit(
        .dropTable(table, onlyIfPresent: builder.has("if_exists"), cascade: builder.has("cascade")),
        at: call.range)
    }
  }

  mutating func renameTable(_ builder: SeaBuilder, _ call: FoldedCall) {
    let values = builder.all("table").first?.positional ?? []
    guard values.count == 2, let old = SeaName.table(values[0]), let new = SeaName.table(values[1]) else {
      return reportUnknownName(call)
    }
    output.emit(.renameTable(old, to: TableName(schema: new.schema ?? old.schema, new.name)), at: call.range)
  }

  /// `ForeignKey::create().from(A::Table, A::B).to(C::Table, C::D)` as a constraint; nil if a name is not known.
  func foreignKey(_ builder: SeaBuilder, of own: TableName?) -> (table: TableName?, sql: String)? {
    var (from, to) = (own, TableName?.none)
    var (columns, others): ([String], [String]) = ([], [])
    for link in builder.links {
      let arguments = link.positional
      guard let first = arguments.first else { continue }
      let second = arguments.dropFirst().first
      switch link.name {
      case "from", "from_tbl":
        from = SeaName.table(first) ?? own
        if let second { columns += Self.columns(second) }
      case "to", "to_tbl":
        to = SeaName.table(first)
        if let second { others += Self.columns(second) }
      case "from_col": columns += Self.columns(first)
      case "to_col": others += Self.columns(first)
      default: break
      }
    }
    guard let to, !columns.isEmpty else { return nil }
    var sql = SeaName.text(builder.value("name")).map { "CONSTRAINT " + spelling.name($0) + " " } ?? ""
    sql += "FOREIGN KEY (" + spelling.list(columns) + ") REFERENCES " + spelling.name(to)
    if !others.isEmpty { sql += " (" + spelling.list(others) + ")" }
    for (method, words) in [("on_delete", " ON DELETE "), ("on_update", " ON UPDATE ")] {
      guard let action = builder.value(method)?.resolved?.split(separator: ".").last else { continue }
      switch action {
      case "Cascade": sql += words + "CASCADE"
      case "SetNull": sql += words + "SET NULL"
      case "Restrict": sql += words + "RESTRICT"
      case "SetDefault": sql += words + "SET DEFAULT"
      default: break
      }
    }
    return (from, sql)
  }

  /// One column, or several in brackets.
  private static func columns(_ value: FoldedValue) -> [String] {
    (value.elements ?? [value]).compactMap { SeaName.text($0) }
  }

  /// The columns of an index; nil if there are expressions among them, or names that are not known.
  func indexColumns(_ builder: SeaBuilder) -> [String]? {
    let values = builder.all("col").compactMap(\.positional.first)
    let names = values.compactMap { value -> String? in
      // `(A::B, IndexOrder::Desc)`
      if case .tuple(let parts) = value.content { return SeaName.text(parts.first) }
      return SeaName.text(value)
    }
    return names.count == values.count && !names.isEmpty ? names : nil
  }
}
