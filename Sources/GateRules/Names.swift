import Domain

/// How changes are named in messages: quoted, with the schema left out where it is the usual one.
enum Names {
  /// `"users"."user_id"`, or the table alone.
  static func base(_ change: Change) -> String {
    joined(change.table, change.columns)
  }

  /// The names at head.
  static func head(_ change: Change) -> String {
    joined(change.to?.table, change.to?.columns ?? [])
  }

  /// `"users.user_id"` or `"users" ("street", "city")`.
  static func joined(_ table: TableName?, _ columns: [String]) -> String {
    let name = table?.name ?? ""
    if columns.isEmpty { return "\"\(name)\"" }
    if columns.count == 1 { return "\"\(name.isEmpty ? "" : name + ".")\(columns[0])\"" }
    return "\"\(name)\" (" + columns.map { "\"\($0)\"" }.joined(separator: ", ") + ")"
  }
}
