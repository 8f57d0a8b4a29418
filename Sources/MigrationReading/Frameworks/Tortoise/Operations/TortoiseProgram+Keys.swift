import Domain
import ScriptSyntax

extension TortoiseProgram {
  // Reading.

  /// `Index(fields=["a"], name="x")`, or fields alone, which stand for columns then.
  func ownIndex(_ value: FoldedValue, _ model: TortoiseModel) -> TortoiseModel.OwnIndex {
    if let names = value.elements?.compactMap(\.text) {
      return TortoiseModel.OwnIndex(fields: names.map { model.listed($0) }, name: nil)
    }
    return TortoiseModel.OwnIndex(
      fields: value.call?.keyword("fields")?.elements?.compactMap(\.text) ?? [],
      name: value.call?.keyword("name")?.text)
  }

  /// A constraint that has a name.
  func ownConstraint(_ value: FoldedValue, _ model: TortoiseModel) -> TortoiseModel.OwnConstraint? {
    guard let call = value.call else { return nil }
    if call.name == "CheckConstraint" {
      guard let check = call.argument(0, "check")?.text, let name = call.argument(1, "name")?.text else {
        return nil
      }
      return TortoiseModel.OwnConstraint(name: name, columns: [], check: check)
    }
    guard let fields = call.argument(0, "fields")?.elements, let name = call.argument(1, "name")?.text else {
      return nil
    }
    return TortoiseModel.OwnConstraint(
      name: name, columns: fields.compactMap(\.text).map { model.listed($0) }, check: nil,
      isPartial: call.argument(2, "condition")?.text != nil)
  }

  /// A constraint of a table, read from SQL.
  mutating func constraint(_ sql: String, at range: ScriptRange) -> Constraint? {
    for case .createTable(let table) in output.parts(of: "CREATE TABLE t (c INT, " + sql + ")", at: range) {
      return table.constraints.last
    }
    return nil
  }

  // Unique constraints.

  /// Adds a unique constraint: an index on SQLite.
  mutating func addUnique(
    _ columns: [String], to model: inout TortoiseModel, name given: String? = nil, _ call: FoldedCall
  ) {
    let prefix = spelling.family == .mysql ? "uidx" : "uid"
    let isNamed = given != nil && spelling.family != .mysql
    let name = isNamed ? given ?? "" : TortoiseNames.index(prefix, table: model.table.name, columns)
    model.uniqueNames[columns] = name
    if spelling.family == .sqlite {
      return emit(
        .createIndex(model.table, Index(name: name, columns: columns, isUnique: true), predicate: nil), call)
    }
    let constraint = Constraint(name: name, kind: .unique(columns), location: output.location(call.range))
    emit(.addConstraint(model.table, constraint, usingIndex: nil), call)
  }

  /// Drops the unique constraint of columns, whatever the database calls it.
  mutating func dropUnique(_ columns: [String], of model: inout TortoiseModel, _ call: FoldedCall) {
    let name = model.uniqueNames[columns] ?? TortoiseNames.index("uid", table: model.table.name, columns)
    let wasAdded = name.hasPrefix("uid")
    model.uniqueNames[columns] = nil
    if spelling.family == .sqlite, wasAdded {
      return emit(.dropIndex(TableName(schema: model.table.schema, name), table: model.table), call)
    }
    emit(.dropConstraint(model.table, name: name, onlyIfPresent: true, cascade: false), call)
  }

  // Indexes.

  mutating func addIndex(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    guard let value = call.argument(1, "index") else { return reportUnread(call, model) }
    let own = ownIndex(value, model)
    model.indexes.append(own)
    state.models[model.key] = model
    emit(index(own.name, own.fields, of: model), call)
  }

  mutating func removeIndex(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    let name = call.argument(1, "name")?.text
    let fields = call.argument(2, "fields")?.elements?.compactMap(\.text)
    guard name != nil || fields != nil else { return reportUnread(call, model) }
    let at =
      model.indexes.firstIndex { $0.name != nil && $0.name == name }
      ?? model.indexes.firstIndex { $0.fields == fields || $0.fields == fields?.map { model.listed($0) } }
    let own = at.map { model.indexes.remove(at: $0) }
    state.models[model.key] = model
    drop(own ?? TortoiseModel.OwnIndex(fields: fields ?? [], name: name), of: model, call)
  }

  private mutating func drop(_ own: TortoiseModel.OwnIndex, of model: TortoiseModel, _ call: FoldedCall) {
    guard let name = self.name(of: own, model) else { return }
    emit(.dropIndex(TableName(schema: model.table.schema, name), table: model.table), call)
  }

  private func name(of own: TortoiseModel.OwnIndex, _ model: TortoiseModel) -> String? {
    own.name ?? (own.fields.isEmpty ? nil : TortoiseNames.index("idx", table: model.table.name, own.fields))
  }

  mutating func renameIndex(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    guard let new = call.argument(1, "new_name")?.text else { return reportUnread(call, model) }
    let name = call.keyword("old_name")?.text
    let fields = call.keyword("old_fields")?.elements?.compactMap(\.text)
    let own = TortoiseModel.OwnIndex(fields: fields ?? [], name: name)
    guard let old = self.name(of: own, model) else { return reportUnread(call, model) }
    for at in model.indexes.indices
    where (name != nil && model.indexes[at].name == name)
      || (fields != nil && model.indexes[at].fields == fields)
    {
      model.indexes[at].name = new
    }
    state.models[model.key] = model
    if old != new { emit(.renameIndex(TableName(schema: model.table.schema, old), to: new), call) }
  }

  // Constraints.

  mutating func addConstraint(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    guard let value = call.argument(1, "constraint"), let made = value.call else {
      return reportUnread(call, model)
    }
    let own = ownConstraint(value, model)
    if let own { model.constraints.append(own) }
    if let check = own?.check, let name = own?.name {
      let sql = "CONSTRAINT " + spelling.name(name) + " CHECK (" + check + ")"
      if let constraint = constraint(sql, at: call.range) {
        emit(.addConstraint(model.table, constraint, usingIndex: nil), call)
      }
    } else if let fields = made.argument(0, "fields")?.elements?.compactMap(\.text), !fields.isEmpty {
      let columns = fields.map { model.listed($0) }
      if let condition = made.argument(2, "condition")?.text {
        let name = own?.name ?? TortoiseNames.index("uid", table: model.table.name, columns)
        execute(
          "CREATE UNIQUE INDEX " + spelling.name(name) + " ON " + spelling.name(model.table) + " ("
            + spelling.list(columns) + ") WHERE " + condition, at: call.range)
      } else {
        if own == nil { model.uniqueTogether.append(fields) }
        addUnique(columns, to: &model, name: own?.name, call)
      }
    } else {
      return reportUnread(call, model)
    }
    state.models[model.key] = model
  }

  mutating func removeConstraint(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    let name = call.argument(1, "name")?.text
    let fields = call.argument(2, "fields")?.elements?.compactMap(\.text)
    if let name, let at = model.constraints.firstIndex(where: { $0.name == name }) {
      let own = model.constraints.remove(at: at)
      if own.isPartial {
        emit(.dropIndex(TableName(schema: model.table.schema, name), table: model.table), call)
      } else if own.check != nil {
        emit(.dropConstraint(model.table, name: name, onlyIfPresent: false, cascade: false), call)
      } else {
        dropUnique(own.columns, of: &model, call)
      }
    } else if let fields {
      model.uniqueTogether.removeAll { $0 == fields }
      dropUnique(fields.map { model.listed($0) }, of: &model, call)
    } else if let name {
      emit(.dropConstraint(model.table, name: name, onlyIfPresent: true, cascade: false), call)
    } else {
      return reportUnread(call, model)
    }
    state.models[model.key] = model
  }

  mutating func renameConstraint(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "model_name"), call) else { return }
    guard let old = call.argument(1, "old_name")?.text, let new = call.argument(2, "new_name")?.text else {
      return reportUnread(call, model)
    }
    var isIndex = false
    for at in model.constraints.indices where model.constraints[at].name == old {
      model.constraints[at].name = new
      isIndex = model.constraints[at].check == nil && spelling.family == .sqlite
    }
    for (columns, name) in model.uniqueNames where name == old { model.uniqueNames[columns] = new }
    state.models[model.key] = model
    emit(
      isIndex
        ? .renameIndex(TableName(schema: model.table.schema, old), to: new)
        : .renameConstraint(model.table, name: old, to: new), call)
  }
}
