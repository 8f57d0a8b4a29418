import Domain

/// The ids of one history's migrations: of those of one name the later ones are told apart by their files.
struct MigrationIDs {
  private var taken: Set<String> = []

  /// The ids of migrations that have their own already.
  init(_ migrations: [Migration] = []) {
    taken = Set(migrations.map(\.id))
  }

  mutating func reserveCapacity(_ count: Int) { taken.reserveCapacity(count) }

  /// Gives a migration an id of its own; false if another one had its name before.
  @discardableResult mutating func take(_ migration: inout Migration) -> Bool {
    if taken.insert(migration.id).inserted { return true }
    migration.id += " (" + (migration.files.first?.path.display ?? "") + ")"
    taken.insert(migration.id)
    return false
  }
}
