import Domain
import ScriptSyntax

extension RailsRunner {
  /// What a call gives; its effect on the schema is kept. A statement is a call whose value is not used.
  mutating func evaluate(_ call: ScriptCall, isStatement: Bool = false) -> RailsValue {
    if case .function(let function) = call.callee { return run(closure(function), []) }
    guard let name = call.name else { return .unknown }
    guard let receiver = call.receiver else { return own(name, call, isStatement) }
    if EnglishWords.isConstant(name), let dotted = receiver.dottedName, EnglishWords.isConstant(dotted) {
      // `A::B`
      return constant(dotted + "." + name, call.range)
    }
    if Self.asksCatalogue(name, receiver) { return .presence(true) }
    var value = evaluate(receiver)
    // A name that says which model it holds a row of: `course.update(...)`.
    if case .unknown = value, case .name(let written) = receiver, Self.isWrite(name),
      written.text.first != "@", EnglishWords.singular(written.text) == written.text,
      let row = others(byEndOf: written.text)
    {
      value = row
    }
    if case .attribute(let attribute) = call.callee, attribute.isOptional, case .null = value { return .null }
    let result = send(name, to: value, call, isStatement)
    keep(change: name, of: receiver, value, result)
    return result
  }

  /// A call without receiver: a method of the file, else one of the migration.
  private mutating func own(_ name: String, _ call: ScriptCall, _ isStatement: Bool) -> RailsValue {
    switch name {
    case "yield":
      guard let block else { return .unknown }
      return run(block, arguments(of: call).values)
    case "lambda", "proc": return call.block.map { .code(closure($0)) } ?? .unknown
    case "block_given?": return .boolean(block != nil)
    case "defined?": return .unknown
    default: break
    }
    if let method = methods[name] { return run(method: method, arguments(of: call)) }
    if let ownRow, Self.isOfModel(name) { return row(name, ownRow, call, isStatement) }
    if let ownTable, Self.isOfModel(name) {
      return rows(name, RailsRelation(table: ownTable), call, isStatement)
    }
    return perform(name, arguments(of: call), call.range, isStatement)
  }

  /// A method of a value.
  private mutating func send(_ name: String, to value: RailsValue, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue
  {
    if let result = common(name, value, call) { return result }
    switch value {
    case .migration: return own(name, call, isStatement)
    case .table:
      if name.hasSuffix("_exists?") { return .presence(true) }
      tableCall(name, arguments(of: call), call.range)
      return .unknown
    case .direction:
      if let block = call.block, name == (isReverting ? "down" : "up") { run(closure(block), []) }
      return .unknown
    case .text(let text): return string(name, text, arguments(of: call))
    case .partial(let text):
      if ["squish", "strip", "freeze", "strip_heredoc", "to_s", "dup"].contains(name) {
        return .partial(text)
      }
      return ofUnknown(name, value, call, isStatement)
    case .number(let digits): return number(name, digits, call)
    case .list, .map: return collection(name, value, call)
    case .relation(let relation): return rows(name, relation, call, isStatement)
    case .row(let index): return row(name, index, call, isStatement)
    case .sql(let text): return column(name, text, call, isStatement)
    case .code(let closure):
      guard name == "call" || name == "yield" || name == "()" || name == "instance_exec" else {
        return .unknown
      }
      return run(closure, arguments(of: call).values)
    case .constant(let constant): return application(name, constant, call, isStatement)
    case .object(let constant): return object(name, constant, call, isStatement)
    case .boolean, .null, .presence, .pattern, .condition, .unknown:
      return ofUnknown(name, value, call, isStatement)
    }
  }

  /// `"a".in?(["a", "b"])`
  private func isIn(_ value: RailsValue, _ found: RailsArguments) -> RailsValue {
    guard let text = value.string, case .list(let values)? = found.value(0) else { return .unknown }
    return .boolean(values.contains { $0.string == text })
  }

  /// Methods that all values have; nil for others.
  private mutating func common(_ name: String, _ value: RailsValue, _ call: ScriptCall) -> RailsValue? {
    switch name {
    case "freeze", "dup", "clone", "deep_dup", "itself", "deep_symbolize_keys", "symbolize_keys",
      "with_indifferent_access", "stringify_keys", "html_safe":
      return value
    case "tap", "then", "yield_self":
      guard let block = call.block else { return value }
      let result = run(closure(block), [value])
      return name == "tap" ? value : result
    case "nil?", "in?":
      // Of a row's column it is a condition.
      if case .sql = value { return nil }
      if name == "in?" { return isIn(value, arguments(of: call)) }
      return value.truth == nil ? .unknown : .boolean({ if case .null = value { true } else { false } }())
    case "blank?", "empty?", "present?", "presence", "any?", "none?":
      guard call.block == nil, call.arguments.isEmpty, let isEmpty = Self.isEmpty(value, name) else {
        return nil
      }
      if name == "presence" { return isEmpty ? .null : value }
      return .boolean(isEmpty == (name != "present?" && name != "any?"))
    case "respond_to?":
      // `t.respond_to?(:jsonb)` asks for what the database has.
      guard case .table = value, let type = arguments(of: call).text(0), RailsTypes.names.contains(type)
      else {
        return .unknown
      }
      return types.has(type).map { .boolean($0) } ?? .unknown
    case "is_a?", "kind_of?", "instance_of?": return .unknown
    case "send", "public_send", "__send__":
      guard let first = call.positional.first, let method = evaluate(first).string else {
        if case .migration = value {
          report("dynamic-call", "which method \"\(name)\" calls is not known", call.range, .mayChangeSchema)
        } else if case .table = value {
          report(
            "dynamic-call", "which method \"\(name)\" calls is not known", call.range, .mayChangeSchema,
            tables: tables.last.map { [$0.name] } ?? [])
        }
        return .unknown
      }
      var direct = call
      direct.arguments.removeFirst()
      return send(method, to: value, direct, true)
    default: return nil
    }
  }

  private static func isEmpty(_ value: RailsValue, _ name: String) -> Bool? {
    switch value {
    case .text(let text): text.count == 0
    case .list(let values): values.isEmpty
    case .map(let entries): entries.isEmpty
    case .null: true
    case .boolean(let holds): !holds
    case .number: false
    default: nil
    }
  }

  private mutating func number(_ name: String, _ digits: String, _ call: ScriptCall) -> RailsValue {
    switch name {
    case "to_s": return .text(ScriptText(digits, at: call.range.start))
    case "to_i", "to_f", "abs", "round", "ceil", "floor": return .number(digits)
    case "megabytes", "kilobytes", "day", "days", "minutes", "seconds", "hours", "second", "minute", "hour":
      return .unknown
    case "zero?": return .boolean(Double(digits) == 0)
    case "positive?": return .boolean((Double(digits) ?? 0) > 0)
    case "negative?": return .boolean((Double(digits) ?? 0) < 0)
    case "times", "upto":
      guard let block = call.block, let count = Int(digits), count >= 0 else { return .unknown }
      var (low, high) = (0, count)
      if name == "upto" {
        guard let last = arguments(of: call).text(0).flatMap({ Int($0) }), last < Int.max else {
          return .unknown
        }
        (low, high) = (count, last + 1)
      }
      guard high >= low, high.subtractingReportingOverflow(low).partialValue < 1_000 else {
        conditionally { $0.run($0.closure(block), [.unknown]) }
        return .unknown
      }
      let body = closure(block)
      _ = each(.list((low..<high).map { .number(String($0)) }), call.range) { $0.flow(body, [$1]) }
      return .number(digits)
    default: return .unknown
    }
  }

  /// A method of something that is not known: a block that it is given may be run.
  mutating func ofUnknown(_ name: String, _ value: RailsValue, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue
  {
    let found = arguments(of: call)
    if let block = found.block {
      let outer = names
      let result = each(.unknown, call.range) { $0.flow(block, [$1]) }
      for (name, value) in names where outer[name]?.string != value.string { names[name] = .unknown }
      if case .returned(let value) = result { return value }
    }
    if found.values.isEmpty, found.options.entries.isEmpty, found.block == nil, !isStatement,
      case .unknown = value, let rows = others(named: name)
    {
      return rows
    }
    if isStatement, Self.isWrite(name) {
      report(
        "program-code", "what \"\(name)\" changes is not known", call.range, .mayChangeRows)
    }
    return .unknown
  }

  /// Whether a call asks whether the catalogue has something: `Order.column_names.include?("a")`.
  private static func asksCatalogue(_ name: String, _ receiver: ScriptNode) -> Bool {
    guard questions.contains(name) else { return false }
    switch receiver {
    case .call(let call): return call.name.map(catalogue.contains) ?? false
    case .attribute(let attribute): return catalogue.contains(attribute.name)
    default: return false
    }
  }

  private static let questions: Set<String> = [
    "include?", "member?", "key?", "has_key?", "any?", "detect", "find",
  ]
  private static let catalogue: Set<String> = [
    "column_names", "columns_hash", "columns", "attribute_names", "tables", "data_sources", "indexes",
  ]

  /// Whether a method of a record writes it, by its name.
  static func isWrite(_ name: String) -> Bool {
    switch name {
    case "save", "save!", "update", "update!", "update_column", "update_columns", "update_attribute",
      "destroy",
      "destroy!", "delete_all", "destroy_all", "update_all", "create!", "create", "touch", "increment!",
      "decrement!", "toggle!", "insert_all", "insert_all!", "upsert_all", "find_or_create_by!",
      "update_attributes",
      "update_attributes!", "find_or_create_by", "find_or_initialize_by", "delete_by", "destroy_by":
      true
    default: false
    }
  }
}
