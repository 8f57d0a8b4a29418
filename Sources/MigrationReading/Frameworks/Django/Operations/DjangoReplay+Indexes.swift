import Domain
import ScriptSyntax

extension DjangoReplay {
  /// `{("a", "b")}`, `[("a", "b")]`, `("a", "b")`: lists of field names.
  func fieldGroups(_ value: FoldedValue?) -> [[String]] {
    guard let elements = value?.elements, !elements.isEmpty else { return [] }
    let names = elements.compactMap(\.text)
    if names.count == elements.count { return [names] }
    return elements.compactMap { group in
      let names = group.elements?.compactMap(\.text) ?? []
      return names.isEmpty ? nil : names
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Gives the groups of a new model their names in the database.
  func nameGroups(_ model: inout DjangoModel) {
    let table = model.tableName.name
    let known = model
    model.uniqueTogether = model.uniqueTogether.map {
      FieldGroup(
        fields: $0.fields,
        name: DjangoNames.index(table: table, columns: columns($0.fields, known), suffix: "_uniq"))
    }
    model.indexTogether = model.indexTogether.map {
      FieldGroup(
        fields: $0.fields,
        name: DjangoNames.index(table: table, columns: columns($0.fields, known), suffix: "_idx"))
    }
  }

  /// Writes the groups of a new model.
  mutating func addGroups(_ model: DjangoModel, at range: ScriptRange) {
    for group in model.uniqueTogether { add(group, of: model, isUnique: true, at: range) }
    for group in model.indexTogether { add(group, of: model, isUnique: false, at: range) }
  }

  private mutating func add(_ group: FieldGroup, of model: DjangoModel, isUnique: Bool, at range: ScriptRange)
  {
    let columns = columns(group.fields, model)
    if isUnique {
      let constraint = Constraint(name: group.name, kind: .unique(columns), location: place(range))
      emit(.addConstraint(model.tableName, constraint, usingIndex: nil), at: range)
    } else {
      emit(
        .createIndex(
          model.tableName, Index(name: group.name, columns: columns, isUnique: false), predicate: nil),
        at: range)
    }
  }

  /// `AlterUniqueTogether(name, unique_together)` and its kin for indexes.
  mutating func alterTogether(_ call: FoldedCall, isUnique: Bool) {
    guard let key = modelKey(call.argument(0, "name")), var model = state.model(key) else {
      return reportMissing(call)
    }
    let value = call.argument(1, isUnique ? "unique_together" : "index_together")
    let old = isUnique ? model.uniqueTogether : model.indexTogether
    let wanted = fieldGroups(value)
    for group in old where !wanted.contains(group.fields) {
      guard model.hasTable else { continue }
      if isUnique {
        emit(
          .dropConstraint(model.tableName, name: group.name, onlyIfPresent: true, cascade: false),
          at: call.range)
      } else {
        emit(.dropIndex(TableName(group.name), table: model.tableName), at: call.range)
      }
    }
    var groups: [FieldGroup] = []
    for fields in wanted {
      if let kept = old.first(where: { $0.fields == fields }) {
        groups.append(kept)
        continue
      }
      let name = DjangoNames.index(
        table: model.tableName.name, columns: columns(fields, model), suffix: isUnique ? "_uniq" : "_idx")
      let group = FieldGroup(fields: fields, name: name)
      groups.append(group)
      if model.hasTable { add(group, of: model, isUnique: isUnique, at: call.range) }
    }
    if isUnique { model.uniqueTogether = groups } else { model.indexTogether = groups }
    state.models[model.key] = model
  }

  /// Column names of fields; a name without a field stands for itself, a leading `-` is left out.
  func columns(_ fields: [String], _ model: DjangoModel) -> [String] {
    fields.map { field in
      let name = field.hasPrefix("-") ? String(field.dropFirst()) : field
      return column(name, of: model) ?? name
    }
  }

  /// The column that a field's name means; `pk` and the column's own name of a relation do as well.
  func column(_ name: String, of model: DjangoModel) -> String? {
    if name == "pk" { return model.primaryKey?.columnName }
    if let field = model.field(named: name) { return field.columnName }
    return model.fields.first { $0.columnName == name }?.columnName
  }

  // Meta.indexes and Meta.constraints.

  /// `AddIndex(model_name, index)`.
  mutating func addIndex(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "model_name")), state.model(key) != nil,
      let index = call.argument(1, "index")
    else { return reportMissing(call) }
    addIndex(index, to: key)
  }

  /// An index of a model, as `models.Index(...)` writes it.
  mutating func addIndex(_ value: FoldedValue, to key: ModelKey) {
    guard let model = state.model(key), model.hasTable, case .call(let call) = value.content else { return }
    let fields = call.keyword("fields")?.elements?.compactMap(\.text) ?? []
    var columns = columns(fields, model)
    columns += call.positional.map { text(of: $0) }
    let name =
      call.keyword("name")?.text
      ?? DjangoNames.index(table: model.tableName.name, columns: columns, suffix: "_idx")
    let predicate = call.keyword("condition").map { condition($0, model) }
    emit(
      .createIndex(
        model.tableName, Index(name: name, columns: columns, isUnique: false), predicate: predicate),
      at: value.range)
  }

  /// `RemoveIndex(model_name, name)`.
  mutating func removeIndex(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "model_name")), let model = state.model(key),
      let name = call.argument(1, "name")?.text
    else { return reportMissing(call) }
    if model.hasTable { emit(.dropIndex(TableName(name), table: model.tableName), at: call.range) }
  }

  /// `RenameIndex(model_name, new_name, old_name, old_fields)`.
  mutating func renameIndex(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "model_name")), var model = state.model(key),
      let new = call.argument(1, "new_name")?.text
    else { return reportMissing(call) }
    var old = call.argument(2, "old_name")?.text
    if let fields = call.keyword("old_fields")?.elements?.compactMap(\.text),
      let place = model.indexTogether.firstIndex(where: { $0.fields == fields })
    {
      old = model.indexTogether[place].name
      model.indexTogether.remove(at: place)
      state.models[model.key] = model
    }
    if let old, model.hasTable { emit(.renameIndex(TableName(old), to: new), at: call.range) }
  }

  /// `AddConstraint(model_name, constraint)`.
  mutating func addConstraint(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "model_name")), state.model(key) != nil,
      let value = call.argument(1, "constraint")
    else { return reportMissing(call) }
    addConstraint(value, to: key)
  }

  /// A constraint of a model, as `models.UniqueConstraint(...)` and its kin write it.
  mutating func addConstraint(_ value: FoldedValue, to key: ModelKey) {
    guard let model = state.model(key), model.hasTable, case .call(let call) = value.content else { return }
    let name = call.keyword("name")?.text
    if call.name == "UniqueConstraint" || call.name.hasSuffix("UniqueConstraint") {
      let columns = columns(call.keyword("fields")?.elements?.compactMap(\.text) ?? [], model)
      if columns.isEmpty || !call.positional.isEmpty {
        let parts = call.positional.map { text(of: $0) } + columns
        let index = Index(name: name ?? "", columns: parts, isUnique: true)
        return emit(.createIndex(model.tableName, index, predicate: nil), at: value.range)
      }
      let predicate = call.keyword("condition").map { condition($0, model) }
      return emit(
        .addConstraint(
          model.tableName,
          Constraint(name: name, kind: .unique(columns, predicate: predicate), location: place(value.range)),
          usingIndex: nil), at: value.range)
    }
    var kind = Constraint.Kind.other(text(of: value))
    if call.name.hasSuffix("CheckConstraint"), let check = call.keyword("check") ?? call.keyword("condition")
    {
      kind = .check(condition(check, model), text: text(of: check))
    }
    emit(
      .addConstraint(
        model.tableName, Constraint(name: name, kind: kind, location: place(value.range)), usingIndex: nil),
      at: value.range)
  }

  /// `RemoveConstraint(model_name, name)`.
  mutating func removeConstraint(_ call: FoldedCall) {
    guard let key = modelKey(call.argument(0, "model_name")), let model = state.model(key),
      let name = call.argument(1, "name")?.text
    else { return reportMissing(call) }
    guard model.hasTable else { return }
    emit(.dropConstraint(model.tableName, name: name, onlyIfPresent: true, cascade: false), at: call.range)
  }

  /// The text of a part of the file.
  func text(of value: FoldedValue) -> String {
    String(value.range.text(of: file.text.bytes).prefix(400))
  }

  private func condition(_ value: FoldedValue, _ model: DjangoModel) -> Expression {
    QueryConditions(model: model).expression(value)
      ?? .opaque(text: text(of: value), columns: [])
  }
}
