import Domain
import ScriptSyntax

/// Columns, indexes and keys by their names.
extension GormProgram {
  mutating func performColumn(_ call: FoldedCall, _ target: GormTarget) {
    var values = call.positional
    // The first version names the table before: `db.Table("a").DropColumn("b")`.
    let isBefore =
      target.table != nil && (call.name == "ModifyColumn" || call.name == "DropColumn" && values.count == 1)
    let found: (table: TableName, model: GormModel?)?
    if isBefore, let table = target.table {
      found = (table, target.model)
    } else {
      found = target.model(of: values.first, models)
      values = Array(values.dropFirst())
    }
    guard let (table, model) = found else { return reportUnknownName(call) }
    guard let name = values.first?.text else { return reportUnknownName(call, nil, table) }
    let column = model?.columnName(name) ?? name
    let place = output.ownRange(of: call)
    switch call.name {
    case "DropColumn":
      output.emit(.dropColumn(table, column: column, onlyIfPresent: false, cascade: false), at: place)
    case "RenameColumn":
      guard let new = values.dropFirst().first?.text else { return reportUnknownName(call, nil, table) }
      output.emit(.renameColumn(table, column: column, to: model?.columnName(new) ?? new), at: place)
    case "ModifyColumn":
      guard let type = values.dropFirst().first?.text else { return reportUnknownName(call, nil, table) }
      let start = "ALTER TABLE " + spelling.name(table)
      runSQL(
        spelling.family == .mysql
          ? start + " MODIFY COLUMN " + spelling.name(column) + " " + type
          : start + " ALTER COLUMN " + spelling.name(column) + " TYPE " + type, call)
    default:
      guard let field = model?.column(name) else {
        return output.report(
          "dynamic-type", "the type of the column \"\(name)\" is not known", at: call.range,
          .mayChangeSchema,
          tables: [table])
      }
      if call.name == "AddColumn" {
        add(field, to: table, call)
      } else {
        alter(field, of: table, from: tables[table]?.columns[field.column.lowercased()], call)
      }
    }
  }

  mutating func performKey(_ call: FoldedCall, _ target: GormTarget) {
    let values = call.positional
    let texts = values.compactMap(\.text)
    switch call.name {
    case "AddIndex", "AddUniqueIndex":
      guard let table = target.table, texts.count == values.count, texts.count > 1 else {
        return reportUnknownName(call, .harmless)
      }
      let index = GormIndex(
        name: texts[0], isUnique: call.name == "AddUniqueIndex", columns: Array(texts.dropFirst()))
      create(index, on: table, call)
    case "RemoveIndex":
      guard let name = texts.first else { return reportUnknownName(call, .mayChangeRows) }
      output.emit(.dropIndex(TableName(schema: nil, name), table: target.table), at: call.range)
    case "AddForeignKey": addForeignKey(texts, target.table, call)
    case "RemoveForeignKey": break
    default: performNamedKey(call, target)
    }
  }

  private mutating func addForeignKey(_ texts: [String], _ table: TableName?, _ call: FoldedCall) {
    guard let table, texts.count > 1 else { return reportUnknownName(call, .harmless) }
    let actions = [" ON DELETE ", " ON UPDATE "]
    let behind = zip(actions, texts.dropFirst(2)).filter { !$0.1.isEmpty }.map { $0.0 + $0.1 }
    runSQL(
      "ALTER TABLE " + spelling.name(table) + " ADD FOREIGN KEY (" + texts[0] + ") REFERENCES " + texts[1]
        + behind.joined(), call)
  }

  private mutating func performNamedKey(_ call: FoldedCall, _ target: GormTarget) {
    guard let (table, model) = target.model(of: call.positional.first, models) else {
      return reportUnknownName(call, .mayChangeRows)
    }
    let names = call.positional.dropFirst().compactMap(\.text)
    guard let name = names.first else { return reportUnknownName(call, .mayChangeRows, table) }
    switch call.name {
    case "CreateIndex":
      let wanted = model.map { GormIndex.all(of: $0) }?.first { index in
        index.name == name || model?.column(name).map { index.columns.contains($0.column) } ?? false
      }
      guard let wanted else { return reportUnknownName(call, .harmless, table) }
      create(wanted, on: table, call)
    case "DropIndex":
      let own = model.map { GormIndex.all(of: $0) }?.first { index in
        model?.columns.contains { $0.field == name && index.columns.contains($0.column) } ?? false
      }
      output.emit(.dropIndex(TableName(schema: nil, own?.name ?? name), table: table), at: call.range)
    case "RenameIndex":
      guard names.count > 1 else { return reportUnknownName(call, .harmless, table) }
      output.emit(.renameIndex(TableName(schema: nil, name), to: names[1]), at: call.range)
    case "DropConstraint":
      output.emit(.dropConstraint(table, name: name, onlyIfPresent: true, cascade: false), at: call.range)
    default: break
    }
  }
}
