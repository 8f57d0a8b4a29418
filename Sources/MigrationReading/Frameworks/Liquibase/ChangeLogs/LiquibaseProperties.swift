/// Properties that no changelog has to define.
enum LiquibaseProperties {
  /// What Liquibase itself says of the database it runs on, as far as the kind of database tells
  /// (https://docs.liquibase.com/concepts/changelogs/property-substitution.html). The default schema is the one that
  /// names without a schema stand in.
  static func ofDatabase(_ dialect: String) -> [String: String] {
    var values = [
      "database.databaseChangeLogTableName": "databasechangelog",
      "database.databaseChangeLogLockTableName": "databasechangeloglock",
      "database.defaultSchemaNamePrefix": "",
      "database.lineComment": "--",
    ]
    switch dialect {
    case "postgres":
      values["database.typeName"] = "postgresql"
      values["database.databaseProductName"] = "PostgreSQL"
      values["database.defaultSchemaName"] = "public"
      values["database.liquibaseSchemaName"] = "public"
      values["database.currentDateTimeFunction"] = "NOW()"
    case "sqlserver":
      values["database.typeName"] = "mssql"
      values["database.databaseProductName"] = "Microsoft SQL Server"
      values["database.defaultSchemaName"] = "dbo"
      values["database.liquibaseSchemaName"] = "dbo"
      values["database.currentDateTimeFunction"] = "GETDATE()"
    case "mysql":
      values["database.typeName"] = "mysql"
      values["database.databaseProductName"] = "MySQL"
      values["database.currentDateTimeFunction"] = "NOW()"
    default: break
    }
    return values
  }
}
