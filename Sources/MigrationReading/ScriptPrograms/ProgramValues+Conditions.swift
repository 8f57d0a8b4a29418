import ScriptSyntax

/// Conditions of a program on the row that it changes, as SQL.
extension ProgramValues {
  /// The condition; nil if it is none of the row, or is not understood.
  func condition(_ value: FoldedValue, holds: Bool, level: Int = 0) -> String? {
    guard level < 10, isOfRow(value.content) else { return nil }
    switch value.content {
    case .operation(let operation): return condition(operation, holds, level)
    case .member, .element:
      return rowPart(value, level).map { $0 + (holds ? " IS NOT NULL" : " IS NULL") }
    case .call(let call): return condition(call, holds, level)
    default: return nil
    }
  }

  private func condition(_ operation: FoldedOperation, _ holds: Bool, _ level: Int) -> String? {
    let parts = operation.operands
    switch operation.operation {
    case .not: return parts.first.flatMap { condition($0, holds: !holds, level: level + 1) }
    case .and, .or:
      let texts = parts.compactMap { condition($0, holds: holds, level: level + 1) }
      guard texts.count == parts.count else { return nil }
      let word = (operation.operation == .and) == holds ? " AND " : " OR "
      return "(" + texts.joined(separator: word) + ")"
    case .equal, .identical: return comparison(parts, "=", "<>", holds, level)
    case .notEqual, .notIdentical: return comparison(parts, "<>", "=", holds, level)
    case .less: return comparison(parts, "<", ">=", holds, level)
    case .lessEqual: return comparison(parts, "<=", ">", holds, level)
    case .greater: return comparison(parts, ">", "<=", holds, level)
    case .greaterEqual: return comparison(parts, ">=", "<", holds, level)
    default: return nil
    }
  }

  private func comparison(
    _ parts: [FoldedValue], _ sign: String, _ opposite: String, _ holds: Bool, _ level: Int
  ) -> String? {
    guard parts.count == 2 else { return nil }
    let sign = holds ? sign : opposite
    if let null = parts.firstIndex(where: { $0.isNull || $0.resolved == "undefined" }) {
      guard sign == "=" || sign == "<>", let column = rowPart(parts[1 - null], level) else { return nil }
      return column + (sign == "=" ? " IS NULL" : " IS NOT NULL")
    }
    let texts = parts.map { sql($0, level: level + 1) }
    guard !texts.contains(spelling.unknown) else { return nil }
    return texts[0] + " " + sign + " " + texts[1]
  }

  /// `["a", "b"].includes(row.tier)`, `row.name.startsWith("a")`.
  private func condition(_ call: FoldedCall, _ holds: Bool, _ level: Int) -> String? {
    guard case .member(let member) = call.callee.content, let first = call.positional.first else {
      return nil
    }
    switch call.name {
    case "includes":
      if let list = member.receiver.elements, let column = rowPart(first, level), !list.isEmpty {
        let values = list.map { sql($0, level: level + 1) }
        return column + (holds ? " IN (" : " NOT IN (") + values.joined(separator: ", ") + ")"
      }
      return like(member.receiver, first, "%", "%", holds, level)
    case "startsWith": return like(member.receiver, first, "", "%", holds, level)
    case "endsWith": return like(member.receiver, first, "%", "", holds, level)
    default: return nil
    }
  }

  private func like(
    _ value: FoldedValue, _ text: FoldedValue, _ before: String, _ after: String, _ holds: Bool, _ level: Int
  ) -> String? {
    guard let column = rowPart(value, level), let text = text.text else { return nil }
    return column + (holds ? " LIKE " : " NOT LIKE ") + spelling.string(before + text + after)
  }
}
