import Domain
import ScriptSyntax

extension EFProgram {
  /// Stands for the builder of a new table; no program can write it.
  private static let tableHandle = "(table)"

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
      case .closure(let body)? = call.argument(1, "columns")?.content
    else { return reportUnknownName(call) }
    let handle = FoldedArgument(Self.handle(at: call.range, Self.tableHandle))
    let trace = run.calls(in: body, arguments: [handle])
    output.report(trace.troubles)
    var definition = TableDefinition(name: table, columns: [])
    var members: [String: String] = [:]
    guard let entries = trace.result?.entries else {
      output.report(
        "dynamic-name", "the columns of \"\(table.display)\" are put together at run time", at: call.range,
        .mayChangeSchema, tables: [table])
      return
    }
    for entry in entries {
      guard let member = entry.key.text, let column = column(entry.value, member, table) else {
        reportColumn(table, entry.value)
        continue
      }
      members[member] = column.definition.name
      definition.columns.append(column.definition)
      definition.constraints += column.constraints
    }
    if case .closure(let constraints)? = call.argument(3, "constraints")?.content {
      let trace = run.calls(in: constraints, arguments: [handle])
      output.report(trace.troubles)
      for executed in trace.calls {
        guard let own = executed.call.chain.first, own.resolved?.hasPrefix(Self.tableHandle) == true else {
          continue
        }
        definition.constraints += constraint(own, of: table, members)
      }
    }
    output.emit(.createTable(definition), at: call.range)
  }

  /// `table.Column<int>(...)` with its annotations; nil for other values.
  private mutating func column(_ value: FoldedValue, _ member: String, _ table: TableName) -> (
    definition: ColumnDefinition, constraints: [Constraint]
  )? {
    guard let links = value.call?.chain, let place = links.firstIndex(where: { $0.name == "Column" }),
      links[place].resolved == Self.tableHandle + ".Column"
    else { return nil }
    let call = links[place]
    let name = call.keyword("name").map { text($0) } ?? member
    guard let name else { return nil }
    return read(call, name, EFAnnotations(links[(place + 1)...]), table)
  }

  private mutating func reportColumn(_ table: TableName, _ value: FoldedValue) {
    note(value)
    output.report(
      "dynamic-type", "a column of \"\(table.display)\" is put together at run time", at: value.range,
      .mayChangeSchema, tables: [table])
  }

  /// Reads a column by the SQL that it stands for.
  mutating func read(_ call: FoldedCall, _ name: String, _ annotations: EFAnnotations, _ table: TableName)
    -> (
      definition: ColumnDefinition, constraints: [Constraint]
    )?
  {
    note(call.keyword("type"))
    guard let clause = columns.clause(call, annotations) else { return nil }
    let sql = spelling.adding(spelling.name(name) + " " + clause, to: table)
    for kind in output.parts(of: sql, at: call.range) {
      guard case .addColumn(_, var definition, let constraints, _, _) = kind else { continue }
      if annotations["Sqlite:Autoincrement"]?.boolean == true, spelling.family == .sqlite {
        definition.generation = .sequence
      }
      if let type = columns.computedType(call), let known = self.type(type, name, table, call) {
        definition.type = known
      }
      return (definition, constraints)
    }
    return nil
  }

  /// The type that a text stands for.
  private mutating func type(_ text: String, _ name: String, _ table: TableName, _ call: FoldedCall)
    -> ColumnType?
  {
    let sql = "ALTER TABLE " + spelling.name(table) + " ADD " + spelling.name(name) + " " + text
    for kind in output.parts(of: sql, at: call.range) {
      if case .addColumn(_, let definition, _, _, _) = kind { return definition.type }
    }
    return nil
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
