import Domain

/// Tables that one history lost and another one has now because the migrations that create them were moved from folder
/// to folder: in the database nothing happened to them.
struct MovedMigrations {
  private var lost: [Int: Set<TableName>] = [:]
  private var found: [Int: Set<TableName>] = [:]

  /// Finds migrations that left one history and are new in another.
  init(_ replays: [BackendReading.HistoryReplay]) {
    let givers = replays.indices.filter { !replays[$0].result.deleted.isEmpty && !replays[$0].isGone }
    guard !givers.isEmpty, replays.count > 1 else { return }
    for giver in givers {
      let old = replays[giver].result
      let had = Set(old.base.tables.map(\.name))
      let left = Set(old.head.tables.map(\.name))
      for taker in replays.indices where taker != giver && replays[taker].takesOver(old.deleted) {
        let new = replays[taker].result
        let here = had.intersection(new.head.tables.map(\.name)).subtracting(new.base.tables.map(\.name))
        found[taker, default: []].formUnion(here)
        lost[giver, default: []].formUnion(
          here.subtracting(left).filter {
            Self.isWhole(old.base.table(named: $0), at: new.head.table(named: $0))
          })
      }
    }
  }

  /// Whether a table has all columns that it had.
  private static func isWhole(_ old: Table?, at new: Table?) -> Bool {
    guard let old, let new else { return false }
    return Set(old.columns.map(\.name)).isSubset(of: new.columns.map(\.name))
  }

  /// Whether a change of a history is but the other folder of a table.
  func explains(_ change: Change, of history: Int) -> Bool {
    switch change.kind {
    case .tableDropped: change.table.map { lost[history]?.contains($0) ?? false } ?? false
    case .tableCreated: change.to?.tables.contains { found[history]?.contains($0) ?? false } ?? false
    default: false
    }
  }
}

extension BackendReading.HistoryReplay {
  /// Whether migrations that another history lost are new in this one, under their names.
  fileprivate func takesOver(_ deleted: [String]) -> Bool {
    let added = Set(result.added)
    return deleted.contains(where: added.contains)
  }
}

/// The migrations that base has, whatever the folder.
final class KnownMigrations {
  private let histories: [MigrationHistory]
  private lazy var contents: [String: [[ContentID]]] = Dictionary(
    grouping: histories.flatMap(\.migrations), by: \.id
  ).mapValues { $0.map { $0.files.map(\.contentID) } }

  /// Those of these histories; gone through when they are asked for.
  init(_ histories: [MigrationHistory]) {
    self.histories = histories
  }

  /// Whether base has a migration under its name, with the same texts.
  func hold(_ migration: Migration) -> Bool {
    !migration.files.isEmpty && contents[migration.id]?.contains(migration.files.map(\.contentID)) ?? false
  }
}
