import Domain
import SQLSyntax

extension ScriptReader {
  /// UPDATE. Values that come from a subquery over other tables become updates from these tables, so that what is
  /// copied can be followed: `set a = (select s.a from s where s.id = t.id)`.
  mutating func performUpdate(_ syntax: Update, _ frame: StatementFrame) {
    defer { for other in syntax.further { performUpdate(other, frame) } }
    var translator = frame.translator()
    if let with = syntax.with { translator.commonTables.bring(with) }
    performDataModifyingParts(syntax.with, frame)
    let table = TableName(syntax.table.name)
    let alias = syntax.table.alias?.name?.text
    var source = QueryShape(inputs: [], outputs: [])
    for reference in syntax.from { translator.add(reference, to: &source) }
    let conditions = source.conditions + translator.conditions(syntax.filter)
    var assignments: [NeutralAssignment] = []
    for assignment in syntax.assignments {
      guard let copy = copy(assignment, of: syntax.table, translator) else {
        assignments += plain(assignment, of: syntax.table, translator)
        continue
      }
      emit(
        .updateRows(
          table, alias: alias, assignments: copy.assignments, inputs: source.inputs + copy.inputs,
          conditions: conditions + copy.conditions), assignment.range, frame)
    }
    if !assignments.isEmpty {
      let rounds = frame.loopInputs(assignments.map(\.value) + conditions)
      emit(
        .updateRows(
          table, alias: alias, assignments: assignments, inputs: source.inputs + rounds,
          conditions: conditions), syntax.range, rounds.isEmpty ? frame : frame.inEachRound())
    }
  }

  /// `a = x`, and `(a, b) = (x, y)` one by one.
  func plain(
    _ syntax: SyntaxAssignment, of table: NamedTable, _ translator: SyntaxTranslator
  ) -> [NeutralAssignment] {
    if !syntax.isRow, let target = syntax.targets.first {
      let value = translator.expression(syntax.value)
      let isPart =
        !target.subscripts.isEmpty
        || target.name.parts.count > 1 && Self.column(target, of: table) != target.name.name
      return [
        NeutralAssignment(
          column: Self.column(target, of: table),
          value: isPart ? translator.opaque(syntax.range, [value]) : value)
      ]
    }
    if case .row(let row) = syntax.value, row.fields.count == syntax.targets.count {
      return zip(syntax.targets, row.fields).map { target, value in
        NeutralAssignment(column: Self.column(target, of: table), value: translator.expression(value))
      }
    }
    let value = translator.expression(syntax.value)
    return syntax.targets.map { NeutralAssignment(column: Self.column($0, of: table), value: value) }
  }

  /// Assignments from a subquery as an update from its tables; nil if the value is something else.
  private func copy(
    _ syntax: SyntaxAssignment, of table: NamedTable, _ translator: SyntaxTranslator
  ) -> (assignments: [NeutralAssignment], inputs: [QueryInput], conditions: [NeutralExpression])? {
    guard case .subquery(let node) = syntax.value else { return nil }
    let shape = translator.shape(of: node.query)
    guard !shape.inputs.isEmpty, shape.unionBranches.isEmpty, shape.grouping == nil, !shape.isAggregate,
      shape.outputs.count == syntax.targets.count
    else { return nil }
    // Inside of the subquery a bare name is a column of its own table first.
    let inner = shape.inputs.count == 1 ? shape.inputs[0].alias : nil
    var assignments: [NeutralAssignment] = []
    for (target, output) in zip(syntax.targets, shape.outputs) {
      guard case .expression(let value, _) = output else { return nil }
      assignments.append(
        NeutralAssignment(column: Self.column(target, of: table), value: value.qualified(by: inner)))
    }
    return (assignments, shape.inputs, shape.conditions.map { $0.qualified(by: inner) })
  }
}

extension NeutralExpression {
  /// The expression with bare columns made columns of an input; without an input unchanged.
  func qualified(by qualifier: String?) -> NeutralExpression {
    guard let qualifier else { return self }
    switch self {
    case .column(let column):
      return column.qualifier == nil ? .column(NeutralColumn(qualifier: qualifier, column.name)) : self
    case .literal: return self
    case .call(let name, let arguments): return .call(name, arguments.map { $0.qualified(by: qualifier) })
    case .cast(let inner, let type): return .cast(inner.qualified(by: qualifier), to: type)
    case .concatenation(let parts): return .concatenation(parts.map { $0.qualified(by: qualifier) })
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand?.qualified(by: qualifier),
        branches: branches.map {
          CaseBranch(
            condition: $0.condition.qualified(by: qualifier), result: $0.result.qualified(by: qualifier))
        },
        otherwise: otherwise?.qualified(by: qualifier))
    case .opaque(let text, let columns):
      return .opaque(
        text: text,
        columns: columns.map { $0.qualifier == nil ? NeutralColumn(qualifier: qualifier, $0.name) : $0 })
    }
  }
}
