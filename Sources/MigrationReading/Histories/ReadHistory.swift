import Domain

/// A history of SQL files as far as it was read. The same history of another tree begins with it: head has nearly all
/// that base has.
struct ReadHistory {
  /// What is read, in running order.
  private(set) var units: [SQLUnit]
  /// Their migrations, each with an id of its own.
  private(set) var migrations: [Migration] = []
  /// Blind spots of ids that stand for several units, each with its unit's position.
  private(set) var repetitions: [(position: Int, diagnostic: Diagnostic)] = []
  /// What the units define.
  private(set) var routines = RoutineTable()
  private var ids = MigrationIDs()
  /// How many of the first units go by nothing but their own files and what was defined before.
  private var selfContained = 0
  /// How many of the first units it takes until the last routine is defined.
  private var defining = 0
  private var definitions = 0

  /// A history of which nothing was read yet.
  init(_ units: [SQLUnit]) {
    self.units = units
    migrations.reserveCapacity(units.count)
    ids.reserveCapacity(units.count)
  }

  /// What is left to read.
  var rest: ArraySlice<SQLUnit> { units.dropFirst(migrations.count) }

  /// Takes the next unit with what the session read it as, and gives the migration back with an id of its own.
  mutating func take(_ unit: SQLUnit, _ migration: Migration, _ session: ScriptSession) -> Migration {
    var migration = migration
    if !ids.take(&migration) { repetitions.append((migrations.count, Self.repetition(unit))) }
    migrations.append(migration)
    if !session.hasIncluded { selfContained = migrations.count }
    if session.definitions != definitions {
      (definitions, defining) = (session.definitions, migrations.count)
    }
    return migration
  }

  /// Ends the history with what was defined in it.
  mutating func end(_ session: ScriptSession) {
    routines = session.routines
  }

  /// Another history, as far as it begins in just the same way; nil if it does not.
  func continued(by others: [SQLUnit]) -> ReadHistory? {
    let pairs = zip(units.indices, others)
    let count = pairs.first { units[$0] != $1 }?.0 ?? min(units.count, others.count)
    guard count > 0, count <= selfContained, count >= defining else { return nil }
    var part = self
    part.units = others
    guard count < units.count else { return part }
    part.migrations.removeSubrange(count...)
    part.repetitions.removeAll { $0.position >= count }
    part.ids = MigrationIDs(part.migrations)
    part.selfContained = count
    return part
  }

  private static func repetition(_ unit: SQLUnit) -> Diagnostic {
    let file = (unit.up + unit.down).first?.entry.path.display ?? unit.id
    return Diagnostic(
      id: "migration-id-repeated", summary: "the migration id \"\(unit.id)\" stands for several files",
      location: SourceLocation(repository: .backend, file: file), reach: .harmless)
  }
}
