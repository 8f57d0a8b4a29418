import Domain
import ScriptSyntax

extension TortoiseProgram {
  /// `CreateModel(name, fields, options, bases)`
  mutating func createModel(_ call: FoldedCall) {
    guard let name = call.argument(0, "name")?.text, let list = call.argument(1, "fields")?.elements else {
      return output.report(
        "unread-arguments", "the arguments of \"CreateModel\" are not understood", at: call.range,
        .mayChangeSchema)
    }
    let options = call.argument(2, "options")
    let written = options?.entry("table")?.text ?? ""
    let table = TableName(
      schema: options?.entry("schema")?.text, written.isEmpty ? name.lowercased() : written)
    var model = TortoiseModel(key: TortoiseModel.Key(app: app, name: name), table: table, fields: [])
    for value in list {
      guard let pair = value.elements, pair.count == 2, let name = pair[0].text else {
        reportUnread(call, model)
        continue
      }
      if let field = reader.field(name, pair[1]) {
        model.fields.append(field)
      } else {
        report(name, pair[1], model)
      }
    }
    if model.primary == nil, model.field(named: "id") == nil {
      var key = TortoiseField(name: "id", kind: .column(TortoiseTypes.key))
      (key.isKey, key.isGenerated, key.isUnique) = (true, true, true)
      model.fields.insert(key, at: 0)
    }
    takeOptions(options, &model)
    model.fields = model.fields.map { settled($0, model) }
    model.isLinked = state.isLinked(model)
    model.uniqueNames = uniqueNames(of: model)
    state.models[model.key] = model
    reportForeign(model, call)
    create(model, call)
  }

  /// Tells of a field that is not known.
  mutating func report(_ name: String, _ value: FoldedValue, _ model: TortoiseModel) {
    let kind = value.call.map { "\"\($0.name)\"" } ?? "its class"
    output.report(
      "unknown-field", "the column of \"\(name)\" is not known: \(kind) is not understood", at: value.range,
      .mayChangeSchema, tables: [model.table])
  }

  /// Models of other histories may be known to Tortoise all the same.
  private mutating func reportForeign(_ model: TortoiseModel, _ call: FoldedCall) {
    guard !model.isLinked else { return }
    output.report(
      "unknown-model",
      "\"\(model.key.display)\" points to a model that is not made yet: its keys are left out",
      at: call.range, state.isForeign(model) ? .mayChangeSchema : .harmless, tables: [model.table])
  }

  private func takeOptions(_ options: FoldedValue?, _ model: inout TortoiseModel) {
    func names(_ value: FoldedValue) -> [String] { (value.elements ?? []).compactMap(\.text) }
    let together = options?.entry("unique_together")?.elements ?? []
    model.uniqueTogether =
      together.contains { $0.text != nil } ? [together.compactMap(\.text)] : together.map(names)
    for value in options?.entry("indexes")?.elements ?? [] {
      model.indexes.append(ownIndex(value, model))
    }
    for value in options?.entry("constraints")?.elements ?? [] {
      if let constraint = ownConstraint(value, model) { model.constraints.append(constraint) }
    }
  }

  /// A field, a table of pairs with the names that Tortoise makes up.
  func settled(_ field: TortoiseField, _ model: TortoiseModel) -> TortoiseField {
    guard case .join(var join) = field.kind else { return field }
    let base = model.table.name
    if join.own.isEmpty { join.own = base + "_id" == join.other ? base + "_rel_id" : base + "_id" }
    if join.table.isEmpty {
      let other = join.target.map { state.models[$0]?.table.name ?? $0.name.lowercased() } ?? ""
      join.table = base + "_" + other
    }
    var field = field
    field.kind = .join(join)
    return field
  }

  /// Writes a table with its indexes and tables of pairs.
  private mutating func create(_ model: TortoiseModel, _ call: FoldedCall) {
    var parts: [String] = []
    var indexes: [OperationKind] = []
    // Columns with keys come last, by their names, one-to-one ones behind the others.
    let relations = model.fields.filter(\.isRelation).sorted {
      ($0.isUnique ? 1 : 0, $0.name) < ($1.isUnique ? 1 : 0, $1.name)
    }
    for field in model.fields.filter({ !$0.isRelation }) + (model.isLinked ? relations : []) {
      guard let column = field.column, let sql = columnSQL(field, of: model, isNew: true) else { continue }
      parts.append(sql)
      if field.isIndexed, !field.isKey { indexes.append(index(nil, [column], of: model)) }
    }
    parts += model.fields.filter { model.isLinked || !$0.isRelation }.compactMap { foreignSQL($0, of: model) }
    for columns in model.uniqueTogether {
      parts.append(uniqueSQL(columns.map { model.listed($0) }, of: model))
    }
    execute(
      "CREATE TABLE " + spelling.name(model.table) + " (" + parts.joined(separator: ", ") + ")",
      at: call.range)
    for kind in indexes { emit(kind, call) }
    for own in model.indexes { emit(index(own.name, own.fields, of: model), call) }
    for field in model.fields {
      emitLabels(field, of: model, call)
      if model.isLinked { createJoin(field, of: model, call) }
    }
  }

  /// The table of pairs of a field.
  mutating func createJoin(_ field: TortoiseField, of model: TortoiseModel, _ call: FoldedCall) {
    guard case .join(let join) = field.kind else { return }
    let sides = [(join.own, model.key as TortoiseModel.Key?), (join.other, join.target)]
    let table = TableName(schema: model.table.schema, join.table)
    var columns: [String] = []
    var keys: [String] = []
    for (column, key) in sides {
      guard let target = state.target(of: TortoiseField.Relation(target: key, onDelete: "")) else { return }
      let name = spelling.name(column)
      columns.append(name + " " + target.type + " NOT NULL")
      keys.append(
        "FOREIGN KEY (" + name + ") REFERENCES " + spelling.name(target.table) + " ("
          + spelling.name(target.column) + ") ON DELETE CASCADE")
    }
    execute(
      "CREATE TABLE " + spelling.name(table) + " (" + (columns + keys).joined(separator: ", ") + ")",
      at: call.range)
    guard join.isUnique else { return }
    let names = [join.own, join.other]
    let name = TortoiseNames.index("uidx", table: join.table, names)
    emit(.createIndex(table, Index(name: name, columns: names, isUnique: true), predicate: nil), call)
  }

  mutating func deleteModel(_ call: FoldedCall) {
    guard let model = model(call.argument(0, "name"), call) else { return }
    for field in model.fields { dropJoin(field, of: model, call) }
    emit(.dropTable(model.table, onlyIfPresent: false, cascade: spelling.family != .sqlite), call)
    state.models[model.key] = nil
  }

  /// Drops the table of pairs of a field.
  mutating func dropJoin(_ field: TortoiseField, of model: TortoiseModel, _ call: FoldedCall) {
    guard case .join(let join) = field.kind else { return }
    let table = TableName(schema: model.table.schema, join.table)
    emit(.dropTable(table, onlyIfPresent: false, cascade: spelling.family != .sqlite), call)
  }

  /// The table follows the model where it was named for it.
  mutating func renameModel(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "old_name"), call) else { return }
    guard let name = call.argument(1, "new_name")?.text else { return reportUnread(call, model) }
    let old = (key: model.key, table: model.table)
    state.models[old.key] = nil
    model.key.name = name
    if old.table.name == old.key.name.lowercased() { model.table.name = name.lowercased() }
    state.models[model.key] = model
    for key in state.models.keys.sorted() { state.models[key]?.retarget(from: old.key, to: model.key) }
    if old.table != model.table { emit(.renameTable(old.table, to: model.table), call) }
  }

  /// Tortoise changes nothing in the database for them; a table that they name is the one that later operations mean.
  mutating func alterOptions(_ call: FoldedCall) {
    guard var model = model(call.argument(0, "name"), call) else { return }
    guard let options = call.argument(1, "options"), options.entries != nil else {
      return reportUnread(call, model)
    }
    if let table = options.entry("table")?.text, !table.isEmpty { model.table.name = table }
    model.table.schema = options.entry("schema")?.text
    state.models[model.key] = model
  }
}

extension TortoiseModel {
  /// Makes what points to a model point to its new name.
  mutating func retarget(from old: Key, to new: Key) {
    for at in fields.indices {
      switch fields[at].kind {
      case .relation(var relation) where relation.target == old:
        relation.target = new
        fields[at].kind = .relation(relation)
      case .join(var join) where join.target == old:
        join.target = new
        fields[at].kind = .join(join)
      case .relation, .join, .column: break
      }
    }
  }
}
