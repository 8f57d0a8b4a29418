package import Domain

/// Finds and reads the migration histories of file trees. Files that are the same in several trees are read once.
package final class MigrationReader {
  private let cache = ScriptCache()

  /// A reader without anything read.
  package init() {}

  /// The histories of a tree, sorted by root and framework.
  package func histories(
    in tree: FileTree, configuration: MigrationConfiguration = MigrationConfiguration()
  ) -> DetectedMigrations {
    let source = FileSource(tree)
    var detection = Detection(source: source, configuration: configuration)
    detection.run()
    let reader = HistoryReader(source: source, cache: cache, configuration: configuration)
    var detected = detection.leftovers()
    for claim in detection.winners {
      detected.histories.append(
        FrameworkList.all[claim.framing].history(of: claim, in: detection.listing, reader: reader))
    }
    return detected
  }
}
