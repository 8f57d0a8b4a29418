import Domain
import ScriptSyntax

extension DjangoReplay {
  /// The model of this app that a name argument means.
  func modelKey(_ value: FoldedValue?) -> ModelKey? {
    value?.text.map { ModelKey(app: app, name: $0) }
  }

  /// A reader for the fields of this file.
  func fieldReader() -> FieldReader {
    FieldReader(of: file, settings: settings, library: library)
  }

  /// Keeps what a reader did not understand.
  mutating func keep(_ reader: FieldReader) { result.diagnostics += reader.diagnostics }

  /// Writes what turns one layout into another.
  mutating func writeChange(
    from old: ModelLayout, to new: ModelLayout, at range: ScriptRange, follows: Bool = false
  ) {
    guard !isStateOnly else { return }
    var writer = LayoutWriter(at: place(range))
    writer.followsReferences = follows
    writer.change(from: old, to: new)
    emit(writer.operations)
  }

  /// The layouts of models at this moment.
  func layouts(_ keys: [ModelKey]) -> [ModelKey: ModelLayout] {
    isStateOnly ? [:] : keys.reduce(into: [:]) { $0[$1] = state.models[$1].map(state.layout) }
  }

  /// Writes what the change of one model did to those that point to it.
  mutating func writeChanges(of keys: [ModelKey], before: [ModelKey: ModelLayout], at range: ScriptRange) {
    for key in keys {
      guard let old = before[key], let model = state.models[key] else { continue }
      writeChange(from: old, to: state.layout(of: model), at: range, follows: true)
    }
  }

  /// Notes an operation on a model that no migration made: it stands for an app that is not whole.
  mutating func reportMissing(_ call: FoldedCall) {
    guard let name = call.argument(0, "model_name")?.text ?? call.argument(0, "name")?.text else {
      return reportUnread(call)
    }
    report(
      "unknown-model", "\"\(call.name)\" works on \"\(app).\(name)\", which no migration makes",
      at: call.range,
      .mayChangeSchema, tables: [state.table(of: ModelKey(app: app, name: name))])
  }

  /// Notes an operation whose arguments are not written out.
  mutating func reportUnread(_ call: FoldedCall) {
    report(
      "unread-arguments", "the arguments of \"\(call.name)\" are not understood", at: call.range,
      .mayChangeSchema)
  }

  // Names in the database.

  /// Gives names to what belongs to a field's column and has none yet.
  func setNames(_ field: inout DjangoField, _ model: DjangoModel, isNewTable: Bool) {
    if case .join(var join) = field.storage, join.referenceNames.isEmpty,
      let table = state.joinTable(join, of: field, model)
    {
      join.referenceNames = table.referenceNames
      field.storage = .join(join)
    }
    guard let column = field.columnName else { return }
    let table = model.tableName.name
    if field.isUnique, field.names.unique == nil {
      field.names.unique =
        isNewTable
        ? DjangoNames.truncated("\(table)_\(column)_key")
        : DjangoNames.index(table: table, columns: [column], suffix: "_uniq")
    }
    if field.isIndexed, !field.isUnique, field.names.index == nil {
      field.names.index = DjangoNames.index(table: table, columns: [column], suffix: "")
    }
    if field.choices != nil { field.names.choices = column + "_choices" }
    if case .relation(let relation) = field.storage, relation.isConstrained, let target = relation.target,
      field.names.foreignKey == nil
    {
      let targetColumn =
        relation.targetField.flatMap { state.concrete(target)?.field(named: $0)?.columnName }
        ?? state.keyColumn(of: target)
      field.names.foreignKey = DjangoNames.foreignKey(
        table: table, column: column, target: state.table(of: target).name, targetColumn: targetColumn)
    }
  }
}

extension FoldedCall {
  /// Whether the operation only takes a thing out of the state for now (`deletion_action=...MOVE_TO_PENDING`).
  var isDeferredDeletion: Bool { keyword("deletion_action")?.lastName == "MOVE_TO_PENDING" }
}

extension DjangoState {
  /// The layout of a model that was just taken out of the state.
  func layout(of model: DjangoModel, removed: Bool) -> ModelLayout {
    var copy = self
    copy.models[model.key] = model
    return copy.layout(of: model)
  }

  /// Makes everything that points to a model point to its new name.
  mutating func retarget(from old: ModelKey, to new: ModelKey) {
    for key in models.keys.sorted() {
      guard var model = models[key] else { continue }
      var isChanged = false
      for index in model.fields.indices {
        switch model.fields[index].storage {
        case .relation(var relation) where relation.target == old:
          relation.target = new
          model.fields[index].storage = .relation(relation)
        case .join(var join) where join.target == old || join.through == old:
          if join.target == old { join.target = new }
          if join.through == old { join.through = new }
          model.fields[index].storage = .join(join)
        case .relation, .join, .column, .nothing: continue
        }
        isChanged = true
      }
      if let place = model.parents.firstIndex(of: old) {
        model.parents[place] = new
        isChanged = true
      }
      if isChanged { models[key] = model }
    }
  }
}
