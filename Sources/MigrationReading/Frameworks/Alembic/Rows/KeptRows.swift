import Domain
import ScriptSyntax

/// Operations on rows as they are kept: rows of a loop put in their place, conditions of the program among their own.
extension AlembicReplay {
  /// Keeps an operation on rows.
  mutating func keepRows(_ operation: Operation) {
    var operation = operation
    var found = RowSources()
    let tests = conditions.map { found.unmarked(test($0)) }
    operation.kind = settled(operation.kind, tests, &found)
    let isTested = tests.allSatisfy { !$0.isUnknown } && Self.takesConditions(operation.kind)
    let isLoop = isInUnknownLoop && found.tables.isEmpty
    operation.isConditional =
      operation.isConditional || isConditionalOutside || isLoop || (!conditions.isEmpty && !isTested)
    result.operations.append(operation)
  }

  private func test(_ condition: FoldedCondition) -> Expression {
    let test = expression(condition.value)
    return condition.holds ? test : .call("not", [test])
  }

  private static func takesConditions(_ kind: OperationKind) -> Bool {
    switch kind {
    case .updateRows, .deleteRows, .insertFromQuery: true
    default: false
    }
  }

  /// The operation without marks: the row of a loop is the changed row itself, or one of another table.
  private func settled(_ kind: OperationKind, _ tests: [Expression], _ found: inout RowSources)
    -> OperationKind
  {
    let known = tests.filter { !$0.isUnknown }
    switch kind {
    case .updateRows(let table, let alias, let assignments, let inputs, let conditions):
      found.target = table
      let list = Self.withoutOwnKey(conditions, table, &found).map { found.unmarked($0) }
      let values = assignments.map { Assignment(column: $0.column, value: found.unmarked($0.value)) }
      return .updateRows(
        table, alias: alias, assignments: values, inputs: inputs + found.inputs,
        conditions: list + known.map { found.unmarked($0) })
    case .deleteRows(let table, let alias, let inputs, let conditions):
      found.target = table
      let list = Self.withoutOwnKey(conditions, table, &found).map { found.unmarked($0) }
      return .deleteRows(
        table, alias: alias, inputs: inputs + found.inputs,
        conditions: list + known.map { found.unmarked($0) })
    case .insertRows(let table, let columns, let rows, _):
      guard rows.count == 1, let row = rows.first else { return kind }
      let values = row.map { found.unmarked($0) }
      guard !found.tables.isEmpty else { return kind }
      // Rows made of the rows of a loop are rows of a query.
      let outputs = zip(values, columns).map { QueryOutput.expression($0, name: $1) }
      return .insertFromQuery(
        table, columns: columns, query: QueryShape(inputs: found.inputs, outputs: outputs, conditions: known))
    default: return kind
    }
  }

  /// Conditions without those by which the row of a loop is found again.
  private static func withoutOwnKey(
    _ conditions: [Expression], _ table: TableName, _ found: inout RowSources
  ) -> [Expression] {
    let kept = conditions.filter { condition in
      guard case .call("=", let sides) = condition, sides.count == 2,
        let left = sides[0].bareColumn, let right = sides[1].bareColumn
      else { return true }
      let mark = rowMark + table.display
      return !((left.qualifier == mark || right.qualifier == mark) && left.name == right.name)
    }
    if kept.count < conditions.count, !found.tables.contains(table) { found.tables.append(table) }
    return kept
  }

  /// A statement with the values of its parameters.
  func bind(_ kind: OperationKind, _ entries: [FoldedEntry]) -> OperationKind {
    var values: [String: Expression] = [:]
    for entry in entries {
      if let name = entry.key.text { values[":" + name] = expression(entry.value) }
    }
    let put: (Expression) -> Expression = { expression in
      expression.replacing { part in
        guard case .opaque(let text, _) = part else { return nil }
        return values[text]
      }
    }
    switch kind {
    case .updateRows(let table, let alias, let assignments, let inputs, let conditions):
      return .updateRows(
        table, alias: alias,
        assignments: assignments.map { Assignment(column: $0.column, value: put($0.value)) }, inputs: inputs,
        conditions: conditions.map(put))
    case .deleteRows(let table, let alias, let inputs, let conditions):
      return .deleteRows(table, alias: alias, inputs: inputs, conditions: conditions.map(put))
    case .insertRows(let table, let columns, let rows, let isComplete):
      return .insertRows(table, columns: columns, rows: rows.map { $0.map(put) }, isComplete: isComplete)
    default: return kind
    }
  }
}

/// The tables whose rows a loop goes through, as far as an operation uses them.
struct RowSources {
  /// The table that is changed.
  var target: TableName?
  /// Other tables, and the changed one if its own rows are gone through.
  var tables: [TableName] = []

  /// The tables other than the changed one.
  var inputs: [QueryInput] {
    tables.filter { $0 != target }.map { QueryInput(.table($0), alias: $0.name) }
  }

  /// The expression without marks.
  mutating func unmarked(_ expression: Expression) -> Expression {
    let mark = AlembicReplay.rowMark
    for column in expression.columns {
      guard let qualifier = column.qualifier, qualifier.hasPrefix(mark),
        let (table, _) = AlembicReplay.reference(String(qualifier.dropFirst(mark.count)) + ".x"),
        !tables.contains(table), tables.count < 20
      else { continue }
      tables.append(table)
    }
    let target = target
    return expression.replacing { part in
      func settled(_ column: ColumnReference) -> ColumnReference {
        guard let qualifier = column.qualifier, qualifier.hasPrefix(mark) else { return column }
        let name = String(qualifier.dropFirst(mark.count))
        let bare = name.split(separator: ".").last.map(String.init) ?? name
        return ColumnReference(qualifier: name == target?.display ? nil : bare, column.name)
      }
      switch part {
      case .column(let column): return .column(settled(column))
      case .opaque(let text, let columns): return .opaque(text: text, columns: columns.map(settled))
      case .literal, .call, .cast, .caseWhen, .concatenation: return nil
      }
    }
  }
}

extension Expression {
  /// The expression with parts replaced, outer before inner; what was put in is left alone.
  func replacing(_ replace: (Expression) -> Expression?) -> Expression {
    if let found = replace(self) { return found }
    switch self {
    case .column, .literal, .opaque: return self
    case .call(let name, let arguments): return .call(name, arguments.map { $0.replacing(replace) })
    case .cast(let inner, let type): return .cast(inner.replacing(replace), to: type)
    case .concatenation(let parts): return .concatenation(parts.map { $0.replacing(replace) })
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand?.replacing(replace),
        branches: branches.map {
          CaseBranch(condition: $0.condition.replacing(replace), result: $0.result.replacing(replace))
        }, otherwise: otherwise?.replacing(replace))
    }
  }

  /// Whether a part of it is not known.
  var isUnknown: Bool {
    if case .opaque = self { return true }
    return children.contains(where: \.isUnknown)
  }
}
