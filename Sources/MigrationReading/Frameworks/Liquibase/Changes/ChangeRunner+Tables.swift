import Domain
import ScriptSyntax

extension ChangeRunner {
  mutating func createTable(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    guard var definition = definition(of: table, columns: node.children(named: "column"), node) else {
      return
    }
    definition.onlyIfAbsent = node.flag("ifNotExists") == true
    emit(.createTable(definition), node)
  }

  mutating func dropTable(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    emit(
      .dropTable(
        table, onlyIfPresent: node.flag("ifExists") == true,
        cascade: node.flag("cascadeConstraints") == true), node)
  }

  mutating func renameTable(_ node: ChangeNode) {
    guard let old = table(node, "oldTableName"), let new = table(node, "newTableName") else { return }
    emit(.renameTable(old, to: new), node)
  }

  /// The table that `column` elements define: read as SQL, so that types and defaults are the dialect's.
  mutating func definition(
    of table: TableName, columns: [ChangeNode], _ node: ChangeNode
  ) -> TableDefinition? {
    var parts: [ScriptText] = []
    let place = Int32(truncatingIfNeeded: node.offset)
    for column in columns {
      guard let part = ColumnText(node: column, names: names).definition() else {
        report("change-incomplete", "a column of \"\(table.display)\" has no name", column, .mayChangeSchema)
        continue
      }
      parts += (parts.isEmpty ? [] : [ScriptText(",\n", at: place)]) + [part]
    }
    let start = ScriptText("CREATE TABLE \(names.quoted(table)) (\n", at: place)
    guard !parts.isEmpty, let text = ScriptText.joined([start] + parts + [ScriptText("\n)", at: place)])
    else {
      report("change-incomplete", "\"\(node.name)\" has no columns that can be read", node, .mayChangeSchema)
      return nil
    }
    let reading = embedded.readAside(text, in: file.text, content: file.entry.contentID)
    diagnostics += reading.diagnostics
    for operation in reading.operations {
      guard case .createTable(var definition) = operation.kind else { continue }
      definition.constraints += constraints(of: columns)
      return definition
    }
    if reading.diagnostics.isEmpty {
      report("sql-syntax", "the columns of \"\(table.display)\" are not understood", node, .mayChangeSchema)
    }
    return nil
  }

  /// What the `constraints` of columns demand beside NOT NULL.
  private func constraints(of columns: [ChangeNode]) -> [Constraint] {
    var constraints: [Constraint] = []
    var key: (columns: [String], name: String?, node: ChangeNode)?
    for column in columns {
      guard let name = column.string("name").map(names.folded), let node = column.child("constraints") else {
        continue
      }
      if node.flag("primaryKey") == true {
        key = ((key?.columns ?? []) + [name], key?.name ?? node.string("primaryKeyName"), key?.node ?? node)
      }
      if node.flag("unique") == true {
        constraints.append(
          Constraint(
            name: node.string("uniqueConstraintName").map(names.folded), kind: .unique([name]),
            location: location(node)))
      }
      if let (table, columns) = reference(node) {
        constraints.append(
          Constraint(
            name: node.string("foreignKeyName").map(names.folded),
            kind: .foreignKey(
              [name], references: table, columns: columns,
              onDelete: node.flag("deleteCascade") == true ? "cascade" : nil),
            location: location(node)))
      }
    }
    if let key {
      constraints.append(
        Constraint(
          name: key.name.map(names.folded), kind: .primaryKey(key.columns), location: location(key.node)))
    }
    return constraints
  }

  /// `references="schema.table(column)"`, or the attributes that say the same.
  private func reference(_ node: ChangeNode) -> (TableName, [String])? {
    if let text = node.string("references") {
      let parts = text.split(separator: "(", maxSplits: 1)
      let path = (parts.first ?? "").split(separator: ".").map { names.folded(Self.trimmed($0)) }
      guard let name = path.last else { return nil }
      let inner = parts.count > 1 ? parts[1].split(separator: ")").first ?? "" : ""
      let columns = inner.split(separator: ",").map { names.folded(Self.trimmed($0)) }
      return (TableName(schema: path.dropLast().last, name), columns)
    }
    guard let table = node.string("referencedTableName") else { return nil }
    return (
      TableName(
        schema: node.string("referencedTableSchemaName").map(names.folded), names.folded(table)),
      node.names("referencedColumnNames").map(names.folded)
    )
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.filter { $0 != " " && $0 != "\n" && $0 != "\t" })
  }
}
