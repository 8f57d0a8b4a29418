import Domain
import ScriptSyntax

/// Calls on a table of the schema as an object (https://www.doctrine-project.org/projects/doctrine-dbal).
struct DoctrineTable {
  let table: TableName
  let spelling: SQLSpelling

  /// What one call of a chain does; `column` is the one that the chain stands on.
  func perform(_ call: FoldedCall, column name: String?, _ output: inout ProgramOutput) {
    let first = call.positional.first
    switch call.name {
    case "addColumn":
      guard let column = column(call, &output) else { return unknown(call, &output) }
      output.emit(
        .addColumn(table, column, constraints: [], position: .last, onlyIfAbsent: false), at: call.range)
    case "changeColumn", "modifyColumn": change(call, &output)
    case "dropColumn":
      guard let name = first?.text else { return unknown(call, &output) }
      output.emit(.dropColumn(table, column: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "renameColumn":
      guard let old = first?.text, let new = call.positional.dropFirst().first?.text else {
        return unknown(call, &output)
      }
      output.emit(.renameColumn(table, column: old, to: new), at: call.range)
    case "setPrimaryKey", "addUniqueIndex", "addUniqueConstraint", "addIndex", "addForeignKeyConstraint":
      addKey(call, &output)
    case "dropPrimaryKey": output.emit(.dropPrimaryKey(table), at: call.range)
    case "dropIndex":
      guard let name = first?.text else { return unknown(call, &output) }
      output.emit(.dropIndex(TableName(schema: table.schema, name), table: table), at: call.range)
    case "removeForeignKey", "removeUniqueConstraint":
      guard let name = first?.text else { return unknown(call, &output) }
      output.emit(.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: call.range)
    case "setOptions":
      guard let name, let entries = first?.entries else { return unknown(call, &output) }
      set(entries, of: name, call, &output)
    case "setNotnull", "setDefault", "setLength", "setType", "setPrecision", "setScale":
      // A column after it was added or fetched.
      guard let name else { return unknown(call, &output) }
      set(call.name.dropFirst(3).lowercased(), first, of: name, call, &output)
    default: break
    }
  }

  private func unknown(_ call: FoldedCall, _ output: inout ProgramOutput) {
    output.report(
      "dynamic-name", "the names in \"\(call.name)\" are put together at run time", at: call.range,
      Self.additions.contains(call.name) ? .harmless : .mayChangeSchema, tables: [table])
  }

  /// Methods that take nothing from readers, whatever their names are.
  private static let additions: Set<String> = [
    "addColumn", "addForeignKeyConstraint", "addIndex", "addUniqueConstraint", "addUniqueIndex",
  ]

  /// `addColumn('a', 'string', ['length' => 5, 'notnull' => false])`.
  private func column(_ call: FoldedCall, _ output: inout ProgramOutput) -> ColumnDefinition? {
    let options = call.argument(2, "options")
    guard let name = call.argument(0, "name")?.text, let type = Self.typeName(call.argument(1, "typeName")),
      let sql = self.type(type, options)
    else { return nil }
    var clause = sql
    if options?.entry("autoincrement")?.boolean == true, spelling.family == .mysql {
      clause += " auto_increment"
    }
    clause += options?.entry("notnull")?.boolean == false ? "" : " not null"
    if let value = options?.entry("default"), !value.isNull {
      clause += " default " + ProgramValues(spelling: spelling).sql(value)
    }
    return output.column(spelling.name(name) + " " + clause, of: table, at: call.range)?.definition
  }

  /// `'string'`, `Types::STRING`.
  private static func typeName(_ value: FoldedValue?) -> String? {
    if let text = value?.text { return text.lowercased() }
    return value?.resolved?.split(separator: ".").last?.lowercased()
  }

  /// The SQL of a type; nil for types of the application.
  private func type(_ name: String, _ options: FoldedValue?) -> String? {
    let length = options?.entry("length")?.number
    let isMySQL = spelling.family == .mysql
    let unsigned = isMySQL && options?.entry("unsigned")?.boolean == true ? " unsigned" : ""
    switch name {
    case "string", "ascii_string":
      let kind = options?.entry("fixed")?.boolean == true ? "char" : "varchar"
      return kind + "(" + (length ?? "255") + ")"
    case "text", "simple_array", "array", "object":
      return isMySQL && name != "text" ? "longtext" : isMySQL ? "longtext" : "text"
    case "integer": return (isMySQL ? "int" : "integer") + unsigned
    case "bigint", "smallint": return name + unsigned
    case "boolean": return isMySQL ? "tinyint(1)" : "boolean"
    case "decimal":
      let precision = options?.entry("precision")?.number ?? "10"
      return "numeric(" + precision + ", " + (options?.entry("scale")?.number ?? "0") + ")"
    case "float": return "double precision"
    case "json", "json_array", "jsonb": return "json"
    case "guid", "uuid", "ulid":
      return spelling.family == .postgres ? "uuid" : isMySQL && name != "guid" ? "binary(16)" : "char(36)"
    case "date", "date_immutable", "date_mutable": return "date"
    case "time", "time_immutable", "time_mutable": return isMySQL ? "time" : "time(0) without time zone"
    case "datetime", "datetime_immutable", "datetime_mutable":
      return isMySQL ? "datetime" : "timestamp(0) without time zone"
    case "datetimetz", "datetimetz_immutable", "datetimetz_mutable":
      return isMySQL ? "datetime" : "timestamp(0) with time zone"
    case "blob", "binary": return isMySQL ? (length.map { "varbinary(" + $0 + ")" } ?? "longblob") : "bytea"
    case "dateinterval": return "varchar(255)"
    default: return nil
    }
  }

  /// `changeColumn('a', ['notnull' => false, 'default' => 1])`.
  private func change(_ call: FoldedCall, _ output: inout ProgramOutput) {
    guard let name = call.positional.first?.text, let options = call.positional.dropFirst().first,
      let entries = options.entries
    else { return unknown(call, &output) }
    set(entries, of: name, call, &output)
  }

  private func set(
    _ options: [FoldedEntry], of name: String, _ call: FoldedCall, _ output: inout ProgramOutput
  ) {
    for entry in options { set(entry.key.text?.lowercased() ?? "", entry.value, of: name, call, &output) }
  }

  /// One property of a column, stated anew.
  private func set(
    _ property: String, _ value: FoldedValue?, of name: String, _ call: FoldedCall,
    _ output: inout ProgramOutput
  ) {
    var isKnown = true
    switch property {
    case "notnull":
      if let flag = value.map({ $0.boolean }) ?? true {
        output.emit(.setNullability(table, column: name, isNullable: !flag), at: call.range)
      } else {
        isKnown = false
      }
    case "default": isKnown = setDefault(value, of: name, call, &output)
    case "length": isKnown = value?.number.map { retype(name, "varchar(" + $0 + ")", call, &output) } ?? false
    case "type":
      let given = value?.call?.name == "getType" ? value?.call?.positional.first : value
      isKnown =
        Self.typeName(given).flatMap { type($0, nil) }.map { retype(name, $0, call, &output) } ?? false
    case "comment", "platformoptions", "customschemaoptions", "unsigned", "autoincrement", "fixed": break
    default: isKnown = false
    }
    if isKnown { return }
    output.report(
      "unknown-helper", "what \"\(call.name)\" makes of \"\(name)\" is not read", at: call.range,
      .mayChangeSchema, tables: [table])
  }

  private func setDefault(
    _ value: FoldedValue?, of name: String, _ call: FoldedCall, _ output: inout ProgramOutput
  ) -> Bool {
    guard let value, let literal = value.literal else { return false }
    let place = "ALTER TABLE " + spelling.name(table) + " ALTER COLUMN " + spelling.name(name)
    let sql = value.isNull ? place + " DROP DEFAULT" : place + " SET DEFAULT " + spelling.literal(literal)
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
    return true
  }

  private func retype(
    _ name: String, _ type: String, _ call: FoldedCall, _ output: inout ProgramOutput
  ) -> Bool {
    guard let new = output.column(spelling.name(name) + " " + type, of: table, at: call.range) else {
      return false
    }
    output.emit(
      .alterColumnType(table, column: name, type: new.definition.type, using: nil, collation: nil),
      at: call.range)
    return true
  }

  private func names(_ value: FoldedValue?) -> [String]? {
    guard let elements = value?.elements else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count ? texts : nil
  }

  private func addKey(_ call: FoldedCall, _ output: inout ProgramOutput) {
    let location = output.location(call.range)
    let isForeign = call.name == "addForeignKeyConstraint"
    guard let columns = names(isForeign ? call.positional.dropFirst().first : call.positional.first) else {
      return unknown(call, &output)
    }
    let name = call.positional.dropFirst().first?.text
    switch call.name {
    case "setPrimaryKey":
      output.emit(
        .addConstraint(
          table, Constraint(name: nil, kind: .primaryKey(columns), location: location), usingIndex: nil),
        at: call.range)
    case "addIndex":
      output.emit(
        .createIndex(table, Index(name: name ?? "", columns: columns, isUnique: false), predicate: nil),
        at: call.range)
    case "addForeignKeyConstraint":
      guard let target = call.positional.first?.text else { return unknown(call, &output) }
      let others = names(call.positional.dropFirst(2).first) ?? []
      let deletion = call.positional.dropFirst(3).first?.entry("onDelete")?.text?.uppercased()
      let kind = Constraint.Kind.foreignKey(
        columns, references: SQLSpelling.table(target), columns: others, onDelete: deletion)
      output.emit(
        .addConstraint(
          table, Constraint(name: call.positional.dropFirst(4).first?.text, kind: kind, location: location),
          usingIndex: nil), at: call.range)
    default:
      output.emit(
        .addConstraint(
          table, Constraint(name: name, kind: .unique(columns), location: location), usingIndex: nil),
        at: call.range)
    }
  }
}
