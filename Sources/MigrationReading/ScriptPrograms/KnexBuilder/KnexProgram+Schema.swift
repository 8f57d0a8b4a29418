import Domain
import ScriptSyntax

extension KnexProgram {
  /// One call of a schema builder's chain.
  mutating func performSchemaLink(_ call: FoldedCall) {
    switch call.name {
    case "withSchema": schema = call.positional.first?.text
    case "createTable", "createTableIfNotExists", "createTableLike": createTable(call)
    case "alterTable", "table": alterTable(call)
    case "raw": output.run(call.positional.first, bindings: bindings(call), at: call.range)
    case "renameTable": renameTable(call)
    case "dropTable", "dropTableIfExists", "dropView", "dropViewIfExists", "dropMaterializedView",
      "dropMaterializedViewIfExists":
      drop(call)
    case "createView", "createViewOrReplace", "createMaterializedView": createView(call)
    case "renameView": renameTable(call)
    case "createSchema", "createSchemaIfNotExists":
      guard let name = call.positional.first?.text else { return reportUnknownName(call) }
      output.emit(.createSchema(name), at: call.range)
    case "dropSchema", "dropSchemaIfExists":
      guard let name = call.positional.first?.text else { return reportUnknownName(call) }
      let cascade = call.positional.dropFirst().first?.boolean ?? false
      output.emit(.dropSchema(name, cascade: cascade), at: call.range)
    case let name where Self.quiet.contains(name): break
    default:
      output.report(
        "unknown-helper", "the schema builder's \"\(call.name)\" is not known", at: call.range,
        .mayChangeSchema)
    }
  }

  /// Calls that change nothing that is read here.
  private static let quiet: Set<String> = [
    "hasTable", "hasColumn", "hasView", "hasSchema", "then", "catch", "finally", "toString", "toSQL",
    "toQuery",
    "generateDdlCommands", "transacting", "debug", "on", "once", "timeout", "queryContext", "createExtension",
    "createExtensionIfNotExists", "dropExtension", "dropExtensionIfExists", "refreshMaterializedView",
    "connection",
    "tap", "asCallback", "return", "options", "schema", "",
  ]

  func bindings(_ call: FoldedCall) -> FoldedValue? {
    let values = call.positional.dropFirst()
    guard let first = values.first else { return nil }
    if first.elements != nil || first.entries != nil { return first }
    return FoldedValue(.list(Array(values)), at: first.range)
  }

  private mutating func renameTable(_ call: FoldedCall) {
    guard let old = call.positional.first?.text, let new = call.positional.dropFirst().first?.text else {
      return reportUnknownName(call)
    }
    output.emit(.renameTable(table(old), to: SQLSpelling.table(new)), at: call.range)
  }

  private mutating func drop(_ call: FoldedCall) {
    guard let name = call.positional.first?.text else { return reportUnknownName(call) }
    let isTolerant = call.name.hasSuffix("IfExists")
    if call.name.hasPrefix("dropTable") {
      output.emit(.dropTable(table(name), onlyIfPresent: isTolerant, cascade: false), at: call.range)
    } else {
      output.emit(.dropView(table(name), onlyIfPresent: isTolerant, cascade: false), at: call.range)
    }
  }

  /// `createTable(name, (table) => { ... })`.
  private mutating func createTable(_ call: FoldedCall) {
    guard let name = call.positional.first?.text else { return reportUnknownName(call) }
    let target = table(name)
    var definition = TableDefinition(
      name: target, columns: [], onlyIfAbsent: call.name == "createTableIfNotExists")
    if call.name == "createTableLike", let other = call.positional.dropFirst().first?.text {
      definition.copiedFrom = [
        TableCopy(table: table(other), includesConstraints: true, includesKeys: true)
      ]
    }
    let block = block(of: call, target)
    definition.columns = block.added.map(\.definition)
    definition.constraints = block.added.flatMap(\.constraints) + block.constraints
    output.emit(.createTable(definition), at: call.range)
    for step in block.steps { output.emit(step.kind, at: step.range) }
  }

  /// `alterTable(name, (table) => { ... })`: new columns first, then changed ones, then all else.
  private mutating func alterTable(_ call: FoldedCall) {
    guard let name = call.positional.first?.text else { return reportUnknownName(call) }
    let target = table(name)
    let block = block(of: call, target)
    for column in block.added {
      output.emit(
        .addColumn(
          target, column.definition, constraints: column.constraints, position: column.position,
          onlyIfAbsent: false),
        at: column.range)
    }
    for column in block.altered { alter(column, of: target) }
    for constraint in block.constraints {
      output.emit(.addConstraint(target, constraint, usingIndex: nil), at: call.range)
    }
    for step in block.steps { output.emit(step.kind, at: step.range) }
  }

  /// `.alter()`: type, nullability and default are stated anew, or only those that its options name.
  private mutating func alter(_ column: KnexColumn, of table: TableName) {
    let name = column.definition.name
    if !column.alters.contains(.nullability) || !column.alters.contains(.type) {
      if column.alters.contains(.type) {
        output.emit(
          .alterColumnType(table, column: name, type: column.definition.type, using: nil, collation: nil),
          at: column.range)
      }
      if column.alters.contains(.nullability) {
        output.emit(
          .setNullability(table, column: name, isNullable: column.definition.isNullable), at: column.range)
      }
      return
    }
    output.emit(
      .redefineColumn(table, column: name, column.definition, constraints: column.constraints),
      at: column.range)
  }

  private mutating func block(of call: FoldedCall, _ table: TableName) -> KnexTableBlock {
    var block = KnexTableBlock(table: table, spelling: spelling)
    guard let closure = call.closures.last else {
      output.report(
        "unknown-helper", "the columns of \"\(table.display)\" come from a function that is not known",
        at: call.range, .mayChangeSchema, tables: [table])
      return block
    }
    let range = closure.function.range
    let handle = Self.handle(at: range, KnexTableBlock.handle)
    let trace = run.calls(in: closure, arguments: [FoldedArgument(handle)])
    block.read(trace, &output)
    return block
  }

  /// `createView(name, (view) => { view.columns([...]); view.as(knex("t").select("a")) })`.
  private mutating func createView(_ call: FoldedCall) {
    guard let name = call.positional.first?.text else { return reportUnknownName(call) }
    var columns: [String] = []
    var text: ScriptText?
    if let closure = call.closures.last {
      let handle = Self.handle(at: call.range, KnexTableBlock.handle)
      let trace = run.calls(
        in: closure, arguments: [FoldedArgument(handle)])
      for executed in trace.calls {
        switch executed.call.name {
        case "columns": columns = KnexTableBlock.names(executed.call.positional.first) ?? []
        case "as":
          if let query = executed.call.positional.first, case .call(let inner) = query.content,
            inner.name == "raw",
            case .known(let known)? = inner.positional.first.map(ProgramSQL(spelling).reading)
          {
            text = known
          }
        default: break
        }
      }
    }
    let replaces = call.name == "createViewOrReplace"
    if let text {
      let list = columns.isEmpty ? "" : " (" + spelling.list(columns) + ")"
      let kind = call.name == "createMaterializedView" ? "MATERIALIZED VIEW " : "VIEW "
      let head =
        "CREATE " + (replaces ? "OR REPLACE " : "") + kind + spelling.name(table(name)) + list + " AS "
      if let whole = ScriptText.joined([ScriptText(head, at: call.range.start), text]) {
        return output.run(whole, at: call.range)
      }
    }
    output.emit(
      .createView(
        table(name), columns: columns, query: nil, isMaterialized: call.name == "createMaterializedView",
        replaces: replaces, onlyIfAbsent: false), at: call.range)
  }
}
