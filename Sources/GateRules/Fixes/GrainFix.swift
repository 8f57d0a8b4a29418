import Domain

/// Ways out when one row stands for something else: count by the old key again.
enum GrainFix {
  /// A query that gives one row per old key, for the data team.
  static func aggregate(for context: RuleContext) -> Fix? {
    guard let table = context.headName, let key = headKey(context) else { return nil }
    let columns = outputs(context, key: key) { context.sourceColumn($0) }
    guard !columns.isEmpty else { return nil }
    let from = RegistryFix.reference(context.links.first.flatMap { context.assets[$0.asset] }, else: table)
    let names = SQLText.names(key.map(context.sourceColumn))
    return Fix(
      side: .registry, title: "read one row per old key" + Places.queries(context),
      text: "select\n\(CompatibilityView.indented(columns))\nfrom \(from)\ngroup by \(names)")
  }

  /// A view with one row per old key, for the backend, where the old name is free for it.
  static func view(for context: RuleContext) -> Fix? {
    guard let old = context.change.table, let new = context.headName, let key = headKey(context) else {
      return nil
    }
    let columns = outputs(context, key: key) { $0 }
    guard !columns.isEmpty else { return nil }
    let name =
      old == new ? TableName(schema: old.schema, old.name + "_by_" + key.joined(separator: "_")) : old
    return Fix(
      side: .backend, title: "give readers one row per old key beside the new rows",
      text: "create view \(SQLText.table(name)) as\nselect\n\(CompatibilityView.indented(columns))\n"
        + "from \(SQLText.table(new))\ngroup by \(SQLText.names(key));")
  }

  /// The old key by its names at head; nil if part of it is gone.
  private static func headKey(_ context: RuleContext) -> [String]? {
    guard let old = context.change.key?.from, !old.isEmpty, let table = context.headTables.first else {
      return nil
    }
    let names = old.map { headColumn($0, context) }
    return names.allSatisfy { table.column(named: $0) != nil } ? names : nil
  }

  private static func headColumn(_ column: String, _ context: RuleContext) -> String {
    let rename = context.tableChanges.first { $0.kind == .columnRenamed && $0.columns == [column] }
    return rename?.to?.columns.first ?? column
  }

  /// Key columns as they are, numbers summed, anything else the greatest.
  private static func outputs(_ context: RuleContext, key: [String], name: (String) -> String) -> [String] {
    guard let table = context.headTables.first, let base = context.baseTable else { return [] }
    let known = Set(base.columns.map { headColumn($0.name, context) })
    let others = table.columns.filter { known.contains($0.name) && !key.contains($0.name) }
    let identifying = Set(context.change.key?.to ?? [])
    return key.map { SQLText.name(name($0)) }
      + others.filter { !identifying.contains($0.name) && $0.type.arrayDimensions == 0 }.map { column in
        let quoted = SQLText.name(name(column.name))
        let isAmount = numbers.contains(column.type.name) && !column.name.hasSuffix("_id")
        return "\(isAmount ? "sum" : "max")(\(quoted)) as \(quoted)"
      }
  }

  private static let numbers: Set<String> = [
    "smallint", "integer", "bigint", "numeric", "real", "double precision", "decimal", "money", "hugeint",
  ]
}
