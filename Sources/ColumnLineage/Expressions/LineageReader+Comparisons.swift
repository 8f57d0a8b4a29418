import Domain
import SQLSyntax

extension LineageReader {
  /// Notes the literals of each side as compared with the columns of the other.
  mutating func compare(
    _ left: ColumnValue, _ right: ColumnValue, _ place: Place, _ match: LiteralMatch = .equal
  ) {
    note(right.literals, against: left, place, match)
    note(left.literals, against: right, place, match)
    if match == .equal { noteEquality(left, right, place) }
  }

  /// Columns of two reads that are compared; a value made of many is left out.
  private mutating func noteEquality(_ left: ColumnValue, _ right: ColumnValue, _ place: Place) {
    guard left.comparable.count <= 8, right.comparable.count <= 8 else { return }
    for first in left.comparable {
      for second in right.comparable where first != second {
        notes.equalities.insert(
          LineageNotes.Equality(
            left: min(first, second), right: max(first, second),
            ignoresCase: left.isFolded || right.isFolded, clause: place.clause))
      }
    }
  }

  mutating func note(
    _ literals: [ComparedLiteral], against value: ColumnValue, _ place: Place, _ match: LiteralMatch
  ) {
    let origins = value.comparable
    if literals.isEmpty || origins.isEmpty { return }
    let match = value.literals.isEmpty || match != .equal ? match : .other
    for literal in literals {
      if origins.count > 4 { spend(origins.count) }
      if isExhausted { return }
      for origin in origins {
        notes.comparisons.insert(
          LineageNotes.Comparison(
            origin: origin, literal: literal, match: match, ignoresCase: value.isFolded,
            clause: place.clause))
      }
    }
  }

  /// Notes the columns of each side that the other side fixes: a constant, or a column of another read.
  mutating func hold(_ left: ColumnValue, equalTo right: ColumnValue) {
    for origin in left.comparable where fixes(right, origin) { table.addKey(origin) }
    for origin in right.comparable where fixes(left, origin) { table.addKey(origin) }
  }

  private func fixes(_ value: ColumnValue, _ id: OriginID) -> Bool {
    if value.isConstant { return true }
    guard let origin = table.origin(id) else { return false }
    return value.sources.prefix(100).contains { table.origin($0)?.read != origin.read }
  }

  /// An operator between two values; a left-leaning run of them is followed without recursion.
  mutating func value(of node: Binary, _ place: Place) -> ColumnValue {
    var run = [node]
    while case .binary(let left)? = run.last?.left { run.append(left) }
    let inner = place.inside()
    guard var last = run.popLast() else { return ColumnValue() }
    if let row = rowComparison(last, place) {
      guard let next = run.popLast() else { return row }
      last = next
      return fold(row, last, run, place, inner)
    }
    return fold(value(last.left, inner), last, run, place, inner)
  }

  private mutating func fold(
    _ first: ColumnValue, _ node: Binary, _ rest: [Binary], _ place: Place, _ inner: Place
  ) -> ColumnValue {
    var rest = rest
    var node = node
    var left = first
    while true {
      let right = value(node.right, inner)
      if node.operation.isComparison {
        compare(left, right, place, node.operation.isOrder ? .other : .equal)
        if place.isCondition, rest.isEmpty, node.operation.isEquality { hold(left, equalTo: right) }
      } else if let match = node.operation.patternMatch {
        note(right.literals, against: left, place, match)
      }
      var builder = ValueBuilder()
      builder.add(left)
      builder.add(right)
      left = finish(builder)
      guard let next = rest.popLast() else { return left }
      node = next
    }
  }

  /// `(a, b) = (1, 2)`: field by field.
  private mutating func rowComparison(_ node: Binary, _ place: Place) -> ColumnValue? {
    guard case .row(let left) = node.left, case .row(let right) = node.right,
      node.operation.isComparison
    else { return nil }
    let fields = left.fields.map { value($0, place.inside()) }
    return matchRow(fields, right.fields, place, isEquality: node.operation.isEquality)
  }

  private mutating func matchRow(
    _ fields: [ColumnValue], _ others: [Expression], _ place: Place, isEquality: Bool
  ) -> ColumnValue {
    var builder = ValueBuilder()
    for field in fields { builder.add(field) }
    for (index, expression) in others.enumerated() {
      let other = value(expression, place.inside())
      builder.add(other)
      guard index < fields.count else { continue }
      compare(fields[index], other, place)
      if isEquality, place.isCondition { hold(fields[index], equalTo: other) }
    }
    return finish(builder)
  }

  /// `a between b and c`
  mutating func value(of node: Between, _ place: Place) -> ColumnValue {
    let inner = place.inside()
    let value = value(node.value, inner)
    var builder = ValueBuilder()
    builder.add(value)
    for bound in [node.low, node.high] {
      let bound = self.value(bound, inner)
      compare(value, bound, place, .other)
      builder.add(bound)
    }
    return finish(builder)
  }

  /// `a like 'x%'`: the pattern is kept as it is written, but for the character that escapes.
  mutating func value(of node: PatternMatch, _ place: Place) -> ColumnValue {
    let inner = place.inside()
    let value = value(node.value, inner)
    let pattern = self.value(node.pattern, inner)
    var builder = ValueBuilder()
    builder.add(value)
    builder.add(pattern)
    if let match = node.operation.patternMatch {
      if let escape = node.escape {
        let sign = self.value(escape, inner).literals.first?.text
        let literals = pattern.literals.map { $0.escaped(by: sign) }
        note(literals.compactMap { $0 }, against: value, place, match)
        if literals.contains(where: { $0 == nil }) { note(pattern.literals, against: value, place, .pattern) }
      } else {
        note(pattern.literals, against: value, place, match)
      }
    }
    return finish(builder)
  }

  /// `a in ('x', 'y')`, also of rows and of arrays.
  mutating func value(of node: InList, _ place: Place) -> ColumnValue {
    let inner = place.inside()
    var builder = ValueBuilder()
    var fields: [ColumnValue] = []
    if case .row(let row) = node.value, row.fields.count > 1 {
      fields = row.fields.map { self.value($0, inner) }
      for field in fields { builder.add(field) }
    }
    let value = fields.isEmpty ? self.value(node.value, inner) : ColumnValue()
    builder.add(value)
    var isFixed = true
    for item in node.items {
      if !fields.isEmpty, case .row(let row) = item {
        builder.add(matchRow(fields, row.fields, place, isEquality: !node.isNegated))
        continue
      }
      let other = self.value(item, inner)
      compare(value, other, place)
      isFixed = isFixed && other.isConstant
      builder.add(other)
      if isExhausted { break }
    }
    if place.isCondition, !node.isNegated, isFixed { hold(value, equalTo: .constant) }
    return finish(builder)
  }
}

extension Operator {
  /// Whether it tells whether two values are alike or in order.
  var isComparison: Bool {
    switch name {
    case "=", "<>", "<", ">", "<=", ">=", "<=>", "is distinct from", "is not distinct from", "in",
      "not in":
      true
    default: false
    }
  }

  /// Whether it tells which value comes first.
  var isOrder: Bool { name == "<" || name == ">" || name == "<=" || name == ">=" }

  /// Whether it holds for equal values only.
  var isEquality: Bool { name == "=" || name == "<=>" || name == "is not distinct from" || name == "in" }
}
