/// Every framework, one a line, in alphabetical order.
package enum FrameworkList {
  /// All frameworks.
  package static let all: [any MigrationFramework] = [
    Aerich(),
    Alembic(),
    CodeIgniter(),
    DbMigrate(),
    Django(),
    Doctrine(),
    Drizzle(),
    Ecto(),
    EntityFramework(),
    EntityFramework6(),
    FluentMigrator(),
    Flyway(),
    Gormigrate(),
    Knex(),
    Kysely(),
    Laravel(),
    Liquibase(),
    Lucid(),
    MikroORM(),
    NodePgMigrate(),
    NumberedFiles(),
    Payload(),
    Phinx(),
    Piccolo(),
    Prisma(),
    Rails(),
    SQLProject(),
    SchemaDumps(),
    SeaORM(),
    SectionedFiles(),
    Sequel(),
    Sequelize(),
    Sqitch(),
    Supabase(),
    Tortoise(),
    TypeORM(),
    UpDownFiles(),
    UpDownFolders(),
    Yii(),
    Yoyo(),
  ]

  /// Names that configuration may use, sorted.
  package static let names: [String] = Set(all.flatMap(\.names)).sorted()
}
