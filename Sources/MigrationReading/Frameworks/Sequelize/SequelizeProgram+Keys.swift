import Domain
import ScriptSyntax

extension SequelizeProgram {
  /// `addConstraint`, `removeConstraint`, `addIndex`, `removeIndex`.
  mutating func performKey(_ call: FoldedCall) {
    guard let target = table(call.positional.first) else { return reportUnknownName(call) }
    switch call.name {
    case "addIndex": addIndex(call, target)
    case "removeIndex":
      let second = call.positional.dropFirst().first
      guard
        let name = second?.text
          ?? SequelizeAttribute.names(second ?? call.callee).map({ Self.indexName(target, $0) })
      else { return reportUnknownName(call, .mayChangeSchema, target) }
      output.emit(.dropIndex(TableName(schema: target.schema, name), table: target), at: call.range)
    case "removeConstraint":
      guard let name = call.positional.dropFirst().first?.text else {
        return reportUnknownName(call, .mayChangeSchema, target)
      }
      output.emit(.dropConstraint(target, name: name, onlyIfPresent: false, cascade: false), at: call.range)
    default: addConstraint(call, target)
    }
  }

  /// `tableName` with the columns in snake case, as Sequelize names an index.
  private static func indexName(_ table: TableName, _ columns: [String]) -> String {
    ([table.name] + columns).map(snake).joined(separator: "_")
  }

  private static func snake(_ text: String) -> String {
    var result: [UInt8] = []
    var wasLower = false
    for byte in text.utf8 {
      let isUpper = byte &- 0x41 < 26
      if isUpper, wasLower { result.append(UInt8(ascii: "_")) }
      result.append(isUpper ? byte | 0x20 : byte)
      wasLower = !isUpper && byte != UInt8(ascii: "_")
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `addIndex(table, [fields], options)` or `addIndex(table, { fields, ... })`.
  private mutating func addIndex(_ call: FoldedCall, _ target: TableName) {
    let second = call.positional.dropFirst().first
    let options = second?.entries == nil ? call.positional.dropFirst(2).first : second
    let fields = second?.entries == nil ? second : second?.entry("fields")
    guard let columns = SequelizeAttribute.names(fields) else {
      return reportUnknownName(call, .harmless, target)
    }
    let isUnique =
      options?.entry("unique")?.boolean ?? false
      || options?.entry("indicesType")?.text?.uppercased() == "UNIQUE"
      || options?.entry("type")?.text?.uppercased() == "UNIQUE"
    let name =
      (options?.entry("name") ?? options?.entry("indexName"))?.text ?? Self.indexName(target, columns)
    let index = Index(name: name, columns: columns, isUnique: isUnique)
    let predicate =
      options?.entry("where").map { SequelizeRows(spelling: spelling, table: target).text($0) } ?? nil
    output.emit(
      .createIndex(
        target, index,
        predicate: options?.entry("where") == nil ? nil : .opaque(text: predicate ?? "", columns: [])),
      at: call.range)
  }

  /// `addConstraint(table, { fields, type, name, references, where })`, before version 6
  /// `addConstraint(table, [fields], { ... })`.
  private mutating func addConstraint(_ call: FoldedCall, _ target: TableName) {
    let second = call.positional.dropFirst().first
    let options = second?.entry("type") == nil ? call.positional.dropFirst(2).first : second
    let columns = SequelizeAttribute.names(second?.entry("fields") ?? options?.entry("fields") ?? second)
    guard let options, let type = options.entry("type")?.text?.lowercased() else {
      return reportUnknownName(call, .mayChangeSchema, target)
    }
    let name = options.entry("name")?.text
    let place = output.location(call.range)
    guard let columns else { return reportUnknownName(call, .mayChangeSchema, target) }
    func constraint(_ suffix: String, _ kind: Constraint.Kind) -> Constraint {
      Constraint(
        name: name ?? ([target.name] + columns + [suffix]).joined(separator: "_"), kind: kind, location: place
      )
    }
    switch type {
    case "unique":
      output.emit(.addConstraint(target, constraint("uk", .unique(columns)), usingIndex: nil), at: call.range)
    case "primary key":
      output.emit(
        .addConstraint(target, constraint("pk", .primaryKey(columns)), usingIndex: nil), at: call.range)
    case "foreign key":
      let references = options.entry("references")
      guard let other = table(references?.entry("table") ?? references?.entry("model")) else {
        return reportUnknownName(call, .mayChangeSchema, target)
      }
      let referenced =
        SequelizeAttribute.names(references?.entry("field") ?? references?.entry("fields")) ?? []
      let kind = Constraint.Kind.foreignKey(
        columns, references: other, columns: referenced,
        onDelete: options.entry("onDelete")?.text?.uppercased())
      output.emit(.addConstraint(target, constraint("fk", kind), usingIndex: nil), at: call.range)
    case "check":
      addCheck(options, columns, target, constraint("ck", .other("check")), call)
    default:
      output.emit(.setDefault(target, column: columns.first ?? "", nil, text: nil), at: call.range)
    }
  }

  private mutating func addCheck(
    _ options: FoldedValue, _ columns: [String], _ target: TableName, _ named: Constraint, _ call: FoldedCall
  ) {
    let condition = options.entry("where").flatMap {
      SequelizeRows(spelling: spelling, table: target).text($0)
    }
    guard let condition, let name = named.name else { return }
    let sql =
      "ALTER TABLE " + spelling.name(target) + " ADD CONSTRAINT " + spelling.name(name) + " CHECK ("
      + condition + ")"
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }

  /// `bulkInsert`, `bulkUpdate`, `bulkDelete` and their kin.
  mutating func performRows(_ call: FoldedCall) {
    let isModel = ["insert", "upsert", "update", "delete"].contains(call.name)
    let arguments = Array(call.positional.dropFirst(isModel && call.name != "upsert" ? 1 : 0))
    guard let target = table(arguments.first) else { return reportUnknownName(call, .mayChangeRows) }
    let rows = SequelizeRows(spelling: spelling, table: target)
    let second = arguments.dropFirst().first
    let isRead: Bool
    switch call.name {
    case "bulkInsert", "insert", "upsert":
      guard let sql = rows.insert(second) else { return }
      output.run(ScriptText(sql, at: call.range.start), at: call.range)
      return
    case "bulkUpdate", "update":
      isRead = output.runRows(rows.values, [call], at: call.range) {
        SequelizeRows(values: $0, table: target).update(second, arguments.dropFirst(2).first, $1)
      }
    default:
      isRead = output.runRows(rows.values, [call], at: call.range) {
        SequelizeRows(values: $0, table: target).delete(second, $1)
      }
    }
    guard isRead else {
      return output.report(
        "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows, tables: [target])
    }
  }
}

/// Changes of rows as SQL.
struct SequelizeRows {
  let values: ProgramValues
  let table: TableName

  private var spelling: SQLSpelling { values.spelling }

  init(values: ProgramValues, table: TableName) {
    self.values = values
    self.table = table
  }

  init(spelling: SQLSpelling, table: TableName) {
    self.init(values: ProgramValues(spelling: spelling, table: table), table: table)
  }

  /// Known rows; nil if they are not known.
  func insert(_ value: FoldedValue?) -> String? {
    let rows = (value?.elements ?? value.map { [$0] } ?? []).prefix(200).compactMap(\.entries)
    return spelling.insert(into: spelling.name(table), rows) { values.sql($0) }
  }

  func update(_ value: FoldedValue?, _ condition: FoldedValue?, _ filter: String) -> String? {
    guard let entries = value?.entries, !entries.isEmpty else { return nil }
    var parts: [String] = []
    for entry in entries {
      guard let column = entry.key.text else { return nil }
      parts.append(spelling.name(column) + " = " + values.sql(entry.value))
    }
    guard let rest = tail(condition, filter) else { return nil }
    return "UPDATE " + spelling.name(table) + " SET " + parts.joined(separator: ", ") + rest
  }

  func delete(_ condition: FoldedValue?, _ filter: String) -> String? {
    tail(condition, filter).map { "DELETE FROM " + spelling.name(table) + $0 }
  }

  private func tail(_ condition: FoldedValue?, _ filter: String) -> String? {
    guard let condition, !condition.isNull, condition.entries?.isEmpty != true else {
      return SQLSpelling.clause("", and: filter)
    }
    return text(condition).map { SQLSpelling.clause($0, and: filter) }
  }

  /// `{ a: 1, [Op.or]: [...] }` as SQL; nil if it is not known.
  func text(_ value: FoldedValue, level: Int = 0) -> String? {
    guard level < 10 else { return nil }
    if let call = value.call, let text = call.positional.first?.text, call.name == "literal" { return text }
    guard let entries = value.entries else { return nil }
    var parts: [String] = []
    for entry in entries {
      if let column = entry.key.text {
        guard let part = comparison(values.path(column), entry.value) else { return nil }
        parts.append(part)
      } else if let sign = entry.key.lastName, ["or", "and", "not"].contains(sign) {
        let inner = entry.value.elements ?? [entry.value]
        let texts = inner.compactMap { text($0, level: level + 1) }
        guard texts.count == inner.count, !texts.isEmpty else { return nil }
        let joined = texts.map { "(" + $0 + ")" }.joined(separator: sign == "or" ? " OR " : " AND ")
        parts.append(sign == "not" ? "NOT (" + joined + ")" : "(" + joined + ")")
      } else {
        return nil
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " AND ")
  }

  private func comparison(_ column: String, _ value: FoldedValue) -> String? {
    if value.isNull { return column + " IS NULL" }
    if let elements = value.elements {
      return column + " IN (" + elements.map { values.sql($0) }.joined(separator: ", ") + ")"
    }
    guard let entries = value.entries else { return column + " = " + values.sql(value) }
    var parts: [String] = []
    for entry in entries {
      guard
        let sign = entry.key.lastName
          ?? entry.key.text.map({ $0.hasPrefix("$") ? String($0.dropFirst()) : $0 }),
        let operation = Self.operators[sign]
      else { return nil }
      if entry.value.isNull {
        parts.append(column + (sign == "ne" || sign == "not" ? " IS NOT NULL" : " IS NULL"))
      } else if let elements = entry.value.elements {
        let list = elements.map { values.sql($0) }
        parts.append(
          sign == "between" && list.count == 2
            ? column + " BETWEEN " + list[0] + " AND " + list[1]
            : column + " " + (operation == "=" ? "IN" : operation) + " (" + list.joined(separator: ", ") + ")"
        )
      } else {
        parts.append(column + " " + operation + " " + values.sql(entry.value))
      }
    }
    return parts.joined(separator: " AND ")
  }

  private static let operators = [
    "eq": "=", "ne": "<>", "not": "<>", "is": "IS", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=",
    "in": "IN",
    "notIn": "NOT IN", "like": "LIKE", "iLike": "ILIKE", "notLike": "NOT LIKE", "between": "BETWEEN",
    "any": "IN",
  ]
}
