import Domain
import ScriptSyntax

/// Conditions and values of queries: `(Band.name == "x") & Band.age.is_null()`.
struct PiccoloConditions {
  let run: ScriptRun
  let table: PiccoloState.Table

  /// The conditions of a chain; nil for one that is not understood.
  func all(_ links: ArraySlice<FoldedCall>) -> [Expression]? {
    var found: [Expression] = []
    for link in links where !["run", "run_sync", "returning"].contains(link.name) {
      guard link.name == "where" else { return nil }
      let parts = link.positional.compactMap { condition($0) }
      guard parts.count == link.positional.count else { return nil }
      found += parts
    }
    return found
  }

  /// What the rows of a query must equal.
  func equality(_ link: FoldedCall) -> (column: String, value: FoldedValue)? {
    guard link.positional.count == 1, case .operation(let operation) = link.positional[0].content,
      operation.operation == .equal, let name = column(operation.operands[0]), operation.operands[1].isPlain
    else { return nil }
    return (name, operation.operands[1])
  }

  private func condition(_ value: FoldedValue, level: Int = 0) -> Expression? {
    guard level < 20 else { return nil }
    if let call = value.call, case .member(let member) = call.callee.content,
      let name = column(member.receiver)
    {
      let column = Expression.column(ColumnReference(name))
      switch call.name {
      case "is_null": return .call("is null", [column])
      case "is_not_null": return .call("not", [.call("is null", [column])])
      case "is_in":
        let values =
          call.positional.first?.elements?.compactMap { $0.literal.map { Expression.literal($0) } } ?? []
        return values.isEmpty ? nil : .call("in", [column] + values)
      default: return nil
      }
    }
    guard case .operation(let operation) = value.content, operation.operands.count == 2 else { return nil }
    let parts = operation.operands
    switch operation.operation {
    case .bitAnd, .bitOr:
      guard let left = condition(parts[0], level: level + 1),
        let right = condition(parts[1], level: level + 1)
      else {
        return nil
      }
      return .call(operation.operation == .bitAnd ? "and" : "or", [left, right])
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      guard let name = column(parts[0]), let literal = parts[1].literal else { return nil }
      let column = Expression.column(ColumnReference(name))
      if literal == .null {
        let test = Expression.call("is null", [column])
        return operation.operation == .equal ? test : .call("not", [test])
      }
      return Self.signs[operation.operation].map { .call($0, [column, .literal(literal)]) }
    default: return nil
    }
  }

  private static let signs: [ScriptOperator: String] = [
    .equal: "=", .notEqual: "<>", .less: "<", .lessEqual: "<=", .greater: ">", .greaterEqual: ">=",
  ]

  /// The column that `Band.name` or `"name"` is; for a class of the file it is what its body gives the name.
  func column(_ value: FoldedValue) -> String? {
    attribute(value).map { table.columns[$0] ?? $0 }
  }

  private func attribute(_ value: FoldedValue) -> String? {
    switch value.content {
    case .string(let text): return text.string
    case .member(let member): return member.name
    case .reference(let reference): return reference.name
    case .call:
      for definition in run.classes where definition.range.start <= value.range.start {
        guard value.range.end <= definition.range.end else { continue }
        return run.fields(of: definition).values.first { $0.value.range == value.range }?.key
      }
      return nil
    default: return nil
    }
  }

  /// What a column gets.
  func value(_ value: FoldedValue) -> Expression {
    if let literal = value.literal { return .literal(literal) }
    switch value.content {
    case .member, .reference, .call:
      if let name = column(value) { return .column(ColumnReference(name)) }
    default: break
    }
    return .opaque(text: "a value of the program", columns: [])
  }
}
