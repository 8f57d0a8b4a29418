import Domain
import ScriptSyntax

extension DjangoReplay {
  /// `AddField(model_name, name, field, preserve_default)`.
  mutating func addField(_ call: FoldedCall) {
    guard let target = target(call), let value = call.argument(2, "field") else { return reportMissing(call) }
    var (model, name) = target
    let layout = state.layout(of: model)
    var reader = fieldReader()
    var field = reader.field(name, value, own: model.key)
    keep(reader)
    setNames(&field, model, isNewTable: false)
    model.fields.removeAll { $0.name == name }
    // A key of one's own takes the place of the one that Django added.
    model.fields.append(field)
    state.models[model.key] = model
    writeChange(from: layout, to: state.layout(of: model), at: call.range)
  }

  /// `AddDefaultValue(model_name, name, value)`: a default that the database gives too.
  mutating func addDefault(_ call: FoldedCall) {
    guard let (model, name) = target(call) else { return reportMissing(call) }
    guard let column = model.field(named: name)?.columnName, let value = call.argument(2, "value")?.literal
    else { return reportUnread(call) }
    emit(
      .setDefault(
        model.tableName, column: column, .literal(value), text: SQLSpelling(sql.dialectName).literal(value)),
      at: call.range)
  }

  /// `RemoveField(model_name, name)`.
  mutating func removeField(_ call: FoldedCall, isDeferred: Bool = false) {
    let isDeferred = isDeferred || call.isDeferredDeletion
    guard let target = target(call) else { return reportMissing(call) }
    var (model, name) = target
    if let pending = model.pendingFields.first(where: { $0.name == name }) {
      model.pendingFields.removeAll { $0.name == name }
      model.fields.append(pending)
    }
    let layout = state.layout(of: model)
    guard let field = model.field(named: name) else { return reportAbsent(name, model, call) }
    model.fields.removeAll { $0.name == name }
    if isDeferred { model.pendingFields.append(field) }
    state.models[model.key] = model
    if isDeferred { return }
    writeChange(from: layout, to: state.layout(of: model), at: call.range)
  }

  /// `AlterField(model_name, name, field, preserve_default)`: what the column is now, and columns that point to it.
  mutating func alterField(_ call: FoldedCall) {
    guard let target = target(call), let value = call.argument(2, "field") else { return reportMissing(call) }
    var (model, name) = target
    guard let index = model.index(ofField: name) else { return reportAbsent(name, model, call) }
    let old = model.fields[index]
    let isTarget = old.isPrimaryKey || old.isUnique
    let affected = isTarget ? state.referrers(of: model.key) : []
    let before = layouts(affected)
    let layout = state.layout(of: model)
    var reader = fieldReader()
    var field = reader.field(name, value, own: model.key)
    keep(reader)
    field.names = old.names
    keepJoinNames(of: old, in: &field, model)
    if Self.isRetargeted(old, field) { field.names.foreignKey = nil }
    if field.hasUnreadChoices {
      field.choices = old.choices
    } else if field.choices == nil {
      field.names.choices = nil
    }
    if !field.isUnique { field.names.unique = nil }
    if !field.isIndexed { field.names.index = nil }
    setNames(&field, model, isNewTable: false)
    model.fields[index] = field
    state.models[model.key] = model
    writeChange(from: layout, to: state.layout(of: model), at: call.range)
    writeChanges(of: affected, before: before, at: call.range)
  }

  /// The foreign keys of a table of pairs keep their names, but for the one that points elsewhere now.
  private func keepJoinNames(of old: DjangoField, in field: inout DjangoField, _ model: DjangoModel) {
    guard case .join(let before) = old.storage, case .join(var join) = field.storage,
      let table = state.joinTable(join, of: field, model)
    else { return }
    join.referenceNames = before.referenceNames
    if before.target.map(state.current) != join.target.map(state.current), join.referenceNames.count == 2,
      let name = table.referenceNames.last
    {
      join.referenceNames[1] = name
    }
    field.storage = .join(join)
  }

  private static func isRetargeted(_ old: DjangoField, _ new: DjangoField) -> Bool {
    guard case .relation(let before) = old.storage, case .relation(let after) = new.storage else {
      return true
    }
    return before.target != after.target || before.targetField != after.targetField
      || before.isConstrained != after.isConstrained
  }

  /// `RenameField(model_name, old_name, new_name)`: the column keeps everything else.
  mutating func renameField(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "model_name")), let old = call.argument(1, "old_name")?.text,
      let new = call.argument(2, "new_name")?.text, var model = state.model(key)
    else { return reportMissing(call) }
    guard let index = model.index(ofField: old) else { return reportAbsent(old, model, call) }
    let affected = state.referrers(of: model.key)
    let before = layouts(affected)
    var layout = state.layout(of: model)
    layout.rename(field: old, to: new)
    model.fields[index].name = new
    if let column = model.fields[index].columnName, model.fields[index].names.choices != nil {
      model.fields[index].names.choices = column + "_choices"
    }
    model.uniqueTogether = model.uniqueTogether.map { $0.renaming(old, to: new) }
    model.indexTogether = model.indexTogether.map { $0.renaming(old, to: new) }
    state.models[model.key] = model
    state.renameTargetField(old, of: model.key, to: new)
    writeChange(
      from: layout, to: state.layout(of: state.models[model.key] ?? model), at: call.range, follows: true)
    writeChanges(of: affected, before: before, at: call.range)
  }

  /// The model and field name that an operation on a field says.
  private func target(_ call: FoldedCall) -> (DjangoModel, String)? {
    guard let key = modelKey(call.argument(0, "model_name")), let name = call.argument(1, "name")?.text,
      let model = state.model(key)
    else { return nil }
    return (model, name)
  }

  private mutating func reportAbsent(_ name: String, _ model: DjangoModel, _ call: FoldedCall) {
    let isKept = model.hasTable
    report(
      "unknown-field", "\"\(model.key.app).\(model.name)\" has no field \"\(name)\" at this point",
      at: call.range, isKept ? .mayChangeSchema : .harmless, tables: [model.tableName])
  }
}

extension ModelLayout {
  /// Follows a renamed field.
  fileprivate mutating func rename(field old: String, to new: String) {
    for index in columns.indices where columns[index].field == old { columns[index].field = new }
    for index in joins.indices where joins[index].field == old { joins[index].field = new }
  }
}

extension FieldGroup {
  /// Follows a renamed field.
  fileprivate func renaming(_ old: String, to new: String) -> FieldGroup {
    FieldGroup(fields: fields.map { $0 == old ? new : $0 }, name: name)
  }
}

extension DjangoState {
  /// Makes foreign keys to a field that is no primary key follow its new name.
  fileprivate mutating func renameTargetField(_ old: String, of key: ModelKey, to new: String) {
    for other in models.keys.sorted() {
      guard var model = models[other] else { continue }
      var isChanged = false
      for index in model.fields.indices {
        guard case .relation(var relation) = model.fields[index].storage, relation.targetField == old,
          relation.target.map(current) == key
        else { continue }
        relation.targetField = new
        model.fields[index].storage = .relation(relation)
        isChanged = true
      }
      if isChanged { models[other] = model }
    }
  }
}
