import Domain

/// Migrations that exist once for each database, in one folder: `1_x.mysql.up.sql` beside `1_x.postgres.up.sql`, and
/// `1_x.up.sql` for all databases that have none of their own (soda and popx).
///
/// One database is read: the configured one, else PostgreSQL or the first of the others.
struct DialectVariants {
  /// The database that is read, as the names spell it; nil where names do not speak of databases.
  let chosen: String?
  private let named: [String: (base: String, variant: String)]

  private static let order = ["postgres", "mysql", "sqlserver", "sqlite", "cockroach"]
  private static let spellings = [
    "postgres": "postgres", "postgresql": "postgres", "psql": "postgres", "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite", "sqlite3": "sqlite", "cockroach": "cockroach", "cockroachdb": "cockroach",
    "crdb": "cockroach",
    "mssql": "sqlserver", "sqlserver": "sqlserver",
  ]

  /// The variants among the bases of names, such as `1_x.mysql.autocommit`.
  init(_ bases: [String], configured: String?) {
    var named: [String: (base: String, variant: String)] = [:]
    var counts: [String: Int] = [:]
    for base in bases {
      var parts = base.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      if parts.count > 1, parts.last == "autocommit" { parts.removeLast() }
      guard parts.count > 1, let variant = parts.last.flatMap({ Self.spellings[$0.lowercased()] }) else {
        if parts.count > 0 { named[base] = (parts.joined(separator: "."), "") }
        continue
      }
      named[base] = (parts.dropLast().joined(separator: "."), variant)
      counts[variant, default: 0] += 1
    }
    guard counts.count > 1 else {
      chosen = nil
      self.named = [:]
      return
    }
    let most = counts.values.max() ?? 0
    let usual = Self.order.first { (counts[$0] ?? 0) * 4 >= most }
    chosen = configured.flatMap { counts[$0] == nil ? nil : $0 } ?? usual
    self.named = named
  }

  /// The name of the migration, without the database; nil for a migration of another database.
  func migration(_ base: String) -> (base: String, isOwn: Bool)? {
    guard let chosen else { return (base, true) }
    guard let name = named[base] else { return (base, false) }
    if name.variant.isEmpty { return (name.base, false) }
    return name.variant == chosen ? (name.base, true) : nil
  }
}
