@testable import ScriptSyntax

/// Writes folded values and executed calls as short text.
enum RunPrinter {
  static func print(_ trace: ScriptTrace) -> String {
    var lines = trace.calls.map(line)
    if let result = trace.result { lines.append("= " + value(result)) }
    lines += trace.troubles.map { "! \($0.kind.rawValue): \($0.message)" }
    return lines.map { $0 + "\n" }.joined()
  }

  static func line(_ executed: ExecutedCall) -> String {
    let conditions = executed.conditions.map { ($0.holds ? "if " : "unless ") + value($0.value) + ": " }
    let mark =
      switch executed.use {
      case .statement: ""
      case .value: "value "
      case .part: "part "
      }
    return conditions.joined() + (executed.isRepeated ? "repeated " : "") + mark + call(executed.call)
  }

  static func call(_ call: FoldedCall) -> String {
    let arguments = call.arguments.map {
      ($0.isSpread ? "*" : "") + ($0.name.map { $0 + "=" } ?? "") + value($0.value)
    }
    return (call.isConstruction ? "new " : "") + value(call.callee) + "(" + arguments.joined(separator: ", ")
      + ")"
      + (call.block == nil ? "" : " block")
  }

  static func list(_ values: [FoldedValue]) -> String { values.map(value).joined(separator: ", ") }

  static func value(_ value: FoldedValue) -> String {
    switch value.content {
    case .string(let text): TreePrinter.quoted(text.string)
    case .number(let digits): digits
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .null: "null"
    case .symbol(let name): ":" + name
    case .list(let values): "[" + list(values) + "]"
    case .tuple(let values): "<" + list(values) + ">"
    case .map(let entries):
      "{" + entries.map { Self.value($0.key) + ": " + Self.value($0.value) }.joined(separator: ", ") + "}"
    case .reference(let reference):
      reference.written == reference.resolved
        ? reference.written : reference.written + "@" + reference.resolved
    case .call(let inner): call(inner)
    case .member(let member): Self.value(member.receiver) + "." + member.name
    case .element(let element): Self.value(element.receiver) + "[" + Self.value(element.index) + "]"
    case .operation(let operation): "(\(operation.operation.rawValue) \(list(operation.operands)))"
    case .joined(let parts): "joined(" + list(parts) + ")"
    case .closure(let closure): "function \(closure.function.name)"
    case .classValue(let definition): "class \(definition.name)"
    case .opaque(let reason): "?(\(reason))"
    }
  }
}
