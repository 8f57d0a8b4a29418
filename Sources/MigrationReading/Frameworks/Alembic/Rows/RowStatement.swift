import Domain
import ScriptSyntax

/// A statement made of SQLAlchemy's parts: `t.update().where(...).values(...)`, `sa.insert(t)`, `session.query(T)`.
struct RowStatement {
  /// What the statement does.
  enum Action: String {
    case update, insert, delete, select, query
  }

  /// What it does.
  var action: Action
  /// The table, or for a query the first thing that is asked for.
  var subject: FoldedValue?
  /// The call that begins it.
  var start: FoldedCall
  /// The calls after it.
  var rest: [FoldedCall]

  /// The statement that a chain of calls makes.
  init?(_ call: FoldedCall) {
    let chain = call.chain
    for (index, link) in chain.enumerated() {
      guard let action = Action(rawValue: link.name) else { continue }
      var subject: FoldedValue?
      switch link.callee.content {
      case .member(let member) where action != .query:
        subject = member.receiver
      case .reference(let reference):
        if action != .query, reference.resolved.hasSuffix("__table__." + link.name) {
          var owner = reference
          let length = "__table__.".count + link.name.count + 1
          owner.resolved = String(reference.resolved.dropLast(length))
          owner.written = String(reference.written.dropLast(min(length, reference.written.count)))
          subject = FoldedValue(.reference(owner), at: link.range)
        } else if action != .query, reference.resolved.hasPrefix("tables.") {
          // `tables.users.update()`
          let name = String(reference.resolved.dropLast(link.name.count + 1))
          subject = FoldedValue(
            .reference(FoldedReference(written: name, resolved: name)), at: link.range)
        }
      default: break
      }
      self.action = action
      self.subject = subject ?? link.positional.first
      start = link
      rest = Array(chain[(index + 1)...])
      return
    }
    return nil
  }
}

extension AlembicReplay {
  /// Runs a statement.
  mutating func run(_ statement: RowStatement, _ parameters: FoldedValue?, _ range: ScriptRange) {
    switch statement.action {
    case .select: return
    case .query: return runQuery(statement, range)
    case .update, .insert, .delete: break
    }
    guard let table = statement.subject.flatMap({ tableName($0) }) else {
      return report(
        "dynamic-sql", "the table of this statement is not known from the text", range, .mayChangeRows)
    }
    let maps = parameters?.entries.map { [$0] } ?? (parameters?.elements ?? []).compactMap(\.entries)
    switch statement.action {
    case .update:
      for binds in maps.isEmpty ? [[]] : maps { update(table, statement, binds, range) }
    case .delete:
      let conditions = conditions(of: statement, table)
      emit(.deleteRows(table, alias: nil, inputs: [], conditions: conditions), range)
    case .insert: insert(table, statement, maps, range)
    case .select, .query: break
    }
  }

  /// The conditions of `where` and `filter`; all must hold.
  func conditions(of statement: RowStatement, _ table: TableName) -> [Expression] {
    var list: [Expression] = []
    for link in statement.rest {
      switch link.name {
      case "where", "filter", "having": list += link.positional.map { expression($0) }
      case "filter_by":
        for argument in link.arguments {
          guard let name = argument.name else { continue }
          let column = origin.models.column(name, of: table)
          list.append(.call("=", [.column(ColumnReference(column)), expression(argument.value)]))
        }
      default: break
      }
    }
    return list.flatMap { condition -> [Expression] in
      if case .call("and", let parts) = condition { return parts }
      return [condition]
    }
  }

  private mutating func update(
    _ table: TableName, _ statement: RowStatement, _ binds: [FoldedEntry], _ range: ScriptRange
  ) {
    var assignments: [Assignment] = []
    for link in statement.rest where link.name == "values" || link.name == "ordered_values" {
      assignments += self.assignments(link, table)
    }
    let list = conditions(of: statement, table)
    if assignments.isEmpty {
      let named = Set(list.flatMap(\.columns).map(\.name))
      for entry in binds {
        guard let name = entry.key.text, !named.contains(name) else { continue }
        assignments.append(Assignment(column: name, value: expression(entry.value)))
      }
    }
    guard !assignments.isEmpty else {
      return report(
        "dynamic-sql", "what this statement gives to \"\(table.display)\" is not known from the text", range,
        .mayChangeRows, tables: [table])
    }
    let kind = OperationKind.updateRows(
      table, alias: nil, assignments: assignments, inputs: [], conditions: list)
    emit(binds.isEmpty ? kind : bind(kind, binds), range)
  }

  /// `values(a=1)`, `values({"a": 1})`, `values({t.c.a: 1})`
  func assignments(_ link: FoldedCall, _ table: TableName) -> [Assignment] {
    var found: [Assignment] = []
    for argument in link.arguments {
      if let name = argument.name {
        if name == "synchronize_session" { continue }
        let column = origin.models.column(name, of: table)
        found.append(Assignment(column: column, value: expression(argument.value)))
      } else {
        for entry in argument.value.entries ?? [] {
          guard let column = columnName(entry.key) else { continue }
          found.append(
            Assignment(
              column: origin.models.column(column, of: table), value: expression(entry.value)))
        }
      }
    }
    return found
  }

  private mutating func insert(
    _ table: TableName, _ statement: RowStatement, _ maps: [[FoldedEntry]], _ range: ScriptRange
  ) {
    for link in statement.rest where link.name == "from_select" {
      guard let columns = (link.argument(0, "names")?.elements).map({ $0.compactMap { columnName($0) } }),
        let select = link.argument(1, "select")?.call, let shape = shape(of: select)
      else { break }
      return emit(.insertFromQuery(table, columns: columns, query: shape), range)
    }
    var rows = maps
    for link in statement.rest where link.name == "values" {
      if let list = link.positional.first?.sampled {
        rows += list.values.compactMap(\.entries)
      } else if let entries = link.positional.first?.entries {
        rows.append(entries)
      }
      let named = link.arguments.filter { $0.name != nil }
      if !named.isEmpty, let single = Self.parameters(FoldedCallArguments.only(named, of: link))?.entries {
        rows.append(single)
      }
    }
    if rows.isEmpty { return insert(table, nil, declaring: statement.subject, range) }
    insert(table, rows, range)
  }

  /// Emits rows that a list holds; of one that is not known, that rows get the columns that the table is declared with.
  mutating func insert(
    _ table: TableName, _ list: FoldedValue?, declaring subject: FoldedValue?, _ range: ScriptRange
  ) {
    let rows = list?.sampled?.values.compactMap(\.entries) ?? []
    let outer = isConditionalOutside
    if list?.isChosen ?? false { isConditionalOutside = true }
    defer { isConditionalOutside = outer }
    if !rows.isEmpty || list?.elements?.isEmpty == true { return insert(table, rows, range) }
    let names = columns(declaredBy: subject, of: table)
    guard !names.isEmpty else { return insert(table, [], range) }
    emit(
      .insertRows(
        table, columns: names, rows: [names.map { _ in .opaque(text: "a value", columns: []) }],
        isComplete: false), range)
  }

  /// The columns that `sa.table("a", sa.column("b"))` or a class of the file names.
  private func columns(declaredBy value: FoldedValue?, of table: TableName) -> [String] {
    if let call = value?.call, call.name == "table" || call.name == "Table" {
      return call.positional.compactMap { part in
        guard let column = part.call, column.name == "column" || column.name == "Column" else { return nil }
        return column.positional.first?.text
      }
    }
    return origin.models.columns.values.filter { $0.table == table }.map(\.name).sorted()
  }

  /// Emits rows given as maps; columns that only some have stand as NULL in the others.
  mutating func insert(_ table: TableName, _ rows: [[FoldedEntry]], _ range: ScriptRange) {
    var columns: [String] = []
    for entry in rows.prefix(1_000).joined() {
      if let name = columnName(entry.key), !columns.contains(name), columns.count < 500 {
        columns.append(name)
      }
    }
    guard !columns.isEmpty else {
      return report(
        "dynamic-sql", "the rows that are added to \"\(table.display)\" are not known from the text", range,
        .mayChangeRows, tables: [table])
    }
    let values = rows.prefix(1_000).map { row in
      columns.map { name in
        row.last { columnName($0.key) == name }.map { expression($0.value) } ?? .literal(.null)
      }
    }
    let names = columns.map { origin.models.column($0, of: table) }
    emit(.insertRows(table, columns: names, rows: Array(values), isComplete: rows.count <= 1_000), range)
  }

  /// `op.bulk_insert(sa.table("a", ...), [{...}, ...])`
  mutating func bulkInsert(_ call: FoldedCall) {
    guard let table = call.argument(0, "table").flatMap({ tableName($0) }) else {
      return report(
        "dynamic-sql", "the table of this statement is not known from the text", call.range, .mayChangeRows)
    }
    let rows = call.argument(1, "rows")
    insert(table, rows.flatMap { constant($0) } ?? rows, declaring: call.argument(0, "table"), call.range)
  }
}

/// A call with some of its arguments only.
enum FoldedCallArguments {
  static func only(_ arguments: [FoldedArgument], of call: FoldedCall) -> FoldedCall {
    var call = call
    call.arguments = arguments
    return call
  }
}
