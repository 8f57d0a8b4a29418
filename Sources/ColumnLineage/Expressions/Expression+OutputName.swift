import SQLSyntax

extension Expression {
  /// The name of an output without alias, as PostgreSQL gives it; other databases agree for plain columns.
  var outputName: String {
    var expression = self
    for _ in 0..<100 {
      switch expression {
      case .column(let node): return node.name.name
      case .call(let node): return node.name.name
      case .cast(let node): expression = node.value
      case .collate(let node): expression = node.value
      case .element(let node): expression = node.base
      case .field(let node): return node.field?.text ?? Self.noName
      case .conditional: return "case"
      case .exists: return "exists"
      case .array, .arrayQuery: return "array"
      case .row: return "row"
      case .subquery(let node): return node.query.outputName ?? Self.noName
      case .star, .literal, .parameter, .defaultValue, .unary, .binary, .chain, .quantified, .between,
        .match, .inList, .inQuery, .test, .structure, .lambda, .unparsed:
        return Self.noName
      }
    }
    return Self.noName
  }

  private static let noName = "?column?"
}

extension Query {
  /// The name of the first output, when it is a plain column or has an alias.
  fileprivate var outputName: String? {
    guard case .select(let select) = body, let item = select.items.first else { return nil }
    if let alias = item.alias { return alias.text }
    if case .column(let reference) = item.value { return reference.name.name }
    return nil
  }
}
