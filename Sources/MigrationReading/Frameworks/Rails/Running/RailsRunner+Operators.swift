import Domain
import ScriptSyntax

extension RailsRunner {
  mutating func evaluate(_ operation: ScriptOperation) -> RailsValue {
    switch operation.operation {
    case .and: return conjunction(operation.operands)
    case .or, .coalesce: return disjunction(operation.operands)
    default:
      let values = operation.operands.map { evaluate($0) }
      let result = operate(operation.operation, values, operation.range)
      if operation.operation == .shiftLeft, let first = operation.operands.first, let value = values.first {
        keep(change: "<<", of: first, value, result)
      }
      return result
    }
  }

  /// `a && b`: what follows something that is not known may not be run.
  private mutating func conjunction(_ operands: [ScriptNode]) -> RailsValue {
    var guardValue: RailsValue?
    var last = RailsValue.boolean(true)
    var conditions: [String]? = []
    let outer = isConditional
    defer { isConditional = outer }
    for operand in operands {
      let value = evaluate(operand)
      if value.truth != true { conditions = conditions.flatMap { all in test(value).map { all + [$0] } } }
      switch (value, value.truth) {
      case (_, false?): return .boolean(false)
      case (_, true?): last = value
      case (.presence, _):
        guardValue = guardValue ?? value
        last = value
      default:
        isConditional = true
        guardValue = .unknown
        last = .unknown
      }
    }
    if guardValue != nil, let conditions, !conditions.isEmpty {
      return .overRow(condition: conditions.map { "(" + $0 + ")" }.joined(separator: " AND "))
    }
    return guardValue ?? last
  }

  private mutating func disjunction(_ operands: [ScriptNode]) -> RailsValue {
    var seen: [RailsValue] = []
    let outer = isConditional
    defer { isConditional = outer }
    for operand in operands {
      let value = evaluate(operand)
      if value.truth == true {
        let isOverRow = seen.contains { if case .sql = $0 { true } else { false } }
        return seen.isEmpty ? value : isOverRow ? joined(seen + [value]) : .unknown
      }
      if value.truth == false { continue }
      isConditional = true
      seen.append(value)
    }
    guard !seen.isEmpty else { return .null }
    if seen.count == 1 { return seen[0] }
    if case .presence(let first) = seen[0],
      seen.allSatisfy({ if case .presence(let other) = $0 { other == first } else { false } })
    {
      return seen[0]
    }
    return joined(seen)
  }

  /// `user.name || "none"` over a row.
  private func joined(_ values: [RailsValue]) -> RailsValue {
    let conditions = values.compactMap { if case .condition(let text) = $0 { text } else { nil } }
    if conditions.count == values.count {
      return .overRow(condition: conditions.map { "(" + $0 + ")" }.joined(separator: " OR "))
    }
    let texts = values.compactMap(\.constantSQL)
    return texts.count == values.count
      ? .overRow("coalesce(" + texts.joined(separator: ", ") + ")") : .unknown
  }

  /// Texts put together of which one at least is not known: a mark stands for it.
  private func holed(_ operation: ScriptOperator, _ values: [RailsValue]) -> ScriptText? {
    guard operation == .add || operation == .shiftLeft, values.count < 200 else { return nil }
    var whole: ScriptText
    var isHoled = false
    switch values.first {
    case .text(let text)?:
      let ofRow = values.contains { if case .sql = $0 { true } else { false } }
      guard !ofRow || SQLHoles.beginsStatement(text.string) else { return nil }
      whole = text
    case .partial(let text)?: (whole, isHoled) = (text, true)
    default: return nil
    }
    for value in values.dropFirst() {
      let piece: ScriptText
      switch value {
      case .text(let text): piece = text
      case .partial(let text): (piece, isHoled) = (text, true)
      default: (piece, isHoled) = (ScriptText(SQLHoles.mark), true)
      }
      guard whole.append(piece) else { return nil }
    }
    return isHoled ? whole : nil
  }

  mutating func operate(_ operation: ScriptOperator, _ values: [RailsValue], _ range: ScriptRange)
    -> RailsValue
  {
    if let text = holed(operation, values) { return .partial(text) }
    if values.contains(where: { if case .sql = $0 { true } else { false } }) {
      return operateOverRow(operation, values)
    }
    guard values.count == 2 else { return values.count > 2 ? fold(operation, values, range) : .unknown }
    switch (operation, values[0], values[1]) {
    case (.add, .text(let left), .text(let right)):
      var text = left
      spend(bytes: left.count + right.count)
      return text.append(right) ? .text(text) : .unknown
    case (.add, .list(let left), .list(let right)): return made(.list(left + right))
    case (.subtract, .list(let left), .list(let right)):
      let gone = Set(right.compactMap(\.string))
      return .list(left.filter { $0.string.map { !gone.contains($0) } ?? true })
    case (.shiftLeft, .list(let left), let value): return made(.list(left + [value]))
    case (.shiftLeft, .text(let left), .text(let right)):
      var text = left
      spend(bytes: left.count + right.count)
      return text.append(right) ? .text(text) : .unknown
    case (.add, .number(let left), .number(let right)):
      return number(left, right) { $0.addingReportingOverflow($1) }
    case (.subtract, .number(let left), .number(let right)):
      return number(left, right) { $0.subtractingReportingOverflow($1) }
    case (.multiply, .number(let left), .number(let right)):
      return number(left, right) { $0.multipliedReportingOverflow(by: $1) }
    case (.modulo, .text(let format), let value): return formatted(format, value)
    case (.equal, .presence(let isThere), .boolean(let asked)): return .presence(isThere == asked)
    case (.notEqual, .presence(let isThere), .boolean(let asked)): return .presence(isThere != asked)
    case (.equal, _, _), (.notEqual, _, _), (.identical, _, _):
      return equal(values[0], values[1]).map { .boolean($0 == (operation != .notEqual)) } ?? .unknown
    case (.matches, .text(let text), .pattern(let pattern)),
      (.matches, .pattern(let pattern), .text(let text)):
      return RailsPattern.holds(pattern, text.string).map { .boolean($0) } ?? .unknown
    case (.notMatches, .text(let text), .pattern(let pattern)):
      return RailsPattern.holds(pattern, text.string).map { .boolean(!$0) } ?? .unknown
    case (.less, .number(let left), .number(let right)): return compare(left, right) { $0 < $1 }
    case (.lessEqual, .number(let left), .number(let right)): return compare(left, right) { $0 <= $1 }
    case (.greater, .number(let left), .number(let right)): return compare(left, right) { $0 > $1 }
    case (.greaterEqual, .number(let left), .number(let right)): return compare(left, right) { $0 >= $1 }
    case (.range, .number(let first), .number(let last)): return numbers(first, last, isOpen: false)
    case (.openRange, .number(let first), .number(let last)): return numbers(first, last, isOpen: true)
    default: return .unknown
    }
  }

  private mutating func fold(_ operation: ScriptOperator, _ values: [RailsValue], _ range: ScriptRange)
    -> RailsValue
  {
    guard operation == .add || operation == .multiply || operation == .subtract || operation == .shiftLeft
    else {
      return .unknown
    }
    var result = values[0]
    for value in values.dropFirst() { result = operate(operation, [result, value], range) }
    return result
  }

  /// Operators on columns of a row, as SQL.
  private func operateOverRow(_ operation: ScriptOperator, _ values: [RailsValue]) -> RailsValue {
    if let condition = comparison(operation, values) { return condition }
    let texts = values.compactMap(\.constantSQL)
    guard texts.count == values.count else { return .unknown }
    let hasText = values.contains { if case .text = $0 { true } else { false } }
    let sign: String
    switch operation {
    case .add: sign = hasText ? " || " : " + "
    case .subtract: sign = " - "
    case .multiply: sign = " * "
    case .divide: sign = " / "
    default: return .unknown
    }
    return .overRow(texts.joined(separator: sign))
  }

  private func number(
    _ left: String, _ right: String, _ body: (Int, Int) -> (partialValue: Int, overflow: Bool)
  )
    -> RailsValue
  {
    guard let one = Int(left), let other = Int(right) else { return .unknown }
    let result = body(one, other)
    return result.overflow ? .unknown : .number(String(result.partialValue))
  }

  private func compare(_ left: String, _ right: String, _ body: (Double, Double) -> Bool) -> RailsValue {
    guard let one = Double(left), let other = Double(right) else { return .unknown }
    return .boolean(body(one, other))
  }

  private mutating func numbers(_ first: String, _ last: String, isOpen: Bool) -> RailsValue {
    guard let low = Int(first), let high = Int(last), low <= high,
      high.subtractingReportingOverflow(low).overflow == false,
      high - low < 1_000
    else { return .unknown }
    let end = isOpen ? high : high + 1
    return made(.list((low..<end).map { .number(String($0)) }))
  }

  /// Whether two values are the same; nil if one is not known.
  func equal(_ left: RailsValue, _ right: RailsValue) -> Bool? {
    switch (left, right) {
    case (.null, .null): return true
    case (.boolean(let one), .boolean(let other)): return one == other
    case (.null, .text), (.text, .null), (.null, .number), (.number, .null), (.boolean, .null),
      (.null, .boolean):
      return false
    case (.list(let one), .list(let other)):
      let texts = (one.compactMap(\.string), other.compactMap(\.string))
      return texts.0.count == one.count && texts.1.count == other.count ? texts.0 == texts.1 : nil
    case (.constant("Rails.env"), _): return right.string.map { $0 == environment }
    case (_, .constant("Rails.env")): return left.string.map { $0 == environment }
    default:
      guard let one = left.string, let other = right.string else { return nil }
      return one == other
    }
  }

  /// `"%s_id" % name`: only plain texts are put in.
  func formatted(_ format: ScriptText, _ value: RailsValue) -> RailsValue {
    var values = value.elements[...]
    var isHoled = false
    var result: [UInt8] = []
    let bytes = Array(format.string.utf8)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "%"), at + 1 < bytes.count else {
        result.append(bytes[at])
        at += 1
        continue
      }
      let kind = bytes[at + 1]
      if kind == UInt8(ascii: "%") {
        result.append(kind)
      } else if kind == UInt8(ascii: "s") || kind == UInt8(ascii: "d"), let text = values.popFirst()?.string,
        result.count + text.utf8.count < ScriptText.limit
      {
        result += text.utf8
      } else if kind == UInt8(ascii: "s") || kind == UInt8(ascii: "d") {
        result += SQLHoles.mark.utf8
        isHoled = true
      } else {
        return .unknown
      }
      at += 2
    }
    if isHoled { return .partial(format.replacing(with: String(decoding: result, as: UTF8.self))) }
    return .text(format.replacing(with: String(decoding: result, as: UTF8.self)))
  }
}

/// Regular expressions that are plain words.
enum RailsPattern {
  /// Whether the text holds the pattern; nil for patterns with signs of their own.
  static func holds(_ pattern: String, _ text: String) -> Bool? {
    var body = pattern[...]
    var ignoresCase = false
    if body.first == "/", let end = body.lastIndex(of: "/"), end > body.startIndex {
      ignoresCase = body[body.index(after: end)...].contains("i")
      body = body[body.index(after: body.startIndex)..<end]
    }
    guard body.count < 100, text.count < 10_000 else { return nil }
    let isAtStart = body.hasPrefix("^") || body.hasPrefix("\\A")
    if isAtStart { body = body.dropFirst(body.hasPrefix("^") ? 1 : 2) }
    guard body.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == " " || $0 == "|" }) else {
      return nil
    }
    let whole = ignoresCase ? text.lowercased() : text
    return body.split(separator: "|").contains { word in
      let word = ignoresCase ? word.lowercased() : String(word)
      return isAtStart ? whole.hasPrefix(word) : ByteSearch.contains(Array(whole.utf8), Array(word.utf8))
    }
  }
}
