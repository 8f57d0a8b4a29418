import Domain
import SQLSyntax

extension ScriptReader {
  /// INSERT.
  mutating func performInsert(_ syntax: Insert, _ frame: StatementFrame) {
    let table = TableName(syntax.table.name)
    let columns = syntax.columns.map { Self.column($0, of: syntax.table) }
    var translator = frame.translator()
    if let with = syntax.with { translator.commonTables.bring(with) }
    var rows: [[NeutralExpression]]?
    switch syntax.source {
    case .defaultValues:
      emit(.insertRows(table, columns: [], rows: [[]], isComplete: true), syntax.range, frame)
    case .query(let query):
      if case .values(let values) = query.body, query.limit == nil, query.with == nil {
        let kept = translator.rows(values)
        rows = kept
        if kept.count == 1, values.rows.count == 1, let row = kept.first {
          let rounds = frame.loopInputs(row)
          if !rounds.isEmpty {
            let query = QueryShape(inputs: rounds, outputs: row.map { .expression($0, name: nil) })
            emit(.insertFromQuery(table, columns: columns, query: query), syntax.range, frame.inEachRound())
            break
          }
        }
        emit(
          .insertRows(table, columns: columns, rows: kept, isComplete: kept.count == values.rows.count),
          syntax.range,
          frame)
      } else {
        emit(
          .insertFromQuery(table, columns: columns, query: translator.shape(of: query)), syntax.range, frame)
        performDataModifyingParts(query.with, frame)
        callFunctions(of: query, frame)
      }
    }
    // What a common table changes has changed once the rows are there: they come from it.
    performDataModifyingParts(syntax.with, frame)
    performConflict(syntax, rows, columns, translator, frame)
  }

  /// ON CONFLICT DO UPDATE: an update from the rows that were to be inserted.
  private mutating func performConflict(
    _ syntax: Insert, _ rows: [[NeutralExpression]]?, _ columns: [String], _ translator: SyntaxTranslator,
    _ frame: StatementFrame
  ) {
    guard let conflict = syntax.onConflict, case .update(let assignments, let filter) = conflict.action else {
      return
    }
    let alias = syntax.table.alias?.name?.text
    let name = alias ?? syntax.table.name.name
    var conditions = translator.conditions(filter)
    if case .columns(let keys, _) = conflict.target {
      for key in keys {
        guard case .column(let column) = translator.expression(key) else { continue }
        conditions.append(
          .call(
            "=",
            [
              .column(NeutralColumn(qualifier: name, column.name)),
              .column(NeutralColumn(qualifier: "excluded", column.name)),
            ]))
      }
    }
    let source: QueryInput.Source = rows.map { .values(columns: columns, rows: $0) } ?? .opaque("excluded")
    emit(
      .updateRows(
        TableName(syntax.table.name), alias: alias,
        assignments: assignments.flatMap { plain($0, of: syntax.table, translator) },
        inputs: [QueryInput(source, alias: "excluded")], conditions: conditions), conflict.range, frame)
  }

  /// DELETE.
  mutating func performDelete(_ syntax: Delete, _ frame: StatementFrame) {
    defer { for other in syntax.further { performDelete(other, frame) } }
    var translator = frame.translator()
    if let with = syntax.with { translator.commonTables.bring(with) }
    performDataModifyingParts(syntax.with, frame)
    var shape = QueryShape(inputs: [], outputs: [])
    for reference in syntax.using { translator.add(reference, to: &shape) }
    let conditions = shape.conditions + translator.conditions(syntax.filter)
    let rounds = frame.loopInputs(conditions)
    emit(
      .deleteRows(
        TableName(syntax.table.name), alias: syntax.table.alias?.name?.text, inputs: shape.inputs + rounds,
        conditions: conditions), syntax.range, rounds.isEmpty ? frame : frame.inEachRound())
  }

  /// MERGE: an update, an insert and a delete from the same source.
  mutating func performMerge(_ syntax: Merge, _ frame: StatementFrame) {
    var translator = frame.translator()
    if let with = syntax.with { translator.commonTables.bring(with) }
    performDataModifyingParts(syntax.with, frame)
    let table = TableName(syntax.target.name)
    let alias = syntax.target.alias?.name?.text
    var source = QueryShape(inputs: [], outputs: [])
    translator.add(syntax.source, to: &source)
    for clause in syntax.clauses {
      let own = source.conditions + translator.conditions(clause.condition)
      let matched = own + translator.conditions(syntax.condition)
      switch clause.action {
      case .nothing: break
      case .delete:
        emit(
          .deleteRows(table, alias: alias, inputs: source.inputs, conditions: matched), clause.range, frame)
      case .update(let assignments):
        emit(
          .updateRows(
            table, alias: alias,
            assignments: assignments.flatMap { plain($0, of: syntax.target, translator) },
            inputs: source.inputs, conditions: matched), clause.range, frame)
      case .updateAll:
        report(
          "merge-by-name", "every column of the source is written to the column of its name", clause.range,
          frame, .mayChangeRows, tables: [table])
      case .insertAll:
        var query = source
        query.conditions = own
        query.isLimited = true
        query.outputs = [.star(qualifier: nil, excluded: [])]
        query.text = clause.range.text(of: frame.bytes)
        emit(.insertFromQuery(table, columns: [], query: query), clause.range, frame)
      case .insert(let columns, let values):
        var query = source
        query.conditions = own
        query.isLimited = true
        query.outputs = (values ?? []).map {
          .expression(translator.expression($0), name: SyntaxTranslator.name(of: $0))
        }
        query.text = clause.range.text(of: frame.bytes)
        emit(
          .insertFromQuery(
            table, columns: columns.map { Self.column($0, of: syntax.target) }, query: query), clause.range,
          frame)
      }
    }
  }

  /// COPY into a table: rows that are not looked at.
  mutating func performCopy(_ syntax: Copy, _ frame: StatementFrame) {
    switch syntax.subject {
    case .table(let name, let columns):
      guard syntax.isFrom else { return }
      emit(
        .insertRows(TableName(name), columns: columns.map(\.text), rows: [], isComplete: false), syntax.range,
        frame)
    case .query: break
    case .statement(let body): perform(body, frame)
    }
  }

  /// A query that stands alone: what its common tables change, a table that it makes, functions that it calls.
  mutating func performQuery(_ query: Query, at range: ByteRange, _ frame: StatementFrame) {
    performDataModifyingParts(query.with, frame)
    guard case .select(let select) = query.body else { return }
    if let into = select.into {
      let name = frame.name(into.name)
      let isTemporary = into.isTemporary || isOfSession(into.name)
      if isTemporary { temporaryTables.append(name) }
      emit(
        .createTableFromQuery(
          name, columns: [], query: frame.translator().shape(of: query), withData: true, onlyIfAbsent: false),
        range, frame, makesTemporaryTable: isTemporary)
    }
    if select.items.count == 1, select.from.isEmpty, case .call(let call) = select.items[0].value,
      call.name.name == "set_config", call.name.schema == nil || call.name.schema == "pg_catalog"
    {
      return setConfiguration(call, range, frame)
    }
    callFunctions(of: query, frame)
  }

  /// `select set_config('search_path', '', false)`, as dumps begin.
  private mutating func setConfiguration(_ call: FunctionCall, _ range: ByteRange, _ frame: StatementFrame) {
    let values = call.arguments.map { frame.translator().expression($0.value) }
    guard values.count > 1, case .literal(.string("search_path")) = values[0],
      case .literal(.string(let path)) = values[1]
    else { return }
    let names = path.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\"" } }
    emit(.setSearchPath(names.filter { !$0.isEmpty && $0 != "$user" }), range, frame)
  }

  /// Runs the routines that the outputs and inputs of a query call.
  private mutating func callFunctions(of query: Query, _ frame: StatementFrame) {
    guard case .select(let select) = query.body else { return }
    var frame = frame
    if let columns = CallerValues(query, in: frame.bytes) { frame.caller = columns }
    // Over the rows of a table a function of the outputs is a value, unless the history defined it.
    for item in select.items {
      guard case .call(let call) = item.value else { continue }
      if select.from.isEmpty || knownRoutine(call.name.name) != nil {
        self.call(call, isStatement: false, frame)
      }
    }
    for reference in select.from {
      guard case .function(let function) = reference else { continue }
      for call in function.calls { self.call(call, isStatement: false, frame) }
    }
  }

  /// INSERT, UPDATE, DELETE and MERGE in a WITH clause.
  mutating func performDataModifyingParts(_ with: WithClause?, _ frame: StatementFrame) {
    for table in with?.tables ?? [] { perform(table.body, frame) }
  }

  private mutating func perform(_ body: CommonTableBody, _ frame: StatementFrame) {
    switch body {
    case .query: break
    case .insert(let node): performInsert(node, frame)
    case .update(let node): performUpdate(node, frame)
    case .delete(let node): performDelete(node, frame)
    case .merge(let node): performMerge(node, frame)
    }
  }

  /// The column that is written to: the last part, but the first one when fields of it follow.
  static func column(_ target: ColumnTarget, of table: NamedTable) -> String {
    let parts = target.name.texts
    let alias = table.alias?.name?.text ?? table.name.name
    guard parts.count > 1, let first = parts.first else { return target.name.name }
    return first == alias ? parts[1] : first
  }
}
