import Domain
import ScriptSyntax

extension LaravelProgram {
  /// One call of the schema builder.
  mutating func performSchema(_ call: FoldedCall) {
    var call = call
    call.range = output.ownRange(of: call)
    switch call.name {
    case "create", "createIfNotExists": createTable(call)
    case "table", "modify": alterTable(call)
    case "rename":
      guard let old = call.argument(0, "from")?.text, let new = call.argument(1, "to")?.text else {
        return reportUnknownName(call)
      }
      output.emit(.renameTable(table(old), to: table(new)), at: call.range)
    case "drop", "dropIfExists":
      guard let name = call.argument(0, "table")?.text else { return reportUnknownName(call) }
      output.emit(
        .dropTable(table(name), onlyIfPresent: call.name == "dropIfExists", cascade: false), at: call.range)
    case "dropColumns": dropColumns(call)
    case "whenTableHasColumn", "whenTableDoesntHaveColumn", "whenTableHasIndex", "whenTableDoesntHaveIndex":
      guarded(call)
    case "dropAllTables", "dropAllViews", "dropAllTypes":
      output.report(
        "unknown-operation", "\"\(call.name)\" drops what is there, whatever it is", at: call.range,
        .mayChangeSchema)
    case "withoutForeignKeyConstraints": for closure in call.closures { perform(closure) }
    case "createDatabase", "dropDatabaseIfExists": break
    default: break
    }
  }

  func table(_ text: String) -> TableName { SQLSpelling.table(text) }

  /// The names and the function of a block; nil, with a blind spot, if they are not known.
  private mutating func block(_ call: FoldedCall) -> LaravelBlueprint? {
    guard let name = call.argument(0, "table")?.text else {
      reportUnknownName(call)
      return nil
    }
    var block = LaravelBlueprint(table: table(name), program: self)
    guard let closure = call.closures.last else {
      output.report(
        "unknown-helper", "the columns of \"\(name)\" come from a function that is not known", at: call.range,
        .mayChangeSchema, tables: [table(name)])
      return nil
    }
    let outer = (output.standing, output.site)
    block.read(closure, &output)
    (output.standing, output.site) = outer
    for executed in block.others { perform(executed) }
    return block
  }

  private mutating func createTable(_ call: FoldedCall) {
    guard let block = block(call) else { return }
    var definition = TableDefinition(
      name: block.table, columns: [], onlyIfAbsent: call.name == "createIfNotExists")
    for item in block.items {
      guard case .column(let column) = item.part, !item.standing.isConditional else { continue }
      definition.columns.append(column.definition)
      definition.constraints += column.constraints
    }
    output.emit(.createTable(definition), at: call.range)
    let outer = (output.standing, output.site)
    for item in block.items {
      (output.standing, output.site) = (item.standing, item.site)
      switch item.part {
      case .column(let column):
        if item.standing.isConditional { add(column, to: block.table) }
        for step in column.steps { output.emit(step, at: column.range) }
      case .step(let kind, let range): output.emit(kind, at: range)
      }
    }
    (output.standing, output.site) = outer
  }

  private mutating func alterTable(_ call: FoldedCall) {
    guard let block = block(call) else { return }
    let outer = (output.standing, output.site)
    for item in ordered(block.items) {
      (output.standing, output.site) = (item.standing, item.site)
      switch item.part {
      case .column(let column):
        if column.isChanged { change(column, of: block.table) } else { add(column, to: block.table) }
      case .step(let kind, let range): output.emit(kind, at: range)
      }
    }
    for item in block.items {
      guard case .column(let column) = item.part else { continue }
      (output.standing, output.site) = (item.standing, item.site)
      for step in column.steps { output.emit(step, at: column.range) }
    }
    (output.standing, output.site) = outer
  }

  /// Before Laravel 11 changed columns come first, then new ones; since then all runs as written.
  private func ordered(_ items: [LaravelBlueprint.Item]) -> [LaravelBlueprint.Item] {
    guard project.addsColumnsFirst else { return items }
    func rank(_ item: LaravelBlueprint.Item) -> Int {
      guard case .column(let column) = item.part else { return 2 }
      return column.isChanged ? 0 : 1
    }
    return (0...2).flatMap { wanted in items.filter { rank($0) == wanted } }
  }

  private mutating func add(_ column: LaravelColumn, to table: TableName) {
    output.emit(
      .addColumn(
        table, column.definition, constraints: column.constraints, position: column.position,
        onlyIfAbsent: false), at: column.range)
  }

  /// `change()`: the column as a whole since Laravel 11, before only what is stated.
  private mutating func change(_ column: LaravelColumn, of table: TableName) {
    let name = column.definition.name
    var (checks, keys): ([Constraint], [Constraint]) = ([], [])
    for constraint in column.constraints {
      if case .check = constraint.kind { checks.append(constraint) } else { keys.append(constraint) }
    }
    // Lists of values can only be stated as a whole.
    if project.restatesColumns || !checks.isEmpty {
      output.emit(
        .redefineColumn(table, column: name, column.definition, constraints: checks), at: column.range)
    } else {
      output.emit(
        .alterColumnType(table, column: name, type: column.definition.type, using: nil, collation: nil),
        at: column.range)
      if column.statesNullability {
        output.emit(
          .setNullability(table, column: name, isNullable: column.definition.isNullable), at: column.range)
      }
      if column.statesDefault {
        output.emit(
          .setDefault(
            table, column: name, column.definition.defaultValue, text: column.definition.defaultText),
          at: column.range)
      }
    }
    for key in keys { output.emit(.addConstraint(table, key, usingIndex: nil), at: column.range) }
  }

  private mutating func dropColumns(_ call: FoldedCall) {
    guard let name = call.argument(0, "table")?.text,
      let columns = LaravelKeys.names(call.argument(1, "columns"))
    else { return reportUnknownName(call) }
    for column in columns {
      output.emit(
        .dropColumn(table(name), column: column, onlyIfPresent: false, cascade: false), at: call.range)
    }
  }

  /// `whenTableHasColumn('a', 'b', function ($table) { })`: what it does is done where it fits.
  private mutating func guarded(_ call: FoldedCall) {
    let outer = output.standing
    output.standing.isGuarded = true
    alterTable(call)
    output.standing = outer
  }
}
