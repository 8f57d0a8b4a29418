import Documents
import Domain

/// YAML nodes as template values: texts with Jinja in them are rendered.
struct DbtValues {
  let shared: DbtContext.Shared
  let project: String
  let file: String

  /// The place of a node.
  func location(_ node: DocumentNode) -> SourceLocation {
    SourceLocation(repository: .registry, file: file, position: node.position)
  }

  /// A node with its place.
  func setting(_ node: DocumentNode) -> DbtSetting {
    DbtSetting(value: value(node), location: location(node))
  }

  /// A node as a value.
  func value(_ node: DocumentNode, level: Int = 0) -> JinjaValue {
    guard level < 30 else { return .none }
    switch node.content {
    case .scalar(let scalar): return value(scalar)
    case .sequence(let items): return .list(of: items.map { value($0, level: level + 1) })
    case .mapping(let mapping):
      let dict = JinjaDict()
      for entry in mapping {
        if let name = entry.name { dict[name] = value(entry.value, level: level + 1) }
      }
      return .dict(dict)
    }
  }

  private func value(_ scalar: DocumentScalar) -> JinjaValue {
    switch scalar.value {
    case .null: return .none
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .string: return rendered(scalar.text)
    }
  }

  /// A text; unknown where its Jinja cannot be told.
  func rendered(_ text: String) -> JinjaValue {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return .string(text) }
    let template = JinjaParser.template(of: Array(text.utf8))
    let context = DbtContext(shared: shared, project: project, own: nil)
    let evaluator = JinjaEvaluator(host: context, steps: 20_000)
    if template.nodes.count == 1, case .print(let expression, _) = template.nodes[0] {
      return withExtendedLifetime(context) { evaluator.settled(evaluator.evaluate(expression)) }
    }
    let output = withExtendedLifetime(context) { evaluator.render(template.nodes, of: template.text) }
    if !evaluator.placeholders.isEmpty { return .opaque(JinjaOpaque()) }
    return .string(String(decoding: output.bytes, as: UTF8.self))
  }

  /// A text that could be rendered in full.
  func text(_ node: DocumentNode?) -> String? {
    guard let text = node?.string else { return nil }
    switch rendered(text) {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .undefined, .none, .bool, .float, .list, .dict, .function, .method, .macro, .object, .relation,
      .opaque:
      return nil
    }
  }
}
