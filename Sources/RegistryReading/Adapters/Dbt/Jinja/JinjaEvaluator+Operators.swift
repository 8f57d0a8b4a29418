import Domain

/// Operators, and how values become text.
extension JinjaEvaluator {
  /// The text that a value prints as; unknown values and tables leave a placeholder.
  func display(_ value: JinjaValue) -> String {
    switch value {
    case .undefined(let path):
      return path.isEmpty ? "" : placeholder(.opaque(JinjaOpaque(path: path)))
    case .none: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .float(let value): return PythonNotation.float(value)
    case .string(let text): return spend(bytes: text.utf8.count) ? text : ""
    case .list, .dict: return notation(value, level: 0)
    case .function, .method, .macro, .object: return ""
    case .relation(let relation): return placeholder(.relation(relation))
    case .opaque(let opaque): return placeholder(.opaque(opaque))
    }
  }

  /// Python's notation of a value inside a list.
  private func notation(_ value: JinjaValue, level: Int) -> String {
    guard level < 20, spend(), !isUnwinding else { return "..." }
    switch value {
    case .string(let text): return spend(bytes: text.utf8.count) ? PythonNotation.quoted(text) : ""
    case .list(let list):
      return "[" + list.items.map { notation($0, level: level + 1) }.joined(separator: ", ") + "]"
    case .dict(let dict):
      let pairs = dict.pairs.map {
        PythonNotation.quoted($0.key) + ": " + notation($0.value, level: level + 1)
      }
      return "{" + pairs.joined(separator: ", ") + "}"
    case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .relation, .opaque:
      return display(value)
    }
  }

  /// What several values know together, as one unknown value.
  static func merged(_ values: [JinjaValue]) -> JinjaOpaque {
    var result = JinjaOpaque()
    collect(values, into: &result, level: 0)
    return result
  }

  /// An unknown value that was made of these.
  static func opaque(from values: [JinjaValue]) -> JinjaValue { .opaque(merged(values)) }

  private static func collect(_ values: [JinjaValue], into result: inout JinjaOpaque, level: Int) {
    // Lists may hold themselves: few levels, few items.
    guard level < 4 else { return }
    for value in values.prefix(level == 0 ? 500 : 100) {
      guard result.names.count < 1000 else { return }
      switch value {
      case .string(let text): result.names.append(text)
      case .list(let list): collect(list.items, into: &result, level: level + 1)
      case .dict(let dict): collect(dict.pairs.map(\.value), into: &result, level: level + 1)
      case .relation(let relation): result.relations.append(relation)
      case .opaque(let opaque):
        result.names += opaque.names
        result.relations += opaque.relations
        result.mayReadColumns = result.mayReadColumns || opaque.mayReadColumns
      case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object: continue
      }
    }
  }

  /// `a ~ b`
  func concatenate(_ values: [JinjaValue]) -> JinjaValue {
    var text = ""
    for value in values {
      text += display(value)
      guard spend(bytes: text.utf8.count / 8) else { return .string("") }
    }
    return .string(text)
  }

  /// Arithmetic; text and lists can be added and repeated.
  func calculate(_ left: JinjaValue, _ symbol: JinjaOperator, _ right: JinjaValue) -> JinjaValue {
    if let first = left.number, let second = right.number { return whole(first, symbol, second) }
    if let first = left.double, let second = right.double { return float(first, symbol, second) }
    switch (left, symbol, right) {
    case (.string(let first), .plus, .string(let second)):
      return spend(bytes: first.utf8.count + second.utf8.count) ? .string(first + second) : .none
    case (.string, .plus, .opaque), (.opaque, .plus, .string), (.string, .plus, .relation),
      (.relation, .plus, .string):
      return concatenate([left, right])
    case (.list(let first), .plus, .list(let second)):
      guard first.items.count + second.items.count <= JinjaBudget.listLength,
        spend(first.items.count + second.items.count)
      else { return .none }
      return .list(of: first.items + second.items)
    case (.string(let text), .times, .int(let count)):
      guard count > 0 else { return .string("") }
      let (length, overflows) = text.utf8.count.multipliedReportingOverflow(by: count)
      guard !overflows, spend(bytes: length) else { return .none }
      return .string(String(repeating: text, count: count))
    case (.string(let text), .remainder, _): return format(text, right.items ?? [right])
    default: return Self.opaque(from: [left, right])
    }
  }

  private func whole(_ left: Int, _ symbol: JinjaOperator, _ right: Int) -> JinjaValue {
    let unknown = JinjaValue.opaque(JinjaOpaque())
    func checked(_ result: (partialValue: Int, overflow: Bool)) -> JinjaValue {
      result.overflow ? unknown : .int(result.partialValue)
    }
    switch symbol {
    case .plus: return checked(left.addingReportingOverflow(right))
    case .minus: return checked(left.subtractingReportingOverflow(right))
    case .times: return checked(left.multipliedReportingOverflow(by: right))
    case .divide: return right == 0 ? unknown : .float(Double(left) / Double(right))
    case .divideWhole, .remainder:
      if right == 0 { return unknown }
      if right == -1 { return symbol == .remainder ? .int(0) : checked((0 &- left, left == .min)) }
      let quotient = left / right - ((left % right != 0) && ((left < 0) != (right < 0)) ? 1 : 0)
      return .int(symbol == .divideWhole ? quotient : left &- quotient &* right)
    case .power:
      guard (0...64).contains(right) else { return unknown }
      var result = 1
      for _ in 0..<right {
        let (next, overflows) = result.multipliedReportingOverflow(by: left)
        if overflows { return unknown }
        result = next
      }
      return .int(result)
    case .or, .and, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn,
      .concatenate:
      return unknown
    }
  }

  private func float(_ left: Double, _ symbol: JinjaOperator, _ right: Double) -> JinjaValue {
    switch symbol {
    case .plus: return .float(left + right)
    case .minus: return .float(left - right)
    case .times: return .float(left * right)
    case .divide: return right == 0 ? .opaque(JinjaOpaque()) : .float(left / right)
    case .divideWhole: return right == 0 ? .opaque(JinjaOpaque()) : .float((left / right).rounded(.down))
    case .or, .and, .not, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn, .isNotIn,
      .concatenate, .remainder, .power:
      return .opaque(JinjaOpaque())
    }
  }

  /// One comparison; unknown operands give a question where one side is a constant.
  func compare(_ left: JinjaValue, _ symbol: JinjaOperator, _ right: JinjaValue) -> JinjaValue {
    switch symbol {
    case .equal, .notEqual: return equality(left, right, isEqual: symbol == .equal)
    case .isIn, .isNotIn: return membership(left, right, isIn: symbol == .isIn)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return order(left, symbol, right)
    case .or, .and, .not, .plus, .minus, .concatenate, .times, .divide, .divideWhole, .remainder, .power:
      return .opaque(JinjaOpaque())
    }
  }

  private func equality(_ left: JinjaValue, _ right: JinjaValue, isEqual: Bool) -> JinjaValue {
    for (unknown, other) in [(left, right), (right, left)] {
      guard case .opaque(let opaque) = unknown else { continue }
      guard let path = opaque.path, !other.isOpaque else { return Self.opaque(from: [left, right]) }
      let guess = JinjaGuess(path: path, value: display(other), isEqual: isEqual)
      return .opaque(JinjaOpaque(guess: guess))
    }
    return .bool(areEqual(left, right, level: 0) == isEqual)
  }

  private func membership(_ left: JinjaValue, _ right: JinjaValue, isIn: Bool) -> JinjaValue {
    if right.isOpaque || left.isOpaque {
      if case .opaque(let opaque) = left, let path = opaque.path, let items = right.items,
        !items.contains(where: \.isOpaque)
      {
        return membership(of: path, in: items.map { display($0) }, isIn: isIn)
      }
      return .opaque(JinjaOpaque())
    }
    switch right {
    case .list(let list):
      guard spend(list.items.count) else { return .none }
      if list.items.contains(where: { areEqual($0, left, level: 0) }) { return .bool(isIn) }
      return list.items.contains(where: \.isOpaque) ? .opaque(JinjaOpaque()) : .bool(!isIn)
    case .dict(let dict): return .bool((dict[display(left)] != nil) == isIn)
    case .string(let text):
      guard let part = left.text else { return .bool(!isIn) }
      return .bool((ByteSearch.first(of: Array(part.utf8), in: Array(text.utf8)) != nil) == isIn)
    case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .relation, .opaque:
      return .bool(!isIn)
    }
  }

  private func order(_ left: JinjaValue, _ symbol: JinjaOperator, _ right: JinjaValue) -> JinjaValue {
    let comparison: Int
    if let first = left.double, let second = right.double {
      comparison = first < second ? -1 : first > second ? 1 : 0
    } else if let first = left.text, let second = right.text {
      comparison = first < second ? -1 : first > second ? 1 : 0
    } else {
      return .opaque(JinjaOpaque())
    }
    if symbol == .less { return .bool(comparison < 0) }
    if symbol == .lessOrEqual { return .bool(comparison <= 0) }
    return .bool(symbol == .greater ? comparison > 0 : comparison >= 0)
  }

  /// Whether two known values are equal.
  func areEqual(_ left: JinjaValue, _ right: JinjaValue, level: Int) -> Bool {
    guard level < 10, spend() else { return false }
    if let first = left.double, let second = right.double { return first == second }
    switch (left, right) {
    case (.none, .none), (.undefined, .undefined): return true
    case (.string(let first), .string(let second)): return first == second
    case (.relation(let first), .relation(let second)): return first == second
    case (.list(let first), .list(let second)):
      return first.items.count == second.items.count
        && zip(first.items, second.items).allSatisfy { areEqual($0, $1, level: level + 1) }
    case (.dict(let first), .dict(let second)):
      return first.keys == second.keys
        && zip(first.pairs, second.pairs).allSatisfy { areEqual($0.value, $1.value, level: level + 1) }
    default: return false
    }
  }
}
