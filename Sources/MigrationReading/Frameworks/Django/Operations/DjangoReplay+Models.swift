import Domain
import ScriptSyntax

extension DjangoReplay {
  /// `CreateModel(name, fields, options, bases, managers)`.
  mutating func createModel(_ call: FoldedCall) {
    guard let name = call.argument(0, "name")?.text, let fields = call.argument(1, "fields")?.elements else {
      return reportUnread(call)
    }
    let key = ModelKey(app: app, name: name)
    var model = DjangoModel(key: key, name: name, fields: [], location: place(call.range))
    if let options = call.argument(2, "options") { read(options, into: &model) }
    readBases(call.argument(3, "bases"), into: &model)
    var reader = fieldReader()
    for element in fields {
      guard let pair = element.elements, pair.count == 2, let field = pair[0].text else {
        report(
          "unknown-field", "a field of \"\(name)\" is not written as a name and a call", at: element.range,
          .mayChangeSchema)
        continue
      }
      model.fields.append(reader.field(field, pair[1], own: key))
    }
    keep(reader)
    addKey(to: &model)
    state.formerNames[key] = nil
    // Names of foreign keys to itself speak of its table.
    state.models[key] = model
    for index in model.fields.indices { setNames(&model.fields[index], model, isNewTable: true) }
    nameGroups(&model)
    state.models[key] = model
    writeChange(from: .none, to: state.layout(of: model), at: call.range)
    guard model.hasTable else { return }
    addGroups(model, at: call.range)
    for index in call.argument(2, "options")?["indexes"]?.elements ?? [] { addIndex(index, to: key) }
    for item in call.argument(2, "options")?["constraints"]?.elements ?? [] { addConstraint(item, to: key) }
  }

  private mutating func read(_ options: FoldedValue, into model: inout DjangoModel) {
    model.table = options["db_table"]?.text
    model.isProxy = options["proxy"]?.truth ?? false
    model.isManaged = options["managed"]?.truth ?? true
    model.isOrdered = options["order_with_respect_to"]?.text != nil
    model.uniqueTogether = fieldGroups(options["unique_together"]).map { FieldGroup(fields: $0, name: "") }
    model.indexTogether = fieldGroups(options["index_together"]).map { FieldGroup(fields: $0, name: "") }
  }

  /// Only models named by text have tables: `bases=("shop.Product",)`; mixins and `models.Model` have none.
  private func readBases(_ value: FoldedValue?, into model: inout DjangoModel) {
    for base in value?.elements ?? [] {
      if let text = base.text, let key = ModelKey(reference: text, in: app, own: nil) {
        model.parents.append(key)
      }
      if case .reference(let reference) = base.content {
        // A class of another app that is no mixin shows itself by its link; without one a proxy needs it.
        if model.isProxy, let key = fieldReader().model(base, own: model.key), reference.name != "Model" {
          model.parents.append(key)
        }
      }
    }
  }

  /// The key that Django adds where none is written: the link to a parent's table, or `id`.
  private func addKey(to model: inout DjangoModel) {
    guard model.hasTable, model.primaryKey == nil else { return }
    let isLinked = model.fields.contains { field in
      if case .relation(let relation) = field.storage { relation.isParentLink } else { false }
    }
    if let parent = model.parents.first, !isLinked {
      let relation = DjangoField.Relation(target: parent, onDelete: "CASCADE", isParentLink: true)
      var field = DjangoField(
        name: parent.name + "_ptr", storage: .relation(relation), location: model.location)
      field.isPrimaryKey = true
      model.fields.insert(field, at: 0)
      return
    }
    var field = DjangoField(
      name: "id", storage: .column(settings.defaultKeyType), location: model.location)
    field.isPrimaryKey = true
    field.generation = .identity(always: false)
    model.fields.insert(field, at: 0)
  }

  /// `DeleteModel(name)`.
  mutating func deleteModel(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "name")),
      let model = state.model(key) ?? state.pendingModels[key]
    else { return reportMissing(call) }
    state.models[model.key] = nil
    state.pendingModels[key] = call.isDeferredDeletion ? model : nil
    if call.isDeferredDeletion { return }
    writeChange(from: state.layout(of: model, removed: true), to: .none, at: call.range)
  }

  /// `RenameModel(old_name, new_name)`: its table, tables of pairs, and columns of pairs that are named for it.
  mutating func renameModel(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "old_name")), let name = call.argument(1, "new_name")?.text,
      var model = state.model(key)
    else { return reportMissing(call) }
    let old = model.key
    let affected = state.referrers(of: old)
    let before = layouts(affected)
    let layout = state.layout(of: model)
    model.key = ModelKey(app: old.app, name: name)
    model.name = name
    state.models[old] = nil
    state.models[model.key] = model
    state.formerNames[model.key] = nil
    if old != model.key {
      state.formerNames[old] = model.key
      state.retarget(from: old, to: model.key)
    }
    writeChange(
      from: layout, to: state.layout(of: state.models[model.key] ?? model), at: call.range, follows: true)
    writeChanges(of: affected, before: before, at: call.range)
  }

  /// `AlterModelTable(name, table)`.
  mutating func alterModelTable(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "name")), var model = state.model(key) else {
      return reportMissing(call)
    }
    let layout = state.layout(of: model)
    model.table = call.argument(1, "table")?.text
    state.models[model.key] = model
    writeChange(from: layout, to: state.layout(of: model), at: call.range, follows: true)
  }

  /// `AlterModelOptions(name, options)`: whether Django keeps the table decides what later operations do.
  mutating func alterModelOptions(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "name")), var model = state.model(key) else { return }
    model.isManaged = call.argument(1, "options")?["managed"]?.truth ?? true
    state.models[model.key] = model
  }

  /// `AlterOrderWithRespectTo(name, order_with_respect_to)`: the column `_order` comes or goes.
  mutating func alterOrder(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "name")), var model = state.model(key) else {
      return reportMissing(call)
    }
    let layout = state.layout(of: model)
    model.isOrdered = call.argument(1, "order_with_respect_to")?.text != nil
    state.models[model.key] = model
    writeChange(from: layout, to: state.layout(of: model), at: call.range)
  }
}
