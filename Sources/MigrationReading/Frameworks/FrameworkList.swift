/// Every framework, one a line, in alphabetical order.
package enum FrameworkList {
  /// All frameworks.
  package static let all: [any MigrationFramework] = [
    Alembic(),
    DbMigrate(),
    Django(),
    Doctrine(),
    Drizzle(),
    Ecto(),
    Flyway(),
    Knex(),
    Kysely(),
    Laravel(),
    Liquibase(),
    Lucid(),
    MikroORM(),
    NodePgMigrate(),
    NumberedFiles(),
    Phinx(),
    Prisma(),
    Rails(),
    SchemaDumps(),
    SectionedFiles(),
    Sequel(),
    Sequelize(),
    Supabase(),
    TypeORM(),
    UpDownFiles(),
    UpDownFolders(),
  ]

  /// Names that configuration may use, sorted.
  package static let names: [String] = Set(all.flatMap(\.names)).sorted()
}
