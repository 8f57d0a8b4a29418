import Domain

/// Which rows a statement touches, as far as its conditions can be read.
struct RowCondition: Hashable, Sendable {
  /// One column and the constants that it must have.
  struct Term: Hashable, Sendable {
    /// The column as the statement names it.
    let column: ColumnReference
    /// The constants; NULL stands as `.null`.
    let values: [Literal]
    /// Whether the column must have none of them.
    let isNegated: Bool
  }

  /// Conditions that compare a column with constants.
  private(set) var terms: [Term] = []
  /// Whether something else limits the rows: a condition that was not read, EXISTS, a comparison by size.
  private(set) var hasOther = false
  /// Whether rows are only matched with another table by columns.
  private(set) var isJoined = false

  /// Reads conditions that must all hold.
  init(_ conditions: [Expression]) {
    for part in conditions.flatMap(\.conditionParts) { read(part) }
  }

  /// Whether no condition is left but joins: every row is touched.
  var isEmpty: Bool { terms.isEmpty && !hasOther }

  private mutating func read(_ part: Expression) {
    if case .literal(.boolean(true)) = part { return }
    if let term = RowCondition.term(part) {
      terms.append(term)
    } else if case .call("=", let sides) = part, sides.count == 2, sides.allSatisfy({ $0.bareColumn != nil })
    {
      isJoined = true
    } else {
      hasOther = true
    }
  }

  /// `column = 'a'`, `in`, `is null`, a bare boolean column, their negations, and alternatives of one column.
  static func term(_ part: Expression) -> Term? {
    let choices = part.alternativeParts
    if choices.count > 1 {
      let terms = choices.compactMap(simpleTerm)
      guard terms.count == choices.count, let first = terms.first,
        terms.allSatisfy({ sameColumn($0.column, first.column) && !$0.isNegated })
      else { return nil }
      return Term(column: first.column, values: terms.flatMap(\.values), isNegated: false)
    }
    return simpleTerm(part)
  }

  private static func sameColumn(_ left: ColumnReference, _ right: ColumnReference) -> Bool {
    left.column != nil ? left.column == right.column : left.name == right.name
  }

  private static func simpleTerm(_ part: Expression) -> Term? {
    switch part.withoutCasts {
    case .column(let reference):
      return Term(column: reference, values: [.boolean(true)], isNegated: false)
    case .call("not", let arguments):
      guard let inner = arguments.first.flatMap(simpleTerm) else { return nil }
      return Term(column: inner.column, values: inner.values, isNegated: !inner.isNegated)
    case .call(let name, let arguments):
      return comparison(name, arguments)
    case .literal, .cast, .caseWhen, .concatenation, .opaque:
      return nil
    }
  }

  private static func comparison(_ name: String, _ arguments: [Expression]) -> Term? {
    guard let first = arguments.first else { return nil }
    switch name {
    case "=", "==", "in", "<>", "!=", "not in", "any", "is", "is not", "is distinct from",
      "is not distinct from":
      let isNegated = ["<>", "!=", "not in", "is not", "is distinct from"].contains(name)
      if let column = tested(first), let values = Expression.constants(in: Array(arguments.dropFirst())),
        !values.isEmpty
      {
        return Term(column: column, values: values, isNegated: isNegated)
      }
      if arguments.count == 2, let value = first.constant, let column = arguments.last.flatMap(tested) {
        return Term(column: column, values: [value], isNegated: isNegated)
      }
      return nil
    case "is null", "isnull": return tested(first).map { Term(column: $0, values: [.null], isNegated: false) }
    case "is not null", "notnull":
      return tested(first).map { Term(column: $0, values: [.null], isNegated: true) }
    case "is true", "is not false":
      return tested(first).map { Term(column: $0, values: [.boolean(true)], isNegated: false) }
    case "is false", "is not true":
      return tested(first).map { Term(column: $0, values: [.boolean(false)], isNegated: false) }
    default: return nil
    }
  }

  /// The column that is compared, through casts and changes of case.
  private static func tested(_ side: Expression) -> ColumnReference? {
    if let column = side.bareColumn { return column }
    if case .call(let name, let arguments) = side.withoutCasts,
      ["lower", "upper", "trim", "btrim"].contains(name),
      arguments.count == 1
    {
      return arguments.first?.bareColumn
    }
    return nil
  }
}
