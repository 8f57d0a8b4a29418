import Domain
import ScriptSyntax

extension ChangeRunner {
  mutating func addConstraint(_ node: ChangeNode) {
    let isForeign = node.name == "addForeignKeyConstraint"
    let table =
      isForeign
      ? table(node, "baseTableName", schema: "baseTableSchemaName") : table(node)
    guard let table, let kind = constraint(node) else { return }
    let name = node.string("constraintName").map(names.folded)
    emit(
      .addConstraint(table, Constraint(name: name, kind: kind, location: location(node)), usingIndex: nil),
      node)
  }

  private mutating func constraint(_ node: ChangeNode) -> Constraint.Kind? {
    switch node.name {
    case "addPrimaryKey": return .primaryKey(node.names("columnNames").map(names.folded))
    case "addUniqueConstraint": return .unique(node.names("columnNames").map(names.folded))
    case "addForeignKeyConstraint":
      guard let table = table(node, "referencedTableName", schema: "referencedTableSchemaName") else {
        return nil
      }
      return .foreignKey(
        node.names("baseColumnNames").map(names.folded), references: table,
        columns: node.names("referencedColumnNames").map(names.folded),
        onDelete: node.string("onDelete")?.lowercased())
    default:
      let text = node.string("constraintBody") ?? node.text?.string ?? ""
      return .other("CHECK (\(text))")
    }
  }

  mutating func dropConstraint(_ node: ChangeNode) {
    let table =
      node.name == "dropForeignKeyConstraint"
      ? table(node, "baseTableName", schema: "baseTableSchemaName") : table(node)
    guard let table else { return }
    guard let name = node.string("constraintName") else {
      if node.name == "dropPrimaryKey" {
        emit(.dropPrimaryKey(table), node)
      } else {
        report("change-incomplete", "\"\(node.name)\" has no \"constraintName\"", node, .mayChangeSchema)
      }
      return
    }
    if node.name == "dropPrimaryKey" {
      emit(.dropPrimaryKey(table), node)
    } else {
      emit(
        .dropConstraint(table, name: names.folded(name), onlyIfPresent: false, cascade: false), node)
    }
  }

  mutating func createIndex(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    let columns = node.children(named: "column").compactMap { $0.string("name").map(names.folded) }
    let name =
      node.string("indexName").map(names.folded) ?? ([table.name] + columns + ["idx"]).joined(separator: "_")
    emit(
      .createIndex(
        table, Index(name: name, columns: columns, isUnique: node.flag("unique") == true), predicate: nil),
      node)
  }

  mutating func dropIndex(_ node: ChangeNode) {
    guard let name = required("indexName", node) else { return }
    let schema = node.string("schemaName").map(names.folded)
    let table = node.string("tableName").map { TableName(schema: schema, names.folded($0)) }
    emit(.dropIndex(TableName(schema: schema, names.folded(name)), table: table), node)
  }

  /// The distinct values of a column become a table of their own, which the column then refers to.
  mutating func addLookupTable(_ node: ChangeNode) {
    guard let old = table(node, "existingTableName", schema: "existingTableSchemaName"),
      let oldColumn = column(node, "existingColumnName"),
      let new = table(node, "newTableName", schema: "newTableSchemaName"),
      let newColumn = column(node, "newColumnName")
    else { return }
    runText(
      "CREATE TABLE \(names.quoted(new)) AS SELECT DISTINCT \(names.quoted(oldColumn)) AS "
        + "\(names.quoted(newColumn)) FROM \(names.quoted(old)) WHERE \(names.quoted(oldColumn)) IS NOT NULL",
      node)
    emit(.setNullability(new, column: newColumn, isNullable: false), node)
    for (table, kind) in [
      (new, Constraint.Kind.primaryKey([newColumn])),
      (old, .foreignKey([oldColumn], references: new, columns: [newColumn])),
    ] {
      emit(.addConstraint(table, Constraint(kind: kind, location: location(node)), usingIndex: nil), node)
    }
  }
}
