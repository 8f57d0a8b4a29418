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
    case .call(let call): return self.call(call, level)
    case .member(let member) where member.name == "knexQuery": return sql(member.receiver, level: level + 1)
    case .member(let member): return rowMember(member.name, of: member.receiver, level) ?? spelling.unknown
    case .element(let element): return rowElement(element, level) ?? spelling.unknown
    case .joined(let parts): return joined(parts, level)
    case .operation(let operation): return self.operation(operation, level)
    case .reference, .symbol, .list, .tuple, .map, .closure, .classValue, .opaque:
      return spelling.unknown
    }
  }

  /// Whether it is a constant or SQL, not a value of the program.
  func isKnown(_ value: FoldedValue) -> Bool { sql(value) != spelling.unknown }

  /// `knex.raw("x")`, `Sequelize.literal("x")`, `fn.now()`, `new Date()`.
  private func call(_ call: FoldedCall, _ level: Int) -> String {
    let text = call.positional.first?.text
    switch call.name {
    case "raw", "literal", "sql", "func", "rawQuery", "knexRawQuery": return raw(call)
    case "now", "Date", "getDate", "toISOString": return rowFunction(call, level) ?? "CURRENT_TIMESTAMP"
    case "ref", "col", "identifier": return text.map { path($0) } ?? spelling.unknown
    default: break
    }
    if call.name == "fn", let text { return text.hasSuffix(")") ? text : text + "()" }
    return rowFunction(call, level) ?? spelling.unknown
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

  /// `a.b` as names.
  func path(_ text: String) -> String {
    text.split(separator: ".").map { spelling.name(String($0)) }.joined(separator: ".")
  }

  private func joined(_ parts: [FoldedValue], _ level: Int) -> String {
    let pieces = parts.map { sql($0, level: level + 1) }
    return spelling.family == .mysql
      ? "concat(" + pieces.joined(separator: ", ") + ")" : "(" + pieces.joined(separator: " || ") + ")"
  }

  private func operation(_ operation: FoldedOperation, _ level: Int) -> String {
    let sign = operation.operation.calculation
    guard let sign, operation.operands.count > 1 else {
      return rowChoice(operation, level) ?? spelling.unknown
    }
    let pieces = operation.operands.map { sql($0, level: level + 1) }
    // Texts are put together by the sign of sums: which of the two it is shows only in a text.
    let isText = sign == "+" && operation.operands.contains { $0.text != nil }
    if isText { return joined(operation.operands, level) }
    return "(" + pieces.joined(separator: " \(sign) ") + ")"
  }
}
