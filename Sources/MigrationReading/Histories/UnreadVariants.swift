import Domain
import SQLSyntax

/// Histories in dialects that are not read, beside the same one in a dialect that is: `db/h2` beside `db/mysql`.
///
/// A migration that stands in both is no blind spot: what it does is seen where it is read.
enum UnreadVariants {
  /// Makes blind spots harmless where a sibling history holds the same migration.
  static func settle(_ histories: inout [MigrationHistory]) {
    guard histories.contains(where: { DialectList.readable($0.dialect) == nil }) else { return }
    var read: [Place: Set<String>] = [:]
    for history in histories where DialectList.readable(history.dialect) != nil {
      read[Place(history), default: []].formUnion(history.migrations.map { $0.id.lowercased() })
    }
    for at in histories.indices where DialectList.readable(histories[at].dialect) == nil {
      guard let siblings = read[Place(histories[at])] else { continue }
      for index in histories[at].migrations.indices
      where siblings.contains(histories[at].migrations[index].id.lowercased()) {
        for place in histories[at].migrations[index].diagnostics.indices
        where histories[at].migrations[index].diagnostics[place].id == "dialect-not-read" {
          histories[at].migrations[index].diagnostics[place].reach = .harmless
        }
      }
    }
  }

  /// Framework and folder, without the words that say which database it is for.
  private struct Place: Hashable {
    let framework: String
    let folder: String

    init(_ history: MigrationHistory) {
      framework = history.framework
      let parts = history.root.lowercased().split(separator: "/").map { part in
        part.split(omittingEmptySubsequences: false, whereSeparator: { "-_. ".contains($0) }).map { word in
          FolderNames.dialect(String(word)) == nil ? String(word) : "*"
        }.joined(separator: "-")
      }
      folder = parts.joined(separator: "/")
    }
  }
}
