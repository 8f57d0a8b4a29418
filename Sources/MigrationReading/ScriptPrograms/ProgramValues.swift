import Domain
import ScriptSyntax

/// Values of a program as SQL.
struct ProgramValues {
  let spelling: SQLSpelling
  /// The table whose rows are changed: members of its rows are columns.
  var table: TableName?

  /// The expression; a placeholder for what is not known.
  func sql(_ value: FoldedValue, level: Int = 0) -> String {
    guard level < 40 else { return spelling.unknown }
    switch value.content {
    case .string, .number, .boolean, .null:
      return value.literal.map { spelling.literal($0) } ?? spelling.unknown
    case .call(let call): return self.call(call)
    case .member(let member) where member.name == "knexQuery": return sql(member.receiver, level: level + 1)
    case .member(let member): return column(member) ?? spelling.unknown
    case .joined(let parts): return joined(parts, level)
    case .operation(let operation): return self.operation(operation, level)
    case .reference, .symbol, .list, .tuple, .map, .element, .closure, .classValue, .opaque:
      return spelling.unknown
    }
  }

  /// Whether it is a constant or SQL, not a value of the program.
  func isKnown(_ value: FoldedValue) -> Bool { sql(value) != spelling.unknown }

  /// `knex.raw("x")`, `Sequelize.literal("x")`, `fn.now()`, `new Date()`.
  private func call(_ call: FoldedCall) -> String {
    let text = call.positional.first?.text
    switch call.name {
    case "raw", "literal", "sql", "func", "rawQuery", "knexRawQuery": return raw(call)
    case "now", "Date", "getDate", "toISOString": return "CURRENT_TIMESTAMP"
    case "ref", "col", "identifier": return text.map { path($0) } ?? spelling.unknown
    case "toLowerCase", "toUpperCase", "trim":
      guard let inner = receiver(call) else { break }
      let function = call.name == "trim" ? "trim" : call.name == "toLowerCase" ? "lower" : "upper"
      return inner == spelling.unknown ? inner : function + "(" + inner + ")"
    default: break
    }
    if call.name == "fn", let text { return text.hasSuffix(")") ? text : text + "()" }
    return spelling.unknown
  }

  /// SQL with its bindings.
  private func raw(_ call: FoldedCall) -> String {
    let reader = ProgramSQL(self)
    guard let first = call.positional.first else { return spelling.unknown }
    switch reader.reading(of: first) {
    case .known(let text), .rows(let text):
      return reader.filled(text, call.positional.dropFirst().first).string
    case .query, .unknownRows, .unknownIndex, .unknown: return spelling.unknown
    }
  }

  private func receiver(_ call: FoldedCall) -> String? {
    if case .member(let member) = call.callee.content { sql(member.receiver, level: 20) } else { nil }
  }

  /// `a.b` as names.
  func path(_ text: String) -> String {
    text.split(separator: ".").map { spelling.name(String($0)) }.joined(separator: ".")
  }

  /// The column that `row.name` means in a loop over the table's own rows.
  private func column(_ member: FoldedMember) -> String? {
    guard let table, case .element(let element) = member.receiver.content,
      Self.rowSource(element.receiver) == table
    else { return nil }
    return spelling.name(member.name)
  }

  /// The table that rows were taken from: `knex("t").select()`.
  static func rowSource(_ value: FoldedValue, level: Int = 0) -> TableName? {
    guard level < 8 else { return nil }
    switch value.content {
    case .element(let element): return rowSource(element.receiver, level: level + 1)
    case .member(let member) where member.name == "rows": return rowSource(member.receiver, level: level + 1)
    case .call(let call):
      for link in call.chain {
        let isTable =
          link.resolved == ProgramHandle.database || ["from", "table", "selectFrom"].contains(link.name)
        if isTable, let text = link.positional.first?.text { return SQLSpelling.table(text) }
        if ["query", "raw"].contains(link.name), let text = link.positional.first?.text {
          return Self.queried(text)
        }
      }
      return nil
    default: return nil
    }
  }

  /// The only table after FROM of a plain query.
  private static func queried(_ text: String) -> TableName? {
    let words = text.split { " \t\r\n\"`;,()".contains($0) }
    let marks = words.indices.filter { words[$0].lowercased() == "from" }
    guard marks.count == 1, let mark = marks.first, mark + 1 < words.count,
      !words.contains(where: { $0.lowercased() == "join" })
    else { return nil }
    return SQLSpelling.table(String(words[mark + 1]))
  }

  private func joined(_ parts: [FoldedValue], _ level: Int) -> String {
    let pieces = parts.map { sql($0, level: level + 1) }
    return spelling.family == .mysql
      ? "concat(" + pieces.joined(separator: ", ") + ")" : "(" + pieces.joined(separator: " || ") + ")"
  }

  private func operation(_ operation: FoldedOperation, _ level: Int) -> String {
    let sign: String? =
      switch operation.operation {
      case .add: "+"
      case .subtract: "-"
      case .multiply: "*"
      case .divide: "/"
      default: nil
      }
    guard let sign, operation.operands.count > 1 else { return spelling.unknown }
    let pieces = operation.operands.map { sql($0, level: level + 1) }
    // Texts are put together by the sign of sums: which of the two it is shows only in a text.
    let isText = sign == "+" && operation.operands.contains { $0.text != nil }
    if isText { return joined(operation.operands, level) }
    return "(" + pieces.joined(separator: " \(sign) ") + ")"
  }
}

/// Names that stand for what a tool hands to its migrations; no program can write them.
enum ProgramHandle {
  /// The connection or builder.
  static let database = "(database)"
  /// What changes rows by entities: the entity manager of MikroORM.
  static let entities = "(entities)"

  /// Calls that give the connection itself, or one like it.
  static let equivalents = [
    "(database).transaction": database, "(database).transactionProvider": database,
    "(database).connection": database, "(database).createQueryRunner": database,
    "(database).connection.createQueryRunner": database,
    "this.getKnex": database, "this.getEntityManager": entities, "(entities).fork": entities,
    "(entities).getConnection": entities, "(entities).getKnex": database, "(entities).getDriver": entities,
    "this.driver.getConnection": entities,
  ]
}
