import Domain
import ScriptSyntax

extension ChangeRunner {
  mutating func addColumns(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    let columns = node.children(named: "column")
    guard let definition = definition(of: table, columns: columns, node) else { return }
    for (column, source) in zip(definition.columns, columns) {
      let own = definition.constraints.filter { $0.concerns(column.name) }
      emit(
        .addColumn(
          table, column, constraints: own, position: position(source), onlyIfAbsent: false), source)
      if let value = ColumnText(node: source, names: names).valueText {
        runText("UPDATE \(names.quoted(table)) SET \(names.quoted(column.name)) = \(value)", source)
      }
    }
  }

  private func position(_ column: ChangeNode) -> ColumnPosition {
    guard embedded.dialectName == "mysql" else { return .last }
    if let after = column.string("afterColumn") { return .after(names.folded(after)) }
    return column.string("position") == "1" ? .first : .last
  }

  mutating func dropColumns(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    let listed = node.children(named: "column").compactMap { $0.string("name") }
    guard let columns = listed.isEmpty ? required("columnName", node).map({ [$0] }) : listed else { return }
    for column in columns {
      emit(
        .dropColumn(table, column: names.folded(column), onlyIfPresent: false, cascade: false), node)
    }
  }

  mutating func renameColumn(_ node: ChangeNode) {
    guard let table = table(node), let old = column(node, "oldColumnName"),
      let new = column(node, "newColumnName")
    else { return }
    emit(.renameColumn(table, column: old, to: new), node)
  }

  mutating func modifyDataType(_ node: ChangeNode) {
    guard let table = table(node), let column = column(node), let type = required("newDataType", node),
      let definition = single(table, column, type: type, node)
    else { return }
    emit(
      .alterColumnType(table, column: column, type: definition.type, using: nil, collation: nil), node)
  }

  /// What changelogs of Liquibase 1 have in place of `modifyDataType`.
  mutating func modifyColumns(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    for source in node.children(named: "column") {
      guard let column = column(source, "name"), let type = required("type", source),
        let definition = single(table, column, type: type, source)
      else { continue }
      emit(
        .alterColumnType(table, column: column, type: definition.type, using: nil, collation: nil), source)
    }
  }

  /// Two columns become one, with a text between their values.
  mutating func mergeColumns(_ node: ChangeNode) {
    guard let table = table(node), let first = column(node, "column1Name"),
      let second = column(node, "column2Name"), let final = column(node, "finalColumnName"),
      let definition = single(table, final, type: node.string("finalColumnType") ?? "varchar", node)
    else { return }
    emit(
      .addColumn(table, definition, constraints: [], position: .last, onlyIfAbsent: false), node)
    let joint = ColumnText.literal(node.attributes["joinString"]?.string ?? "")
    runText(
      "UPDATE \(names.quoted(table)) SET \(names.quoted(final)) = "
        + "concat(\(names.quoted(first)), \(joint), \(names.quoted(second)))", node)
    for column in [first, second] {
      emit(.dropColumn(table, column: column, onlyIfPresent: false, cascade: false), node)
    }
  }

  mutating func setNullability(_ node: ChangeNode) {
    guard let table = table(node), let column = column(node) else { return }
    let isNullable = node.name == "dropNotNullConstraint"
    if !isNullable, let value = node.attributes["defaultNullValue"]?.string {
      runText(
        "UPDATE \(names.quoted(table)) SET \(names.quoted(column)) = \(ColumnText.literal(value)) "
          + "WHERE \(names.quoted(column)) IS NULL", node)
    }
    emit(.setNullability(table, column: column, isNullable: isNullable), node)
  }

  mutating func setDefault(_ node: ChangeNode) {
    guard let table = table(node), let column = column(node) else { return }
    guard node.name == "addDefaultValue", let value = ColumnText.value(of: node, prefix: "defaultValue")
    else {
      emit(.setDefault(table, column: column, nil, text: nil), node)
      return
    }
    guard let definition = single(table, column, type: "varchar(1) DEFAULT \(value)", node) else { return }
    emit(
      .setDefault(table, column: column, definition.defaultValue, text: definition.defaultText ?? value), node
    )
  }

  /// A column of a type, as the dialect's reader has it.
  private mutating func single(
    _ table: TableName, _ column: String, type: String, _ node: ChangeNode
  ) -> ColumnDefinition? {
    var source = ChangeNode(name: "column", offset: node.offset, endOffset: node.endOffset)
    let place = Int32(truncatingIfNeeded: node.offset)
    source.attributes = ["name": ScriptText(column, at: place), "type": ScriptText(type, at: place)]
    return definition(of: table, columns: [source], node)?.columns.first
  }
}

extension Constraint {
  /// Whether it is about one column.
  fileprivate func concerns(_ column: String) -> Bool {
    switch kind {
    case .primaryKey(let columns), .unique(let columns, _), .foreignKey(let columns, _, _, _):
      columns == [column]
    case .check, .other: false
    }
  }
}
