/// Expressions.
extension JinjaEvaluator {
  /// The value of an expression; what is not known is opaque.
  func evaluate(_ expression: JinjaExpression) -> JinjaValue {
    guard spend(), !isUnwinding else { return .none }
    switch expression {
    case .literal(let literal): return value(of: literal)
    case .name(let name): return lookUp(name)
    case .list, .dict, .postfix, .unary, .chain, .conditional:
      guard enter() else { return .none }
      defer { leave() }
      return evaluateNested(expression)
    }
  }

  private func value(of literal: JinjaLiteral) -> JinjaValue {
    switch literal {
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .string(let value): return .string(value)
    }
  }

  private func evaluateNested(_ expression: JinjaExpression) -> JinjaValue {
    switch expression {
    case .literal, .name: return .none
    case .list(let items): return evaluate(list: items)
    case .dict(let pairs): return evaluate(dict: pairs)
    case .postfix(let base, let parts): return evaluate(base, parts)
    case .unary(let symbol, let operand): return evaluate(unary: symbol, operand)
    case .chain(let first, let rest): return evaluate(first, rest)
    case .conditional(let value, let condition, let otherwise):
      if decide(evaluate(condition)) { return evaluate(value) }
      return otherwise.map { evaluate($0) } ?? .undefined("")
    }
  }

  private func evaluate(list items: [JinjaExpression]) -> JinjaValue {
    var values: [JinjaValue] = []
    values.reserveCapacity(items.count)
    for item in items { values.append(evaluate(item)) }
    return .list(of: values)
  }

  private func evaluate(dict pairs: [JinjaPair]) -> JinjaValue {
    let dict = JinjaDict()
    for pair in pairs { dict[display(evaluate(pair.key))] = evaluate(pair.value) }
    return .dict(dict)
  }

  private func evaluate(unary symbol: JinjaOperator, _ operand: JinjaExpression) -> JinjaValue {
    let value = settled(evaluate(operand))
    if symbol == .not {
      if case .opaque(var opaque) = value {
        opaque.guess = opaque.question.map {
          JinjaGuess(path: $0.path, value: $0.value, isEqual: !$0.isEqual)
        }
        opaque.path = nil
        return .opaque(opaque)
      }
      return .truth(value.truth.map { !$0 })
    }
    guard symbol == .minus else { return value }
    if let number = value.number { return .int(0 &- number) }
    if let number = value.double { return .float(-number) }
    return Self.opaque(from: [value])
  }

  private func evaluate(_ first: JinjaExpression, _ rest: [JinjaOperand]) -> JinjaValue {
    guard let symbol = rest.first?.symbol else { return evaluate(first) }
    switch symbol {
    case .or, .and: return evaluate(logic: symbol, first, rest)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn:
      return evaluate(comparison: first, rest)
    case .not, .plus, .minus, .concatenate, .times, .divide, .divideWhole, .remainder, .power:
      if symbol == .concatenate { return concatenate([evaluate(first)] + rest.map { evaluate($0.value) }) }
      var value = evaluate(first)
      for operand in rest {
        guard !isUnwinding else { return .none }
        value = calculate(value, operand.symbol, evaluate(operand.value))
      }
      return value
    }
  }

  /// `a and b`, `a or b`: the deciding operand, or an unknown answer.
  private func evaluate(
    logic symbol: JinjaOperator, _ first: JinjaExpression, _ rest: [JinjaOperand]
  ) -> JinjaValue {
    let stopsAt = symbol == .or
    var unknown: JinjaOpaque?
    var unknownCount = 0
    var last = JinjaValue.none
    for operand in [first] + rest.map(\.value) {
      last = settled(evaluate(operand))
      guard !isUnwinding else { return .none }
      if case .opaque(let opaque) = last {
        unknown = unknown ?? opaque
        unknownCount += 1
      } else if last.truth == stopsAt {
        return unknown == nil ? last : .bool(stopsAt)
      }
    }
    guard var unknown else { return last }
    if unknownCount > 1 { (unknown.guess, unknown.path) = (nil, nil) }
    return .opaque(unknown)
  }

  private func evaluate(comparison first: JinjaExpression, _ rest: [JinjaOperand]) -> JinjaValue {
    var left = evaluate(first)
    var unknown: JinjaValue?
    for operand in rest {
      let right = evaluate(operand.value)
      let answer = settled(compare(left, operand.symbol, right))
      if answer.isOpaque { unknown = answer } else if answer.truth == false { return .bool(false) }
      left = right
    }
    return unknown ?? .bool(true)
  }

  // MARK: What follows a value

  private func evaluate(_ base: JinjaExpression, _ parts: [JinjaPostfix]) -> JinjaValue {
    var value = evaluate(base)
    for part in parts {
      guard spend(), !isUnwinding else { return .none }
      value = apply(part, to: value)
    }
    return value
  }

  /// One attribute, item, call, filter or test.
  func apply(_ part: JinjaPostfix, to value: JinjaValue) -> JinjaValue {
    switch part {
    case .attribute(let name): return attribute(name, of: value)
    case .item(let index): return item(evaluate(index), of: value)
    case .slice(let start, let stop, let step):
      return slice(value, start.map { evaluate($0) }, stop.map { evaluate($0) }, step.map { evaluate($0) })
    case .call(let arguments): return call(value, evaluate(arguments))
    case .filter(let name, let arguments): return filter(name, value, evaluate(arguments))
    case .test(let name, let arguments, let isNegated):
      let answer = test(name, value, evaluate(arguments))
      return .truth(answer.map { $0 != isNegated })
    }
  }

  /// The arguments of a call, spread lists and dictionaries included.
  func evaluate(_ arguments: JinjaArguments) -> JinjaCall {
    var call = JinjaCall(offset: arguments.offset)
    for argument in arguments.positional { call.positional.append(evaluate(argument)) }
    for (name, value) in arguments.named { call.named.append((name, evaluate(value))) }
    if let spread = arguments.spread { call.positional += iterated(evaluate(spread)) }
    if let spread = arguments.spreadNamed, case .dict(let dict) = evaluate(spread) {
      call.named += dict.pairs.map { ($0.key, $0.value) }
    }
    return call
  }

  private func attribute(_ name: String, of value: JinjaValue) -> JinjaValue {
    switch value {
    case .undefined(let path): return .undefined(path.isEmpty ? name : path + "." + name)
    case .object(let object): return host.attribute(name, of: object) ?? .undefined(object + "." + name)
    case .dict(let dict):
      if let found = dict[name] { return found }
      return .method(value, name)
    case .relation(let relation): return attribute(name, of: relation)
    case .opaque(let opaque):
      return .opaque(
        JinjaOpaque(
          names: opaque.names, relations: opaque.relations, path: opaque.path.map { $0 + "." + name },
          mayReadColumns: opaque.mayReadColumns))
    case .none, .bool, .int, .float, .string, .list, .function, .method, .macro: return .method(value, name)
    }
  }

  private func attribute(_ name: String, of relation: JinjaRelation) -> JinjaValue {
    func part(_ text: String?) -> JinjaValue {
      text.map { .string($0) } ?? .opaque(JinjaOpaque(path: relation.placeholder + "." + name))
    }
    switch name {
    case "identifier", "name", "table": return .string(relation.identifier)
    case "schema": return part(relation.schema)
    case "database": return part(relation.database)
    case "include", "quote", "render", "without_identifier", "incorporate", "replace_path", "get":
      return .method(.relation(relation), name)
    default: return .opaque(JinjaOpaque(relations: [relation], path: relation.placeholder + "." + name))
    }
  }

  private func item(_ index: JinjaValue, of value: JinjaValue) -> JinjaValue {
    switch value {
    case .list(let list):
      guard let number = index.number else { return Self.opaque(from: [index]) }
      let place = number < 0 ? list.items.count &+ number : number
      return list.items.indices.contains(place) ? list.items[place] : .undefined("")
    case .dict(let dict):
      if index.isOpaque { return .opaque(JinjaOpaque()) }
      return dict[display(index)] ?? .undefined("")
    case .string(let text):
      guard let number = index.number else { return .undefined("") }
      let characters = Array(text.unicodeScalars)
      let place = number < 0 ? characters.count &+ number : number
      guard spend(characters.count / 16), characters.indices.contains(place) else { return .undefined("") }
      return .string(String(characters[place]))
    case .opaque(let opaque): return .opaque(opaque)
    case .undefined, .object, .relation:
      if let name = index.text { return attribute(name, of: value) }
      return .opaque(JinjaOpaque())
    case .none, .bool, .int, .float, .function, .method, .macro: return .undefined("")
    }
  }

  private func slice(
    _ value: JinjaValue, _ start: JinjaValue?, _ stop: JinjaValue?, _ step: JinjaValue?
  ) -> JinjaValue {
    if let step, step.number == -1, case .list(let list) = value {
      return .list(of: list.items.reversed())
    }
    func bounds(_ count: Int) -> Range<Int> {
      func place(_ bound: JinjaValue?, _ preset: Int) -> Int {
        guard let number = bound?.number else { return preset }
        return min(max(0, number < 0 ? count &+ number : number), count)
      }
      let first = place(start, 0)
      return first..<max(first, place(stop, count))
    }
    switch value {
    case .list(let list): return .list(of: Array(list.items[bounds(list.items.count)]))
    case .string(let text):
      let scalars = Array(text.unicodeScalars)
      var kept = String.UnicodeScalarView()
      kept.append(contentsOf: scalars[bounds(scalars.count)])
      return .string(String(kept))
    case .undefined, .none, .bool, .int, .float, .dict, .function, .method, .macro, .object, .relation,
      .opaque:
      return Self.opaque(from: [value])
    }
  }

  // MARK: Calls

  /// Calls a value.
  func call(_ callee: JinjaValue, _ call: JinjaCall) -> JinjaValue {
    switch callee {
    case .macro(let macro): return self.call(macro, call)
    case .function(let name):
      return host.call(name, call, self) ?? host.unknownCall(name, call, self)
    case .method(let receiver, let name): return method(name, of: receiver, call)
    case .undefined(let path):
      if let macro = host.macro(path) { return self.call(macro, call) }
      return host.call(path, call, self) ?? host.unknownCall(path, call, self)
    case .object(let name):
      return host.call(name, call, self) ?? host.unknownCall(name, call, self)
    case .opaque(let opaque):
      var result = Self.merged([callee] + call.all)
      result.path = opaque.path.map { $0 + "()" }
      return .opaque(result)
    case .none, .bool, .int, .float, .string, .list, .dict, .relation:
      return Self.opaque(from: [callee] + call.all)
    }
  }
}
