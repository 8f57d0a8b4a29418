package import Domain
import Synchronization

/// Finds and reads the migration histories of file trees. Files that are the same in several trees are read once.
package final class MigrationReader {
  private let cache = ScriptCache()
  private let threads: ReadingThreads?

  /// A reader without anything read; with threads, a long history is read by several at a time.
  package init(threads: ReadingThreads? = nil) {
    self.threads = threads
  }

  /// The histories of a tree, sorted by root and framework.
  ///
  /// `follower` is shown each migration of SQL files, and of Rails, as soon as it is read, in running order: a long
  /// history can be replayed while the rest of it is still being read.
  package func histories(
    in tree: FileTree, configuration: MigrationConfiguration = MigrationConfiguration(),
    follower: MigrationFollower? = nil
  ) -> DetectedMigrations {
    histories(Finding(tree, configuration), in: tree, configuration, follower)
  }

  /// The histories of two trees, as one after the other gives them; `follower` is shown the base's. A tree that is
  /// compared with itself is read once.
  package func histories(
    base: FileTree, head: FileTree, configuration: MigrationConfiguration, follower: MigrationFollower? = nil
  ) -> (base: DetectedMigrations, head: DetectedMigrations) {
    if base.entries == head.entries, base.skipped == head.skipped {
      let found = histories(in: base, configuration: configuration, follower: follower)
      return (found, found)
    }
    let (old, new) = findings(base, head, configuration)
    let later = (claims: new.winners, source: FileSource(head))
    return (
      histories(old, in: base, configuration, follower, later: later),
      histories(new, in: head, configuration, nil)
    )
  }

  /// What is to be read of two trees; that of a large head is found on another thread.
  private func findings(
    _ base: FileTree, _ head: FileTree, _ configuration: MigrationConfiguration
  ) -> (base: Finding, head: Finding) {
    guard let threads, threads.count > 1, head.entries.count >= threads.leastScripts, let reopen = head.reopen
    else {
      return (Finding(base, configuration), Finding(head, configuration))
    }
    let found = SharedFinding()
    let entries = head.entries
    var old: Finding?
    threads.run([
      {
        guard let tree = reopen() else { return }
        found.value.withLock { $0 = Finding(tree.listing(entries), configuration) }
      }
    ]) { old = Finding(base, configuration) }
    return (
      old ?? Finding(base, configuration), found.value.withLock { $0 } ?? Finding(head, configuration)
    )
  }

  private func histories(
    _ finding: Finding, in tree: FileTree, _ configuration: MigrationConfiguration,
    _ follower: MigrationFollower?, later: (claims: [Claim], source: FileSource)? = nil
  ) -> DetectedMigrations {
    let reader = HistoryReader(
      source: FileSource(tree), cache: cache, configuration: configuration, threads: threads,
      follower: follower, later: later)
    var detected = finding.leftovers
    for claim in finding.winners {
      detected.histories.append(
        FrameworkList.all[claim.framing].history(of: claim, in: finding.listing, reader: reader))
    }
    detected.leaveOutWhatScriptsRead()
    threads?.leave(finding)
    UnreadVariants.settle(&detected.histories)
    for history in detected.histories.indices {
      // Only what has several is touched: the list is shared with what is kept for the other tree.
      for index in detected.histories[history].migrations.indices
      where detected.histories[history].migrations[index].diagnostics.count > 1 {
        detected.histories[history].migrations[index].sayOnce()
      }
    }
    return detected
  }

  /// What is to be read of a tree.
  private struct Finding: Sendable {
    var listing: FileListing
    var winners: [Claim]
    var leftovers: DetectedMigrations

    init(_ tree: FileTree, _ configuration: MigrationConfiguration) {
      var detection = Detection(source: FileSource(tree), configuration: configuration)
      detection.run()
      listing = detection.listing
      winners = detection.winners
      leftovers = detection.leftovers()
    }
  }

  /// Where another thread leaves what it found.
  private final class SharedFinding: Sendable {
    let value = Mutex<Finding?>(nil)
  }
}

extension Migration {
  /// Leaves each blind spot of a place once, however often a loop or a routine goes through it, with the tables of all
  /// rounds.
  fileprivate mutating func sayOnce() {
    var places: [Diagnostic: Int] = [:]
    var kept: [Diagnostic] = []
    var tables: [Set<TableName>] = []
    for diagnostic in diagnostics {
      var place = diagnostic
      place.tables = []
      guard let index = places[place] else {
        places[place] = kept.count
        kept.append(diagnostic)
        tables.append(Set(diagnostic.tables))
        continue
      }
      // No tables mean any.
      if kept[index].tables.isEmpty || diagnostic.tables.isEmpty {
        kept[index].tables = []
      } else {
        kept[index].tables += diagnostic.tables.filter { tables[index].insert($0).inserted }
      }
    }
    diagnostics = kept
  }
}

extension DetectedMigrations {
  /// Leaves out histories of plain files all of which migrations in another language read and run themselves: what is
  /// created there is created by these as well.
  fileprivate mutating func leaveOutWhatScriptsRead() {
    let isPlain = { (history: MigrationHistory) in history.framework == "plain-sql" }
    guard histories.count > 1, histories.contains(where: isPlain) else { return }
    let others = histories.filter { !isPlain($0) }.flatMap(\.migrations)
    let read = Set(others.flatMap(\.files))
    var created: Set<TableName>?
    histories.removeAll { history in
      guard isPlain(history), history.migrations.allSatisfy({ $0.files.allSatisfy(read.contains) }) else {
        return false
      }
      let known = created ?? Self.created(by: others)
      created = known
      return Self.created(by: history.migrations).isSubset(of: known)
    }
  }

  private static func created(by migrations: [Migration]) -> Set<TableName> {
    var names: Set<TableName> = []
    for case .createTable(let table) in migrations.flatMap(\.operations).map(\.kind) {
      names.insert(table.name)
    }
    return names
  }
}

/// Takes a migration as it is read: the claim that it is of, the dialect's name, and the migration.
package typealias MigrationFollower = (Claim, String, Migration) -> Void
