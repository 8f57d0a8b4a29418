import Domain

/// What a key takes out of a JSON document that the same expression builds: `json_build_object('a', x) ->> 'a'` is `x`.
enum BuiltDocument {
  private static let builders: Set<String> = ["json_build_object", "jsonb_build_object", "json_object"]

  /// Functions that put documents into a list or take them out of it again.
  private static let lists: Set<String> = [
    "json_agg", "jsonb_agg", "json_arrayagg", "json_array_elements", "jsonb_array_elements",
    "json_group_array",
    "json_build_array", "jsonb_build_array", "json_array",
  ]

  private static let keys: Set<String> = ["->", "->>", "json_extract_path_text", "jsonb_extract_path_text"]

  /// The expression with values in the place of what takes them out of documents; stops at the depth limit.
  static func opened(_ expression: Expression, depth: Int = 0) -> Expression {
    guard depth < expressionDepthLimit else { return expression }
    func inner(_ part: Expression) -> Expression { opened(part, depth: depth + 1) }
    switch expression {
    case .column, .literal, .opaque:
      return expression
    case .call(let name, let arguments):
      let parts = arguments.map(inner)
      if keys.contains(name), parts.count == 2, let document = parts.first,
        let key = parts.last?.constant?.text, let value = value(of: key, in: document)
      {
        return value
      }
      return .call(name, parts)
    case .cast(let part, let type):
      return .cast(inner(part), to: type)
    case .concatenation(let parts):
      return .concatenation(parts.map(inner))
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand.map(inner),
        branches: branches.map { CaseBranch(condition: inner($0.condition), result: inner($0.result)) },
        otherwise: otherwise.map(inner))
    }
  }

  /// The value that a built document has under a key, lists of such documents looked through.
  private static func value(of key: String, in document: Expression) -> Expression? {
    var current = document.withoutCasts
    for _ in 0..<expressionDepthLimit {
      guard case .call(let name, let arguments) = current else { return nil }
      if builders.contains(name) {
        guard arguments.count.isMultiple(of: 2) else { return nil }
        let places = arguments.indices.filter { $0.isMultiple(of: 2) }
        let place = places.first { arguments[$0].constant?.text == key }
        return place.flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
      }
      // A number takes one document out of a list of documents that are all built alike.
      let isList = lists.contains(name) || (keys.contains(name) && isNumber(arguments.last))
      guard isList, let next = arguments.first else { return nil }
      current = next.withoutCasts
    }
    return nil
  }

  private static func isNumber(_ expression: Expression?) -> Bool {
    switch expression?.constant {
    case .number: return true
    case .string, .boolean, .null, nil: break
    }
    if case .call("-", let arguments)? = expression, arguments.count == 1 { return isNumber(arguments.first) }
    return false
  }
}
