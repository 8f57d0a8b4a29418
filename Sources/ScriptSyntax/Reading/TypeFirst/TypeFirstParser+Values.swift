/// Values of languages that write types before names.
extension TypeFirstParser {
  /// One value, or an assignment.
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    let value = try assigned()
    leave()
    return value
  }

  /// `a = b`, `a += b`
  private mutating func assigned() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let target = try conditional()
    guard let operation = assignmentOperator else { return target }
    advance()
    let value = at("{") ? try arrayInitializer() : try expression()
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: operation, annotation: nil, value: value, range: range(from: start)))
  }

  /// `a ? b : c`
  mutating func conditional() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    let condition = try binary(TypeLevel.coalesce)
    guard accept("?") else { return condition }
    let then = try expression()
    try expect(":", ":")
    let otherwise = try expression()
    return .conditional(
      ScriptConditional(condition: condition, then: then, otherwise: otherwise, range: range(from: start)))
  }

  /// Whether a range has no end.
  var endsRange: Bool { at("]") || at(")") || at(",") || at(";") || at("}") }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? { signOperator }

  /// A value with the signs, words and types in brackets before it.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(.sign) {
      if let operation = prefix { return try signed(operation, start) }
      if at("("), let end = castEnd {
        try enter()
        position = end
        let value = try unary()
        leave()
        return value
      }
    } else if at(.word), let found = try worded(start) {
      return found
    }
    return try postfixed()
  }

  private var prefix: ScriptOperator? {
    switch ScriptWord(code: current.code) {
    case "!": .not
    case "-": .negate
    case "+": .plus
    case "~": .bitNot
    case "++", "--", "^", "&", "*", "..": .word
    default: nil
    }
  }

  private mutating func signed(_ operation: ScriptOperator, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    try enter()
    let step: ScriptOperator? = at("++") ? .add : at("--") ? .subtract : nil
    let isSpread = at("..")
    advance()
    let value = isSpread && endsRange ? .null(range(from: start)) : try unary()
    leave()
    let range = range(from: start)
    if isSpread { return .spread(value, range) }
    if let step { return stepped(value, step, range) }
    return .unary(ScriptUnary(operation: operation, operand: value, range: range))
  }

  /// The place past `(int)` before a value; nil for a value in brackets.
  private var castEnd: Int? {
    guard let end = typeEnd(position + 1), isSign(token(end), ")") else { return nil }
    let next = token(end + 1)
    let isPlain = end == position + 2 && Self.isPredefined(token(position + 1))
    let isMarked = isSign(token(end - 1), "?") || isSign(token(end - 1), "]")
    switch next.kind {
    case .word:
      guard !isReserved(next) else {
        switch ScriptWord(code: next.code) {
        case "new", "this", "base", "super", "null", "true", "false", "typeof", "nameof", "sizeof", "default",
          "await":
          return end + 1
        default: return nil
        }
      }
      return ["switch", "with"].contains(text(next)) ? nil : end + 1
    case .number, .string, .template: return end + 1
    case .sign:
      if isSign(next, "(") || isSign(next, "!") || isSign(next, "~") { return end + 1 }
      let isSigned = isSign(next, "-") || isSign(next, "+") || isSign(next, "[")
      return (isPlain || isMarked) && isSigned ? end + 1 : nil
    default: return nil
    }
  }

  /// Whether a token is a keyword for a type.
  static func isPredefined(_ token: ScriptToken) -> Bool {
    guard token.kind == .word else { return false }
    switch ScriptWord(code: token.code) {
    case "int", "string", "bool", "boolean", "long", "short", "byte", "sbyte", "uint", "ulong", "ushort",
      "decimal", "double", "float", "char", "object":
      return true
    default: return false
    }
  }

  static func withoutSuffix(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let isHexadecimal = bytes.count > 1 && bytes[1] == UInt8(ascii: "x")
    while let last = bytes.last, bytes.count > 1 {
      let isSuffix =
        last == UInt8(ascii: "l") || last == UInt8(ascii: "u")
        || !isHexadecimal
          && (last == UInt8(ascii: "f") || last == UInt8(ascii: "d") || last == UInt8(ascii: "m"))
      guard isSuffix else { break }
      bytes.removeLast()
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
