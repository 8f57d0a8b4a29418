import Domain
import SQLSyntax

extension LineageReader {
  /// A value that a query gives, or is asked for.
  mutating func queryValue(_ expression: Expression, _ place: Place) -> ColumnValue {
    switch expression {
    case .subquery(let node), .arrayQuery(let node):
      let relation = relation(of: node.query, around(place))
      scopes[place.scope].subqueryReads += relation.rawReads
      var value = relation.columns.first?.value ?? ColumnValue()
      if relation.columns.isEmpty, let opening = relation.opening { value.sources = opening.sources }
      value.isConstant = false
      return value
    case .exists(let node):
      _ = relation(of: node.query, around(place))
      return ColumnValue()
    case .inQuery(let node): return value(of: node, place)
    case .quantified(let node): return value(of: node, place)
    case .column, .star, .literal, .parameter, .defaultValue, .unary, .binary, .chain, .between, .match,
      .inList, .test, .call, .cast, .conditional, .array, .row, .structure, .element, .field, .collate,
      .lambda, .unparsed:
      return ColumnValue()
    }
  }

  /// A subquery's select list counts for the clause that it stands in.
  private func around(_ place: Place) -> Surroundings {
    Surroundings(
      frame: scopes[place.scope].frame, scope: place.scope, clause: place.clause, depth: place.depth + 1)
  }

  private mutating func value(of node: InQuery, _ place: Place) -> ColumnValue {
    let inner = place.inside()
    var fields: [ColumnValue] = []
    if case .row(let row) = node.value {
      fields = row.fields.map { value($0, inner) }
    } else {
      fields = [value(node.value, inner)]
    }
    return match(fields, relation(of: node.query, around(place)), place, isEquality: !node.isNegated)
  }

  private mutating func match(
    _ fields: [ColumnValue], _ relation: Relation, _ place: Place, isEquality: Bool
  ) -> ColumnValue {
    var builder = ValueBuilder()
    for (field, column) in zip(fields, relation.columns) {
      compare(field, column.value, place)
      if isEquality, place.isCondition { hold(field, equalTo: column.value) }
      builder.add(column.value)
    }
    for field in fields { builder.add(field) }
    var value = finish(builder)
    value.isConstant = false
    return value
  }

  /// `a = any (...)`, with an array written as such or as a string.
  private mutating func value(of node: Quantified, _ place: Place) -> ColumnValue {
    let left = value(node.left, place.inside())
    let isEquality = node.operation.isEquality && !node.isAll
    switch node.operand {
    case .query(let query):
      return match([left], relation(of: query, around(place)), place, isEquality: isEquality)
    case .value(let expression):
      var right = value(expression, place.inside())
      right.literals = right.literals.flatMap(\.arrayElements)
      if node.operation.isComparison {
        compare(left, right, place)
        if isEquality, place.isCondition { hold(left, equalTo: right) }
      } else if let match = node.operation.patternMatch {
        note(right.literals, against: left, place, match)
      }
      var builder = ValueBuilder()
      builder.add(left)
      builder.add(right)
      return finish(builder)
    }
  }
}

extension ComparedLiteral {
  /// The elements of PostgreSQL's array text `{a,"b c"}`; any other literal stands for itself.
  fileprivate var arrayElements: [ComparedLiteral] {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else {
      return [self]
    }
    var elements: [ComparedLiteral] = []
    for piece in bytes.dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
      var piece = piece.drop { $0 == UInt8(ascii: " ") }
      while piece.last == UInt8(ascii: " ") { piece = piece.dropLast() }
      if piece.count >= 2, piece.first == UInt8(ascii: "\""), piece.last == UInt8(ascii: "\"") {
        piece = piece.dropFirst().dropLast()
      }
      elements.append(ComparedLiteral(text: String(decoding: piece, as: UTF8.self), offset: offset))
    }
    return elements
  }
}
