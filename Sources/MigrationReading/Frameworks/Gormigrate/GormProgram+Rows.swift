import Domain
import ScriptSyntax

/// Rows that are changed through structures (https://gorm.io/docs/update.html).
extension GormProgram {
  mutating func performRows(_ call: FoldedCall, _ target: GormTarget) {
    let value = call.positional.first
    let values = GormValues(spelling: spelling)
    switch call.name {
    case "Create", "CreateInBatches", "FirstOrCreate":
      guard let (table, model) = target.model(of: value, models), let model else {
        return reportRows(target.table, call)
      }
      insert(value, model, table, values, call)
    case "Save":
      reportRows(target.table ?? target.model(of: value, models)?.table, call)
    case "Delete":
      guard let table = target.table ?? target.model(of: value, models)?.table else {
        return reportRows(nil, call)
      }
      let own = call.positional.dropFirst()
      var conditions = target.conditions
      if !own.isEmpty {
        var condition = call
        condition.arguments = own.map { FoldedArgument($0) }
        condition.callee = FoldedValue(
          .reference(FoldedReference(written: "Where", resolved: "Where")), at: call.range)
        conditions.append(condition)
      }
      runSQL("DELETE FROM " + spelling.name(table) + values.clause(conditions, target.model), call)
    default: update(call, target, values)
    }
  }

  private mutating func update(_ call: FoldedCall, _ target: GormTarget, _ values: GormValues) {
    guard let table = target.table else { return reportRows(nil, call) }
    var assignments: [String] = []
    let given = call.positional
    func put(_ name: String, _ value: FoldedValue) {
      let column = target.model?.columnName(name) ?? name
      assignments.append(spelling.name(column) + " = " + values.sql(value))
    }
    if given.count > 1 {
      for place in stride(from: 0, to: given.count - 1, by: 2) {
        guard let name = given[place].text else { return reportRows(table, call) }
        put(name, given[place + 1])
      }
    } else if let entries = given.first?.entries {
      for entry in entries {
        guard let name = entry.key.text else { return reportRows(table, call) }
        put(name, entry.value)
      }
    } else if let made = given.first?.call, made.isConstruction {
      for argument in made.arguments {
        guard let name = argument.name else { return reportRows(table, call) }
        put(name, argument.value)
      }
    }
    guard !assignments.isEmpty else { return reportRows(table, call) }
    runSQL(
      "UPDATE " + spelling.name(table) + " SET " + assignments.joined(separator: ", ")
        + values.clause(target.conditions, target.model), call)
  }

  /// Rows that are read of one call.
  private static let rowLimit = 200

  private mutating func insert(
    _ value: FoldedValue?, _ model: GormModel, _ table: TableName, _ values: GormValues, _ call: FoldedCall
  ) {
    let rows = (value?.elements ?? value.map { [$0] } ?? []).compactMap(\.call)
    guard let first = rows.first, rows.allSatisfy({ $0.isConstruction && !$0.arguments.isEmpty }),
      rows.count == value?.elements?.count ?? 1, rows.count <= Self.rowLimit
    else { return reportRows(table, call) }
    let fields = first.arguments.compactMap(\.name).filter { name in
      model.columns.contains { $0.field == name }
    }
    guard !fields.isEmpty else { return reportRows(table, call) }
    let lists = rows.map { row in fields.map { row.keyword($0).map { values.sql($0) } ?? "NULL" } }
    runSQL(
      spelling.insert(into: spelling.name(table), fields.map { model.columnName($0) }, lists), call)
  }

  private mutating func reportRows(_ table: TableName?, _ call: FoldedCall) {
    output.report(
      "dynamic-rows", "the rows that \"\(call.name)\" changes are known at run time", at: call.range,
      .mayChangeRows, tables: table.map { [$0] } ?? [])
  }
}

/// Values and conditions of a program as SQL.
struct GormValues {
  let spelling: SQLSpelling

  /// What `?`, `$1` and `@name` stand for.
  static func bindings(_ values: [FoldedValue], at range: ScriptRange) -> FoldedValue {
    FoldedValue(.list(values), at: range)
  }

  /// A value; a placeholder for what is not known.
  func sql(_ value: FoldedValue) -> String {
    if let call = value.call, call.name == "Expr", let text = call.positional.first?.located {
      let rest = Array(call.positional.dropFirst())
      guard !rest.isEmpty else { return text.string }
      return ProgramSQL(spelling).filled(text, Self.bindings(rest, at: value.range)).string
    }
    if let call = value.call, call.resolved == "time.Now" { return "CURRENT_TIMESTAMP" }
    return ProgramValues(spelling: spelling).sql(value)
  }

  /// ` WHERE` with conditions; those that are not known are a comparison with an unknown value.
  func clause(_ conditions: [FoldedCall], _ model: GormModel?) -> String {
    var text = ""
    for call in conditions where call.name != "Joins" {
      guard let own = condition(call, model) else { continue }
      let word = call.name == "Not" ? "NOT (" + own + ")" : own
      text += text.isEmpty ? word : (call.name == "Or" ? " OR " : " AND ") + word
    }
    return text.isEmpty ? "" : " WHERE " + text
  }

  private func condition(_ call: FoldedCall, _ model: GormModel?) -> String? {
    guard let first = call.positional.first else { return nil }
    let rest = Array(call.positional.dropFirst())
    if let text = first.located {
      let filled =
        rest.isEmpty ? text : ProgramSQL(spelling).filled(text, Self.bindings(rest, at: first.range))
      // `db.Where("a = ?", b)`, `db.Delete(&A{}, "1")`
      let words = filled.string
      return words.utf8.allSatisfy { $0 &- 0x30 < 10 } ? nil : "(" + words + ")"
    }
    var parts: [String] = []
    for entry in first.entries ?? [] {
      guard let name = entry.key.text else { continue }
      parts.append(equality(spelling.name(name), entry.value))
    }
    if let made = first.call, made.isConstruction {
      for argument in made.arguments {
        guard let name = argument.name else { continue }
        parts.append(equality(spelling.name(model?.columnName(name) ?? name), argument.value))
      }
    }
    return parts.isEmpty ? spelling.unknown + " = 1" : parts.joined(separator: " AND ")
  }

  private func equality(_ column: String, _ value: FoldedValue) -> String {
    if let list = value.elements {
      return column + " IN (" + list.map { sql($0) }.joined(separator: ", ") + ")"
    }
    return value.isNull ? column + " IS NULL" : column + " = " + sql(value)
  }
}
