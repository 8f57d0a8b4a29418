import Domain
import ScriptSyntax

/// Follows what a function does with the database that it is given, in callbacks too.
struct DbMigrateProgram: DatabaseProgram {
  static let handleName = "database"

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    guard let first = call.chain.first, let resolved = first.resolved,
      resolved.hasPrefix(ProgramHandle.database + ".")
    else {
      let isQuiet = ["log", "info", "error"].contains(call.name)
      if Self.isGivenHandle(call), !isQuiet { reportForeign(call) }
      return
    }
    guard first.range.start >= call.range.start else { return }
    // `db.runSql.bind(db, "...")`, run by `async.series`.
    let path = resolved.dropFirst(ProgramHandle.database.count + 1).split(separator: ".").map(String.init)
    let isBound = path.last == "bind" && path.count == 2
    let arguments = isBound ? Array(first.positional.dropFirst()) : first.positional
    performLink(isBound ? path[0] : first.name, arguments, first)
    let none = FoldedValue(.null, at: first.range)
    for closure in first.closures { follow(closure, [none]) }
  }

  private mutating func performLink(_ name: String, _ arguments: [FoldedValue], _ call: FoldedCall) {
    switch name {
    case "runSql", "all", "runQuery":
      output.run(
        arguments.first, bindings: arguments.dropFirst().first { $0.elements != nil }, at: call.range)
    case "endMigration", "close", "startMigration", "log", "createDatabase", "switchDatabase", "dropDatabase",
      "then",
      "catch", "learn", "bind", "createCollection", "createSequence", "dropSequence":
      break
    default:
      guard performTable(name, arguments, call) else {
        return output.report(
          "dynamic-name", "what \"\(name)\" changes is not known, or is put together at run time",
          at: call.range,
          .mayChangeSchema)
      }
    }
  }

  private mutating func performTable(_ name: String, _ arguments: [FoldedValue], _ call: FoldedCall) -> Bool {
    guard let text = arguments.first?.text else { return false }
    let target = SQLSpelling.table(text)
    let second = arguments.dropFirst().first
    let third = arguments.dropFirst(2).first
    switch name {
    case "createTable": return createTable(target, second, call)
    case "dropTable":
      let isTolerant = second?.entry("ifExists")?.boolean ?? false
      output.emit(.dropTable(target, onlyIfPresent: isTolerant, cascade: false), at: call.range)
    case "renameTable":
      guard let new = second?.text else { return false }
      output.emit(.renameTable(target, to: TableName(new)), at: call.range)
    case "addColumn":
      guard let column = second?.text, let third, let read = read(column, third, target) else { return false }
      output.emit(
        .addColumn(
          target, read.definition, constraints: read.constraints, position: .last, onlyIfAbsent: false),
        at: call.range)
    case "removeColumn":
      guard let column = second?.text else { return false }
      output.emit(.dropColumn(target, column: column, onlyIfPresent: false, cascade: false), at: call.range)
    case "renameColumn":
      guard let old = second?.text, let new = third?.text else { return false }
      output.emit(.renameColumn(target, column: old, to: new), at: call.range)
    case "changeColumn": return change(second, third, target, call)
    case "addIndex":
      guard let index = second?.text,
        let columns = third.flatMap({ $0.text.map { [$0] } ?? $0.elements?.compactMap(\.text) })
      else { return false }
      let isUnique = arguments.dropFirst(3).first?.boolean ?? false
      output.emit(
        .createIndex(target, Index(name: index, columns: columns, isUnique: isUnique), predicate: nil),
        at: call.range)
    case "removeIndex":
      output.emit(
        .dropIndex(TableName(second?.text ?? text), table: second == nil ? nil : target), at: call.range)
    case "addForeignKey":
      guard let other = second?.text, let key = third?.text,
        let pairs = arguments.dropFirst(3).first?.entries
      else { return false }
      let kind = Constraint.Kind.foreignKey(
        pairs.compactMap(\.key.text), references: SQLSpelling.table(other),
        columns: pairs.compactMap(\.value.text),
        onDelete: arguments.dropFirst(4).first?.entry("onDelete")?.text?.uppercased())
      let constraint = Constraint(name: key, kind: kind, location: output.location(call.range))
      output.emit(.addConstraint(target, constraint, usingIndex: nil), at: call.range)
    case "removeForeignKey":
      guard let key = second?.text else { return false }
      output.emit(.dropConstraint(target, name: key, onlyIfPresent: false, cascade: false), at: call.range)
    case "insert": break
    default: return false
    }
    return true
  }

  private mutating func createTable(_ target: TableName, _ value: FoldedValue?, _ call: FoldedCall) -> Bool {
    guard let entries = (value?.entry("columns") ?? value)?.entries else { return false }
    var definition = TableDefinition(
      name: target, columns: [], onlyIfAbsent: value?.entry("ifNotExists")?.boolean ?? false)
    var keys: [String] = []
    for entry in entries {
      guard let name = entry.key.text, let read = read(name, entry.value, target) else { return false }
      definition.columns.append(read.definition)
      definition.constraints += read.constraints
      if entry.value.entry("primaryKey")?.boolean == true { keys.append(name) }
    }
    if !keys.isEmpty {
      definition.constraints.append(
        Constraint(
          name: target.name + "_pkey", kind: .primaryKey(keys), location: output.location(call.range)))
    }
    output.emit(.createTable(definition), at: call.range)
    return true
  }

  private mutating func change(
    _ name: FoldedValue?, _ value: FoldedValue?, _ target: TableName, _ call: FoldedCall
  ) -> Bool {
    guard let name = name?.text, let value else { return false }
    if value.text != nil || value.entry("type") != nil {
      guard let read = read(name, value, target) else { return false }
      output.emit(
        .alterColumnType(target, column: name, type: read.definition.type, using: nil, collation: nil),
        at: call.range)
    }
    if let isRequired = value.entry("notNull")?.boolean {
      output.emit(.setNullability(target, column: name, isNullable: !isRequired), at: call.range)
    }
    return true
  }

  /// A column: a type, or `{ type, length, notNull, defaultValue, unique, autoIncrement, foreignKey }`.
  private mutating func read(
    _ name: String, _ value: FoldedValue, _ target: TableName
  ) -> ColumnReading? {
    guard let type = value.text ?? value.entry("type")?.text else { return nil }
    var clause = Self.types[type.lowercased()] ?? type
    if let length = value.entry("length")?.number { clause += "(" + length + ")" }
    if value.entry("autoIncrement")?.boolean == true {
      clause =
        spelling.family == .mysql ? clause + " AUTO_INCREMENT" : clause == "bigint" ? "bigserial" : "serial"
    }
    if value.entry("notNull")?.boolean == true { clause += " NOT NULL" }
    if value.entry("unique")?.boolean == true { clause += " UNIQUE" }
    if let given = value.entry("defaultValue") {
      let text = ProgramValues(spelling: spelling).sql(given)
      if text != spelling.unknown { clause += " DEFAULT " + text }
    }
    return output.column(spelling.name(name) + " " + clause, of: target, at: value.range)
  }

  private static let types = [
    "string": "varchar", "int": "integer", "datetime": "timestamp", "blob": "bytea",
    "timestamptz": "timestamptz",
  ]
}
