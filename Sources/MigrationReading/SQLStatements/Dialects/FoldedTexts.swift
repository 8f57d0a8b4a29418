import SQLSyntax

/// The texts that a variable of a script may hold, as far as they can be told by reading.
struct FoldedTexts {
  /// The texts, in the order in which they are written; several where a condition chooses.
  var texts: [String]
  /// Whether a part of them is not known; it stands as `unknownPart`.
  var hasUnknownPart = false
  /// What the unknown part was read from, for the catalogue's names of defaults and foreign keys.
  var origin = ""

  /// How an unknown part is spelled: a name that a statement can be read with.
  static let unknownPart = "tidegate_unknown"
  private static let countLimit = 16
  private static let byteLimit = 64 << 10

  /// Folds an expression; nil when not even its form is known.
  static func fold(_ value: SyntaxExpression, _ variables: [String: FoldedTexts], depth: Int = 0)
    -> FoldedTexts?
  {
    guard depth < 40 else { return nil }
    switch value {
    case .literal(let literal):
      switch literal.value {
      case .string(let text), .number(let text): return FoldedTexts(texts: [text])
      case .null: return FoldedTexts(texts: [""])
      case .boolean, .bits: return nil
      }
    case .parameter(let parameter): return variables[parameter.text.lowercased()]
    case .cast(let cast): return fold(cast.value, variables, depth: depth + 1)
    case .binary(let node) where node.operation.name == "+":
      return joined([node.left, node.right], variables, depth)
    case .chain(let node) where node.operation.name == "||": return joined(node.operands, variables, depth)
    case .call(let call): return folded(call, variables, depth)
    case .subquery(let node): return folded(node.query, variables, depth)
    default: return nil
    }
  }

  private static func folded(
    _ call: FunctionCall, _ variables: [String: FoldedTexts], _ depth: Int
  ) -> FoldedTexts? {
    let values = call.arguments.map(\.value)
    switch call.name.name.lowercased() {
    case "concat": return joined(values, variables, depth)
    case "if", "iif":
      guard values.count == 3 else { return nil }
      return either(values.dropFirst(), variables, depth)
    case "ifnull", "coalesce", "isnull": return either(values[...], variables, depth)
    case "quotename", "trim", "upper", "lower":
      return values.first.flatMap { fold($0, variables, depth: depth + 1) }
    default: return nil
    }
  }

  /// `(select if(count(*) > 0, 'a', 'b') from information_schema...)`
  private static func folded(_ query: Query, _ variables: [String: FoldedTexts], _ depth: Int) -> FoldedTexts?
  {
    guard case .select(let select) = query.body, select.items.count == 1 else { return nil }
    return fold(select.items[0].value, variables, depth: depth + 1)
  }

  private static func either(
    _ values: ArraySlice<SyntaxExpression>, _ variables: [String: FoldedTexts], _ depth: Int
  ) -> FoldedTexts? {
    var result = FoldedTexts(texts: [])
    for value in values {
      guard let found = fold(value, variables, depth: depth + 1) else { return nil }
      result.texts += found.texts
      result.hasUnknownPart = result.hasUnknownPart || found.hasUnknownPart
      result.origin += found.origin
    }
    return result.texts.count <= countLimit ? result : nil
  }

  private static func joined(
    _ values: [SyntaxExpression], _ variables: [String: FoldedTexts], _ depth: Int
  ) -> FoldedTexts? {
    var result = FoldedTexts(texts: [""])
    for value in values {
      let part =
        fold(value, variables, depth: depth + 1) ?? FoldedTexts(texts: [unknownPart], hasUnknownPart: true)
      result.hasUnknownPart = result.hasUnknownPart || part.hasUnknownPart
      result.origin += part.origin
      result.texts = result.texts.flatMap { text in part.texts.map { text + $0 } }
      guard result.texts.count <= countLimit, result.texts.allSatisfy({ $0.utf8.count <= byteLimit }) else {
        return nil
      }
    }
    return result
  }
}
