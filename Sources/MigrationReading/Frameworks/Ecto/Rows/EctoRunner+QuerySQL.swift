import Domain
import ScriptSyntax

/// Expressions over rows as SQL.
extension EctoRunner {
  /// The SQL of an expression in a query; nil if it is not known.
  mutating func sql(_ node: ScriptNode, _ query: EctoQuery) -> String? {
    guard depth < Self.depthLimit, spend(node.range) else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .string(let string): return SQLSpelling.quoted(string.text.string)
    case .number(let number): return number.text
    case .boolean(let value, _): return value ? "true" : "false"
    case .null: return "NULL"
    case .symbol(let name): return SQLSpelling.quoted(name.text)
    case .attribute(let attribute):
      if case .name(let name) = attribute.receiver, let index = index(name.text, query) {
        return query.qualifier(index) + quoted(attribute.name)
      }
      return nil
    case .unary(let unary):
      switch unary.operation {
      case .bitXor: return sql(of: evaluate(unary.operand), query)
      case .not: return sql(unary.operand, query).map { "NOT (" + $0 + ")" }
      case .negate: return sql(unary.operand, query).map { "-" + $0 }
      default: return nil
      }
    case .operation(let operation): return sql(operation, query)
    case .call(let call): return sql(call, query)
    case .list(let list):
      let parts = list.elements.map { sql($0, query) }
      guard parts.allSatisfy({ $0 != nil }), !parts.isEmpty else { return nil }
      return "(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
    case .name(let name): return name.text.hasPrefix("@") ? sql(of: evaluate(node), query) : nil
    default: return nil
    }
  }

  private func index(_ binding: String, _ query: EctoQuery) -> Int? {
    query.sources.lastIndex { $0.binding == binding }
  }

  /// A value as SQL.
  func sql(of value: EctoValue, _ query: EctoQuery) -> String? {
    switch value {
    case .text(let text): return SQLSpelling.quoted(text.string)
    case .atom(let name): return SQLSpelling.quoted(name)
    case .number(let digits): return digits
    case .boolean(let holds): return holds ? "true" : "false"
    case .null: return "NULL"
    case .field(let column): return query.qualifier(0) + quoted(column)
    case .list(let values):
      let parts = values.map { sql(of: $0, query) }
      guard parts.allSatisfy({ $0 != nil }), !parts.isEmpty, parts.count < 500 else { return nil }
      return "(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
    default: return nil
    }
  }

  private mutating func sql(_ operation: ScriptOperation, _ query: EctoQuery) -> String? {
    let signs: [ScriptOperator: String] = [
      .equal: "=", .notEqual: "<>", .less: "<", .lessEqual: "<=", .greater: ">", .greaterEqual: ">=",
      .and: "AND", .or: "OR", .add: "+", .subtract: "-", .multiply: "*", .divide: "/", .contains: "IN",
      .notContains: "NOT IN",
    ]
    guard let sign = signs[operation.operation] else { return nil }
    var parts: [String] = []
    for operand in operation.operands {
      guard let part = sql(operand, query) else { return nil }
      parts.append(part)
    }
    if sign.hasSuffix("IN"), parts.count == 2, !parts[1].hasPrefix("(") { return nil }
    if sign == "AND" || sign == "OR" { parts = parts.map { "(" + $0 + ")" } }
    let text = parts.joined(separator: " \(sign) ")
    return text.utf8.count < 20_000 ? text : nil
  }

  private mutating func sql(_ call: ScriptCall, _ query: EctoQuery) -> String? {
    guard call.receiver == nil, let name = call.name else { return nil }
    let values = call.positional
    switch name {
    case "is_nil": return values.first.flatMap { sql($0, query) }.map { $0 + " IS NULL" }
    case "like", "ilike":
      guard values.count == 2, let left = sql(values[0], query), let right = sql(values[1], query) else {
        return nil
      }
      return "\(left) \(name.uppercased()) \(right)"
    case "field":
      guard values.count == 2, case .name(let binding) = values[0], let index = index(binding.text, query)
      else {
        return nil
      }
      var column = values[1]
      if case .unary(let pin) = column { column = pin.operand }
      return evaluate(column).string.map { query.qualifier(index) + quoted($0) }
    case "type": return values.first.flatMap { sql($0, query) }
    case "coalesce", "count", "sum", "avg", "min", "max":
      var parts: [String] = []
      for value in values {
        guard let part = sql(value, query) else { return nil }
        parts.append(part)
      }
      return "\(name)(\(parts.joined(separator: ", ")))"
    case "fragment": return fragment(values, query)
    case "now": return "now()"
    default: return nil
    }
  }

  /// `fragment("lower(?)", u.name)`
  private mutating func fragment(_ values: [ScriptNode], _ query: EctoQuery) -> String? {
    guard let first = values.first, case .text(let template) = evaluate(first) else { return nil }
    var parts: [String] = []
    for value in values.dropFirst() {
      guard let part = sql(value, query) else { return nil }
      parts.append(part)
    }
    var rest = parts[...]
    var result: [UInt8] = []
    for byte in template.string.utf8 {
      if byte == UInt8(ascii: "?"), let part = rest.popFirst() {
        result += Array(part.utf8)
      } else {
        result.append(byte)
      }
      if result.count > 20_000 { return nil }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
