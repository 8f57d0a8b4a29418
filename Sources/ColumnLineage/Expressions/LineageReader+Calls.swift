import Domain
import SQLSyntax

extension LineageReader {
  /// What a call gives, with its filter, ordering and window.
  mutating func value(of call: FunctionCall, _ place: Place) -> ColumnValue {
    let name = call.name.name.folded
    let plain = plainValue(of: call, name, place)
    var builder = ValueBuilder()
    builder.add(plain)
    for item in call.orderBy { builder.add(value(item.value, place.inside(.ordering))) }
    for item in call.withinGroup { builder.add(value(item.value, place.inside(.ordering))) }
    if let filter = call.filter { builder.add(value(filter, place.inside(.filter))) }
    if let over = call.over { builder.add(value(of: over, place)) }
    var value = finish(builder)
    value.comparable = plain.comparable
    value.literals = plain.literals
    value.isFolded = plain.isFolded
    if FunctionMeaning.isCast(name), call.arguments.count == 1 {
      value.passesOn = plain.passesOn
      value.isCast = true
    }
    let isAggregate = call.over == nil && FunctionMeaning.isAggregate(call, name)
    if isAggregate { sawAggregate = true }
    if isAggregate || call.over != nil || name == QueryText.opaqueFunction { value.isConstant = false }
    return value
  }

  /// What the function makes of its arguments.
  private mutating func plainValue(of call: FunctionCall, _ name: String, _ place: Place) -> ColumnValue {
    if name == QueryText.opaqueFunction { return opaqueValue(call, place) }
    if name == "columns" { return severalColumns(call, place) }
    let inner = place.inside()
    var arguments: [ColumnValue] = []
    for argument in call.arguments {
      if isDatePart(argument.value, place), FunctionMeaning.takesDatePart(name) {
        arguments.append(.constant)
      } else {
        arguments.append(value(argument.value, inner))
      }
      if isExhausted { break }
    }
    compareArguments(arguments, name, place)
    var builder = ValueBuilder()
    let alternatives = FunctionMeaning.alternatives(name, arguments.count)
    for (index, argument) in arguments.enumerated() {
      if alternatives.contains(index) { builder.addAlternative(argument) } else { builder.add(argument) }
    }
    var value = finish(builder)
    if FunctionMeaning.changesCase(name) { value.isFolded = true }
    if FunctionMeaning.isCast(name), arguments.count == 1 { value.passesOn = arguments[0].passesOn }
    return value
  }

  /// Functions that compare their arguments.
  private mutating func compareArguments(_ arguments: [ColumnValue], _ name: String, _ place: Place) {
    guard let first = arguments.first, arguments.count > 1 else { return }
    switch name {
    case "decode" where arguments.count > 2, "decode_oracle":
      for index in stride(from: 1, to: arguments.count - 1, by: 2) {
        compare(first, arguments[index], place)
      }
    case "nullif", "equal_null", "equals", "list_contains", "list_has", "array_contains", "array_has",
      "list_position", "array_position", "list_indexof", "has", "isdistinctfrom":
      compare(first, arguments[1], place)
    case "startswith", "starts_with": compare(first, arguments[1], place, .prefix)
    case "endswith", "ends_with": compare(first, arguments[1], place, .suffix)
    case "contains", "strpos", "charindex", "instr", "locate", "position":
      compare(first, arguments[1], place, .contained)
    case "field":
      for other in arguments.dropFirst() { compare(first, other, place) }
    default:
      let flags = arguments.count > 2 ? arguments.last?.literals.first?.text : nil
      guard let match = PatternFunction.match(name, flags: flags) else { break }
      note(arguments[1].literals, against: first, place, match)
    }
  }

  /// Whether an argument is a bare word such as `month` that no column is known by.
  private mutating func isDatePart(_ expression: Expression, _ place: Place) -> Bool {
    guard case .column(let reference) = expression, reference.name.parts.count == 1,
      let part = reference.name.parts.first, !part.isQuoted,
      FunctionMeaning.dateParts.contains(part.text.folded)
    else { return false }
    let name = names.name(part.text)
    return !scopes[place.scope].tables.contains { $0.relation.column(name) != nil }
  }

  /// DuckDB's `columns('pattern')`: any column of the tables.
  private mutating func severalColumns(_ call: FunctionCall, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    for table in scopes[place.scope].tables where !table.isHidden {
      for column in table.relation.columns {
        use(column.value, place.clause, at: call.range.start, isNamed: false)
        builder.add(column.value)
      }
    }
    return finish(builder).asIngredient
  }

  /// What a window is made of.
  mutating func value(of reference: WindowReference, _ place: Place) -> ColumnValue {
    switch reference {
    case .named(let name): return namedWindow(name, place)
    case .specification(let specification): return value(of: specification, place)
    }
  }

  private mutating func namedWindow(_ identifier: Identifier, _ place: Place) -> ColumnValue {
    let name = names.name(identifier.text)
    var next: Int? = place.scope
    while let index = next, scopes.indices.contains(index) {
      if let window = scopes[index].windows[name] { return window }
      next = scopes[index].parent
    }
    return ColumnValue()
  }

  /// What a window is made of; its columns are noted as used.
  mutating func value(of specification: WindowSpecification, _ place: Place) -> ColumnValue {
    let place = place.inside(.window)
    var builder = ValueBuilder()
    if let base = specification.base { builder.add(namedWindow(base, place)) }
    for key in specification.partitionBy { builder.add(value(key, place)) }
    for key in specification.orderBy { builder.add(value(key.value, place)) }
    if let frame = specification.frame {
      for bound in [frame.start, frame.end ?? .currentRow] {
        switch bound {
        case .preceding(let distance), .following(let distance): builder.add(value(distance, place))
        case .unboundedPreceding, .currentRow, .unboundedFollowing: break
        }
      }
    }
    return finish(builder).asIngredient
  }
}
