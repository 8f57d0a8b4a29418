import Domain
import ScriptSyntax

extension RowProgram {
  /// The arguments of a call, read.
  struct Arguments {
    var positional: [RowValue] = []
    var named: [(name: String, value: RowValue)] = []
    /// Whether there are more, of unknown names.
    var hasOthers = false

    subscript(name: String) -> RowValue? { named.last { $0.name == name }?.value }

    /// All values.
    var all: [RowValue] { positional + named.map(\.value) }
  }

  /// A call.
  mutating func call(_ call: ScriptCall, isStatement: Bool) -> RowValue {
    if let result = callAbove(call, isStatement: isStatement) { return result }
    let callee = value(of: call.callee)
    if case .method(let receiver, let name) = callee {
      return self.call(name, of: receiver, call, isStatement: isStatement)
    }
    let arguments = read(call)
    switch callee {
    case .function(let function): return run(function, arguments)
    case .made(let made): return run(made, arguments, call.range)
    case .object(let object):
      return self.call("__call__", ofObject: object, arguments, call, isStatement: isStatement)
    case .model(let key): return make(key, arguments)
    case .reference(let name):
      if name == "setattr" { return setMember(arguments) }
      if name.hasSuffix("get_user_model") { return .model(settings.userModel) }
      let last = name.split(separator: ".").last.map(String.init) ?? name
      // Pages are rows of the query (https://docs.djangoproject.com/en/5.2/ref/paginator/).
      if last == "Paginator", case .query? = arguments.positional.first ?? arguments["object_list"] {
        return arguments.positional.first ?? arguments["object_list"] ?? .unknown
      }
      if QueryClause.names.contains(last) {
        return .clause(QueryClause(name: last, positional: arguments.positional, named: arguments.named))
      }
      return unknownCall(name, arguments, call, isStatement: isStatement)
    case .query(let query):
      return .query(query)
    default:
      return opaqueResult(call, arguments)
    }
  }

  /// Reads arguments in written order.
  mutating func read(_ call: ScriptCall) -> Arguments {
    var arguments = Arguments()
    for argument in call.arguments {
      let value = value(of: argument.value)
      switch argument.kind {
      case .positional: arguments.positional.append(value)
      case .keyword: arguments.named.append((argument.name, value))
      case .spread:
        if let values = elements(of: value) {
          arguments.positional += values
        } else {
          arguments.hasOthers = true
        }
      case .mapSpread:
        guard case .constant(let map) = value, let entries = map.entries else {
          arguments.hasOthers = true
          continue
        }
        for entry in entries {
          if let name = entry.key.text { arguments.named.append((name, Self.lifted(entry.value))) }
        }
      }
    }
    return arguments
  }

  /// Runs a function of the file in place.
  mutating func run(_ function: ScriptFunction, _ arguments: Arguments) -> RowValue {
    // What calls itself walks through data: once more tells nothing new.
    guard callDepth < 8, running.filter({ $0 == function.range }).count < 2 else { return .unknown }
    running.append(function.range)
    defer { _ = running.popLast() }
    var scope: [String: RowValue] = [:]
    for parameter in function.parameters {
      if let given = parameter.defaultValue { scope[parameter.name] = value(of: given) }
    }
    for (parameter, value) in zip(function.parameters, arguments.positional) { scope[parameter.name] = value }
    for (name, value) in arguments.named { scope[name] = value }
    for parameter in function.parameters where scope[parameter.name] == nil {
      scope[parameter.name] = .unknown
    }
    let outer = (returns, returnDepth)
    (returns, returnDepth) = ([], path.count)
    callDepth += 1
    scopes.append(scope)
    let isComplete = run(function.body)
    scopes.removeLast()
    callDepth -= 1
    let result = result(isComplete: isComplete)
    (returns, returnDepth) = outer
    return result
  }

  /// What the function that ran returns: values that hang on conditions become a CASE.
  private func result(isComplete: Bool) -> RowValue {
    guard let last = returns.last else { return .unknown }
    if let first = returns.first, first.conditions.isEmpty { return first.value }
    let row = returns.reduce(nil) { Self.common($0, $1.value) }
    let known = returns.compactMap { expression($0.value) }
    let columns = known.flatMap(\.columns) + returns.flatMap { $0.conditions.flatMap(\.columns) }
    guard isComplete, returns.count > 1, known.count == returns.count, let otherwise = expression(last.value)
    else { return .computed(.opaque(text: "one of several values", columns: columns), row: row) }
    var failed: [Expression] = []
    let branches = zip(returns.dropLast(), known).map { entry, value in
      let conditions = entry.conditions.filter { !failed.contains($0) }
      failed += conditions.map(Self.negated)
      return CaseBranch(
        condition: conditions.count == 1 ? conditions[0] : .call("and", conditions), result: value)
    }
    return .computed(.caseWhen(operand: nil, branches: branches, otherwise: otherwise), row: row)
  }

  private mutating func setMember(_ arguments: Arguments) -> RowValue {
    guard arguments.positional.count == 3, case .row(let row) = arguments.positional[0],
      rows.indices.contains(row), let model = state.concrete(rows[row].model)
    else { return .unknown }
    if case .constant(let name) = arguments.positional[1], let text = name.text {
      setColumn(text, of: row, model, to: arguments.positional[2])
    } else {
      report(
        "unread-code", "a field whose name is not known is set on \"\(model.name)\"", file.range,
        tables: [model.tableName])
    }
    return .unknown
  }

  /// A method.
  private mutating func call(
    _ name: String, of receiver: RowValue, _ call: ScriptCall, isStatement: Bool
  ) -> RowValue {
    let arguments = read(call)
    switch receiver {
    case .object(let object):
      return self.call(name, ofObject: object, arguments, call, isStatement: isStatement)
    case .registry: return historical(name, arguments, call.range)
    case .schemaEditor: return edit(name, call, arguments)
    case .connection: return name == "cursor" ? .cursor : .unknown
    case .cursor:
      if name.hasPrefix("execute") { execute(call, arguments) }
      return .unknown
    case .model(let key): return query(name, RowQuery(model: key), call, arguments)
    case .query(let query): return self.query(name, query, call, arguments)
    case .row(let row): return change(row, by: name, call, arguments)
    case .pairs(let row, let join, let field): return changePairs(row, join, field, name, call)
    case .constant(let constant): return constantMethod(name, constant, arguments, call)
    case .list(let values):
      return name == "append" || name == "add" ? extend(call, values, arguments) : receiver
    case .computed(let expression, let row):
      if Self.mutators.contains(name), case .attribute(let attribute) = call.callee {
        touch(attribute.receiver)
      }
      if arguments.all.isEmpty, let known = Self.textMethods[name] {
        return .computed(.call(known, [expression]), row: row)
      }
      return .computed(
        opaque(.call(call), columns: expression.columns + arguments.all.flatMap { self.columns($0) }),
        row: row)
    case .method(.row(let row), _) where rows.indices.contains(row):
      return .unknown
    default: return opaqueResult(call, arguments)
    }
  }

  /// Methods of texts that the database has as functions.
  private static let textMethods = [
    "upper": "upper", "lower": "lower", "strip": "trim", "lstrip": "ltrim", "rstrip": "rtrim",
    "title": "initcap",
  ]

  private static let mutators: Set<String> = [
    "pop", "append", "remove", "update", "extend", "insert", "clear", "setdefault", "popitem", "add",
    "discard",
  ]

  func columns(_ value: RowValue) -> [ColumnReference] { expression(value)?.columns ?? [] }

  /// What a call gives of which only the arguments are known.
  func opaqueResult(_ call: ScriptCall, _ arguments: Arguments) -> RowValue {
    let row = arguments.all.reduce(nil) { Self.common($0, $1) }
    return .computed(opaque(.call(call), columns: arguments.all.flatMap { columns($0) }), row: row)
  }

  /// `apps.get_model("shop", "Order")`, `apps.get_model("shop.Order")`.
  private mutating func historical(
    _ name: String, _ arguments: Arguments, _ range: ScriptRange
  ) -> RowValue {
    guard name == "get_model" else { return .unknown }
    let values = arguments.positional + [arguments["app_label"], arguments["model_name"]].compactMap { $0 }
    let texts = values.compactMap { value -> String? in
      if case .constant(let constant) = value { return constant.text }
      if case .reference(let name) = value, let key = settings.model(of: name) {
        return key.app + "." + key.name
      }
      return nil
    }
    guard texts.count == values.count, !values.isEmpty else {
      report("dynamic-rows", "which model \"get_model\" gives is only known at run time", range)
      return .unknown
    }
    switch texts.count {
    case 1: return ModelKey(reference: texts[0], in: file.key.app, own: nil).map { .model($0) } ?? .unknown
    case 2: return .model(ModelKey(app: texts[0], name: texts[1]))
    default: return .unknown
    }
  }

  /// `MAP.get(key, otherwise)`, `MAP.items()`, `"a".join(...)`.
  private mutating func constantMethod(
    _ name: String, _ constant: FoldedValue, _ arguments: Arguments, _ call: ScriptCall
  ) -> RowValue {
    if name == "format", let text = constant.text, let value = formatted(text, arguments, call.range) {
      return value
    }
    if let text = constant.text, let value = asked(name, text, arguments, call.range) { return value }
    guard let entries = constant.entries else {
      return file.constants.constant(.call(call)).map { .constant($0) } ?? opaqueResult(call, arguments)
    }
    switch name {
    case "items":
      return .list(entries.map { .list([Self.lifted($0.key), Self.lifted($0.value)]) })
    case "keys": return .list(entries.map { Self.lifted($0.key) })
    case "values": return .list(entries.map { Self.lifted($0.value) })
    case "get", "pop":
      guard let key = arguments.positional.first else { return .unknown }
      return entry(of: constant, at: key, otherwise: arguments.positional.dropFirst().first)
    default: return .unknown
    }
  }

  /// `rows.append(row)`: the list stands for the rows it holds.
  private mutating func extend(_ call: ScriptCall, _ values: [RowValue], _ arguments: Arguments) -> RowValue {
    guard case .attribute(let attribute) = call.callee, case .name(let name) = attribute.receiver,
      values.count < 50
    else { return .unknown }
    for index in scopes.indices.reversed() where scopes[index][name.text] != nil {
      scopes[index][name.text] = .list(values + arguments.positional)
      break
    }
    return .unknown
  }
}
