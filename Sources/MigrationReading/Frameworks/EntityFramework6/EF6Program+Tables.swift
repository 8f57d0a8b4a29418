import Domain
import ScriptSyntax

extension EF6Program {
  mutating func performTable(_ call: FoldedCall) {
    guard let table = table(call.argument(0, "name")) else { return reportUnknownName(call) }
    switch call.name {
    case "DropTable": output.emit(.dropTable(table, onlyIfPresent: false, cascade: false), at: call.range)
    case "RenameTable":
      guard let new = text(call.argument(1, "newName")) else { return reportUnknownName(call, nil, table) }
      output.emit(.renameTable(table, to: TableName(schema: table.schema, new)), at: call.range)
    default:
      guard let schema = text(call.argument(1, "newSchema")) else {
        return reportUnknownName(call, nil, table)
      }
      output.emit(.setTableSchema(table, schema: schema), at: call.range)
    }
  }

  /// `CreateTable("dbo.Orders", c => new { ... }).PrimaryKey(t => t.Id).ForeignKey("dbo.Users", t => t.UserId)`
  mutating func createTable(_ call: FoldedCall, _ links: ArraySlice<FoldedCall>) {
    guard let name = text(call.argument(0, "name")), let table = table(call.argument(0, "name")) else {
      return reportUnknownName(call)
    }
    guard var made = self.table(table, columns: call.argument(1, "columnsAction"), call) else { return }
    var indexes: [(Index, ScriptRange)] = []
    for link in links {
      let place = link.name == "ForeignKey" ? 1 : 0
      let chosen = link.argument(place, place == 1 ? "dependentKeyExpression" : "keyExpression")
      guard let columns = columns(chosen ?? link.argument(0, "indexExpression"), made.members) else {
        if link.name != "ForeignKey" { reportUnknownName(link, .mayChangeSchema, table) }
        continue
      }
      let given = link.keyword("name")?.text
      switch link.name {
      case "PrimaryKey":
        made.definition.constraints.append(
          Constraint(
            name: given ?? "PK_" + Self.full(name), kind: .primaryKey(columns),
            location: output.location(link.range)))
      case "Index":
        let index = Index(
          name: given ?? Self.indexName(columns), columns: columns,
          isUnique: link.keyword("unique")?.boolean == true)
        indexes.append((index, link.range))
      case "ForeignKey":
        guard let target = text(link.argument(0, "principalTable")) else { continue }
        made.definition.constraints.append(foreign(name, columns, target, [], link, given))
      default: reportUnknownName(link, .mayChangeSchema, table)
      }
    }
    output.emit(.createTable(made.definition), at: call.range)
    for (index, range) in indexes { output.emit(.createIndex(table, index, predicate: nil), at: range) }
  }

  /// `c.Int(nullable: false)` as a column; nil for other values.
  mutating func column(_ value: FoldedValue, _ member: String, _ table: TableName) -> ColumnReading? {
    guard let call = value.call?.chain.first, call.resolved?.hasPrefix(Self.tableHandle + ".") == true,
      let clause = columns.clause(call)
    else { return nil }
    var name = member
    if let given = call.keyword("name"), !given.isNull {
      guard let known = text(given) else { return nil }
      name = known
    }
    return output.column(spelling.name(name) + " " + clause, of: table, at: value.range)
  }

  mutating func performColumn(_ call: FoldedCall) {
    guard let table = table(call.argument(0, "table")) else { return reportUnknownName(call) }
    guard let name = text(call.argument(1, "name")) else { return reportUnknownName(call, nil, table) }
    switch call.name {
    case "DropColumn":
      output.emit(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "RenameColumn":
      guard let new = text(call.argument(2, "newName")) else { return reportUnknownName(call, nil, table) }
      output.emit(.renameColumn(table, column: name, to: new), at: call.range)
    default:
      let action = call.argument(2, "columnAction")
      guard let value = build(action)?.result, let column = column(value, name, table) else {
        return action.map { reportColumn($0, table) } ?? reportUnknownName(call, nil, table)
      }
      output.emit(
        call.name == "AddColumn"
          ? .addColumn(
            table, column.definition, constraints: column.constraints, position: .last, onlyIfAbsent: false)
          : .redefineColumn(table, column: name, column.definition, constraints: column.constraints),
        at: call.range)
    }
  }
}
