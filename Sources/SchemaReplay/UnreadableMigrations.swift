import Domain

/// What head's files cannot be read for any more though base's could: half-written, cut off, with marks of a conflict.
/// What they did at base counts on, and the blind spot says that nobody knows.
struct UnreadableMigrations {
  /// Head's migrations, with base's in the place of those that cannot be read.
  private(set) var migrations: [Migration]
  /// Blind spots for those that were put back, where the ones of reading may be told to be about few tables.
  private(set) var diagnostics: [Diagnostic] = []

  /// Goes through two histories.
  init(base: MigrationHistory?, head: MigrationHistory?) {
    migrations = head?.migrations ?? []
    guard let base, let head, !base.migrations.isEmpty else { return }
    let apart = head.diagnostics.filter(\.hidesText)
    let places = migrations.indices.filter { migrations[$0].isUnreadable }
    guard !apart.isEmpty || !places.isEmpty else { return }
    let olds = Dictionary(base.migrations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for place in places {
      guard let old = olds[migrations[place].id], !old.isUnreadable, old.files != migrations[place].files,
        migrations[place].losses <= old.losses
      else { continue }
      diagnostics += migrations[place].diagnostics.filter(\.hidesText).compactMap(\.aboutAnyTable)
      migrations[place] = old
    }
    restore(base, apart + places.flatMap { head.migrations[$0].diagnostics.filter(\.hidesText) })
  }

  /// Puts back migrations whose file gives none any more, behind what they followed at base.
  private mutating func restore(_ base: MigrationHistory, _ unread: [Diagnostic]) {
    let known = Set(migrations.map(\.id))
    let files = Set(unread.map(\.location.file))
    let told = Set(base.diagnostics.filter(\.hidesText).map(\.location.file))
    let named = Set(base.migrations.flatMap(\.files).map(\.path.display))
    // A file that only names others: what it named is not known.
    let isAny = files.subtracting(told).contains { !named.contains($0) }
    var followers: [String: [Migration]] = [:]
    var last = ""
    for migration in base.migrations {
      if known.contains(migration.id) {
        last = migration.id
      } else if isAny || migration.files.contains(where: { files.contains($0.path.display) }) {
        followers[last, default: []].append(migration)
      }
    }
    guard !followers.isEmpty else { return }
    migrations = (followers[""] ?? []) + migrations.flatMap { [$0] + (followers[$0.id] ?? []) }
    diagnostics += unread.compactMap(\.aboutAnyTable)
  }
}

extension Migration {
  /// Whether a part of its text was not understood at all.
  fileprivate var isUnreadable: Bool { diagnostics.contains(where: \.hidesText) }

  /// How many operations take something away: one more is an edit of its own.
  fileprivate var losses: Int {
    operations.reduce(0) { count, operation in
      switch operation.kind {
      case .dropTable, .dropColumn, .renameTable, .renameColumn, .dropView, .alterColumnType: count + 1
      default: count
      }
    }
  }
}

extension Diagnostic {
  /// Whether text was not understood that may create something.
  fileprivate var hidesText: Bool {
    reach == .mayChangeSchema
      && (id.hasSuffix("-syntax") || id == "file-unreadable" || id == "no-migration" || id == "no-revision")
  }

  /// The same, not only of the tables that were understood; nil if it is of any table already.
  fileprivate var aboutAnyTable: Diagnostic? {
    guard !tables.isEmpty else { return nil }
    var copy = self
    copy.tables = []
    return copy
  }
}
