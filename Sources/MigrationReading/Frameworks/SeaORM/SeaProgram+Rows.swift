import Domain
import ScriptSyntax

/// Statements that change rows.
extension SeaProgram {
  mutating func performRows(_ builder: SeaBuilder, _ call: FoldedCall) {
    let place = call.range
    switch builder.root {
    case "Query.update":
      guard let table = SeaName.table(builder.value("table")) else { return reportRows(nil, call) }
      guard let assignments = assignments(builder), !assignments.isEmpty else {
        return reportRows(table, call)
      }
      let source = SeaName.table(builder.value("from")).map { " FROM " + spelling.name($0) } ?? ""
      runSQL(
        "UPDATE " + spelling.name(table) + " SET " + assignments.joined(separator: ", ") + source
          + expressions.clause(builder), at: place)
    case "Query.delete":
      guard let table = SeaName.table(builder.value("from_table")) else { return reportRows(nil, call) }
      runSQL("DELETE FROM " + spelling.name(table) + expressions.clause(builder), at: place)
    case "Query.insert":
      guard let table = SeaName.table(builder.value("into_table")) else { return reportRows(nil, call) }
      insert(builder, into: table, call)
    default: break
    }
  }

  private mutating func reportRows(_ table: TableName?, _ call: FoldedCall) {
    output.report(
      "dynamic-rows", "the rows that this changes are known at run time", at: call.range, .mayChangeRows,
      tables: table.map { [$0] } ?? [])
  }

  /// `value(A, b)`, `values([(A, b)])`, `col_expr(A, b)`
  private func assignments(_ builder: SeaBuilder) -> [String]? {
    var found: [String] = []
    for link in builder.links {
      var pairs: [[FoldedValue]] = []
      switch link.name {
      case "value", "value_expr", "col_expr": pairs = [link.positional]
      case "values": pairs = link.positional.first?.elements?.map { $0.elements ?? [] } ?? [[]]
      case "set": return nil
      default: continue
      }
      for pair in pairs {
        guard pair.count == 2, let name = SeaName.text(pair[0]) else { return nil }
        found.append(spelling.name(name) + " = " + expressions.sql(pair[1]))
      }
    }
    return found
  }

  private mutating func insert(_ builder: SeaBuilder, into table: TableName, _ call: FoldedCall) {
    guard let columns = builder.value("columns").flatMap({ SeaName.list($0) }) else {
      return reportRows(table, call)
    }
    if let query = builder.value("select_from").flatMap({ SeaBuilder($0) }) {
      guard let select = select(query) else { return reportRows(table, call) }
      return runSQL(
        "INSERT INTO " + spelling.name(table) + " (" + spelling.list(columns) + ") " + select, at: call.range)
    }
    let rows = builder.links.filter { ["values", "values_panic"].contains($0.name) }.compactMap {
      $0.positional.first?.elements?.map { expressions.sql($0) }
    }
    guard !rows.isEmpty else { return reportRows(table, call) }
    runSQL(spelling.insert(into: spelling.name(table), columns, rows), at: call.range)
  }

  /// A query of one table; nil for others.
  private func select(_ builder: SeaBuilder) -> String? {
    guard builder.root == "Query.select", let table = SeaName.table(builder.value("from")),
      !builder.links.contains(where: { $0.name.hasSuffix("join") })
    else { return nil }
    var outputs: [String] = []
    for link in builder.links {
      guard let first = link.positional.first else { continue }
      switch link.name {
      case "column", "expr": outputs.append(expressions.sql(first))
      case "columns", "exprs":
        guard let list = first.elements else { return nil }
        outputs += list.map { expressions.sql($0) }
      case "expr_as":
        outputs.append(
          expressions.sql(first)
            + (SeaName.text(link.positional.last).map { " AS " + spelling.name($0) } ?? ""))
      case "group_by_col", "add_group_by", "distinct": return nil
      default: break
      }
    }
    guard !outputs.isEmpty else { return nil }
    return "SELECT " + outputs.joined(separator: ", ") + " FROM " + spelling.name(table)
      + expressions.clause(builder)
  }
}
