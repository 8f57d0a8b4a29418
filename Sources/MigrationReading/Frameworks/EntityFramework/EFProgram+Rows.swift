import Domain
import ScriptSyntax

extension EFProgram {
  /// Rows that are read of one call.
  private static let rowLimit = 200

  mutating func performRows(_ call: FoldedCall) {
    let places = call.name == "UpdateData" ? 5 : call.name == "DeleteData" ? 3 : 3
    guard let table = table(call, 0, "table", schema: (places, "schema")) else {
      return reportUnknownName(call, .mayChangeRows)
    }
    switch call.name {
    case "InsertData": insert(table, call)
    case "UpdateData": update(table, call)
    default: delete(table, call)
    }
  }

  private mutating func insert(_ table: TableName, _ call: FoldedCall) {
    let columns = names(call.keyword("column") ?? call.argument(1, "columns"))
    let value = call.keyword("value") ?? call.argument(2, "values")
    guard let columns, let rows = Self.rows(value, columns.count) else {
      return reportUnknownRows(table, call)
    }
    let sql = spelling.insert(
      into: spelling.name(table), columns, rows.prefix(Self.rowLimit).map { $0.map { self.columns.sql($0) } })
    for kind in output.parts(of: sql, at: call.range) {
      guard case .insertRows(let table, let columns, let values, let isComplete) = kind else { continue }
      output.emit(
        .insertRows(
          table, columns: columns, rows: values, isComplete: isComplete && rows.count <= Self.rowLimit),
        at: call.range)
    }
  }

  private mutating func update(_ table: TableName, _ call: FoldedCall) {
    let keys = names(call.keyword("keyColumn") ?? call.argument(1, "keyColumns"))
    let columns = names(call.keyword("column") ?? call.argument(3, "columns"))
    guard let keys, let columns,
      let keyRows = Self.rows(call.keyword("keyValue") ?? call.argument(2, "keyValues"), keys.count),
      let rows = Self.rows(call.keyword("value") ?? call.argument(4, "values"), columns.count),
      keyRows.count == rows.count
    else { return reportUnknownRows(table, call) }
    for (key, row) in zip(keyRows, rows).prefix(Self.rowLimit) {
      let sets = zip(columns, row).map { spelling.name($0) + " = " + self.columns.sql($1) }
      execute(
        "UPDATE " + spelling.name(table) + " SET " + sets.joined(separator: ", ") + filter(keys, key), call)
    }
  }

  private mutating func delete(_ table: TableName, _ call: FoldedCall) {
    let keys = names(call.keyword("keyColumn") ?? call.argument(1, "keyColumns"))
    guard let keys,
      let rows = Self.rows(call.keyword("keyValue") ?? call.argument(2, "keyValues"), keys.count)
    else { return reportUnknownRows(table, call) }
    for row in rows.prefix(Self.rowLimit) {
      execute("DELETE FROM " + spelling.name(table) + filter(keys, row), call)
    }
  }

  private func filter(_ keys: [String], _ row: [FoldedValue]) -> String {
    let tests = zip(keys, row).map { spelling.name($0) + " = " + columns.sql($1) }
    return " WHERE " + tests.joined(separator: " AND ")
  }

  /// Rows of a number of values: `new object[,] { { 1, "a" } }`, `new object[] { 1, "a" }`, or one value; of one column
  /// every value of a list is a row.
  private static func rows(_ value: FoldedValue?, _ count: Int) -> [[FoldedValue]]? {
    guard let value else { return nil }
    guard let elements = value.elements else { return value.isOpen || count != 1 ? nil : [[value]] }
    let lists = elements.compactMap(\.elements)
    if lists.count == elements.count, !lists.isEmpty, lists.allSatisfy({ $0.count == count }) { return lists }
    if count == 1 { return elements.map { [$0] } }
    return elements.count == count ? [elements] : nil
  }

  private mutating func reportUnknownRows(_ table: TableName, _ call: FoldedCall) {
    output.report(
      "dynamic-rows", "the rows of \"\(call.name)\" are put together at run time", at: call.range,
      .mayChangeRows,
      tables: [table])
  }

  private mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }
}

extension FoldedValue {
  /// Whether it may be a list of any length.
  fileprivate var isOpen: Bool {
    switch content {
    case .opaque, .reference, .element, .member: true
    default: false
    }
  }
}
