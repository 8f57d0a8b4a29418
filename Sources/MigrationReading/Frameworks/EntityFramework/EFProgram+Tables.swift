import Domain
import ScriptSyntax

extension EFProgram {
  mutating func performTable(_ call: FoldedCall) {
    guard let table = table(call, 0, "name", schema: (1, "schema")) else { return reportUnknownName(call) }
    if call.name == "DropTable" {
      return output.emit(.dropTable(table, onlyIfPresent: false, cascade: false), at: call.range)
    }
    let given = call.argument(2, "newName")
    let name = given == nil || given?.isNull == true ? table.name : text(given)
    guard let name else { return reportUnknownName(call) }
    var place = table
    let schema = schema(call.argument(3, "newSchema"))
    if hasSchemas, schema != table.schema {
      let target = schema ?? (spelling.family == .sqlserver ? "dbo" : "public")
      output.emit(.setTableSchema(table, schema: target), at: call.range)
      place.schema = target
    }
    if name != place.name {
      output.emit(.renameTable(place, to: TableName(schema: place.schema, name)), at: call.range)
    }
  }

  /// `CreateTable(name, columns: table => new { ... }, constraints: table => { ... })`
  mutating func createTable(_ call: FoldedCall, _ annotations: EFAnnotations) {
    guard let table = table(call, 0, "name", schema: (2, "schema")),
      case .closure? = call.argument(1, "columns")?.content
    else { return reportUnknownName(call) }
    guard var made = self.table(table, columns: call.argument(1, "columns"), call) else { return }
    for executed in build(call.argument(3, "constraints"))?.calls ?? [] {
      guard let own = executed.call.chain.first, own.resolved?.hasPrefix(Self.tableHandle) == true else {
        continue
      }
      made.definition.constraints += constraint(own, of: table, made.members)
    }
    output.emit(.createTable(made.definition), at: call.range)
  }

  /// `table.Column<int>(...)` with its annotations; nil for other values.
  mutating func column(_ value: FoldedValue, _ member: String, _ table: TableName) -> ColumnReading? {
    guard let links = value.call?.chain, let place = links.firstIndex(where: { $0.name == "Column" }),
      links[place].resolved == Self.tableHandle + ".Column"
    else { return nil }
    let call = links[place]
    let name = call.keyword("name").map { text($0) } ?? member
    guard let name else { return nil }
    return read(call, name, EFAnnotations(links[(place + 1)...]), table)
  }

  /// Reads a column by the SQL that it stands for.
  mutating func read(_ call: FoldedCall, _ name: String, _ annotations: EFAnnotations, _ table: TableName)
    -> ColumnReading?
  {
    note(call.keyword("type"))
    guard let clause = columns.clause(call, annotations),
      var column = output.column(spelling.name(name) + " " + clause, of: table, at: call.range)
    else { return nil }
    if annotations["Sqlite:Autoincrement"]?.boolean == true, spelling.family == .sqlite {
      column.definition.generation = .sequence
    }
    if let text = columns.computedType(call),
      let known = output.column(spelling.name(name) + " " + text, of: table, at: call.range)
    {
      column.definition.type = known.definition.type
    }
    return column
  }

  mutating func performColumn(_ call: FoldedCall, _ annotations: EFAnnotations) {
    let place =
      call.name == "AddColumn" || call.name == "AlterColumn" ? 6 : call.name == "RenameColumn" ? 3 : 2
    guard let table = table(call, 1, "table", schema: (place, "schema")) else {
      return reportUnknownName(call)
    }
    guard let name = text(call.argument(0, "name")) else {
      return reportUnknownName(call, .mayChangeSchema, table)
    }
    switch call.name {
    case "DropColumn":
      output.emit(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "RenameColumn":
      guard let new = text(call.argument(2, "newName")) else {
        return reportUnknownName(call, .mayChangeSchema, table)
      }
      output.emit(.renameColumn(table, column: name, to: new), at: call.range)
    default:
      guard let column = read(call, name, annotations, table) else {
        return output.report(
          "dynamic-type", "the type of \"\(name)\" of \"\(table.display)\" is not known", at: call.range,
          .mayChangeSchema, tables: [table])
      }
      if call.name == "AddColumn" {
        output.emit(
          .addColumn(
            table, column.definition, constraints: column.constraints, position: .last, onlyIfAbsent: false),
          at: call.range)
      } else {
        output.emit(
          .redefineColumn(table, column: name, column.definition, constraints: column.constraints),
          at: call.range)
      }
    }
  }

  /// `table.PrimaryKey("PK", x => x.Id)` and its kin.
  private mutating func constraint(_ call: FoldedCall, of table: TableName, _ members: [String: String])
    -> [Constraint]
  {
    let name = call.argument(0, "name")?.text
    let place = output.location(call.range)
    if call.name == "CheckConstraint" {
      return check(name, text(call.argument(1, "sql")), table, call)
    }
    let chosen = call.argument(1, "columns") ?? call.keyword("column")
    guard let columns = columns(chosen, members) else {
      if call.name != "ForeignKey" { reportUnknownName(call, .mayChangeSchema, table) }
      return []
    }
    switch call.name {
    case "PrimaryKey": return [Constraint(name: name, kind: .primaryKey(columns), location: place)]
    case "UniqueConstraint": return [Constraint(name: name, kind: .unique(columns), location: place)]
    case "ForeignKey":
      let others = call.keyword("principalColumn") ?? call.keyword("principalColumns")
      guard let target = text(call.argument(2, "principalTable")) else { return [] }
      return [
        foreign(
          name, columns, TableName(schema: schema(call.keyword("principalSchema")), target), others, call)
      ]
    default: return []
    }
  }
}
