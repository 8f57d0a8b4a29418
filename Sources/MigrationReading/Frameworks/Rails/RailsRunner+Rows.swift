import Domain
import ScriptSyntax

/// Updates through models: `User.where(tier: "premium").update_all(tier: "gold")`.
extension RailsRunner {
  static let queryCalls: Set<String> = [
    "where", "all", "unscoped", "not", "with_deleted", "order", "in_batches", "find_each", "find_in_batches",
    "joins",
    "left_joins", "includes", "select", "limit", "distinct", "from", "or", "group", "having", "find_by",
    "find",
    "first", "last", "each", "pluck", "with_discarded", "none", "left_outer_joins",
  ]
  static let rowCalls: Set<String> = [
    "update_all", "delete_all", "destroy_all", "create", "create!", "insert_all", "insert_all!", "upsert_all",
    "update", "update!", "update_column", "update_columns", "save", "save!", "destroy", "delete",
    "find_or_create_by",
    "find_or_create_by!", "update_counters", "reset_counters", "touch_all", "insert", "upsert", "delete_by",
    "destroy_by", "update_attribute", "import",
  ]

  mutating func rows(
    _ name: String, _ table: TableName, _ conditions: [Expression]?, _ call: ScriptCall
  ) -> RailsValue {
    switch name {
    case "where":
      let found = arguments(of: call)
      guard let conditions, found.values.isEmpty else {
        return .rows(table, found.values.isEmpty && call.arguments.isEmpty ? conditions : nil)
      }
      var list = conditions
      for entry in found.options.entries {
        guard let condition = Self.condition(entry.key, entry.value) else { return .rows(table, nil) }
        list.append(condition)
      }
      return .rows(table, list)
    case "all", "unscoped", "with_deleted", "order", "in_batches", "with_discarded":
      if let block = call.block {
        run(block, [.rows(table, conditions)])
        return .unknown
      }
      return .rows(table, conditions)
    case "reset_column_information", "table_name", "connection", "transaction", "column_names", "new",
      "count",
      "exists?", "any?", "none?", "empty?", "pluck", "table_exists?", "primary_key", "disable_joins", "size":
      if let block = call.block { run(block, []) }
      return .unknown
    case "update_all": updateAll(table, conditions, call)
    case "delete_all", "destroy_all":
      if let conditions {
        emit(.deleteRows(table, alias: nil, inputs: [], conditions: conditions), call.range)
      } else {
        unreadRows(name, table, call.range)
      }
    case "find_each", "each", "find_in_batches", "update", "update!", "update_column", "update_columns",
      "save", "save!":
      unreadRows(name, table, call.range)
    default:
      if Self.rowCalls.contains(name) { unreadRows(name, table, call.range) }
      return .rows(table, nil)
    }
    return .unknown
  }

  private mutating func unreadRows(_ name: String, _ table: TableName, _ range: ScriptRange) {
    report(
      "program-rows", "\"\(name)\" changes rows of \"\(table.display)\" in a way that is not read", range,
      .mayChangeRows, tables: [table])
  }

  private mutating func updateAll(_ table: TableName, _ conditions: [Expression]?, _ call: ScriptCall) {
    let found = arguments(of: call)
    if let conditions, conditions.isEmpty, case .text(let text)? = found.values.first, found.values.count == 1
    {
      var sql = ScriptText("UPDATE \(table.display) SET ", at: call.range.start)
      if sql.append(text) { return runSQL(sql, call.range) }
    }
    let assignments = found.options.entries.map { entry in
      Assignment(column: entry.key, value: Self.literal(entry.value) ?? .opaque(text: "?", columns: []))
    }
    guard let conditions, !assignments.isEmpty, found.values.isEmpty else {
      return unreadRows("update_all", table, call.range)
    }
    emit(
      .updateRows(table, alias: nil, assignments: assignments, inputs: [], conditions: conditions), call.range
    )
  }

  private static func condition(_ column: String, _ value: RailsValue) -> Expression? {
    let left = Expression.column(ColumnReference(column))
    switch value {
    case .null: return .call("is null", [left])
    case .list(let values):
      let literals = values.compactMap(literal)
      return literals.count == values.count ? .call("in", [left] + literals) : nil
    default: return literal(value).map { .call("=", [left, $0]) }
    }
  }

  /// A constant; nil for what is not one.
  static func literal(_ value: RailsValue) -> Expression? {
    switch value {
    case .text(let text): .literal(.string(text.string))
    case .number(let text): .literal(.number(text))
    case .boolean(let value): .literal(.boolean(value))
    case .null: .literal(.null)
    default: nil
    }
  }

  /// Runs SQL text as the next statements.
  mutating func runSQL(_ sql: ScriptText, _ range: ScriptRange) {
    take(embedded.read(sql, in: file, content: content))
  }

  mutating func take(_ reading: ScriptReading) {
    operations += reading.operations.map { operation in
      var operation = operation
      operation.isConditional = operation.isConditional || isConditional
      operation.toleratesAbsence = operation.toleratesAbsence || isAbsenceGuarded
      return operation
    }
    diagnostics += reading.diagnostics
  }
}
