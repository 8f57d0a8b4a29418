import ChangeInference
import Domain
import MigrationReading
import SchemaReplay

/// What the backend's migrations say at base and head: schemas, blind spots, and on request what changed.
struct BackendReading: Sendable {
  /// The histories that were found at either side, with what replay made of them.
  var replays: [HistoryReplay] = []
  /// Everything that was not understood.
  var diagnostics: [Diagnostic] = []
  /// What edits of old migrations would mean.
  var observations: [GateObservation] = []

  /// One history at both sides.
  struct HistoryReplay: Sendable {
    /// As at head, or at base when head has it no longer.
    var history: MigrationHistory
    /// Both schemas and what happened between them.
    var result: ReplayResult

    /// Whether head has it no longer.
    var isGone: Bool

    /// Framework and folder, for people.
    var name: String { history.framework + " " + history.root }

    /// False for one schema with the same identities on both sides, and nothing that ran in between: nothing can have
    /// changed.
    var mayDiffer: Bool {
      !(result.added.isEmpty && result.edited.isEmpty && result.deleted.isEmpty) || result.base != result.head
    }

    /// The summary for reports.
    var summary: FrameworkSummary {
      FrameworkSummary(
        name: history.framework, dialect: history.dialect, isDialectGuessed: history.isDialectGuessed,
        paths: [history.root], migrations: history.migrations.count, added: result.added,
        edited: result.edited,
        deleted: result.deleted)
    }
  }

  /// Reads and replays both sides; `hearsWitnesses` says whether schema files beside migrations count.
  static func read(
    base: FileTree, head: FileTree, touched: Set<String>, configuration: BackendConfiguration,
    hearsWitnesses: Bool = true
  ) -> BackendReading {
    let reader = MigrationReader(
      threads: ReadingThreads(
        count: ParallelWork.processorCount, leave: { Remains.leave($0) }, run: ParallelWork.all))
    var migrations = configuration.migrationConfiguration
    migrations.hearsWitnesses = hearsWitnesses
    var origins: [Origin] = []
    var ahead: [ReplayAhead] = []
    let (old, new) = reader.histories(base: base, head: head, configuration: migrations) {
      claim, dialect, migration in
      let origin = Origin(framework: claim.framework, root: claim.root)
      let place = origins.firstIndex(of: origin) ?? origins.count
      if place == origins.count {
        origins.append(origin)
        ahead.append(ReplayAhead(dialect: dialect))
      }
      ahead[place].take(migration)
    }
    var reading = BackendReading()
    let known = KnownMigrations(old.histories)
    let isOne = old.histories.count < 2 && new.histories.count < 2
    let makers = TablesElsewhere(isOne ? [] : old.histories + new.histories)
    for (before, after) in pairs(old.histories, new.histories) {
      let place = origins.firstIndex { $0.framework == before?.framework && $0.root.display == before?.root }
      reading.add(
        before, after, touched: touched, known: known, ahead: place.map { ahead[$0] },
        elsewhere: makers.names(for: before, after))
    }
    reading.diagnostics += new.diagnostics
    let isRead = !reading.replays.isEmpty
    let leftOut = LeftOutReading(
      base: base, head: head, touched: touched, read: reading.replays.map(\.result.head))
    reading.diagnostics += new.vendored.filter { !(isRead && isDumpOfTests($0)) }.flatMap { group in
      leftOut.blindSpots(of: group)
    }
    Remains.leave((reader, old, new, ahead, reading))
    return reading
  }

  /// What tells the histories of one tree apart.
  private struct Origin: Equatable {
    var framework: String
    var root: TreePath
  }

  /// Histories of both sides that are the same one: framework and folder, else the only one left of a framework.
  private static func pairs(
    _ old: [MigrationHistory], _ new: [MigrationHistory]
  ) -> [(MigrationHistory?, MigrationHistory?)] {
    var rest = old
    var found: [(before: MigrationHistory?, after: MigrationHistory?)] = new.map { history in
      let index = rest.firstIndex { $0.framework == history.framework && $0.root == history.root }
      return (index.map { rest.remove(at: $0) }, history)
    }
    // A folder that was moved, or one framework in the place of another.
    for at in found.indices where found[at].before == nil {
      let alike = rest.indices.filter { rest[$0].framework == found[at].after?.framework }
      let others = found.filter { $0.before == nil && $0.after?.framework == found[at].after?.framework }
      if alike.count == 1, others.count == 1 {
        found[at].before = rest.remove(at: alike[0])
      } else if new.count == 1, old.count == 1, rest.count == 1 {
        found[at].before = rest.removeFirst()
      }
    }
    return found + rest.map { ($0, nil) }
  }

  /// Net differences of all histories, numbered in report order.
  func changes(_ lexicon: Lexicon) -> [Change] {
    let kept = tablesAtHead()
    let moved = MovedMigrations(replays)
    var changes = replays.indices.filter { replays[$0].mayDiffer }.flatMap { place in
      let replay = replays[place]
      return inferChanges(in: replay.result, history: replay.name, lexicon: lexicon).filter { change in
        // Another database is given up, or the files moved: where the tables are described elsewhere, they stay.
        let isKept = replay.isGone && change.table.map { kept.contains($0.name.lowercased()) } ?? false
        return !isKept && !moved.explains(change, of: place)
      }
    }
    for index in changes.indices { changes[index].id = ChangeID(index + 1) }
    return changes
  }

  /// Names of the tables and views that head's histories have, if base has one that head has not.
  private func tablesAtHead() -> Set<String> {
    guard replays.contains(where: \.isGone) else { return [] }
    return Set(
      replays.filter { !$0.isGone }.flatMap { replay in
        replay.result.head.tables.map { $0.name.name.lowercased() }
          + replay.result.head.views.map { $0.name.name.lowercased() }
      })
  }

  private mutating func add(
    _ before: MigrationHistory?, _ after: MigrationHistory?, touched: Set<String>, known: KnownMigrations,
    ahead: ReplayAhead?, elsewhere: Set<String>
  ) {
    guard let history = after ?? before else { return }
    let result = replayHistories(base: before, head: after, ahead: ahead, elsewhere: elsewhere)
    replays.append(HistoryReplay(history: history, result: result, isGone: after == nil))
    diagnostics += (after?.diagnostics ?? []) + result.diagnostics
    diagnostics += Self.diagnostics(
      of: after?.migrations ?? [], like: before?.migrations ?? [], touched, known)
    guard !result.freshDatabaseOnly.isEmpty else { return }
    let edited = Set(result.edited)
    for migration in history.migrations where edited.contains(migration.id) && !migration.isRepeatable {
      let id = migration.id
      let file = migration.files.first?.path.display ?? history.root
      observations.append(
        GateObservation(
          kind: .migrationEdited(migration: id),
          text:
            "migration \"\(id)\" has run already and is edited: databases that ran it keep the old schema",
          location: SourceLocation(repository: .backend, file: file)))
    }
  }

  /// What was not understood in migrations. Many may share a file: in one that base has word for word nothing is new,
  /// though the branch touches the file or moves it.
  private static func diagnostics(
    of migrations: [Migration], like olds: [Migration], _ touched: Set<String>, _ known: KnownMigrations
  ) -> [Diagnostic] {
    // Few have any: the rest is not copied.
    let unread = migrations.indices.filter { !migrations[$0].diagnostics.isEmpty }.map { migrations[$0] }
    let own = Set(
      unread.filter { $0.diagnostics.contains { touched.contains($0.location.file) } }.map(\.id))
    let same = own.isEmpty ? [] : olds.filter { own.contains($0.id) }
    let before = Dictionary(same.map { ($0.id, $0.files) }) { first, _ in first }
    return unread.flatMap { migration in
      guard own.contains(migration.id) else { return migration.diagnostics }
      guard before[migration.id] == migration.files || known.hold(migration) else {
        return migration.diagnostics
      }
      let paths = Set(migration.files.map(\.path.display))
      return migration.diagnostics.map {
        touched.contains($0.location.file) && paths.contains($0.location.file) ? $0.madeHarmless : $0
      }
    }
  }

  /// Whether files are only what tests make of the migrations that are read, as `test/dummy/db/schema.rb` of a library:
  /// a dump is run by nobody.
  private static func isDumpOfTests(_ group: DetectedMigrations.LeftOut) -> Bool {
    let parts = group.root.split(separator: "/")
    return group.framework == "schema-dump"
      && parts.contains { ["__tests__", "spec", "specs", "test", "tests"].contains($0) }
  }
}

extension BackendConfiguration {
  /// The part that migration reading needs.
  var migrationConfiguration: MigrationConfiguration {
    MigrationConfiguration(
      entries: migrations.map {
        MigrationConfiguration.Entry(
          framework: $0.framework, paths: $0.paths.map { PathPattern($0) },
          dialect: $0.dialect)
      }, only: isRestricted, dialect: dialect)
  }
}
