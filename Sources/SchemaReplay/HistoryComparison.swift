import Domain

/// How the migrations of base and head stand to each other.
struct HistoryComparison {
  /// Number of leading migrations that both sides have unchanged and in the same place.
  var commonPrefix = 0
  /// Migrations beyond the prefix that both sides have unchanged, by id -> a number that both share.
  var common: [String: Int] = [:]
  /// Ids that only head has, in head's order.
  var added: [String] = []
  /// Ids that both have with other contents, in head's order.
  var edited: [String] = []
  /// Ids that only base has, in base's order.
  var deleted: [String] = []

  /// Compares two ordered histories.
  init(base: [Migration], head: [Migration]) {
    let count = min(base.count, head.count)
    while commonPrefix < count, Self.isSame(base[commonPrefix], head[commonPrefix]) { commonPrefix += 1 }
    let olds = Dictionary(base[commonPrefix...].map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let newIDs = Set(head[commonPrefix...].map(\.id))
    for migration in head[commonPrefix...] {
      guard let old = olds[migration.id] else {
        added.append(migration.id)
        continue
      }
      if Self.isSame(old, migration) {
        common[migration.id] = common.count
      } else {
        edited.append(migration.id)
      }
    }
    deleted = base[commonPrefix...].map(\.id).filter { !newIDs.contains($0) }
  }

  /// Whether two migrations have one name and the same files, or do the same by another text.
  static func isSame(_ left: Migration, _ right: Migration) -> Bool {
    left.id == right.id && (left.files == right.files || left.doesSame(as: right))
  }
}
