/// Names that stand for what a tool hands to its migrations; no program can write them.
enum ProgramHandle {
  /// The connection or builder.
  static let database = "(database)"
  /// What changes rows by entities: the entity manager of MikroORM.
  static let entities = "(entities)"

  /// Methods of the connection that give it itself, or one like it.
  static func equivalents(_ methods: [String]) -> [String: String] {
    Dictionary(methods.map { (database + "." + $0, database) }, uniquingKeysWith: { one, _ in one })
  }

  /// Calls that give the connection itself, or one like it.
  static let equivalents = [
    "(database).transaction": database, "(database).transactionProvider": database,
    "(database).connection": database, "(database).createQueryRunner": database,
    "(database).connection.createQueryRunner": database,
    "this.getKnex": database, "this.getEntityManager": entities, "(entities).fork": entities,
    "(entities).getConnection": entities, "(entities).getKnex": database, "(entities).getDriver": entities,
    "this.driver.getConnection": entities,
  ]
}
