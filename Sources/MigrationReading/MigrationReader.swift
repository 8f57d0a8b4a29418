package import Domain

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
  /// `follower` is shown each migration of histories of SQL files as soon as it is read, in running order: a long
  /// history can be replayed while the rest of it is still being read.
  package func histories(
    in tree: FileTree, configuration: MigrationConfiguration = MigrationConfiguration(),
    follower: MigrationFollower? = nil
  ) -> DetectedMigrations {
    let source = FileSource(tree)
    var detection = Detection(source: source, configuration: configuration)
    detection.run()
    let reader = HistoryReader(
      source: source, cache: cache, configuration: configuration, threads: threads, follower: follower)
    var detected = detection.leftovers()
    for claim in detection.winners {
      detected.histories.append(
        FrameworkList.all[claim.framing].history(of: claim, in: detection.listing, reader: reader))
    }
    return detected
  }
}

/// Takes a migration as it is read: the claim that it is of, the dialect's name, and the migration.
package typealias MigrationFollower = (Claim, String, Migration) -> Void
