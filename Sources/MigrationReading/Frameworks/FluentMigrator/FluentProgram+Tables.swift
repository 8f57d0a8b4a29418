import Domain
import ScriptSyntax

extension FluentProgram {
  /// The columns that links define, each with the links behind its name.
  private static func columns(_ links: ArraySlice<FoldedCall>, _ names: Set<String>) -> [[FoldedCall]] {
    var found: [[FoldedCall]] = []
    for link in links {
      if names.contains(link.name) {
        found.append([link])
      } else if !found.isEmpty {
        found[found.count - 1].append(link)
      }
    }
    return found
  }

  /// `Create.Table("a").WithColumn("b").AsInt32()`
  mutating func createTable(_ expression: FluentExpression) {
    let links = expression.links[expression.done...]
    guard let table = expression.table(hasSchemas) else {
      for link in expression.links { note(link.positional.first) }
      return output.report(
        "dynamic-name", "the name of a new table is not known", at: expression.call.range, .harmless)
    }
    let known: Set<String> = ["Table", "InSchema", "WithDescription", "WithColumn"]
    let rest = links.filter { !known.contains($0.name) && !FluentColumn.isKnown($0.name) }
    var elements: [String] = []
    var keys: [String] = []
    var later: [(Constraint, Index?)] = []
    for part in Self.columns(links, ["WithColumn"]) {
      guard let column = read(part, table) else { continue }
      elements.append(spelling.name(column.name) + " " + column.sql)
      if column.isKey { keys.append(column.name) }
      later += constraints(of: column, table)
    }
    for link in rest {
      // A method of the application that adds columns.
      note(link.callee)
      output.report(
        "unknown-helper", "\"\(link.name)\" gets a table, and what it does is not known", at: link.range,
        .mayChangeSchema, tables: [table])
    }
    if expression.done > 0 {
      for element in elements { add(element, table, expression.call) }
    } else if elements.isEmpty {
      output.emit(.createTable(TableDefinition(name: table, columns: [])), at: expression.call.range)
    } else {
      if !keys.isEmpty { elements.append("PRIMARY KEY (" + spelling.list(keys) + ")") }
      execute(
        "CREATE TABLE " + spelling.name(table) + " (" + elements.joined(separator: ", ") + ")",
        expression.call)
    }
    emit(later, table, expression.call)
  }

  /// `Create.Column("a").OnTable("b").AsInt32()`, `Alter.Table("a").AddColumn("b").AsInt32()` and their kin.
  mutating func changeColumns(_ expression: FluentExpression) {
    guard let table = expression.table(hasSchemas) else { return reportUnknown(expression) }
    if expression.kind == "Table", let target = expression.text("ToSchema"), hasSchemas {
      return output.emit(.setTableSchema(table, schema: target), at: expression.call.range)
    }
    let parts = Self.columns(
      expression.links[expression.done...],
      expression.kind == "Column" ? ["Column"] : ["AddColumn", "AlterColumn"])
    for part in parts {
      guard let head = part.first, let column = read(part, table) else { continue }
      var own = head
      own.range = expression.kind == "Column" ? expression.call.range : output.ownRange(of: head)
      let isNew = head.name == "AddColumn" || expression.root == "Create"
      let sql = spelling.name(column.name) + " " + column.sql
      if isNew {
        add(sql, table, own)
        for link in part where link.name == "SetExistingRowsTo" {
          guard let value = link.positional.first else { continue }
          execute(
            "UPDATE " + spelling.name(table) + " SET " + spelling.name(column.name) + " = "
              + FluentColumn(spelling: spelling).value(value), own)
        }
        if column.isKey {
          emit(
            [
              (
                Constraint(name: nil, kind: .primaryKey([column.name]), location: output.location(own.range)),
                nil
              )
            ], table, own)
        }
      } else {
        output.redefine(column.name, of: table, by: sql, at: own.range)
      }
      emit(constraints(of: column, table), table, own)
    }
  }

  private mutating func add(_ column: String, _ table: TableName, _ call: FoldedCall) {
    execute(spelling.adding(column, to: table), call)
  }

  /// A column; nil if its name or type is not known, which is told.
  private mutating func read(_ part: [FoldedCall], _ table: TableName) -> FluentColumn.Read? {
    guard let head = part.first else { return nil }
    guard let name = head.positional.first?.text else {
      note(head.positional.first)
      output.report(
        "dynamic-name", "the name of a column is put together at run time", at: head.range, .mayChangeSchema,
        tables: [table])
      return nil
    }
    if let column = FluentColumn(spelling: spelling).read(name, Array(part.dropFirst())) { return column }
    for link in part { note(link.positional.first) }
    output.report(
      "dynamic-type", "the type of \"\(name)\" is not known", at: head.range, .mayChangeSchema,
      tables: [table])
    return nil
  }

  /// What a column's own links make beside it.
  private func constraints(of column: FluentColumn.Read, _ table: TableName) -> [(Constraint, Index?)] {
    let place = output.location(column.range)
    var found: [(Constraint, Index?)] = []
    for link in column.links {
      let texts = link.positional.compactMap(\.text)
      switch link.name {
      case "ForeignKey":
        guard texts.count >= 2 else { continue }
        let target = TableName(
          schema: hasSchemas && texts.count == 4 ? texts[1] : nil, texts[texts.count - 2])
        let kind = Constraint.Kind.foreignKey(
          [column.name], references: target, columns: [texts[texts.count - 1]],
          onDelete: FluentColumn.deletion(column.links))
        found.append(
          (Constraint(name: texts.count > 2 ? texts[0] : nil, kind: kind, location: place), nil))
      case "Unique", "Indexed":
        let name = texts.first ?? "IX_" + table.name + "_" + column.name
        let index = Index(name: name, columns: [column.name], isUnique: link.name == "Unique")
        found.append((Constraint(name: nil, kind: .unique([column.name]), location: place), index))
      default: continue
      }
    }
    return found
  }

  private mutating func emit(_ found: [(Constraint, Index?)], _ table: TableName, _ call: FoldedCall) {
    for (constraint, index) in found {
      if let index {
        output.emit(.createIndex(table, index, predicate: nil), at: call.range)
      } else {
        output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
      }
    }
  }

  mutating func performTable(_ expression: FluentExpression) {
    guard let table = expression.table(hasSchemas) else { return reportUnknown(expression) }
    if expression.root == "Delete" {
      let isTolerant = expression.link("IfExists") != nil
      return output.emit(
        .dropTable(table, onlyIfPresent: isTolerant, cascade: false), at: expression.call.range)
    }
    guard let new = expression.text("To") else { return reportUnknown(expression) }
    output.emit(
      .renameTable(table, to: TableName(schema: table.schema, new)), at: expression.call.range)
  }

  mutating func performColumn(_ expression: FluentExpression) {
    guard let table = expression.table(hasSchemas), let column = expression.first?.text else {
      return reportUnknown(expression)
    }
    if expression.root == "Rename" {
      guard let new = expression.text("To") else { return reportUnknown(expression) }
      return output.emit(.renameColumn(table, column: column, to: new), at: expression.call.range)
    }
    for name in expression.texts("Column") {
      output.emit(
        .dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: expression.call.range)
    }
  }

  /// Runs SQL that an expression stands for.
  mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }
}
