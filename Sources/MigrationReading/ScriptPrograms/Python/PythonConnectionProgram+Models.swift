import Domain
import ScriptSyntax

/// Rows that models change.
extension PythonConnectionProgram {
  /// What a call of a model does; what is not understood is a blind spot.
  mutating func performModels(_ call: FoldedCall) {
    if assignRow(call) { return }
    if let change = models?.change(call) {
      switch change {
      case .known(let kind): output.emit(kind, at: call.range)
      case .sql(let text, let values): execute(text, values, at: call.range)
      case .unknown(let table): reportRows(call, table.map { [$0] } ?? [])
      case .none: break
      }
      return
    }
    guard let root = call.chain.first?.written, root.first.map({ $0.isUppercase }) ?? false,
      PythonRowChange.writes.contains(call.name)
    else { return }
    reportRows(call, [])
  }

  private mutating func execute(_ text: FoldedValue, _ values: [FoldedValue], at range: ScriptRange) {
    let list = FoldedValue(.list(values), at: range)
    let filled =
      values.isEmpty ? text : PythonMarks(spelling: spelling, values: list, hasBraces: true).filled(text)
    output.run(filled, bindings: values.isEmpty ? nil : list, at: text.located == nil ? range : text.range)
  }

  private mutating func reportRows(_ call: FoldedCall, _ tables: [TableName]) {
    output.report(
      "dynamic-rows", "the rows that \"\(call.name)\" changes are given as models", at: call.range,
      .mayChangeRows, tables: tables)
  }

  /// `user.street = user.address.split(", ")[0]` in a loop over the rows of a model, which it saves later: a change of
  /// the row that the loop is at. False for other calls.
  private mutating func assignRow(_ call: FoldedCall) -> Bool {
    guard let models, case .member(let member) = call.callee.content,
      case .element(let row) = member.receiver.content,
      let source = row.receiver.call, let query = models.query(source)
    else { return false }
    guard call.name.hasSuffix("=") else {
      // What is saved is what was assigned.
      return call.name == "save"
    }
    guard let value = call.positional.first else { return true }
    guard let column = query.columnName(String(call.name.dropLast())) else { return true }
    var rewriting = RowRewriting(models: models)
    var key = member
    key.name = query.key
    let used = [
      FoldedArgument(rewriting.rewritten(value)),
      FoldedArgument(rewriting.rewritten(FoldedValue(.member(key), at: call.range))),
    ]
    var change = call
    change.arguments = used
    let outer = output.executed
    output.executed = outer.map { executed in
      var executed = executed
      executed.call.conditions = executed.call.conditions.map { condition in
        var condition = condition
        condition.value = rewriting.rewritten(condition.value)
        return condition
      }
      return executed
    }
    let values = ProgramValues(spelling: spelling, table: query.table)
    let table = spelling.name(query.table)
    let name = spelling.name(column)
    let place = spelling.name(query.key)
    let isKnown = output.runRows(values, [change], at: call.range) { values, filter in
      let clause = SQLSpelling.clause(place + " = " + values.sql(used[1].value), and: filter)
      return "UPDATE " + table + " SET " + name + " = " + values.sql(used[0].value) + clause
    }
    output.executed = outer
    if !isKnown { reportRows(call, [query.table]) }
    return true
  }
}

/// Puts queries in the words of query builders in the place of those of models, and columns in that of attributes.
private struct RowRewriting {
  let models: any PythonModels

  mutating func rewritten(_ value: FoldedValue, level: Int = 0) -> FoldedValue {
    guard level < 40 else { return value }
    var value = value
    switch value.content {
    case .member(var member):
      if case .element(let row) = member.receiver.content,
        let query = row.receiver.call.flatMap({ models.query($0) })
      {
        member.name = query.columnName(member.name) ?? member.name
      }
      member.receiver = rewritten(member.receiver, level: level + 1)
      value.content = .member(member)
    case .element(var element):
      if let call = element.receiver.call, let query = models.query(call) {
        element.receiver = query.builder(call)
      } else {
        element.receiver = rewritten(element.receiver, level: level + 1)
        element.index = rewritten(element.index, level: level + 1)
      }
      value.content = .element(element)
    case .call(var call):
      call.callee = rewritten(call.callee, level: level + 1)
      for at in call.arguments.indices {
        call.arguments[at].value = rewritten(call.arguments[at].value, level: level + 1)
      }
      value.content = .call(call)
    case .operation(var operation):
      operation.operands = operation.operands.map { rewritten($0, level: level + 1) }
      value.content = .operation(operation)
    case .joined(let parts): value.content = .joined(parts.map { rewritten($0, level: level + 1) })
    case .list(let parts): value.content = .list(parts.map { rewritten($0, level: level + 1) })
    case .tuple(let parts): value.content = .tuple(parts.map { rewritten($0, level: level + 1) })
    case .map(let entries):
      value.content = .map(
        entries.map {
          FoldedEntry(key: rewritten($0.key, level: level + 1), value: rewritten($0.value, level: level + 1))
        })
    case .string, .number, .boolean, .null, .symbol, .reference, .closure, .classValue, .opaque: break
    }
    return value
  }
}
