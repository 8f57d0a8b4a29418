import Domain
import SQLSyntax

extension LineageReader {
  /// A macro nobody knows, in the place of a value: its strings that name a column of an input are uses.
  mutating func opaqueValue(_ call: FunctionCall, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    for argument in call.arguments {
      if case .literal(let literal) = argument.value, case .string(let text) = literal.value {
        builder.add(opaqueColumn(names.name(text), literal.range.start, place))
      } else {
        builder.add(value(argument.value, place.inside(.opaque)))
      }
    }
    var value = finish(builder).asIngredient
    value.isConstant = false
    return value
  }

  private mutating func opaqueColumn(_ name: Name, _ offset: Int32, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    var next: Int? = place.scope
    while let index = next, scopes.indices.contains(index) {
      next = scopes[index].parent
      for scopeTable in scopes[index].tables {
        if let column = scopeTable.relation.column(name) {
          for origin in column.value.sources { use(origin, .opaque, at: offset, isNamed: true) }
          builder.add(column.value)
        } else if let opening = scopeTable.relation.opening, !opening.hidden.contains(name) {
          for read in opening.reads {
            let origin = table.origin(read, name)
            use(origin, .opaque, at: offset, isNamed: true)
            builder.add(ColumnValue(origin: origin))
          }
        }
      }
    }
    return finish(builder)
  }

  /// A macro nobody knows, in FROM: arguments that are relations are read, the others name columns of them.
  mutating func opaqueTable(_ call: FunctionCall, _ place: Place) -> Relation {
    var columns: [RelationColumn] = []
    var opening = Opening(isForeign: true)
    var texts: [(name: Name, offset: Int32)] = []
    var reads: [ReadID] = []
    for argument in call.arguments {
      guard let text = argument.value.plainText else {
        _ = value(argument.value, place.inside(.opaque))
        continue
      }
      let name = names.name(text)
      if let asset = query.relations[names.text(name)] {
        let relation = input(asset, at: argument.value.range.start)
        columns += relation.columns
        opening = Opening.union(opening, relation.opening) ?? opening
        reads += relation.rawReads
      } else {
        texts.append((name, argument.value.range.start))
      }
    }
    opening.reads = (opening.reads + reads).sortedUnique
    for text in texts {
      for column in columns where column.name == text.name { use(column.value, .opaque, at: text.offset) }
      _ = opaqueColumn(text.name, text.offset, place)
    }
    return Relation(columns: columns, opening: opening, rawReads: reads)
  }
}

extension Expression {
  /// The text of a string literal or a plain name.
  fileprivate var plainText: String? {
    switch self {
    case .literal(let literal):
      if case .string(let text) = literal.value { return text }
      return nil
    case .column(let reference): return reference.name.parts.count == 1 ? reference.name.name : nil
    case .star, .parameter, .defaultValue, .unary, .binary, .chain, .quantified, .between, .match, .inList,
      .inQuery, .test, .call, .cast, .conditional, .subquery, .exists, .array, .arrayQuery, .row, .structure,
      .element, .field, .collate, .lambda, .unparsed:
      return nil
    }
  }
}
