import Domain
import ScriptSyntax

extension TortoiseProgram {
  /// `AddField(model_name, name, field)`; an index of its own is not made with it.
  mutating func addField(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    guard let name = call.argument(1, "name")?.text, let value = call.argument(2, "field") else {
      return reportUnread(call, model)
    }
    guard let read = reader.field(name, value) else { return report(name, value, model) }
    let field = settled(read, model)
    model.fields.removeAll { $0.name == name }
    model.fields.append(field)
    state.models[model.key] = model
    guard let column = field.column else { return createJoin(field, of: model, call) }
    guard let sql = columnSQL(field, of: model, isNew: false) else {
      return output.report(
        "unknown-model", "\"\(name)\" points to a model that no migration makes", at: call.range,
        .mayChangeSchema, tables: [model.table])
    }
    execute(spelling.adding(sql, to: model.table), at: call.range)
    if let key = foreignSQL(field, of: model), let constraint = constraint(key, at: call.range) {
      emit(.addConstraint(model.table, constraint, usingIndex: nil), call)
    }
    if field.isUnique, !field.isKey {
      if spelling.family == .sqlite {
        addUnique([column], to: &model, call)
      } else {
        model.uniqueNames[[column]] = madeUp(column, model)
      }
      state.models[model.key] = model
    }
    emitLabels(field, of: model, call)
  }

  mutating func removeField(_ call: FoldedCall) {
    guard let (found, field) = field(call, 1, "name") else { return }
    var model = found
    model.fields.removeAll { $0.name == field.name }
    state.models[model.key] = model
    guard let column = field.column else { return dropJoin(field, of: model, call) }
    emit(
      .dropColumn(model.table, column: column, onlyIfPresent: false, cascade: spelling.family == .postgres),
      call)
  }

  /// `RenameField(model_name, old_name, new_name)`; a column that has a name of its own keeps it, but for a relation:
  /// Tortoise renames what it would be called.
  mutating func renameField(_ call: FoldedCall) {
    guard var (model, field) = field(call, 1, "old_name"), let name = call.argument(2, "new_name")?.text
    else { return }
    let old = field.isRelation ? field.name + "_id" : field.column
    field.name = name
    let new = field.isRelation ? name + "_id" : field.column
    for at in model.fields.indices where model.fields[at].name == call.argument(1, "old_name")?.text {
      model.fields[at] = field
    }
    if let old, let new, old != new {
      emit(.renameColumn(model.table, column: old, to: new), call)
      model.uniqueNames = model.renamed(old, new)
    }
    state.models[model.key] = model
  }

  /// `AlterField(model_name, name, field)`: what is different, in the order of `_alter_field`.
  mutating func alterField(_ call: FoldedCall) {
    guard let (found, old) = field(call, 1, "name") else { return }
    var model = found
    guard let value = call.argument(2, "field") else { return reportUnread(call, model) }
    guard let read = reader.field(old.name, value) else { return report(old.name, value, model) }
    let new = settled(read, model)
    for at in model.fields.indices where model.fields[at].name == old.name { model.fields[at] = new }
    state.models[model.key] = model
    switch (old.kind, new.kind) {
    case (.join(let before), .join(let after)):
      return alterJoin(before, after, model, call)
    case (.column, .column), (.relation, .relation): break
    case (.column, .relation), (.column, .join), (.relation, .column), (.relation, .join), (.join, .column),
      (.join, .relation):
      return output.report(
        "unknown-operation", "\"\(old.name)\" becomes a field of another kind, which Tortoise cannot alter",
        at: call.range, .mayChangeSchema, tables: [model.table])
    }
    alterColumn(old, new, model, call)
  }

  private mutating func alterColumn(
    _ old: TortoiseField, _ new: TortoiseField, _ model: TortoiseModel, _ call: FoldedCall
  ) {
    guard let column = old.column, let name = new.column,
      let before = definition(old, of: model, at: call.range),
      let after = definition(new, of: model, at: call.range)
    else {
      return output.report(
        "unknown-model", "\"\(new.name)\" points to a model that no migration makes", at: call.range,
        .mayChangeSchema, tables: [model.table])
    }
    var model = model
    let table = model.table
    let isListChanged = old.labels != new.labels
    if isListChanged, old.labels?.isEmpty == false {
      let name = Self.labelsName(column)
      emit(.dropConstraint(table, name: name, onlyIfPresent: true, cascade: false), call)
    }
    if column != name {
      emit(.renameColumn(table, column: column, to: name), call)
      model.uniqueNames = model.renamed(column, name)
    }
    if before.type != after.type {
      emit(.alterColumnType(table, column: name, type: after.type, using: nil, collation: nil), call)
    }
    if old.isNullable != new.isNullable {
      emit(.setNullability(table, column: name, isNullable: new.isNullable), call)
    }
    if old.isIndexed != new.isIndexed {
      let index = TortoiseNames.index("idx", table: table.name, [name])
      emit(
        new.isIndexed
          ? self.index(nil, [name], of: model)
          : .dropIndex(TableName(schema: table.schema, index), table: table),
        call)
    }
    if old.isUnique != new.isUnique {
      if new.isUnique { addUnique([name], to: &model, call) } else { dropUnique([name], of: &model, call) }
    }
    if old.preset != new.preset {
      emit(.setDefault(table, column: name, after.defaultValue, text: new.preset), call)
    }
    state.models[model.key] = model
    if isListChanged { emitLabels(new, of: model, call) }
  }

  private mutating func alterJoin(
    _ old: TortoiseField.Join, _ new: TortoiseField.Join, _ model: TortoiseModel, _ call: FoldedCall
  ) {
    let table = TableName(schema: model.table.schema, new.table)
    if old.table != new.table {
      emit(.renameTable(TableName(schema: model.table.schema, old.table), to: table), call)
    }
    if old.other != new.other { emit(.renameColumn(table, column: old.other, to: new.other), call) }
    if old.own != new.own { emit(.renameColumn(table, column: old.own, to: new.own), call) }
  }

  /// The field that arguments name, with its model; a blind spot for one that is not known.
  private mutating func field(_ call: FoldedCall, _ place: Int, _ argument: String) -> (
    TortoiseModel, TortoiseField
  )? {
    guard let model = model(call.argument(0, "model_name"), call) else { return nil }
    guard let name = call.argument(place, argument)?.text else {
      reportUnread(call, model)
      return nil
    }
    if let field = model.field(named: name) { return (model, field) }
    output.report(
      "unknown-field", "\"\(call.name)\" works on \"\(name)\", which \"\(model.key.display)\" does not have",
      at: call.range, .mayChangeSchema, tables: [model.table])
    return nil
  }
}

extension TortoiseModel {
  /// The names of unique constraints after a column was renamed.
  func renamed(_ old: String, _ new: String) -> [[String]: String] {
    var names: [[String]: String] = [:]
    for (columns, name) in uniqueNames { names[columns.map { $0 == old ? new : $0 }] = name }
    return names
  }
}
