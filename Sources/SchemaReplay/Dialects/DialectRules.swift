/// What a dialect's database does differently when migrations run.
struct DialectRules: Sendable {
  /// Whether names are compared without case; each keeps the spelling of its first declaration.
  var ignoresCase = false
  /// Whether a table that is copied into a new one of its name is the same table: SQLite has no other way to change
  /// a column (sqlite.org/lang_altertable.html, section 7).
  var rebuildsTables = false

  /// The rules of a dialect.
  init(dialect: String) {
    switch dialect {
    case "mysql", "sqlserver", "starrocks": ignoresCase = true
    case "sqlite":
      ignoresCase = true
      rebuildsTables = true
    default: break
    }
  }
}
