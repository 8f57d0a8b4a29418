import Domain
import ScriptSyntax

extension SequelizeProgram {
  /// `createTable`, `dropTable`, `renameTable`.
  mutating func performTable(_ call: FoldedCall) {
    let arguments = call.positional
    guard var target = table(arguments.first) else { return reportUnknownName(call) }
    switch call.name {
    case "createTable":
      let options = arguments.dropFirst(2).first
      if target.schema == nil { target.schema = options?.entry("schema")?.text }
      create(target, arguments.dropFirst().first, options, call)
    case "dropTable":
      let cascade = arguments.dropFirst().first?.entry("cascade")?.boolean ?? false
      if target.schema == nil { target.schema = arguments.dropFirst().first?.entry("schema")?.text }
      output.emit(.dropTable(target, onlyIfPresent: true, cascade: cascade), at: call.range)
    case "renameTable":
      guard let new = table(arguments.dropFirst().first) else {
        return reportUnknownName(call, .mayChangeSchema, target)
      }
      output.emit(.renameTable(target, to: TableName(schema: new.schema, new.name)), at: call.range)
    default: reportUnknownName(call)
    }
  }

  private mutating func create(
    _ target: TableName, _ value: FoldedValue?, _ options: FoldedValue?, _ call: FoldedCall
  ) {
    guard let entries = value?.entries else { return reportUnknownName(call, .mayChangeSchema, target) }
    // Sequelize writes CREATE TABLE IF NOT EXISTS.
    var definition = TableDefinition(name: target, columns: [], onlyIfAbsent: true)
    var keys: [String] = []
    for entry in entries {
      let attribute = SequelizeAttribute(entry.value, key: entry.key.text, table: target, spelling: spelling)
      guard let name = attribute.name else {
        output.report(
          "dynamic-name", "a column is put together at run time", at: entry.value.range, .mayChangeSchema,
          tables: [target])
        continue
      }
      if attribute.isVirtual { continue }
      guard let column = attribute.column(&output) else {
        reportType(name, target, entry.value)
        continue
      }
      definition.columns.append(column.definition)
      definition.constraints += column.constraints
      if attribute.isKey { keys.append(name) }
    }
    let place = output.location(call.range)
    if !keys.isEmpty {
      definition.constraints.append(
        Constraint(name: target.name + "_pkey", kind: .primaryKey(keys), location: place))
    }
    for (key, value) in uniqueKeys(options) {
      guard let fields = SequelizeAttribute.names(value.entry("fields") ?? value) else { continue }
      definition.constraints.append(Constraint(name: key, kind: .unique(fields), location: place))
    }
    output.emit(.createTable(definition), at: call.range)
  }

  private func uniqueKeys(_ options: FoldedValue?) -> [(String, FoldedValue)] {
    options?.entry("uniqueKeys")?.entries?.compactMap { entry in entry.key.text.map { ($0, entry.value) } }
      ?? []
  }

  private mutating func reportType(_ column: String, _ table: TableName, _ value: FoldedValue) {
    output.report(
      "dynamic-type", "the type of \"\(table.display).\(column)\" is put together at run time",
      at: value.range,
      .mayChangeSchema, tables: [table])
  }

  /// `addColumn`, `removeColumn`, `renameColumn`, `changeColumn`.
  mutating func performColumn(_ call: FoldedCall) {
    let arguments = call.positional
    guard let target = table(arguments.first) else { return reportUnknownName(call) }
    guard let name = arguments.dropFirst().first?.text else {
      return reportUnknownName(call, .mayChangeSchema, target)
    }
    switch call.name {
    case "removeColumn":
      output.emit(.dropColumn(target, column: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "renameColumn":
      guard let new = arguments.dropFirst(2).first?.text else {
        return reportUnknownName(call, .mayChangeSchema, target)
      }
      output.emit(.renameColumn(target, column: name, to: new), at: call.range)
    default:
      guard let value = arguments.dropFirst(2).first else {
        return reportUnknownName(call, .mayChangeSchema, target)
      }
      let attribute = SequelizeAttribute(value, key: name, table: target, spelling: spelling)
      guard let column = attribute.column(&output) else { return reportType(name, target, value) }
      if call.name == "addColumn" {
        add(column, to: target, value, call)
      } else {
        change(column, of: target, attribute, call)
      }
    }
  }

  private mutating func add(
    _ column: ColumnReading, to target: TableName, _ value: FoldedValue, _ call: FoldedCall
  ) {
    let position: ColumnPosition =
      value.entry("first")?.boolean == true
      ? .first : value.entry("after")?.text.map { .after($0) } ?? .last
    let isTolerant = call.positional.contains { $0.entry("ifNotExists")?.boolean == true }
    output.emit(
      .addColumn(
        target, column.definition, constraints: column.constraints, position: position,
        onlyIfAbsent: isTolerant),
      at: call.range)
  }

  /// PostgreSQL gets NOT NULL, default and type in statements of their own; a reference is added. Others state the
  /// column anew.
  private mutating func change(
    _ column: ColumnReading, of target: TableName, _ attribute: SequelizeAttribute, _ call: FoldedCall
  ) {
    guard spelling.family == .postgres else {
      return output.emit(
        .redefineColumn(
          target, column: column.definition.name, column.definition, constraints: column.constraints),
        at: call.range)
    }
    let name = column.definition.name
    let isReferenceOnly = attribute.isReference
    if !isReferenceOnly {
      output.emit(
        .setNullability(target, column: name, isNullable: column.definition.isNullable), at: call.range)
      if !(attribute.options?.entry("defaultValue") == nil && attribute.isEnum) {
        output.emit(
          .setDefault(
            target, column: name, column.definition.defaultValue, text: column.definition.defaultText),
          at: call.range)
      }
      let using = attribute.conversion.flatMap { conversion(of: name, in: target, $0, call) }
      output.emit(
        .alterColumnType(target, column: name, type: column.definition.type, using: using, collation: nil),
        at: call.range)
    }
    for constraint in column.constraints {
      output.emit(.addConstraint(target, constraint, usingIndex: nil), at: call.range)
    }
  }

  /// An expression over the columns of a table.
  private mutating func conversion(
    of column: String, in target: TableName, _ text: String, _ call: FoldedCall
  ) -> Expression? {
    let sql =
      "ALTER TABLE " + spelling.name(target) + " ALTER COLUMN " + spelling.name(column) + " TYPE text USING "
      + text
    for case .alterColumnType(_, _, _, let using, _) in output.parts(of: sql, at: call.range) { return using }
    return nil
  }
}
