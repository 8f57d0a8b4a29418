import Domain

extension ValueForm {
  /// Reads an expression whose columns are resolved, and that is assigned to a column.
  init(_ expression: Expression, target: ObjectID? = nil) {
    self = ValueForm.read(expression, target, depth: 0)
  }

  private static func read(_ expression: Expression, _ target: ObjectID?, depth: Int) -> ValueForm {
    guard depth < expressionDepthLimit else { return .unknown }
    switch expression {
    case .column(let reference):
      return reference.column.map { .copy($0) } ?? .unknown
    case .literal(let literal):
      return .constant(literal.text)
    case .cast(let inner, let type):
      return casting(read(inner, target, depth: depth + 1), to: type)
    case .caseWhen(let operand, let branches, let otherwise):
      return CaseReading.form(operand: operand, branches: branches, otherwise: otherwise)
        ?? general(expression, target)
    case .concatenation(let parts):
      return Concatenation.form(parts) ?? general(expression, target)
    case .call(let name, let arguments):
      return call(name, arguments, target, depth: depth) ?? general(expression, target)
    case .opaque:
      return general(expression, target)
    }
  }

  private static func casting(_ form: ValueForm, to type: ColumnType) -> ValueForm {
    switch form {
    case .copy(let column), .cast(let column, _): .cast(column, type)
    case .defaulted, .mapped, .rescaled, .part, .joined, .rewritten, .combined, .constant, .unknown: form
    }
  }

  private static func call(
    _ name: String, _ arguments: [Expression], _ target: ObjectID?, depth: Int
  ) -> ValueForm? {
    switch name {
    case "coalesce", "ifnull", "nvl":
      return coalesce(arguments, target, depth: depth)
    case "if" where arguments.count == 3, "iif" where arguments.count == 3:
      let branch = CaseBranch(condition: arguments[0], result: arguments[1])
      return CaseReading.form(operand: nil, branches: [branch], otherwise: arguments[2])
    case "concat", "concat_ws":
      return Concatenation.form(call: name, arguments)
    case "*", "/", "+", "-":
      return Rescaling.form(name, arguments)
    case "round", "trunc", "floor", "ceil", "ceiling":
      guard let first = arguments.first else { return nil }
      let inner = read(first, target, depth: depth + 1)
      if case .rescaled = inner { return inner }
      return inner.sources.first.map { .rewritten($0, by: name) }
    default:
      return TextPart.form(name, arguments)
    }
  }

  private static func coalesce(_ arguments: [Expression], _ target: ObjectID?, depth: Int) -> ValueForm? {
    guard let first = arguments.first, arguments.count > 1 else { return nil }
    let rest = arguments.dropFirst()
    guard let literal = rest.last?.constant, rest.count == 1 else { return nil }
    let inner = read(first, target, depth: depth + 1)
    switch inner {
    case .copy(let column), .cast(let column, _):
      return literal.text.map { .defaulted(column, with: $0) } ?? inner
    case .defaulted, .mapped, .rescaled, .part, .joined, .rewritten, .combined, .constant, .unknown:
      return inner
    }
  }

  /// What is left when no form fits: which columns go in, and whether only a piece comes out.
  private static func general(_ expression: Expression, _ target: ObjectID?) -> ValueForm {
    guard let columns = expression.resolvedSources(target: target), let first = columns.first else {
      return .unknown
    }
    if columns.count > 1 { return .combined(columns) }
    if TextPart.occurs(in: expression) { return .part(first, PartSelector()) }
    return .rewritten(first, by: outermostName(expression))
  }

  private static func outermostName(_ expression: Expression) -> String {
    switch expression.withoutCasts {
    case .call(let name, _): name.isEmpty ? "an expression" : name
    case .caseWhen: "case"
    case .column, .literal, .cast, .concatenation, .opaque: "an expression"
    }
  }
}

/// `CASE` that replaces constants of one column by constants.
enum CaseReading {
  /// The map, or nil when the CASE does something else.
  static func form(operand: Expression?, branches: [CaseBranch], otherwise: Expression?) -> ValueForm? {
    var (branches, otherwise) = (branches, otherwise)
    // A CASE in the ELSE goes on with the same questions.
    while operand == nil, case .caseWhen(nil, let more, let rest)? = otherwise {
      branches += more
      otherwise = rest
    }
    var column: ObjectID?
    var pairs: [MappedValue] = []
    var negatedTo: String??
    for branch in branches {
      guard let test = test(operand: operand, branch.condition), let tested = test.column.column,
        column == nil || column == tested
      else { return nil }
      column = tested
      for value in test.isNegated ? [] : test.values {
        guard let result = result(of: branch.result, column: tested, value: value.text) else { return nil }
        if !pairs.contains(where: { $0.from == value.text }) {
          pairs.append(MappedValue(from: value.text, to: result))
        }
      }
      if test.isNegated {
        guard test.values.count == 1, let constant = branch.result.constant else { return nil }
        negatedTo = .some(constant.text)
        break
      }
    }
    guard let column else { return nil }
    if let negatedTo { return .mapped(column, pairs, otherwise: .constant(negatedTo)) }
    // What is taken from another column is no map of this one, which only chooses.
    guard otherwise?.columns.allSatisfy({ $0.column == column }) ?? true else { return nil }
    return .mapped(column, pairs, otherwise: unmapped(otherwise, column: column))
  }

  private static func test(operand: Expression?, _ condition: Expression) -> RowCondition.Term? {
    guard let operand else { return RowCondition.term(condition) }
    return RowCondition.term(.call("=", [operand, condition]))
  }

  private static func result(of expression: Expression, column: ObjectID, value: String?) -> String?? {
    if let constant = expression.constant { return .some(constant.text) }
    if expression.bareColumn?.column == column { return .some(value) }
    return nil
  }

  private static func unmapped(_ otherwise: Expression?, column: ObjectID) -> UnmappedValues {
    guard let otherwise else { return .constant(nil) }
    if let constant = otherwise.constant { return .constant(constant.text) }
    return otherwise.bareColumn?.column == column ? .kept : .unknown
  }
}

/// Numbers times, divided by, plus or minus a constant.
enum Rescaling {
  /// The factor, or nil when it is another calculation.
  static func form(_ name: String, _ arguments: [Expression]) -> ValueForm? {
    guard arguments.count == 2, let left = arguments.first, let right = arguments.last else { return nil }
    if let column = base(left), let number = number(right) {
      return .rescaled(column, factor: factor(name, number))
    }
    if name == "*" || name == "+", let column = base(right), let number = number(left) {
      return .rescaled(column, factor: factor(name, number))
    }
    return nil
  }

  private static func factor(_ name: String, _ number: String) -> String {
    switch name {
    case "/": "1/" + trimmed(number)
    case "*": trimmed(number)
    default: name + trimmed(number)
    }
  }

  /// `100.0` is `100`.
  private static func trimmed(_ number: String) -> String {
    guard number.utf8.contains(UInt8(ascii: ".")), !number.utf8.contains(UInt8(ascii: "e")) else {
      return number
    }
    var bytes = Array(number.utf8)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    return bytes.isEmpty ? "0" : String(decoding: bytes, as: UTF8.self)
  }

  private static func base(_ side: Expression) -> ObjectID? {
    if let column = side.bareColumn?.column { return column }
    if case .call("coalesce", let arguments) = side.withoutCasts, arguments.count == 2,
      arguments.last?.constant != nil
    {
      return arguments.first?.bareColumn?.column
    }
    return nil
  }

  private static func number(_ side: Expression) -> String? {
    switch side.constant {
    case .number(let text): text
    case .string, .boolean, .null, nil: nil
    }
  }

  /// Whether one factor takes the other back: `100` and `1/100`, `+1` and `-1`, `0.01` and `100`.
  static func areInverse(_ left: String, _ right: String) -> Bool {
    if left == "1/" + right || right == "1/" + left { return true }
    if left.hasPrefix("+") { return right == "-" + left.dropFirst() }
    if right.hasPrefix("+") { return left == "-" + right.dropFirst() }
    guard let first = value(left), let second = value(right) else { return false }
    let product = first * second
    return product > 0.999_999_999 && product < 1.000_000_001
  }

  private static func value(_ factor: String) -> Double? {
    if factor.hasPrefix("1/") {
      guard let divisor = Double(factor.dropFirst(2)), divisor != 0 else { return nil }
      return 1 / divisor
    }
    return factor.hasPrefix("+") || factor.hasPrefix("-") ? nil : Double(factor)
  }
}
