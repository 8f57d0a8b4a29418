import Domain
import ScriptSyntax

/// Rows that a program fetched and goes through: `for row in conn.execute(...)`.
extension AlembicReplay {
  /// Marks columns that come from the row of a loop; the name of the row's table follows.
  static let rowMark = "(row)"

  /// The value that a row of a loop has under a name or at a place; nil if the value is none of a row.
  func rowValue(_ value: FoldedValue) -> Expression? {
    let row: FoldedValue
    var key: FoldedValue?
    var name: String?
    switch value.content {
    case .member(let member):
      row = member.receiver
      name = member.name
    case .element(let element):
      row = element.receiver
      key = element.index
    default: return nil
    }
    guard case .element(let element) = row.content, case .opaque = element.index.content,
      let shape = shape(ofRows: element.receiver)
    else { return nil }
    if let place = key?.integer, shape.outputs.indices.contains(place),
      case .expression(let expression, _) = shape.outputs[place]
    {
      return Self.marked(expression, shape)
    }
    guard let wanted = name ?? key?.text else { return nil }
    for case .expression(let expression, let output) in shape.outputs {
      if output == wanted { return Self.marked(expression, shape) }
      if output == nil, case .column(let column) = expression, column.name == wanted {
        return Self.marked(expression, shape)
      }
    }
    let hasStar = shape.outputs.contains { if case .star = $0 { true } else { false } }
    return hasStar ? Self.marked(.column(ColumnReference(wanted)), shape) : nil
  }

  private static func marked(_ expression: Expression, _ shape: QueryShape) -> Expression {
    expression.replacing { part in
      guard case .column(let column) = part else { return nil }
      let input = shape.inputs.first { $0.alias == column.qualifier } ?? shape.inputs.first
      guard case .table(let table)? = input?.source else {
        return .opaque(text: "a value of a row", columns: [])
      }
      return .column(ColumnReference(qualifier: rowMark + table.display, column.name))
    }
  }

  /// The query whose rows a value is: `conn.execute(select).fetchall()`, `session.query(T).all()`.
  func shape(ofRows value: FoldedValue, level: Int = 0) -> QueryShape? {
    guard level < 6 else { return nil }
    guard let call = value.call else {
      if case .member(let member) = value.content { return shape(ofRows: member.receiver, level: level + 1) }
      return nil
    }
    for link in call.chain.reversed() {
      switch link.name {
      case "execute", "scalars", "exec_driver_sql", "exec":
        guard let statement = link.positional.first else { return nil }
        return shape(ofStatement: statement)
      case "query": return RowStatement(call).flatMap { queryShape($0) }
      case "list", "tuple", "iter":
        if let first = link.positional.first { return shape(ofRows: first, level: level + 1) }
      default: continue
      }
    }
    return nil
  }

  private func shape(ofStatement value: FoldedValue) -> QueryShape? {
    if let text = value.located
      ?? value.call.flatMap({ $0.name == "text" ? $0.positional.first?.located : nil })
    {
      return shape(ofText: text)
    }
    guard let call = value.call else { return nil }
    return shape(of: call)
  }

  /// The shape of an SQL query.
  private func shape(ofText text: ScriptText) -> QueryShape? {
    var statement = ScriptText("CREATE TABLE t AS ")
    guard statement.append(text) else { return nil }
    let reading = sql.readAside(statement, in: origin.text, content: origin.content)
    guard case .createTableFromQuery(_, _, let query, _, _)? = reading.operations.first?.kind else {
      return nil
    }
    return query
  }

  /// The shape of `sa.select(t.c.a, ...).where(...)`.
  func shape(of call: FoldedCall) -> QueryShape? {
    guard let statement = RowStatement(call), statement.action == .select || statement.action == .query else {
      return nil
    }
    return queryShape(statement)
  }

  private func queryShape(_ statement: RowStatement) -> QueryShape? {
    var asked = statement.start.positional
    if asked.count == 1, let list = asked[0].elements { asked = list }
    var tables: [TableName] = []
    var outputs: [QueryOutput] = []
    func add(_ table: TableName?) {
      if let table, !tables.contains(table) { tables.append(table) }
    }
    if asked.isEmpty, let subject = statement.subject, let table = tableName(subject) {
      add(table)
      outputs.append(.star(qualifier: nil, excluded: []))
    }
    for value in asked {
      if let table = tableName(value) {
        add(table)
        outputs.append(.star(qualifier: table.name, excluded: []))
        continue
      }
      let alias = value.call.flatMap { $0.name == "label" ? $0.positional.first?.text : nil }
      let expression = expression(value)
      add(owner(value))
      outputs.append(.expression(expression, name: alias ?? expression.bareColumn?.name))
    }
    for link in statement.rest where ["select_from", "join", "outerjoin"].contains(link.name) {
      add(link.positional.first.flatMap { tableName($0) })
    }
    guard let first = tables.first else { return nil }
    let conditions = conditions(of: statement, first)
    let isLimited = statement.rest.contains { ["limit", "offset", "join", "outerjoin"].contains($0.name) }
    return QueryShape(
      inputs: tables.map { QueryInput(.table($0), alias: $0.name) }, outputs: outputs,
      conditions: conditions, isLimited: isLimited)
  }

  /// The table that a column value belongs to.
  private func owner(_ value: FoldedValue, level: Int = 0) -> TableName? {
    guard level < 6 else { return nil }
    switch value.content {
    case .member(let member):
      if case .member(let inner) = member.receiver.content { return tableName(inner.receiver) }
      return nil
    case .element(let element):
      if case .member(let inner) = element.receiver.content { return tableName(inner.receiver) }
      return nil
    case .call(let call):
      if let mapped = origin.models.columns[call.range.start] { return mapped.table }
      if case .member(let member) = call.callee.content { return owner(member.receiver, level: level + 1) }
      return call.positional.lazy.compactMap { owner($0, level: level + 1) }.first
    case .reference(let reference):
      var owner = reference
      owner.resolved = reference.resolved.split(separator: ".").dropLast().joined(separator: ".")
      return tableName(FoldedValue(.reference(owner), at: value.range))
    default: return nil
    }
  }
}
