import Domain

/// How changes are named in messages: quoted, with the schema left out where it is the usual one.
enum Names {
  /// `"users.user_id"`, or the table alone.
  static func base(_ change: Change) -> String {
    joined(change.table, change.columns)
  }

  /// The names at head.
  static func head(_ change: Change) -> String {
    joined(change.to?.table, change.to?.columns ?? [])
  }

  /// `"users.user_id"` or `"users" ("street", "city")`.
  static func joined(_ table: TableName?, _ columns: [String]) -> String {
    let name = table.map(shown) ?? ""
    guard let only = columns.first else { return "\"\(name)\"" }
    if columns.count == 1 { return name.isEmpty ? "\"\(only)\"" : "\"\(name).\(only)\"" }
    return "\"\(name)\" (\(list(columns)))"
  }

  /// `"street", "city"`; beyond a limit the number of the others.
  static func list(_ names: [String], limit: Int = 12) -> String {
    let shown = names.prefix(limit).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  /// The tables at head: `"people" and "addresses"`.
  static func tables(_ tables: [TableName]) -> String {
    let names = tables.map { "\"\(shown($0))\"" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A table without its schema where that is the dialect's default.
  static func shown(_ table: TableName) -> String {
    usualSchemas.contains(table.schema ?? "public") ? table.name : table.display
  }

  /// `is`, `is probably` or `is possibly`, by the confidence of the pairing.
  static func verb(_ change: Change) -> String {
    switch change.confidence {
    case .certain: "is"
    case .strong, .likely: "is probably"
    case .possible: "is possibly"
    }
  }

  /// `"premium" -> "gold", "standard" -> "silver"`.
  static func pairs(_ pairs: [ValuePair], limit: Int = 12) -> String {
    let known = pairs.filter { $0.from != nil || $0.to != nil }
    let shown = known.prefix(limit).map { pair in
      (pair.from.map { "\"\($0)\"" } ?? "nothing") + " -> " + (pair.to.map { "\"\($0)\"" } ?? "nothing")
    }
    .joined(separator: ", ")
    return known.count > limit ? "\(shown) and \(known.count - limit) more" : shown
  }

  /// Schemas that an unqualified name falls into: PostgreSQL, DuckDB and SQLite, SQL Server.
  static let usualSchemas: Set<String> = ["public", "main", "dbo"]
}
