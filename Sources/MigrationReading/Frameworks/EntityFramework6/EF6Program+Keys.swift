import Domain
import ScriptSyntax

extension EF6Program {
  /// The name that the tool gives to an index over columns.
  static func indexName(_ columns: [String]) -> String { "IX_" + columns.joined(separator: "_") }

  mutating func performIndex(_ call: FoldedCall) {
    guard let table = table(call.argument(0, "table")) else {
      return reportUnknownName(call, call.name == "CreateIndex" ? .harmless : .mayChangeRows)
    }
    switch call.name {
    case "RenameIndex":
      guard let name = text(call.argument(1, "name")), let new = text(call.argument(2, "newName")) else {
        return reportUnknownName(call, .harmless, table)
      }
      output.emit(.renameIndex(TableName(schema: table.schema, name), to: new), at: call.range)
    case "DropIndex":
      // A text is the index, a list its columns.
      let given = call.argument(1, "columns") ?? call.keyword("name")
      guard let name = given?.text ?? names(given).map({ Self.indexName($0) }) else {
        return reportUnknownName(call, .mayChangeRows, table)
      }
      output.emit(.dropIndex(TableName(schema: table.schema, name), table: table), at: call.range)
    default:
      guard let columns = names(call.argument(1, "columns") ?? call.keyword("column")) else {
        return reportUnknownName(call, .harmless, table)
      }
      let name = call.argument(3, "name")?.text ?? Self.indexName(columns)
      let isUnique = call.argument(2, "unique")?.boolean == true
      output.emit(
        .createIndex(table, Index(name: name, columns: columns, isUnique: isUnique), predicate: nil),
        at: call.range)
    }
  }

  mutating func performKey(_ call: FoldedCall) {
    let isForeign = call.name.hasSuffix("ForeignKey")
    let place = call.argument(0, isForeign ? "dependentTable" : "table")
    guard let written = text(place), let table = table(place) else {
      return reportUnknownName(call, isForeign ? .harmless : .mayChangeSchema)
    }
    switch call.name {
    case "AddPrimaryKey":
      guard let columns = names(call.argument(1, "columns") ?? call.keyword("column")) else {
        return reportUnknownName(call, nil, table)
      }
      let name = call.argument(2, "name")?.text ?? "PK_" + Self.full(written)
      add(
        Constraint(name: name, kind: .primaryKey(columns), location: output.location(call.range)), table, call
      )
    case "DropPrimaryKey":
      if spelling.family == .mysql { return output.emit(.dropPrimaryKey(table), at: call.range) }
      drop(call.argument(1, "name")?.text ?? "PK_" + Self.full(written), table, call)
    case "AddForeignKey":
      guard let columns = names(call.argument(1, "dependentColumns") ?? call.keyword("dependentColumn")),
        let target = text(call.argument(2, "principalTable"))
      else { return reportUnknownName(call, .harmless, table) }
      let others = names(call.argument(3, "principalColumns") ?? call.keyword("principalColumn")) ?? []
      let name = call.argument(5, "name")?.text
      add(foreign(written, columns, target, others, call, name), table, call)
    default:
      guard let name = droppedKey(call, written) else { return reportUnknownName(call, .harmless, table) }
      drop(name, table, call)
    }
  }

  /// What `DropForeignKey("dbo.A", "Name")` or `DropForeignKey("dbo.A", "BId", "dbo.B")` drops.
  private mutating func droppedKey(_ call: FoldedCall, _ table: String) -> String? {
    guard let target = call.argument(2, "principalTable") else {
      return text(call.argument(1, "name"))
    }
    guard let columns = names(call.argument(1, "dependentColumns") ?? call.keyword("dependentColumn")),
      let target = text(target)
    else { return nil }
    return Self.keyName(table, columns, target)
  }

  private static func keyName(_ table: String, _ columns: [String], _ target: String) -> String {
    "FK_" + full(table) + "_" + full(target) + "_" + columns.joined(separator: "_")
  }

  /// A foreign key of a table, both as they are written.
  mutating func foreign(
    _ table: String, _ columns: [String], _ target: String, _ others: [String], _ call: FoldedCall,
    _ name: String?
  ) -> Constraint {
    let place = call.name == "ForeignKey" ? 2 : 4
    let deletion = call.argument(place, "cascadeDelete")?.boolean == true ? "cascade" : nil
    let reference = FoldedValue(.string(ScriptText(target, at: call.range.start)), at: call.range)
    let kind = Constraint.Kind.foreignKey(
      columns, references: self.table(reference) ?? TableName(target), columns: others, onDelete: deletion)
    return Constraint(
      name: name ?? Self.keyName(table, columns, target), kind: kind, location: output.location(call.range))
  }

  private mutating func add(_ constraint: Constraint, _ table: TableName, _ call: FoldedCall) {
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
  }

  private mutating func drop(_ name: String, _ table: TableName, _ call: FoldedCall) {
    output.emit(.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: call.range)
  }
}
