/// Conditions on the database that a migration is run on.
enum DialectCondition {
  /// One spelling for all the names that drivers and frameworks give a database.
  static func normal(_ name: String) -> String {
    let lower = name.lowercased()
    switch lower {
    case "pg", "postgre", "pgsql", "postgres", "postgis", "pglite", "cockroachdb", "redshift",
      "postgresql+psycopg2",
      "psycopg2",
      "postgresql", "npgsql", "npgsql.entityframeworkcore.postgresql":
      return "postgresql"
    case "mysql2", "mysqli", "trilogy", "mysql", "pomelo.entityframeworkcore.mysql",
      "mysql.entityframeworkcore",
      "mysql.data.entityframeworkcore", "pomelo":
      return "mysql"
    case "sqlite3", "better-sqlite3", "libsql", "spatialite", "sqlite",
      "microsoft.entityframeworkcore.sqlite":
      return "sqlite"
    case "sqlserver", "sqlsrv", "tedious", "microsoft", "mssql", "microsoft.entityframeworkcore.sqlserver":
      return "mssql"
    case "oracledb", "oracle", "oracle.entityframeworkcore": return "oracle"
    default: return lower
    }
  }

  /// Ends of member chains that give the name of the database (Alembic and SQLAlchemy, Django, Knex, Sequelize,
  /// TypeORM, Rails).
  private static let endings = [
    "dialect.name", "engine.name", "connection.vendor", "connections.vendor", "client.config.client",
    "options.dialect", "options.type", "config.dialect", "dialect.dialect", "connection.adapter_name",
    "db.vendor", "client.dialect", "db.type", "env.DB_TYPE", "env.DB_CLIENT", "env.DB_DIALECT",
    "env.DATABASE_TYPE",
    "database.client", "db.client", "database.type", "env.DATABASE_CLIENT", "config.type",
    "ActiveProvider", "Database.ProviderName", "db.driverName", "dbConnection.driverName",
    "schema.driverName", "db.DBDriver", "db.dbdriver",
  ]

  /// The database that a constant of SeaORM means: `DbBackend::Postgres`.
  static func backend(_ path: String) -> String? {
    let parts = path.split(separator: ".").suffix(2)
    guard parts.count == 2, let type = parts.first, let name = parts.last,
      ["DbBackend", "DatabaseBackend"].contains(type), ["Postgres", "MySql", "Sqlite"].contains(name)
    else { return nil }
    return String(name)
  }

  /// Stands before the text of a regular expression.
  static let patternMark = "(pattern) "

  /// The word that a regular expression asks for; nil for other values, and for patterns of more than letters.
  static func word(_ value: FoldedValue) -> String? {
    guard let name = value.resolved, name.hasPrefix(patternMark) else { return nil }
    let text = name.dropFirst(patternMark.count)
    return !text.isEmpty && text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 } ? String(text) : nil
  }

  /// Functions without arguments that give it.
  private static let functions: Set<String> = [
    "getDialect", "adapter_name", "dialect_name", "getDriverName", "getDefaultConnection",
    "database_type", "adapter_scheme", "getPlatform", "get_database_backend",
  ]

  /// `config('database.default')`, `getConfig('driver')` and other settings of Laravel that name it.
  private static func isSetting(_ call: FoldedCall) -> Bool {
    guard let argument = call.positional.first else { return false }
    switch call.name {
    case "config", "get":
      if case .joined(let parts) = argument.content {
        return parts.first?.text == "database.connections." && parts.last?.text == ".driver"
      }
      guard let text = argument.text else { return false }
      return text == "database.default"
        || text.hasPrefix("database.connections.") && text.hasSuffix(".driver")
    case "getConfig": return argument.text == "driver"
    case "env": return argument.text == "DB_CONNECTION"
    case "getAttribute": return argument.resolved?.hasSuffix("ATTR_DRIVER_NAME") ?? false
    default: return false
    }
  }

  /// `db.Dialector.Name()` of GORM, `db.Dialect().GetName()` of its first version.
  private static func isDialector(_ call: FoldedCall) -> Bool {
    if call.name == "GetName" {
      return call.receiverCall?.name == "Dialect" || call.resolved?.hasSuffix("Dialect.GetName") == true
    }
    return call.resolved == "(database).Name" || call.resolved?.hasSuffix("Dialector.Name") == true
  }

  /// `$connection->getDatabasePlatform()->getName()` of Doctrine.
  private static func isPlatformName(_ call: FoldedCall) -> Bool {
    call.name == "getName" && call.receiverCall?.name == "getDatabasePlatform"
  }

  /// The database that a connection's class is for, by the class's name.
  static func connection(_ name: String) -> String? {
    switch name {
    case "MySqlConnection", "MySqlGrammar", "MySqlBuilder": "mysql"
    case "MariaDbConnection", "MariaDbGrammar", "MariaDbBuilder": "mariadb"
    case "PostgresConnection", "PostgresGrammar", "PostgresBuilder": "postgresql"
    case "SQLiteConnection", "SQLiteGrammar", "SQLiteBuilder": "sqlite"
    case "SqlServerConnection", "SqlServerGrammar", "SqlServerBuilder": "mssql"
    default: platform(name)
    }
  }

  /// Doctrine's classes of databases: `PostgreSQL100Platform`, `AbstractMySQLPlatform`.
  private static func platform(_ name: String) -> String? {
    guard name.hasSuffix("Platform") else { return nil }
    let stem = (name.hasPrefix("Abstract") ? name.dropFirst(8) : name[...]).lowercased()
    // PHP does not tell apart the case of the names of classes.
    let known = [
      ("postgresql", "postgresql"), ("mysql", "mysql"), ("mariadb", "mariadb"), ("sqlite", "sqlite"),
      ("sqlserver", "mssql"), ("oracle", "oracle"),
    ]
    return known.first { stem.hasPrefix($0.0) }?.1
  }

  /// What stands before the last dot.
  private static func receiver(of call: FoldedCall) -> FoldedValue {
    switch call.callee.content {
    case .member(let member): return member.receiver
    case .reference(let reference):
      let path = reference.resolved.split(separator: ".").dropLast().joined(separator: ".")
      let outer = FoldedReference(written: path, resolved: path)
      return FoldedValue(.reference(outer), at: call.callee.range)
    default: return call.callee
    }
  }

  /// Whether a value is the name of the database.
  static func isDialectName(_ value: FoldedValue) -> Bool {
    if case .call(let call) = value.content, ["to_s", "to_sym"].contains(call.name), call.arguments.isEmpty {
      return isDialectName(receiver(of: call))
    }
    if case .call(let call) = value.content, call.resolved.map({ !$0.hasSuffix(".class.name") }) ?? true {
      return call.arguments.isEmpty
        && (functions.contains(call.name) || isPlatformName(call) || isDialector(call))
        || isSetting(call)
    }
    var parts: [String] = []
    var node = value
    while case .member(let member) = node.content {
      parts.append(member.name)
      node = member.receiver
    }
    var path = parts.reversed().joined(separator: ".")
    switch node.content {
    case .reference(let reference): path = reference.resolved + (path.isEmpty ? "" : "." + path)
    case .call(let call): path = (call.resolved ?? "") + (path.isEmpty ? "" : "." + path)
    case .element(let element):
      if case .reference(let reference) = element.receiver.content { path = reference.name + "." + path }
    default: break
    }
    return endings.contains { path == $0 || path.hasSuffix("." + $0) } || path == "adapter_name"
      || path.hasSuffix("(database).class.name") || path.hasSuffix("(migration).class.name")
      || path.hasSuffix("(table).class.name") || path == "database_type" || path.hasSuffix(".database_type")
      || path.hasSuffix(".adapter_scheme")
  }

  /// `dialect.startswith("post")` and its kin; nil for other methods.
  static func method(_ call: MethodCall, _ dialect: String?) -> FoldedValue? {
    guard let dialect, let text = call.first.flatMap({ $0.nameText ?? word($0) }),
      isDialectName(call.receiver)
    else { return nil }
    switch call.name {
    case "startswith", "startsWith", "includes", "start_with?", "include?", "match?", "match", "=~",
      "Contains", "EndsWith", "StartsWith", "Equals":
      let holds = normal(text) == dialect || !ScriptText(dialect).offsets(of: text.lowercased()).isEmpty
      return call.value(.boolean(holds))
    default: return nil
    }
  }
}
