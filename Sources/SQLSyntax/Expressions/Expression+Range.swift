extension Expression {
  /// Where the expression stands.
  package var range: ByteRange {
    switch self {
    case .column(let node): node.range
    case .star(let node): node.range
    case .literal(let node): node.range
    case .parameter(let node): node.range
    case .defaultValue(let range), .unparsed(let range): range
    case .unary(let node): node.range
    case .binary(let node): node.range
    case .chain(let node): node.range
    case .quantified(let node): node.range
    case .between(let node): node.range
    case .match(let node): node.range
    case .inList(let node): node.range
    case .inQuery(let node): node.range
    case .test(let node): node.range
    case .call(let node): node.range
    case .cast(let node): node.range
    case .conditional(let node): node.range
    case .subquery(let node), .exists(let node), .arrayQuery(let node): node.range
    case .array(let node): node.range
    case .row(let node): node.range
    case .structure(let node): node.range
    case .element(let node): node.range
    case .field(let node): node.range
    case .collate(let node): node.range
    case .lambda(let node): node.range
    }
  }
}
