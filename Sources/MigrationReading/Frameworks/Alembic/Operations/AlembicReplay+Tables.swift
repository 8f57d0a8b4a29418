import Domain
import ScriptSyntax

extension AlembicReplay {
  /// `op.create_table("a", sa.Column(...), sa.UniqueConstraint(...), schema=, if_not_exists=)`.
  mutating func createTable(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "table_name"), schema: call.keyword("schema")) else {
      return reportDynamic("create_table", call)
    }
    if call.hasUnknownArguments { reportDynamic("create_table", call, tables: [name]) }
    var positional = call.positional
    if call.keyword("table_name") == nil, !positional.isEmpty { positional.removeFirst() }
    define(name, positional, call)
  }

  /// Emits a table made of columns and constraints.
  mutating func define(_ name: TableName, _ elements: [FoldedValue], _ call: FoldedCall) {
    var definition = TableDefinition(name: name, columns: [], onlyIfAbsent: call.flag("if_not_exists"))
    definition.isTemporary =
      call.keyword("prefixes")?.elements?.contains { $0.text?.uppercased() == "TEMPORARY" } ?? false
    var indexes: [ColumnIndex] = []
    for element in elements {
      if let column = readColumn(element, of: name) {
        declare(column.enums, element.range)
        definition.columns.append(column.definition)
        definition.constraints += column.constraints
        indexes += column.indexes
      } else if let part = element.call {
        readElement(part, &definition, &indexes)
      } else if !element.isNone {
        report(
          "dynamic-call", "a part of the table \"\(name.display)\" is not known from the text", element.range,
          .mayChangeSchema, tables: [name])
      }
    }
    Self.markKey(&definition)
    emit(.createTable(definition), call.range)
    for index in indexes {
      emit(.createIndex(name, index.index, predicate: index.predicate), call.range)
    }
  }

  /// An integer that is the whole key fills itself, unless it refers to another table.
  private static func markKey(_ definition: inout TableDefinition) {
    var key: [String] = []
    var foreign: Set<String> = []
    for constraint in definition.constraints {
      if case .primaryKey(let columns) = constraint.kind { key += columns }
      if case .foreignKey(let columns, _, _, _) = constraint.kind { foreign.formUnion(columns) }
    }
    for at in definition.columns.indices where key.contains(definition.columns[at].name) {
      definition.columns[at].isNullable = false
    }
    guard key.count == 1, !foreign.contains(key[0]),
      let at = definition.columns.firstIndex(where: { $0.name == key[0] }),
      ["integer", "bigint", "smallint"].contains(definition.columns[at].type.name),
      definition.columns[at].defaultText == nil, definition.columns[at].generation == nil
    else { return }
    definition.columns[at].generation = .sequence
  }

  private mutating func readElement(
    _ part: FoldedCall, _ definition: inout TableDefinition, _ indexes: inout [ColumnIndex]
  ) {
    let name = name(part.keyword("name"))
    var kind: Constraint.Kind?
    switch part.name {
    case "PrimaryKeyConstraint": kind = names(part).map { .primaryKey($0) }
    case "UniqueConstraint": kind = names(part).map { .unique($0) }
    case "ForeignKeyConstraint": kind = foreignKey(part)
    case "CheckConstraint":
      if let condition = part.argument(0, "sqltext") {
        let (value, text) = fragment(condition: condition)
        kind = .check(value, text: text)
      }
    case "ExcludeConstraint": kind = .other("exclude")
    case "Index":
      if let index = readIndex(part, columns: Array(part.positional.dropFirst())) { indexes.append(index) }
      return
    case "Sequence", "DDL", "Comment": return
    default: break
    }
    guard let kind else {
      return report(
        "dynamic-call", "\"\(part.name)\" of the table \"\(definition.name.display)\" is not understood",
        part.range, .mayChangeSchema, tables: [definition.name])
    }
    definition.constraints.append(Constraint(name: name, kind: kind, location: place(part.range)))
  }

  /// The columns that a key constraint lists.
  private func names(_ part: FoldedCall) -> [String]? {
    let values = part.positional
    let found = values.compactMap { name($0) }
    return found.count == values.count ? found : nil
  }

  /// `sa.ForeignKeyConstraint(["a"], ["b.id"], ondelete=)`
  func foreignKey(_ part: FoldedCall) -> Constraint.Kind? {
    guard let columns = names(part.argument(0, "columns")),
      let targets = names(part.argument(1, "refcolumns"))
    else { return nil }
    var table: TableName?
    var referenced: [String] = []
    for target in targets {
      guard let (name, column) = Self.reference(target) else { return nil }
      table = name
      if let column { referenced.append(column) }
    }
    guard let table else { return nil }
    return .foreignKey(
      columns, references: table, columns: referenced,
      onDelete: part.keyword("ondelete")?.text.map { $0.lowercased() })
  }

  /// `schema.table.column` or `table.column`.
  static func reference(_ text: String) -> (table: TableName, column: String?)? {
    let parts = text.split(separator: ".").map(String.init)
    switch parts.count {
    case 1: return (TableName(parts[0]), nil)
    case 2: return (TableName(parts[0]), parts[1])
    case 3...: return (TableName(schema: parts[parts.count - 3], parts[parts.count - 2]), parts.last)
    default: return nil
    }
  }

  /// `op.drop_table("a", schema=, if_exists=)`
  mutating func dropTable(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "table_name"), schema: call.keyword("schema")) else {
      return reportDynamic("drop_table", call)
    }
    emit(.dropTable(name, onlyIfPresent: call.flag("if_exists"), cascade: false), call.range)
  }

  /// `op.rename_table("a", "b", schema=)`
  mutating func renameTable(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "old_table_name"), schema: call.keyword("schema")),
      let new = self.name(call.argument(1, "new_table_name"))
    else { return reportDynamic("rename_table", call) }
    emit(.renameTable(name, to: TableName(schema: name.schema, new)), call.range)
  }
}
