import Domain
import ScriptSyntax

extension PgmProgram {
  /// Tables, views and schemas; false for other calls.
  mutating func performTable(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue]) -> Bool {
    let options = arguments.dropFirst().first
    let isTolerant = options?.entry("ifExists")?.boolean ?? false
    let cascade = options?.entry("cascade")?.boolean ?? false
    switch call.name {
    case "createTable": return createTable(call, target, arguments)
    case "dropTable":
      output.emit(.dropTable(target, onlyIfPresent: isTolerant, cascade: cascade), at: call.range)
    case "renameTable", "renameMaterializedView", "renameView":
      guard let new = Self.name(options) else { return false }
      output.emit(.renameTable(target, to: new), at: call.range)
    case "createSchema": output.emit(.createSchema(target.name), at: call.range)
    case "dropSchema": output.emit(.dropSchema(target.name, cascade: cascade), at: call.range)
    case "renameSchema":
      guard let new = options?.text else { return false }
      output.emit(.renameSchema(target.name, to: new), at: call.range)
    case "createView", "createMaterializedView": return createView(call, target, arguments)
    case "dropView", "dropMaterializedView":
      output.emit(.dropView(target, onlyIfPresent: isTolerant, cascade: cascade), at: call.range)
    default: return false
    }
    return true
  }

  private mutating func createView(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue])
    -> Bool
  {
    guard let text = arguments.last?.located, arguments.count > 1 else { return false }
    let options = arguments.count > 2 ? arguments[1] : nil
    let columns = options?.entry("columns").flatMap { PgmColumns.names($0) } ?? []
    let replaces = options?.entry("replace")?.boolean == true ? "OR REPLACE " : ""
    let kind = call.name == "createView" ? "VIEW " : "MATERIALIZED VIEW "
    let list = columns.isEmpty ? "" : " (" + spelling.list(columns) + ")"
    let head = "CREATE " + replaces + kind + spelling.name(target) + list + " AS "
    guard let whole = ScriptText.joined([ScriptText(head, at: call.range.start), text]) else { return false }
    output.run(whole, at: call.range)
    return true
  }

  private mutating func createTable(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue])
    -> Bool
  {
    guard let entries = arguments.dropFirst().first?.entries else { return false }
    let options = arguments.dropFirst(2).first
    var definition = TableDefinition(
      name: target, columns: [], onlyIfAbsent: options?.entry("ifNotExists")?.boolean ?? false)
    var keys: [String] = []
    for entry in entries {
      guard let name = entry.key.text, let read = columns.read(name, entry.value, of: target, &output) else {
        return false
      }
      definition.columns.append(read.definition)
      definition.constraints += read.constraints
      if read.isKey { keys.append(name) }
    }
    let place = output.location(call.range)
    if !keys.isEmpty {
      definition.constraints.append(
        Constraint(name: target.name + "_pkey", kind: .primaryKey(keys), location: place))
    }
    if let constraints = options?.entry("constraints") ?? options?.entry("constraint") {
      definition.constraints += self.constraints(constraints, nil, target, call)
    }
    for key in ["like", "inherits"] {
      if let other = options?.entry(key).flatMap({ Self.name($0) ?? Self.name($0.entry("table")) }) {
        definition.copiedFrom.append(
          TableCopy(table: other, includesConstraints: key == "inherits", includesKeys: false))
        if key == "inherits" { definition.inherits.append(other) }
      }
    }
    output.emit(.createTable(definition), at: call.range)
    return true
  }

  /// Columns; false for other calls.
  mutating func performColumns(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue]) -> Bool {
    guard let second = arguments.dropFirst().first else { return false }
    let options = arguments.dropFirst(2).first
    switch call.name {
    case "addColumn", "addColumns":
      guard let entries = second.entries else { return false }
      for entry in entries {
        guard let name = entry.key.text, let read = columns.read(name, entry.value, of: target, &output)
        else {
          return false
        }
        var constraints = read.constraints
        if read.isKey {
          constraints.append(Constraint(kind: .primaryKey([name]), location: output.location(call.range)))
        }
        output.emit(
          .addColumn(
            target, read.definition, constraints: constraints, position: .last,
            onlyIfAbsent: options?.entry("ifNotExists")?.boolean ?? false), at: entry.value.range)
      }
    case "dropColumn", "dropColumns":
      guard let names = PgmColumns.names(second) ?? second.entries.map({ $0.compactMap(\.key.text) }) else {
        return false
      }
      for name in names {
        output.emit(
          .dropColumn(
            target, column: name, onlyIfPresent: options?.entry("ifExists")?.boolean ?? false,
            cascade: options?.entry("cascade")?.boolean ?? false), at: call.range)
      }
    case "renameColumn":
      guard let old = second.text, let new = options?.text else { return false }
      output.emit(.renameColumn(target, column: old, to: new), at: call.range)
    case "alterColumn":
      guard let column = second.text, let options else { return false }
      return alter(column, of: target, options, call)
    default: return false
    }
    return true
  }

  /// `alterColumn(table, column, { type, using, default, notNull, allowNull })`.
  private mutating func alter(
    _ column: String, of target: TableName, _ options: FoldedValue, _ call: FoldedCall
  ) -> Bool {
    if let value = options.entry("default") {
      let text = value.isNull ? nil : columns.defaultText(value)
      if value.isNull {
        output.emit(.setDefault(target, column: column, nil, text: nil), at: call.range)
      } else if let text {
        let sql =
          "ALTER TABLE " + spelling.name(target) + " ALTER " + spelling.name(column) + " SET DEFAULT " + text
        output.run(ScriptText(sql, at: value.range.start), at: call.range)
      }
    }
    if let type = options.entry("type") {
      guard let text = type.text else { return false }
      let using = options.entry("using")?.text.map { " USING " + $0 } ?? ""
      let sql =
        "ALTER TABLE " + spelling.name(target) + " ALTER " + spelling.name(column) + " SET DATA TYPE "
        + columns.adapted(text) + using
      output.run(ScriptText(sql, at: type.range.start), at: call.range)
    }
    if let isRequired = options.entry("notNull")?.boolean {
      output.emit(.setNullability(target, column: column, isNullable: !isRequired), at: call.range)
    } else if options.entry("allowNull")?.boolean == true {
      output.emit(.setNullability(target, column: column, isNullable: true), at: call.range)
    }
    return true
  }
}
