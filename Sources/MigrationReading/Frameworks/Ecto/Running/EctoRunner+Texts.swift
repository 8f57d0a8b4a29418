import ScriptSyntax

/// Texts that are put together.
extension EctoRunner {
  /// `"a#{b}"`
  mutating func text(of template: ScriptTemplate) -> EctoValue {
    var values: [EctoValue] = []
    for part in template.parts {
      switch part {
      case .text(let text): values.append(.text(text))
      case .value(let node, _): values.append(written(evaluate(node), at: node.range.start))
      }
    }
    return joined(values)
  }

  /// `a <> b`, `a ++ b`
  mutating func concatenated(_ operation: ScriptOperation) -> EctoValue {
    let values = operation.operands.map { evaluate($0) }
    if values.contains(where: { if case .list = $0 { true } else { false } }) {
      var all: [EctoValue] = []
      for value in values {
        guard let elements = value.elements else { return .unknown }
        all += elements
      }
      return made(.list(all))
    }
    return joined(values)
  }

  /// How a value is written into text.
  func written(_ value: EctoValue, at place: Int32) -> EctoValue {
    switch value {
    case .atom(let name): .text(ScriptText(name, at: place))
    case .number(let digits): .text(ScriptText(digits, at: place))
    case .boolean(let holds): .text(ScriptText(holds ? "true" : "false", at: place))
    case .null: .text(ScriptText("", at: place))
    case .module(let name): .text(ScriptText("Elixir." + name, at: place))
    default: value
    }
  }

  /// Texts one after the other; from the first that is not known on, nothing is.
  mutating func joined(_ values: [EctoValue]) -> EctoValue {
    var result = ScriptText("")
    for value in values {
      switch value {
      case .text(let text):
        spend(bytes: text.count)
        guard workLeft > 0, result.append(text) else { return .unknown }
      case .partial(let text):
        return result.append(text) ? .partial(result) : .unknown
      case .fragment(let text):
        guard result.append(text) else { return .unknown }
      default:
        let found = derived(values)
        if case .unknown = found { return result.count > 0 ? .partial(result) : .unknown }
        return found
      }
    }
    return .text(result)
  }
}
