/// The databases that a datasource may name (https://www.prisma.io/docs/orm/reference/prisma-schema-reference#datasource).
enum PrismaProvider: String {
  case postgresql
  case cockroachdb
  case mysql
  case sqlite
  case sqlserver
  case mongodb

  /// The provider of a name; nil for none that is known.
  init?(named name: String) {
    self.init(rawValue: name == "postgres" ? "postgresql" : name)
  }

  /// The SQL dialect of its migrations; MongoDB has neither.
  var dialect: String {
    switch self {
    case .postgresql, .cockroachdb: "postgres"
    case .mysql: "mysql"
    case .sqlite: "sqlite"
    case .sqlserver: "sqlserver"
    case .mongodb: "mongodb"
    }
  }
}
