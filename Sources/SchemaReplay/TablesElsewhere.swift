package import Domain

/// The tables and views that the histories of a repository make. Several may run on one database: what one of them
/// drops `IF EXISTS` without having made it exists when another makes it.
package struct TablesElsewhere: Sendable {
  private var made: Set<String> = []

  /// Collects what the histories make, of both sides.
  package init(_ histories: [MigrationHistory]) {
    guard histories.count > 1 else { return }
    for history in histories { made.formUnion(Self.made(by: history)) }
  }

  /// Names in lower case that a history drops or alters if they exist, that it never makes, and another does.
  package func names(for base: MigrationHistory?, _ head: MigrationHistory?) -> Set<String> {
    guard !made.isEmpty else { return [] }
    var names: Set<String> = []
    for history in [base, head].compactMap({ $0 }) {
      for operation in history.migrations.lazy.flatMap(\.operations) {
        guard let name = operation.mayBeAbsent?.name.lowercased(), made.contains(name) else { continue }
        names.insert(name)
      }
    }
    guard !names.isEmpty else { return [] }
    for history in [base, head].compactMap({ $0 }) { names.subtract(Self.made(by: history)) }
    return names
  }

  private static func made(by history: MigrationHistory) -> Set<String> {
    var names: Set<String> = []
    for operation in history.migrations.lazy.flatMap(\.operations) {
      switch operation.kind {
      case .createTable(let table): names.insert(table.name.name.lowercased())
      case .createTableFromQuery(let name, _, _, _, _), .renameTable(_, let name):
        names.insert(name.name.lowercased())
      case .createView(let name, _, _, _, _, _): names.insert(name.name.lowercased())
      default: break
      }
    }
    return names
  }
}

extension Operation {
  /// The table or view that the operation changes only if it is there.
  fileprivate var mayBeAbsent: TableName? {
    switch kind {
    case .dropTable(let name, let onlyIfPresent, _), .dropView(let name, let onlyIfPresent, _):
      onlyIfPresent || toleratesAbsence ? name : nil
    case .dropColumn(let name, _, _, _), .renameColumn(let name, _, _), .renameTable(let name, _),
      .alterColumnType(let name, _, _, _, _):
      toleratesAbsence ? name : nil
    default: nil
    }
  }
}
