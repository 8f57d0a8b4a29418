import Domain
import ScriptSyntax

extension RowProgram {
  /// `Model(a=1)`, and `Model.objects.create(a=1)` when it is saved at once.
  mutating func make(
    _ key: ModelKey, _ arguments: Arguments, saved range: ScriptRange? = nil, isOptional: Bool = false
  ) -> RowValue {
    guard rows.count < 5_000 else { return .unknown }
    var row = MetRow(model: key, conditions: [], isNew: true, pathDepth: path.count)
    if let model = state.concrete(key) {
      rows.append(row)
      let place = rows.count - 1
      var named = arguments.named
      if case .constant(let map)? = arguments["defaults"], isOptional {
        named += (map.entries ?? []).compactMap { entry in
          entry.key.text.map { ($0, Self.lifted(entry.value)) }
        }
      }
      for (name, value) in named { setNewColumn(name, of: place, model, to: value) }
      row = rows[place]
    } else {
      rows.append(row)
    }
    let place = rows.count - 1
    if let range { save(place, nil, range) }
    rows[place].isNew = range == nil
    rows[place].pending = range == nil ? row.pending : []
    return .row(place)
  }

  /// Values of a new row may come from one other row: then they are that row's columns.
  private mutating func setNewColumn(_ name: String, of row: Int, _ model: DjangoModel, to value: RowValue) {
    let field = model.field(named: name) ?? model.fields.first { $0.columnName == name }
    guard let column = field?.columnName else { return }
    switch value {
    case .computed(let expression, let source):
      if let source, source >= 0 { rows[row].sources.insert(source) }
      rows[row].assign(column, source == -1 ? .opaque(text: "several rows", columns: []) : expression)
    case .row(let source):
      rows[row].sources.insert(source)
      rows[row].assign(column, expression(value) ?? .opaque(text: "another row", columns: []))
    default:
      rows[row].assign(column, expression(value) ?? .opaque(text: "a value of the program", columns: []))
    }
  }

  /// A method of a row.
  mutating func change(_ row: Int, by name: String, _ call: ScriptCall, _ arguments: Arguments) -> RowValue {
    guard rows.indices.contains(row) else { return .unknown }
    switch name {
    case "save", "asave", "save_base", "publish":
      var names: [String]?
      if let fields = arguments["update_fields"] {
        names = elements(of: fields)?.compactMap { value in
          if case .constant(let constant) = value { return constant.text }
          return nil
        }
      }
      save(row, names, call.range)
    case "delete", "hard_delete":
      emit(
        .deleteRows(
          state.table(of: rows[row].model), alias: nil, inputs: [], conditions: conditions(of: row)),
        call.range)
    case "add_child", "add_sibling", "add_root":
      // Trees of pages: the new row is saved, and its neighbours' places with it.
      for case .row(let added) in arguments.all { save(added, nil, call.range) }
      guard arguments.all.isEmpty else { return arguments.all.first ?? .unknown }
      fallthrough
    case "move", "set_password", "save_revision", "copy":
      report(
        "unread-code", "\"\(name)\" of \"\(rows[row].model.name)\" is not read", call.range,
        tables: [state.table(of: rows[row].model)])
      return arguments.positional.first ?? .unknown
    case "refresh_from_db", "full_clean", "clean": break
    case "values", "items", "keys": return .unknown
    default:
      let columns = arguments.all.flatMap { self.columns($0) }
      return .computed(opaque(.call(call), columns: columns), row: row)
    }
    return .unknown
  }

  private func conditions(of row: Int) -> [Expression] {
    rows[row].conditions + path.dropFirst(rows[row].pathDepth)
  }

  /// Writes what a row was given; only the named fields if there are any.
  mutating func save(_ row: Int, _ names: [String]?, _ range: ScriptRange) {
    guard rows.indices.contains(row) else { return }
    let met = rows[row]
    rows[row].pending = []
    let table = state.table(of: met.model)
    guard let model = state.concrete(met.model) else {
      if met.isNew { return emit(.insertRows(table, columns: [], rows: [], isComplete: false), range) }
      return emit(
        .updateRows(table, alias: nil, assignments: [], inputs: [], conditions: conditions(of: row)), range)
    }
    if met.isNew {
      rows[row].isNew = false
      return insert(met, model, range)
    }
    var assignments = met.pending
    if let names {
      let wanted = Set(
        names.map { name in
          (model.field(named: name) ?? model.fields.first { $0.name == name })?.columnName ?? name
        })
      assignments = assignments.filter { wanted.contains($0.column) }
      for name in wanted.sorted() where !assignments.contains(where: { $0.column == name }) {
        guard model.fields.contains(where: { $0.columnName == name }) else { continue }
        assignments.append(
          Assignment(column: name, value: .opaque(text: "a value of the program", columns: [])))
      }
    }
    // A row that is saved as it was found: the program may have changed it where it was not followed.
    emit(
      .updateRows(table, alias: nil, assignments: assignments, inputs: [], conditions: conditions(of: row)),
      range)
  }

  private mutating func insert(_ met: MetRow, _ model: DjangoModel, _ range: ScriptRange) {
    let columns = met.pending.map(\.column)
    if met.sources.count == 1, let source = met.sources.first, rows.indices.contains(source),
      !rows[source].isNew,
      !columns.isEmpty
    {
      let origin = rows[source]
      let table = state.table(of: origin.model)
      let shape = QueryShape(
        inputs: [QueryInput(.table(table), alias: table.name)],
        outputs: met.pending.map { .expression($0.value, name: $0.column) },
        conditions: origin.conditions + path.dropFirst(origin.pathDepth))
      return emit(.insertFromQuery(model.tableName, columns: columns, query: shape), range)
    }
    let isConstant = met.sources.isEmpty
    let values = met.pending.map { $0.value }
    emit(
      .insertRows(
        model.tableName, columns: isConstant ? columns : [],
        rows: isConstant && !values.isEmpty ? [values] : [],
        isComplete: false), range)
  }

  /// `row.tags.add(...)`: the table of pairs.
  mutating func changePairs(
    _ row: Int, _ join: DjangoField.Join, _ field: String, _ name: String, _ call: ScriptCall
  ) -> RowValue {
    guard rows.indices.contains(row), let model = state.concrete(rows[row].model) else { return .unknown }
    let made = state.layout(of: model).joins.first { $0.field == field }?.name
    guard let table = made ?? join.through.map({ state.table(of: $0) }) else { return .unknown }
    switch name {
    case "add", "set", "create", "get_or_create", "remove", "clear": changeTable(of: table, name, call.range)
    default:
      return join.target.map { .query(RowQuery(model: $0, conditions: [.opaque(text: field, columns: [])])) }
        ?? .unknown
    }
    return .unknown
  }

  /// What a manager of pairs does to their table.
  mutating func changeTable(of pairs: TableName, _ name: String, _ range: ScriptRange) {
    if name != "remove", name != "clear" {
      emit(.insertRows(pairs, columns: [], rows: [], isComplete: false), range)
    }
    if name == "set" || name == "remove" || name == "clear" {
      emit(
        .deleteRows(pairs, alias: nil, inputs: [], conditions: [.opaque(text: name, columns: [])]), range)
    }
  }

  // SQL and definitions.

  /// `cursor.execute("...")`, `schema_editor.execute("...")`.
  mutating func execute(_ call: ScriptCall, _ arguments: Arguments) {
    guard let value = arguments.positional.first ?? arguments["sql"] else { return }
    if case .constant(let constant) = value, case .string(let text) = constant.content {
      let given = arguments.positional.dropFirst().first ?? arguments["params"]
      outcome.texts.append(
        (
          outcome.operations.count, DjangoReplay.filled(text, given.map { parameters($0, call) }), file
        ))
    } else if let text = Self.holed(value, call.range) {
      // Parameters are values that are not known.
      let isGiven = arguments.positional.count > 1 || arguments["params"] != nil
      let filled = isGiven ? text.replacing("%s", with: ScriptText(SQLHoles.mark)) : nil
      outcome.texts.append((outcome.operations.count, filled ?? text, file))
    } else {
      report("dynamic-sql", "this SQL is put together at run time", call.range, .mayChangeSchema)
    }
  }

  /// A text of which parts are not known, with a mark for each of them.
  private static func holed(_ value: RowValue, _ range: ScriptRange) -> ScriptText? {
    guard case .computed(let expression, _) = value else { return nil }
    let parts: [Expression]
    switch expression {
    case .concatenation(let operands): parts = operands
    case .call("+", let operands): parts = operands
    case .call("%", let operands):
      guard case .literal(.string(let format))? = operands.first else { return nil }
      let holed = format.replacing(text: "%s", with: SQLHoles.mark)
      return holed == format ? nil : ScriptText(holed, at: range.start)
    default: return nil
    }
    var text = ""
    for part in flattened(parts) {
      if case .literal(let literal) = part {
        text += literal.text ?? SQLHoles.mark
      } else {
        text += SQLHoles.mark
      }
      guard text.utf8.count < 100_000 else { return nil }
    }
    return text.hasPrefix(SQLHoles.mark) ? nil : ScriptText(text, at: range.start)
  }

  /// Parts of a text with those of texts that were put together before.
  private static func flattened(_ parts: [Expression], _ level: Int = 0) -> [Expression] {
    guard level < 8 else { return parts }
    return parts.flatMap { part -> [Expression] in
      switch part {
      case .concatenation(let inner): flattened(inner, level + 1)
      case .call("+", let inner)
      where inner.contains { if case .literal(.string) = $0 { true } else { false } }:
        flattened(inner, level + 1)
      default: [part]
      }
    }
  }

  /// The parameters of SQL; what is not known stands for itself.
  private func parameters(_ value: RowValue, _ call: ScriptCall) -> FoldedValue {
    let values = elements(of: value) ?? []
    let known = values.map { value -> FoldedValue in
      if case .constant(let constant) = value { return constant }
      return FoldedValue(.opaque("a value of the program"), at: call.range)
    }
    let unknown = FoldedValue(.opaque("parameters of the program"), at: call.range)
    return FoldedValue(.list(known.isEmpty ? [unknown] : known), at: call.range)
  }

  /// A method of the schema editor: it changes tables.
  mutating func edit(_ name: String, _ call: ScriptCall, _ arguments: Arguments) -> RowValue {
    switch name {
    case "execute": execute(call, arguments)
    case "quote_name": return arguments.positional.first ?? .unknown
    case "connection", "quote_value", "cursor", "__enter__": break
    case "delete_model":
      guard case .model(let key)? = arguments.positional.first else { fallthrough }
      emit(.dropTable(state.table(of: key), onlyIfPresent: false, cascade: true), call.range)
    case "alter_db_table":
      guard let old = constantText(arguments, 1, "old_db_table"),
        let new = constantText(arguments, 2, "new_db_table")
      else { fallthrough }
      if old != new { emit(.renameTable(DjangoNames.table(old), to: DjangoNames.table(new)), call.range) }
    default:
      report(
        "unread-code", "\"schema_editor.\(name)\" changes tables in a way that is not read", call.range,
        .mayChangeSchema)
    }
    return .unknown
  }

  /// The text that an argument is.
  private func constantText(_ arguments: Arguments, _ place: Int, _ name: String) -> String? {
    let value =
      arguments[name]
      ?? (arguments.positional.indices.contains(place) ? arguments.positional[place] : nil)
    if case .constant(let constant)? = value { return constant.text }
    return nil
  }
}
