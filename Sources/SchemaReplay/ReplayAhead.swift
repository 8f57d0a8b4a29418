package import Domain

/// The migrations of base, replayed while they are being read: what head has unchanged need not be replayed again.
package struct ReplayAhead {
  let dialect: String
  private(set) var replayer: Replayer
  /// What moved data in it.
  private(set) var movements: [ReplayedOperation] = []
  private var migrations: [(id: String, operations: [Operation])] = []

  /// Nothing replayed yet, in a dialect.
  package init(dialect: String) {
    self.dialect = dialect
    replayer = Replayer(state: SchemaState(dialect: dialect), ledger: IdentityLedger())
  }

  /// Replays the next migration.
  package mutating func take(_ migration: Migration) {
    migrations.append((migration.id, migration.operations))
    movements.append(contentsOf: replayer.replay(migration, as: .shared, onlyMovements: true))
  }

  /// How many of the first of these migrations it stands for; nil if it is of others, or of more of them.
  func count(of prefix: ArraySlice<Migration>) -> Int? {
    guard migrations.count <= prefix.count else { return nil }
    let isSame = zip(migrations.indices, prefix.indices).allSatisfy {
      migrations[$0].id == prefix[$1].id && migrations[$0].operations == prefix[$1].operations
    }
    return isSame ? migrations.count : nil
  }
}
