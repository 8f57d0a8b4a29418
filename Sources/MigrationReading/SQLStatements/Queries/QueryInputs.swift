import Domain
import SQLSyntax

extension SyntaxTranslator {
  /// Adds an item of FROM with its joins and their conditions.
  func add(_ reference: TableReference, to shape: inout QueryShape) {
    guard budget.enter() else {
      shape.isLimited = true
      return
    }
    defer { budget.leave() }
    switch reference {
    case .table(let table):
      shape.inputs.append(input(table))
      if table.isSampled { shape.isLimited = true }
    case .derived(let derived): shape.inputs.append(input(derived))
    case .function(let function): shape.inputs.append(input(function))
    case .pivoted(let pivoted):
      shape.inputs.append(QueryInput(.opaque(text(pivoted.range)), alias: pivoted.alias?.name?.text ?? ""))
      shape.isLimited = true
    case .joined(let joined): add(joined, to: &shape)
    }
  }

  private func add(_ joined: JoinedTable, to shape: inout QueryShape) {
    add(joined.first, to: &shape)
    for join in joined.joins {
      let left = shape.inputs.last?.alias
      let first = shape.inputs.count
      add(join.table, to: &shape)
      switch join.kind {
      case .inner, .cross: break
      case .left, .right, .full, .semi, .anti, .asof, .asofLeft, .positional, .other: shape.isLimited = true
      }
      switch join.condition {
      case .none: break
      case .natural: shape.isLimited = true
      case .on(let condition): shape.conditions += conditions(condition)
      case .using(let columns, _):
        let right = first < shape.inputs.count ? shape.inputs[first].alias : nil
        shape.conditions += columns.map {
          .call(
            "=",
            [
              .column(NeutralColumn(qualifier: left, $0.text)),
              .column(NeutralColumn(qualifier: right, $0.text)),
            ])
        }
      }
    }
  }

  /// A table, or the common table of that name put in place.
  func input(_ table: NamedTable) -> QueryInput {
    let alias = table.alias?.name?.text ?? table.name.name
    if table.name.parts.count == 1, let found = commonTables.table(named: table.name.name) {
      return QueryInput(source(found.table, among: found.outer), alias: alias)
    }
    if table.isFile { return QueryInput(.opaque(table.name.display), alias: alias) }
    return QueryInput(.table(TableName(table.name)), alias: alias)
  }

  private func source(_ table: CommonTable, among outer: CommonTables) -> QueryInput.Source {
    guard budget.enter() else { return .opaque(table.name.text) }
    defer { budget.leave() }
    var inner = self
    inner.commonTables = outer
    let columns = table.columns.map(\.text)
    switch table.body {
    case .query(let query): return Self.source(inner.shape(of: query), columns: columns)
    case .insert(let node):
      return .query(inner.returned(node.returning, table: node.table, conditions: []))
    case .update(let node):
      return .query(
        inner.returned(node.returning, table: node.table, conditions: inner.conditions(node.filter)))
    case .delete(let node):
      return .query(
        inner.returned(node.returning, table: node.table, conditions: inner.conditions(node.filter)))
    case .merge(let node):
      return .query(inner.returned(node.returning, table: node.target, conditions: []))
    }
  }

  /// The rows that a statement gives back.
  private func returned(
    _ items: [SelectItem], table: NamedTable, conditions: [NeutralExpression]
  ) -> QueryShape {
    QueryShape(
      inputs: [QueryInput(.table(TableName(table.name)), alias: table.alias?.name?.text ?? table.name.name)],
      outputs: items.flatMap { outputs($0) }, conditions: conditions)
  }

  private func input(_ derived: DerivedTable) -> QueryInput {
    let columns = derived.alias?.columns.map(\.text) ?? []
    return QueryInput(
      Self.source(shape(of: derived.query), columns: columns), alias: derived.alias?.name?.text ?? "")
  }

  /// A query as an input under other column names; rows of constants become a table of values.
  private static func source(_ shape: QueryShape, columns: [String]) -> QueryInput.Source {
    var shape = shape
    if let values = constantRows(shape) {
      let names = values.columns.enumerated().map {
        $0.offset < columns.count ? columns[$0.offset] : $0.element
      }
      return .values(columns: names, rows: values.rows)
    }
    for index in shape.outputs.indices where index < columns.count {
      guard case .expression(let value, _) = shape.outputs[index] else { break }
      shape.outputs[index] = .expression(value, name: columns[index])
    }
    return .query(shape)
  }

  /// The rows of `values ...` or of `select 'a', 'b' union all select ...`.
  private static func constantRows(
    _ shape: QueryShape
  ) -> (columns: [String], rows: [[NeutralExpression]])? {
    if shape.inputs.count == 1, shape.unionBranches.isEmpty, !shape.isLimited, shape.conditions.isEmpty,
      case .values(let columns, let rows) = shape.inputs[0].source
    {
      return (columns, rows)
    }
    var rows: [[NeutralExpression]] = []
    for branch in [shape] + shape.unionBranches {
      guard branch.inputs.isEmpty, branch.conditions.isEmpty, !branch.outputs.isEmpty else { return nil }
      var row: [NeutralExpression] = []
      for output in branch.outputs {
        guard case .expression(let value, _) = output, value.columns.isEmpty else { return nil }
        row.append(value)
      }
      rows.append(row)
    }
    guard rows.count > 1 else { return nil }
    let names = shape.outputs.enumerated().map { index, output in
      if case .expression(_, let name?) = output { name } else { "column\(index + 1)" }
    }
    return (names, rows)
  }

  /// The rows of a VALUES list, as many as are kept.
  func rows(_ values: ValuesList) -> [[NeutralExpression]] {
    values.rows.prefix(Self.rowLimit).map { row in row.fields.map { expression($0) } }
  }

  /// Rows of constants that are kept of one statement.
  static let rowLimit = 500

  static func valueColumns(_ rows: [[NeutralExpression]]) -> [String] {
    (0..<(rows.first?.count ?? 0)).map { "column\($0 + 1)" }
  }

  /// The columns that a query in the place of a value names, without those that functions in its FROM clause make:
  /// `elem` of `(select max(elem) from unnest(a) as elem)`.
  func columns(of query: Query) -> [NeutralColumn] {
    let all = shape(of: query).columns
    guard case .select(let select) = query.body else { return all }
    let made = Set(select.from.flatMap { Self.columnsOfFunctions($0) })
    return made.isEmpty ? all : all.filter { $0.qualifier != nil || !made.contains($0.name) }
  }

  /// A function without a list of columns gives one that is called as the function or its alias is.
  /// <https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-TABLEFUNCTIONS>
  private static func columnsOfFunctions(_ table: TableReference) -> [String] {
    switch table {
    case .function(let node):
      let columns = node.alias?.columns.map(\.text) ?? []
      let name = node.alias?.name?.text ?? node.calls.first?.name.name
      return columns + (name.map { [$0] } ?? [])
    case .joined(let node):
      return columnsOfFunctions(node.first) + node.joins.flatMap { columnsOfFunctions($0.table) }
    case .table, .derived, .pivoted: return []
    }
  }

  /// A function in FROM: `unnest` of arrays that are written out is a table of values, anything else is opaque.
  private func input(_ function: TableFunction) -> QueryInput {
    let columns = function.alias?.columns.map(\.text) ?? []
    let alias = function.alias?.name?.text ?? function.calls.first?.name.name ?? ""
    if function.calls.count == 1, let call = function.calls.first, call.name.name == "unnest" {
      let lists = call.arguments.map { Self.items(expression($0.value)) }
      let arrays = lists.compactMap { $0 }
      if arrays.count == lists.count, let length = arrays.map(\.count).max(), length <= Self.rowLimit {
        let rows = (0..<length).map { row in
          arrays.map { row < $0.count ? $0[row] : NeutralExpression.literal(.null) }
        }
        let names = arrays.indices.map { $0 < columns.count ? columns[$0] : alias }
        return QueryInput(.values(columns: names, rows: rows), alias: alias)
      }
    }
    return QueryInput(.opaque(text(function.range)), alias: alias)
  }
}

extension TableName {
  /// The name as written; a schema that a tool fills in is left open.
  init(_ name: QualifiedName) {
    let parts = name.parts
    let schema = parts.count > 1 ? parts[parts.count - 2] : nil
    self.init(schema: schema.flatMap { $0.isPlaceholder ? nil : $0.text }, name.name)
  }
}
