import Domain
import ScriptSyntax

/// Indexes, and types of PostgreSQL.
extension SeaProgram {
  mutating func createIndex(_ builder: SeaBuilder, _ call: FoldedCall) {
    guard let table = SeaName.table(builder.value("table")) else {
      return reportUnknownName(call, .harmless)
    }
    guard let columns = indexColumns(builder) else {
      return reportUnknownName(call, .harmless, table)
    }
    if builder.has("primary") {
      return runSQL(
        "ALTER TABLE " + spelling.name(table) + " ADD PRIMARY KEY (" + spelling.list(columns) + ")",
        at: call.range)
    }
    let name = SeaName.text(builder.value("name"))
    let hasGuard = builder.has("if_not_exists") && spelling.family != .mysql
    runSQL(
      "CREATE " + (builder.has("unique") ? "UNIQUE " : "") + "INDEX " + (hasGuard ? "IF NOT EXISTS " : "")
        + (name.map { spelling.name($0) + " " } ?? "") + "ON " + spelling.name(table) + " ("
        + spelling.list(columns) + ")" + expressions.clause(builder), at: call.range)
  }

  mutating func dropIndex(_ builder: SeaBuilder, _ call: FoldedCall) {
    guard let name = SeaName.text(builder.value("name")) else {
      return reportUnknownName(call, .mayChangeRows)
    }
    let table = SeaName.table(builder.value("table"))
    output.emit(.dropIndex(TableName(schema: table?.schema, name), table: table), at: call.range)
  }

  mutating func createType(_ builder: SeaBuilder, _ call: FoldedCall) {
    guard spelling.family == .postgres else { return }
    guard let name = SeaName.table(builder.value("as_enum")) else { return reportUnknownName(call) }
    let lists = builder.all("values").compactMap(\.positional.first)
    let labels = lists.compactMap { SeaName.list($0) }
    guard labels.count == lists.count else {
      return output.report(
        "dynamic-type", "the values of \"\(name.display)\" are put together at run time", at: call.range,
        .mayChangeSchema)
    }
    output.emit(
      .createEnum(name, labels: labels.flatMap { $0 }, onlyIfAbsent: false), at: call.range)
  }

  mutating func alterType(_ builder: SeaBuilder, _ call: FoldedCall) {
    guard spelling.family == .postgres else { return }
    guard let name = SeaName.table(builder.value("name")) else { return reportUnknownName(call) }
    let type = "ALTER TYPE " + spelling.name(name) + " "
    if let value = builder.value("rename_to") {
      guard let new = SeaName.text(value) else { return reportUnknownName(call) }
      output.emit(.renameType(name, to: TableName(schema: name.schema, new)), at: call.range)
    } else if let link = builder.all("rename_value").last {
      guard let old = SeaName.text(link.positional.first), let new = SeaName.text(link.positional.last) else {
        return reportUnknownName(call)
      }
      output.emit(.renameEnumLabel(name, label: old, to: new), at: call.range)
    } else if let value = builder.value("add_value") {
      guard let label = SeaName.text(value) else { return reportUnknownName(call) }
      var sql =
        type + "ADD VALUE " + (builder.has("if_not_exists") ? "IF NOT EXISTS " : "")
        + spelling.string(label)
      for word in ["before", "after"] {
        if let other = SeaName.text(builder.value(word)) {
          sql += " " + word.uppercased() + " " + spelling.string(other)
        }
      }
      runSQL(sql, at: call.range)
    }
  }

  mutating func dropType(_ builder: SeaBuilder, _ call: FoldedCall) {
    guard spelling.family == .postgres else { return }
    let values = builder.all("name") + builder.all("names")
    guard let names = values.first?.positional.first.flatMap({ SeaName.list($0) }) else {
      return reportUnknownName(call)
    }
    for name in names {
      output.emit(
        .dropType(
          TableName(schema: nil, name), onlyIfPresent: builder.has("if_exists"),
          cascade: builder.has("cascade")), at: call.range)
    }
  }
}
