import Domain

/// Whether all letters that an expression can give are capital or all small, whatever it reads.
enum LetterCase {
  /// What holds for every value that the expression gives; nil when letters may be of either kind.
  static func of(_ expression: Expression) -> ValueRewrite? {
    let found = cases(expression, depth: 0)
    return found.count == 1 ? found.first : nil
  }

  private static let both: Set<ValueRewrite> = [.uppercase, .lowercase]

  /// Functions that give letters of their first argument as they are.
  private static let keeping: Set<String> = [
    "trim", "btrim", "ltrim", "rtrim", "left", "right", "substring", "substr", "mid", "split_part", "reverse",
    "nullif", "lpad", "rpad", "regexp_substr", "strip", "squeeze",
  ]

  private static func cases(_ expression: Expression, depth: Int) -> Set<ValueRewrite> {
    guard depth < expressionDepthLimit else { return [] }
    switch expression {
    case .literal(let literal): return cases(literal.text ?? "")
    case .cast(let inner, _): return cases(inner, depth: depth + 1)
    case .concatenation(let parts): return common(parts, depth: depth)
    case .caseWhen(_, let branches, let otherwise):
      return common(branches.map(\.result) + [otherwise].compactMap { $0 }, depth: depth)
    case .call(let name, let arguments): return cases(of: name, arguments, depth: depth)
    case .column, .opaque: return []
    }
  }

  private static func cases(of name: String, _ arguments: [Expression], depth: Int) -> Set<ValueRewrite> {
    switch name.lowercased() {
    case "upper", "ucase", "upcase": return [.uppercase]
    case "lower", "lcase", "downcase": return [.lowercase]
    case "coalesce", "ifnull", "nvl", "concat", "concat_ws": return common(arguments, depth: depth)
    case "replace", "regexp_replace", "translate":
      let given = arguments.first.map { [$0] } ?? []
      return common(given + arguments.dropFirst(2).prefix(1), depth: depth)
    case let own where keeping.contains(own):
      guard let first = arguments.first else { return [] }
      // What is padded with stands behind.
      return own.hasSuffix("pad")
        ? common([first] + arguments.dropFirst(2), depth: depth) : cases(first, depth: depth + 1)
    default: return []
    }
  }

  private static func common(_ parts: [Expression], depth: Int) -> Set<ValueRewrite> {
    guard !parts.isEmpty else { return [] }
    return parts.reduce(both) { $0.intersection(cases($1, depth: depth + 1)) }
  }

  private static func cases(_ text: String) -> Set<ValueRewrite> {
    var found: Set<ValueRewrite> = []
    if text == text.uppercased() { found.insert(.uppercase) }
    if text == text.lowercased() { found.insert(.lowercase) }
    return found
  }
}
