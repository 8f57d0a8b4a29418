import Domain
import ScriptSyntax

/// What writes rows.
extension RailsRunner {
  /// A value as an expression over the columns of the row at hand.
  func expression(_ value: RailsValue) -> Expression {
    switch value {
    case .sql(let text), .condition(let text): expression(sql: text)
    case .list(let values):
      .opaque(text: "list", columns: values.flatMap { expression($0).columns })
    case .map(let entries): .opaque(text: "map", columns: entries.flatMap { expression($0.value).columns })
    default: Self.literal(value) ?? .opaque(text: "expression", columns: [])
    }
  }

  /// The conditions of a relation; one that is not known stands for all that is not read.
  func conditions(of relation: RailsRelation) -> [Expression] {
    let known = conditions(sql: relation.conditions)
    let unknown = Expression.opaque(text: "further conditions", columns: [])
    return (known ?? [unknown]) + (relation.isNarrowed ? [unknown] : [])
  }

  mutating func emitUpdate(_ relation: RailsRelation, _ assignments: [Assignment], _ range: ScriptRange) {
    guard !assignments.isEmpty else { return }
    var relation = relation
    let outer = (isConditional, rowFilter)
    if let filter = rowFilter {
      relation.conditions += filter
      isConditional = false
    }
    emit(
      .updateRows(
        relation.table, alias: nil, assignments: assignments, inputs: [], conditions: conditions(of: relation)
      ), range, isGuessed: true)
    restore(outer.0, outer.1)
  }

  mutating func emitUnknownUpdate(_ relation: RailsRelation, _ columns: Set<String>, _ range: ScriptRange) {
    emitUpdate(
      relation,
      columns.sorted().map { Assignment(column: $0, value: .opaque(text: "expression", columns: [])) }, range)
  }

  mutating func updateAll(_ relation: RailsRelation, _ found: RailsArguments, _ range: ScriptRange) {
    if case .map(let entries)? = found.value(0), found.values.count == 1, !found.options.entries.isEmpty {
      // `update_all({ a: 1 }, { b: 2 })`: the second hash is the condition.
      let rows = filtered(relation, "where", RailsArguments(options: found.options))
      return emitUpdate(rows, pending(entries), range)
    }
    if let assignments = assigned(found) { return emitUpdate(relation, assignments, range) }
    // Before Rails 4 conditions could stand behind: `update_all({ a: 1 }, "b > 0")`.
    if found.values.count == 2 || found.values.count == 3, let first = found.values.first,
      let assignments = assigned(RailsArguments(values: [first]))
    {
      return emitUpdate(relation.narrowed, assignments, range)
    }
    report(
      "program-rows",
      "\"update_all\" changes rows of \"\(relation.table.display)\" in a way that is not read", range,
      .mayChangeRows, tables: [relation.table])
  }

  /// `update_all("a = b")`, `update_all(["a = ?", 1])`, `update_all(a: 1)`
  private func assigned(_ found: RailsArguments) -> [Assignment]? {
    switch found.value(0) {
    case .text(let text)? where found.values.count == 1: return assignments(sql: text.string)
    case .list(let parts)? where found.values.count == 1:
      guard let template = parts.first?.string else { return nil }
      let bound = SQLBinding.bound(template, Array(parts.dropFirst()), RailsOptions())
      // A value that is not known stands for itself.
      let marked = template.split(separator: "?", omittingEmptySubsequences: false)
        .joined(separator: SQLHoles.mark)
      return (bound ?? SQLHoles.filled(marked, value: spelling.unknown)).flatMap {
        assignments(sql: $0)
      }
    case .partial(let text)?:
      // `"name = #{...}"`: which column is known, its value is not.
      return SQLHoles.filled(text.string, value: spelling.unknown).flatMap {
        assignments(sql: $0)
      }
    default:
      let entries = found.entries
      return entries.isEmpty ? nil : pending(entries)
    }
  }

  private func pending(_ entries: [RailsEntry]) -> [Assignment] {
    entries.map { Assignment(column: $0.key, value: expression($0.value)) }
  }

  /// `Model.update(...)`, `relation.update(...)`: all rows get the values; `Model.update(id, ...)` one of them.
  mutating func update(_ relation: RailsRelation, _ found: RailsArguments, _ range: ScriptRange) -> RailsValue
  {
    if found.values.count == 1, !found.options.entries.isEmpty {
      emitUpdate(relation.narrowed, pending(found.options.entries), range)
    } else {
      updateAll(relation, found, range)
    }
    return .unknown
  }

  mutating func delete(_ relation: RailsRelation, _ range: ScriptRange) {
    emit(
      .deleteRows(relation.table, alias: nil, inputs: [], conditions: conditions(of: relation)), range,
      isGuessed: true)
  }

  /// `create`, `insert_all` and their kin.
  mutating func insert(_ name: String, _ relation: RailsRelation, _ found: RailsArguments, _ call: ScriptCall)
    -> RailsValue
  {
    var list: [[RailsEntry]] = []
    if !found.entries.isEmpty {
      list = [found.entries]
    } else if case .list(let values)? = found.value(0) {
      list = values.map { RailsOptions($0).entries }
    }
    let isNew = RailsRow(relation: relation.narrowed, isNew: true)
    if let block = found.block {
      rows.append(isNew)
      let index = rows.count - 1
      run(block, [.row(index)])
      list.append(rows[index].pending.map { RailsEntry(key: $0.column, value: .unknown) })
    }
    var columns: [String] = []
    for entry in list.joined() where !columns.contains(entry.key) { columns.append(entry.key) }
    let values = list.map { entries in
      columns.map { column in
        entries.last { $0.key == column }.map { expression($0.value) } ?? .literal(.null)
      }
    }
    // A model of the application fills more columns than are written here.
    emit(
      .insertRows(relation.table, columns: columns, rows: columns.isEmpty ? [] : values, isComplete: false),
      call.range, isGuessed: true)
    rows.append(RailsRow(relation: relation.narrowed))
    return .row(rows.count - 1)
  }

  /// A row that is not saved yet.
  mutating func initialized(_ relation: RailsRelation, _ found: RailsArguments, _ range: ScriptRange)
    -> RailsValue
  {
    rows.append(RailsRow(relation: relation.narrowed, pending: pending(found.entries), isNew: true))
    if let block = found.block { run(block, [.row(rows.count - 1)]) }
    return .row(rows.count - 1)
  }
}
