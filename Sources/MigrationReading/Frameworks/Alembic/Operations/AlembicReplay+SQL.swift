import Domain
import ScriptSyntax

extension AlembicReplay {
  /// Runs a statement: SQL as text or `sa.text()`, or one made of SQLAlchemy's parts.
  mutating func execute(_ value: FoldedValue, parameters: FoldedValue?, _ range: ScriptRange) {
    switch value.content {
    case .string(let text): runSQL(text, parameters, range)
    case .joined(let parts): runHoled(parts, parameters, range)
    // Functions for full text search.
    case .reference(let reference) where reference.resolved == "sqlalchemy_searchable.sql_expressions": break
    case .reference, .member:
      if let known = constant(value), case .string(let text) = known.content {
        return runSQL(text, parameters, range)
      }
      reportSQL(range)
    case .call(let call): execute(call, parameters, range)
    case .list(let elements), .tuple(let elements):
      for element in elements { execute(element, parameters: parameters, range) }
    default: reportSQL(range)
    }
  }

  private mutating func execute(_ call: FoldedCall, _ parameters: FoldedValue?, _ range: ScriptRange) {
    let chain = call.chain
    let first = chain.first ?? call
    if ["text", "DDL", "TextClause", "SQL", "literal_column"].contains(first.name),
      let sql = first.positional.first
    {
      // `sa.text("...").bindparams(a=1)`
      let bound = chain.dropFirst().last { $0.name == "bindparams" || $0.name == "params" }
      return execute(sql, parameters: bound.flatMap(Self.bound) ?? parameters, range)
    }
    if perform(construct: call, range) { return }
    if let statement = RowStatement(call) { return run(statement, parameters, range) }
    // A function of another module that gives the text.
    if let resolved = call.resolved, let found = modules.value(resolved),
      case .closure(let closure) = found.value.content,
      let result = found.module.run.calls(in: closure, arguments: call.arguments).result,
      case .string(let text) = result.content
    {
      return take(sql.read(text, in: found.module.text, content: found.module.entry.contentID))
    }
    if ["to_sql_statement_create", "to_sql_statement_create_or_replace"].contains(call.name),
      let entity = call.receiverCall
    {
      return self.entity("replace_entity", entity)
    }
    reportSQL(range)
  }

  private static func bound(_ call: FoldedCall) -> FoldedValue? {
    let entries = call.arguments.compactMap { argument -> FoldedEntry? in
      if let name = argument.name {
        let key = FoldedValue(.string(ScriptText(name)), at: argument.value.range)
        return FoldedEntry(key: key, value: argument.value)
      }
      // `bindparam("a", 1)`
      guard let part = argument.value.call, let key = part.positional.first, key.text != nil,
        let value = part.argument(1, "value")
      else { return nil }
      return FoldedEntry(key: key, value: value)
    }
    return entries.isEmpty ? nil : FoldedValue(.map(entries), at: call.range)
  }

  /// `CreateSchema("a")`, `DropSchema("a")`, `CreateTable(t)`; constructs without effect on tables.
  private mutating func perform(construct call: FoldedCall, _ range: ScriptRange) -> Bool {
    switch call.name {
    case "CreateSchema":
      if let name = name(call.argument(0, "name")) { emit(.createSchema(name), range) }
    case "DropSchema":
      if let name = name(call.argument(0, "name")) {
        emit(.dropSchema(name, cascade: call.flag("cascade")), range)
      }
    case "CreateSequence", "DropSequence", "CreateIndex", "DropIndex", "SetTableComment", "AddConstraint":
      break
    case "CreateTable", "DropTable":
      guard let inner = call.positional.first?.call, inner.name == "Table",
        let name = table(inner.argument(0, "name"), schema: inner.keyword("schema"))
      else { return false }
      if call.name == "DropTable" {
        emit(.dropTable(name, onlyIfPresent: call.flag("if_exists"), cascade: false), range)
      } else {
        define(name, Array(inner.positional.dropFirst(2)), inner)
      }
    default: return false
    }
    return true
  }

  private mutating func reportSQL(_ range: ScriptRange, _ tables: [TableName] = []) {
    report("dynamic-sql", "this SQL is put together at run time", range, .mayChangeSchema, tables: tables)
  }

  // Texts.

  /// Runs an SQL text with its parameters.
  mutating func runSQL(_ text: ScriptText, _ parameters: FoldedValue?, _ range: ScriptRange) {
    // `\:` stands for a colon that is no parameter.
    var plain = text.replacing("\\:", with: ScriptText(":")) ?? text
    // `execute("... = %s", (1,))`: what the driver puts in.
    if let parameters, parameters.entries == nil, let filled = plain.replacing("%s", with: unknownValue) {
      plain = filled
    }
    let given = parameters?.entries.map { [$0] } ?? (parameters?.elements ?? []).compactMap(\.entries)
    let reading = sql.read(plain, in: origin.text, content: origin.content)
    guard !given.isEmpty else { return take(reading) }
    var isFirst = true
    for entries in given.prefix(500) {
      var part = reading
      if !isFirst {
        part.diagnostics = []
        part.operations = part.operations.filter { Self.changesRows($0.kind) }
      }
      isFirst = false
      take(part, binding: entries)
    }
  }

  /// Keeps what a text does.
  mutating func take(_ reading: ScriptReading, binding entries: [FoldedEntry] = []) {
    for operation in reading.operations {
      var operation = operation
      if let entryPoint { operation.location = entryPoint }
      if !entries.isEmpty { operation.kind = bind(operation.kind, entries) }
      keep(operation)
    }
    result.hints += reading.hints
    result.diagnostics += reading.diagnostics.map { found in
      var found = found
      if let entryPoint { found.location = entryPoint }
      return found
    }
  }

  private var unknownValue: ScriptText { ScriptText(SQLSpelling(sql.dialectName).unknown) }

  static func changesRows(_ kind: OperationKind) -> Bool {
    switch kind {
    case .updateRows, .insertFromQuery, .insertRows, .deleteRows: true
    default: false
    }
  }

  /// A text of which parts are not known: where those are values, it is read without them.
  private mutating func runHoled(_ parts: [FoldedValue], _ parameters: FoldedValue?, _ range: ScriptRange) {
    var text = ScriptText("", at: range.start)
    var isKnown = true
    for part in parts {
      if let known = part.located {
        _ = text.append(known)
      } else if let name = name(part), part.text == nil {
        _ = text.append(ScriptText(name, at: part.range.start))
      } else {
        isKnown = false
        _ = text.append(ScriptText(SQLHoles.mark, at: part.range.start))
      }
    }
    if isKnown { return runSQL(text, parameters, range) }
    switch sql.readHoled(text, in: origin.text, content: origin.content) {
    case .rows(let reading): take(reading)
    case .query: break
    case .newTables:
      report("dynamic-name", "the name of a new table is put together at run time", range, .harmless)
    case .someRows(let table):
      report(
        "dynamic-sql", "this SQL, put together at run time, changes rows in a way that is not read", range,
        .mayChangeRows, tables: table.map { [$0] } ?? [])
    case .unknown(let tables): reportSQL(range, tables)
    }
  }

  // Entities of alembic_utils.

  /// `op.create_entity(PGView(schema=, signature=, definition=))` and its kin.
  mutating func entity(_ name: String, _ call: FoldedCall) {
    guard let entity = call.name.hasPrefix("PG") ? call : call.positional.first?.call else {
      return reportDynamic(name, call)
    }
    guard ["PGView", "PGMaterializedView"].contains(entity.name) else { return }
    guard let signature = self.name(entity.argument(1, "signature")) else { return reportDynamic(name, call) }
    let schema = self.name(entity.argument(0, "schema"))
    let view = TableName(schema: schema == "public" ? nil : schema, signature)
    if name == "drop_entity" {
      return emit(.dropView(view, onlyIfPresent: true, cascade: false), call.range)
    }
    guard let definition = entity.argument(2, "definition")?.located else { return reportDynamic(name, call) }
    let kind = entity.name == "PGView" ? "OR REPLACE VIEW" : "MATERIALIZED VIEW"
    var text = ScriptText("CREATE \(kind) \(view.display) AS ", at: call.range.start)
    if text.append(definition) { runSQL(text, nil, call.range) }
  }
}
