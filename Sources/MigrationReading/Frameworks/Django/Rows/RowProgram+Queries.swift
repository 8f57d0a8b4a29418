import Domain
import ScriptSyntax

extension RowProgram {
  /// A method of a queryset.
  mutating func query(_ name: String, _ query: RowQuery, _ call: ScriptCall, _ arguments: Arguments)
    -> RowValue
  {
    switch name {
    case "filter": return .query(filtered(query, arguments, isNegated: false))
    case "exclude": return .query(filtered(query, arguments, isNegated: true))
    case "get", "first", "last", "earliest", "latest", "get_by_natural_key":
      var narrowed = filtered(query, arguments, isNegated: false)
      if arguments.all.isEmpty { narrowed.conditions.append(.opaque(text: name, columns: [])) }
      return meet(narrowed.model, narrowed.conditions)
    case "values_list": return .query(picked(query, arguments))
    case "values":
      var query = query
      query.shape = .maps
      return .query(query)
    case "update":
      update(query, arguments, call.range)
      return .unknown
    case "delete":
      delete(query, call.range)
      return .unknown
    case "create": return make(query.model, arguments, saved: call.range)
    case "get_or_create":
      let row = make(query.model, arguments, saved: call.range, isOptional: true)
      return row
    case "update_or_create": return updateOrCreate(query, arguments, call.range)
    case "bulk_create":
      bulkCreate(query.model, arguments, call.range)
      return arguments.positional.first ?? .unknown
    case "bulk_update":
      bulkUpdate(query.model, arguments, call.range)
      return .unknown
    case "create_user", "create_superuser": return make(query.model, arguments, saved: call.range)
    case "rebuild", "build_tree":
      rebuildTree(query.model, call.range)
      return .unknown
    case "add", "set", "remove", "clear":
      if let table = query.pairs {
        changeTable(of: table, name, call.range)
        return .unknown
      }
      report(
        "unread-code", "\"\(name)\" of \"\(query.model.name)\" is not read", call.range,
        tables: [state.table(of: query.model)])
      return .unknown
    case "all", "order_by", "distinct", "iterator", "select_related", "prefetch_related", "only", "defer",
      "using",
      "select_for_update", "annotate", "reverse", "get_queryset", "none", "alias", "db_manager", "extra",
      "union", "raw":
      return .query(query)
    case "count", "exists", "aggregate", "in_bulk", "explain", "contains", "dates", "datetimes":
      return .unknown
    default: return .query(query)
    }
  }

  private mutating func filtered(_ query: RowQuery, _ arguments: Arguments, isNegated: Bool) -> RowQuery {
    var query = query
    var conditions: [Expression] = []
    for (name, value) in arguments.named {
      if let condition = filter(name, value, query.model) {
        conditions.append(condition)
      } else {
        query.owner = Self.row(of: value)
      }
    }
    let model = state.concrete(query.model)
    for value in arguments.positional {
      var condition = expression(value)
      if case .clause(let clause) = value { condition = model.flatMap { expression(clause, $0) } }
      conditions.append(condition ?? .opaque(text: "a filter", columns: []))
    }
    if arguments.hasOthers { conditions.append(.opaque(text: "other filters", columns: [])) }
    guard !conditions.isEmpty else { return query }
    if isNegated {
      query.conditions.append(
        .call("not", [conditions.count == 1 ? conditions[0] : .call("and", conditions)]))
    } else {
      query.conditions += conditions
    }
    return query
  }

  /// One named filter; nil where it only says "this very row" of the loop around it.
  func filter(_ name: String, _ value: RowValue, _ key: ModelKey) -> Expression? {
    let opaque = Expression.opaque(text: name, columns: [])
    guard let model = state.concrete(key) else { return opaque }
    let reader = QueryConditions(model: model)
    if case .constant(let constant) = value { return reader.filter(name, constant) ?? opaque }
    if case .list(let values) = value {
      let constants = values.compactMap { expression($0) }
      guard let column = reader.column(String(name.prefix(max(0, name.count - 4)))), name.hasSuffix("__in"),
        constants.count == values.count, !constants.isEmpty,
        constants.allSatisfy({ if case .literal = $0 { true } else { false } })
      else { return opaque }
      return .call("in", [column] + constants)
    }
    if case .clause(let clause) = value {
      guard let column = reader.column(name), let right = expression(clause, model) else { return opaque }
      return .call("=", [column, right])
    }
    guard let column = reader.column(name), let right = expression(value) else { return opaque }
    if case .computed(_, let row?) = value, rows.indices.contains(row), rows[row].model == key,
      column == right
    {
      return nil
    }
    if case .row(let row) = value, rows.indices.contains(row), rows[row].model == key { return nil }
    return .opaque(text: name, columns: column.columns)
  }

  private static func row(of value: RowValue) -> Int? {
    switch value {
    case .row(let row): row
    case .computed(_, let row): row
    default: nil
    }
  }

  private func picked(_ query: RowQuery, _ arguments: Arguments) -> RowQuery {
    var query = query
    let names = arguments.positional.map { value -> String in
      if case .constant(let constant) = value { return constant.text ?? "" }
      return ""
    }
    if case .constant(let flat)? = arguments["flat"], flat.truth == true, let name = names.first {
      query.shape = .flat(name)
    } else {
      query.shape = .lists(names)
    }
    return query
  }

  // Writes of querysets.

  /// The places of rows in a tree are computed anew; other columns stay.
  private mutating func rebuildTree(_ key: ModelKey, _ range: ScriptRange) {
    let places = ["lft", "rght", "tree_id", "level"]
    guard let model = state.concrete(key) else { return }
    let columns = model.fields.compactMap(\.columnName).filter(places.contains)
    emit(
      .updateRows(
        model.tableName, alias: nil,
        assignments: columns.map {
          Assignment(column: $0, value: .opaque(text: "a place in the tree", columns: []))
        }, inputs: [], conditions: []), range)
  }

  private mutating func update(_ query: RowQuery, _ arguments: Arguments, _ range: ScriptRange) {
    guard let model = state.concrete(query.model) else { return writeUnknown(query.model, arguments, range) }
    var byTable: [(model: DjangoModel, assignments: [Assignment])] = []
    for (name, value) in arguments.named {
      // Fields of a parent stand in the parent's table.
      let owner = ([model] + model.parents.compactMap { state.model($0) }).first {
        column(of: name, in: $0) != nil
      }
      guard let owner, let column = column(of: name, in: owner) else { continue }
      let assignment = Assignment(column: column, value: assigned(value, owner, of: query.owner))
      if let at = byTable.firstIndex(where: { $0.model.key == owner.key }) {
        byTable[at].assignments.append(assignment)
      } else {
        byTable.append((owner, [assignment]))
      }
    }
    for part in byTable {
      let isOwn = part.model.key == model.key
      emit(
        .updateRows(
          part.model.tableName, alias: nil, assignments: part.assignments, inputs: [],
          conditions: (isOwn ? query.conditions : [.opaque(text: "rows of the child", columns: [])]) + path),
        range)
    }
    if byTable.isEmpty || arguments.hasOthers {
      report(
        "dynamic-rows", "which columns of \"\(query.model.name)\" are changed is chosen at run time", range,
        tables: [model.tableName])
      emit(
        .updateRows(
          model.tableName, alias: nil, assignments: [], inputs: [], conditions: query.conditions + path),
        range)
    }
  }

  /// A value given to `update`: expressions of the query API are about the updated table.
  private func assigned(_ value: RowValue, _ model: DjangoModel, of row: Int?) -> Expression {
    switch value {
    case .clause(let clause):
      expression(clause, model) ?? .opaque(text: "a value of the program", columns: [])
    case .computed(let expression, let source) where source == nil || source == row: expression
    case .computed: .opaque(text: "another row's value", columns: [])
    default: expression(value) ?? .opaque(text: "a value of the program", columns: [])
    }
  }

  private func column(of name: String, in model: DjangoModel) -> String? {
    if let field = model.field(named: name) { return field.columnName }
    return model.fields.first { $0.columnName == name }?.columnName
  }

  private mutating func delete(_ query: RowQuery, _ range: ScriptRange) {
    emit(
      .deleteRows(state.table(of: query.model), alias: nil, inputs: [], conditions: query.conditions + path),
      range)
  }

  /// `update_or_create(key=..., defaults={...})`
  private mutating func updateOrCreate(_ query: RowQuery, _ arguments: Arguments, _ range: ScriptRange)
    -> RowValue
  {
    guard let model = state.concrete(query.model) else { return make(query.model, arguments, saved: range) }
    var changes = Arguments()
    if case .constant(let map)? = arguments["defaults"], let entries = map.entries {
      for entry in entries {
        if let name = entry.key.text { changes.named.append((name, Self.lifted(entry.value))) }
      }
    } else if arguments["defaults"] != nil {
      changes.hasOthers = true
    }
    var keys = arguments
    keys.named.removeAll { $0.name == "defaults" || $0.name == "create_defaults" }
    let found = filtered(query, keys, isNegated: false)
    if !changes.named.isEmpty { update(found, changes, range) }
    keys.named += changes.named
    _ = model
    return make(query.model, keys, saved: range, isOptional: true)
  }

  private mutating func bulkCreate(_ key: ModelKey, _ arguments: Arguments, _ range: ScriptRange) {
    guard case .list(let values)? = arguments.positional.first ?? arguments["objs"] else {
      emit(.insertRows(state.table(of: key), columns: [], rows: [], isComplete: false), range)
      return
    }
    for value in values { if case .row(let row) = value { save(row, nil, range) } }
    if values.isEmpty {
      emit(.insertRows(state.table(of: key), columns: [], rows: [], isComplete: false), range)
    }
  }

  private mutating func bulkUpdate(_ key: ModelKey, _ arguments: Arguments, _ range: ScriptRange) {
    let fields = arguments.positional.dropFirst().first ?? arguments["fields"]
    let names = fields.flatMap { elements(of: $0) }?.compactMap { value -> String? in
      if case .constant(let constant) = value { return constant.text }
      return nil
    }
    if case .list(let values)? = arguments.positional.first ?? arguments["objs"] {
      let found = values.compactMap { value in if case .row(let row) = value { row } else { nil } }
      for row in found { save(row, names, range) }
      if !found.isEmpty { return }
    }
    // The rows came out of what is not read: their columns get values that are not known.
    guard let model = state.concrete(key) else { return writeUnknown(key, arguments, range) }
    let columns = (names ?? []).compactMap { column(of: $0, in: model) }
    // Rows of this model whose columns were given values and were not saved are those.
    for index in rows.indices where rows[index].model == key && !rows[index].pending.isEmpty {
      return save(index, names, range)
    }
    let assignments = columns.map {
      Assignment(column: $0, value: .opaque(text: "a value of the program", columns: []))
    }
    emit(
      .updateRows(model.tableName, alias: nil, assignments: assignments, inputs: [], conditions: path), range)
  }

  /// A change of rows of a model that no migration here makes.
  mutating func writeUnknown(_ key: ModelKey, _ arguments: Arguments, _ range: ScriptRange) {
    let assignments = arguments.named.map {
      Assignment(column: $0.name, value: expression($0.value) ?? .opaque(text: "a value", columns: []))
    }
    emit(
      .updateRows(state.table(of: key), alias: nil, assignments: assignments, inputs: [], conditions: path),
      range)
  }
}
