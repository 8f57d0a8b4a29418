import Domain
import ScriptSyntax

/// An index with the condition of its rows.
struct ColumnIndex {
  /// The index.
  var index: Index
  /// `postgresql_where`
  var predicate: Expression?
}

extension AlembicReplay {
  /// `op.create_index("i", "a", ["b"], unique=, schema=, postgresql_where=)`
  mutating func createIndex(_ call: FoldedCall) {
    guard let name = table(call.argument(1, "table_name"), schema: call.keyword("schema")),
      let columns = call.argument(2, "columns"), let list = columns.elements ?? [columns] as [FoldedValue]?,
      let index = readIndex(call, columns: list, table: name)
    else { return reportDynamic("create_index", call) }
    emit(.createIndex(name, index.index, predicate: index.predicate), call.range)
  }

  /// An index from a call that names it first.
  mutating func readIndex(_ call: FoldedCall, columns: [FoldedValue], table: TableName? = nil) -> ColumnIndex?
  {
    var names: [String] = []
    for value in columns {
      if let name = name(value), value.text != nil || value.call?.name != "text" {
        names.append(name)
      } else {
        names.append(expressionText(value))
      }
    }
    let given = call.argument(0, "index_name") ?? call.keyword("name")
    let made = "ix_" + ([table?.name ?? ""] + names).joined(separator: "_")
    let isUnnamed = given?.isNone ?? true
    guard let name = isUnnamed ? made : name(given) else { return nil }
    let predicate = (call.keyword("postgresql_where") ?? call.keyword("sqlite_where")).flatMap {
      $0.isNone ? nil : fragment(condition: $0).0
    }
    return ColumnIndex(
      index: Index(name: name, columns: names, isUnique: call.flag("unique")), predicate: predicate)
  }

  private func expressionText(_ value: FoldedValue) -> String {
    if let text = value.call?.positional.first?.text { return text }
    return value.range.text(of: origin.text.bytes)
  }

  /// `op.drop_index("i", table_name=, schema=)`
  mutating func dropIndex(_ call: FoldedCall) {
    let name = self.name(call.argument(0, "index_name"))
    let table = table(call.argument(1, "table_name"), schema: call.keyword("schema"))
    let schema = call.keyword("schema").flatMap { self.name($0) }
    guard let name else { return }
    emit(.dropIndex(TableName(schema: schema, name), table: table), call.range)
  }

  /// `op.create_unique_constraint("u", "a", ["b"])`, `op.create_primary_key("k", "a", ["b"])`
  mutating func createKey(_ call: FoldedCall, isPrimary: Bool) {
    guard let table = table(call.argument(1, "table_name"), schema: call.keyword("schema")),
      let columns = names(call.argument(2, "columns"))
    else { return reportDynamic(isPrimary ? "create_primary_key" : "create_unique_constraint", call) }
    add(table, call, isPrimary ? .primaryKey(columns) : .unique(columns))
  }

  /// `op.create_check_constraint("c", "a", "b > 0")`
  mutating func createCheck(_ call: FoldedCall) {
    guard let table = table(call.argument(1, "table_name"), schema: call.keyword("schema")),
      let condition = call.argument(2, "condition")
    else { return reportDynamic("create_check_constraint", call) }
    let (value, text) = fragment(condition: condition)
    add(table, call, .check(value, text: text))
  }

  private mutating func add(_ table: TableName, _ call: FoldedCall, _ kind: Constraint.Kind) {
    let given = call.argument(0, "constraint_name") ?? call.keyword("name")
    let constraint = Constraint(name: name(given), kind: kind, location: place(call.range))
    emit(.addConstraint(table, constraint, usingIndex: nil), call.range)
  }

  /// `op.create_foreign_key("f", "a", "b", ["x"], ["y"], ondelete=, source_schema=, referent_schema=)`
  mutating func createForeignKey(_ call: FoldedCall) {
    guard let source = table(call.argument(1, "source_table"), schema: call.keyword("source_schema")),
      let target = table(call.argument(2, "referent_table"), schema: call.keyword("referent_schema")),
      let columns = names(call.argument(3, "local_cols")),
      let referenced = names(call.argument(4, "remote_cols"))
    else { return reportDynamic("create_foreign_key", call) }
    add(
      source, call,
      .foreignKey(
        columns, references: target, columns: referenced,
        onDelete: call.keyword("ondelete")?.text.map { $0.lowercased() }))
  }

  /// `op.drop_constraint("c", "a", type_=, schema=)`
  mutating func dropConstraint(_ call: FoldedCall) {
    guard let table = table(call.argument(1, "table_name"), schema: call.keyword("schema")) else {
      return reportDynamic("drop_constraint", call)
    }
    let kind = call.argument(2, "type_")?.text
    guard let name = name(call.argument(0, "constraint_name")) else {
      if kind == "primary" { return emit(.dropPrimaryKey(table), call.range) }
      // Nobody reads a foreign key.
      return report(
        "dynamic-call", "the name of a constraint of \"\(table.display)\" is not known from the text",
        call.range, kind == "foreignkey" || kind == "check" ? .harmless : .mayChangeSchema, tables: [table])
    }
    emit(
      .dropConstraint(table, name: name, onlyIfPresent: call.flag("if_exists"), cascade: false), call.range)
  }
}
