import Domain

/// Models of apps that are usually not in a repository: Django's own and widespread ones.
struct KnownModels: Sendable {
  /// The table of a model; `<app>_<model>` unless the app says otherwise.
  func table(of key: ModelKey) -> TableName {
    if let table = Self.tables[key] { return TableName(table) }
    return DjangoNames.table((Self.labels[key.app] ?? key.app) + "_" + key.name)
  }

  /// The name of the key column.
  func keyColumn(of key: ModelKey) -> String { Self.keys[key]?.column ?? "id" }

  /// The type of the key.
  func keyType(of key: ModelKey) -> ColumnType {
    if let known = Self.keys[key] { return known.type }
    return ColumnType(Self.bigApps.contains(key.app) ? "bigint" : "integer")
  }

  private static let labels: [String: String] = [:]
  private static let tables: [ModelKey: String] = [
    ModelKey(app: "contenttypes", name: "ContentType"): "django_content_type",
    ModelKey(app: "sites", name: "Site"): "django_site",
    ModelKey(app: "sessions", name: "Session"): "django_session",
    ModelKey(app: "admin", name: "LogEntry"): "django_admin_log",
    ModelKey(app: "flatpages", name: "FlatPage"): "django_flatpage",
    ModelKey(app: "redirects", name: "Redirect"): "django_redirect",
  ]
  private static let keys: [ModelKey: (column: String, type: ColumnType)] = [
    ModelKey(app: "sessions", name: "Session"): (
      "session_key", ColumnType("character varying", modifiers: ["40"])
    ),
    ModelKey(app: "authtoken", name: "Token"): ("key", ColumnType("character varying", modifiers: ["40"])),
    ModelKey(app: "wagtailcore", name: "ReferenceIndex"): ("id", ColumnType("integer")),
  ]
  /// Apps whose migrations make `bigint` keys.
  private static let bigApps: Set<String> = ["oauth2_provider", "token_blacklist", "axes"]
}
