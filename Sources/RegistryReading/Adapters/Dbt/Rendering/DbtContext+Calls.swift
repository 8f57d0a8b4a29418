import Domain

/// The functions that dbt and Jinja put in every template's reach.
extension DbtContext {
  func call(_ function: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue? {
    switch function {
    case "ref": return reference(call)
    case "source": return source(call)
    case "config":
      capture(call)
      return .string("")
    case "var": return variable(call, evaluator)
    case "env_var":
      return call.argument(1, "default")
        ?? .opaque(JinjaOpaque(path: "env_var." + (call.text(0, "var") ?? "")))
    case "is_incremental": return .opaque(JinjaOpaque(path: "is_incremental()"))
    case "return":
      evaluator.returned = call.positional.first ?? JinjaValue.none
      return JinjaValue.none
    case "log", "print", "debug", "store_result", "exceptions.warn", "exceptions.raise_compiler_error",
      "exceptions.raise_not_implemented", "exceptions.raise_parsing_error":
      return .string("")
    case "run_query", "load_result", "load_agate_table", "adapter.get_columns_in_relation",
      "adapter.get_missing_columns", "adapter.execute":
      var opaque = JinjaEvaluator.merged(call.all)
      opaque.names = []
      opaque.mayReadColumns = true
      return .opaque(opaque)
    case "adapter.quote", "adapter.quote_as_configured":
      return call.positional.first.map { .string("\"" + evaluator.display($0) + "\"") }
    case "adapter.dispatch":
      return call.text(0, "macro_name").map { dispatch($0, package: call.text(1, "macro_namespace")) }
    case "adapter.get_relation", "load_relation", "adapter.check_schema_exists":
      return .opaque(JinjaOpaque(path: function))
    case "render":
      return call.text(0, "").map { renderInline($0, call.offset, evaluator) }
    default:
      return plainFunction(function, call, evaluator) ?? KnownMacros.call(function, call, evaluator, self)
    }
  }

  /// `var('x', default)`; a text with Jinja in it is rendered, as packages rely on.
  private func variable(_ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue {
    guard let name = call.text(0, "name") else { return JinjaEvaluator.opaque(from: call.all) }
    guard let value = shared.variables.value(name, project: project) ?? call.argument(1, "default") else {
      return .opaque(JinjaOpaque(path: "var." + name))
    }
    if let text = value.text, text.utf8.contains(UInt8(ascii: "{")) {
      return renderInline(text, call.offset, evaluator)
    }
    return value
  }

  /// A text with Jinja in it; one that is only `{{ ... }}` keeps the kind of its value.
  private func renderInline(_ text: String, _ offset: Int, _ evaluator: JinjaEvaluator) -> JinjaValue {
    let template = JinjaParser.template(of: Array(text.utf8))
    guard evaluator.spend(text.utf8.count / 8), evaluator.enter() else { return .string(text) }
    defer { evaluator.leave() }
    if template.nodes.count == 1, case .print(let expression, _) = template.nodes[0] {
      return evaluator.evaluate(expression)
    }
    var output = JinjaOutput()
    evaluator.run(template.nodes, template.text, into: &output, place: offset)
    return .string(String(decoding: output.bytes, as: UTF8.self))
  }

  /// Python's and Jinja's functions.
  private func plainFunction(_ name: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue? {
    switch name {
    case "range": return range(call, evaluator)
    case "dict", "namespace":
      let dict = JinjaDict(isNamespace: name == "namespace")
      if case .dict(let other)? = call.positional.first {
        for pair in other.pairs { dict[pair.key] = pair.value }
      }
      for (key, value) in call.named { dict[key] = value }
      return .dict(dict)
    case "set", "set_strict", "list", "sorted":
      guard let value = call.positional.first else { return .list(of: []) }
      if value.isOpaque { return value }
      return evaluator.filter(
        name == "sorted" ? "sort" : name == "list" ? "list" : "unique", value, JinjaCall())
    case "str": return call.positional.first.map { .string(evaluator.display($0)) }
    case "int": return call.positional.first.map { evaluator.filter("int", $0, JinjaCall()) }
    case "len": return call.positional.first.map { evaluator.filter("length", $0, JinjaCall()) }
    case "zip", "zip_strict":
      let lists = call.positional.map { evaluator.iterated($0) }
      let count = lists.map(\.count).min() ?? 0
      return .list(of: (0..<count).map { index in .list(of: lists.map { $0[index] }) })
    case "enumerate":
      guard let value = call.positional.first else { return nil }
      return .list(
        of: evaluator.iterated(value).enumerated().map { .list(of: [.int($0.offset), $0.element]) })
    case "tojson", "toyaml": return call.positional.first.map { .string(evaluator.display($0)) }
    case "as_bool", "as_number", "as_native", "as_text", "try_or_compiler_error": return call.positional.first
    case "local_md5":
      return call.text(0, "value").map { .string(MD5.hexDigest(of: Array($0.utf8))) }
    case "fromjson", "fromyaml": return JinjaEvaluator.opaque(from: call.all)
    default: return nil
    }
  }

  private func range(_ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue {
    let numbers = call.positional.compactMap(\.number)
    guard numbers.count == call.positional.count, let first = numbers.first else {
      return JinjaEvaluator.opaque(from: call.all)
    }
    let (start, stop) = numbers.count > 1 ? (first, numbers[1]) : (0, first)
    let step = numbers.count > 2 ? numbers[2] : 1
    guard step != 0, step != .min else { return .list(of: []) }
    var values: [JinjaValue] = []
    var value = start
    while step > 0 ? value < stop : value > stop {
      guard values.count < JinjaBudget.listLength, evaluator.spend() else { break }
      values.append(.int(value))
      value = value &+ step
    }
    return .list(of: values)
  }
}
