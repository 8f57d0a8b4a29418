import Domain
import MigrationReading
import SchemaReplay

/// What migrations that are left out would do, where a branch touches them all the same: those of a sample application
/// in a library's tests have tables of their own, which then are named, so that they do not stop what is registered.
struct LeftOutReading {
  let base: FileTree
  let head: FileTree
  /// Paths that the branch touches.
  let touched: Set<String>
  /// Head as the migrations that are read make it.
  let read: [Schema]

  private static let folderLimit = 100

  /// The blind spots of one group of files.
  func blindSpots(of group: DetectedMigrations.LeftOut) -> [Diagnostic] {
    let files = group.files.filter { touched.contains($0.path.display) }
    let spots = files.map { DetectedMigrations.blindSpot(of: $0, group.reason) }
    let folders = Set(group.files.map(\.path.parent)).filter { !$0.bytes.isEmpty }.sorted()
    guard !spots.isEmpty, let framework = group.framework, folders.count < Self.folderLimit,
      let found = tables(of: framework, in: folders, of: files)
    else { return spots }
    if found.schema.isEmpty, found.rows.isEmpty, !found.isOfAnyRows { return spots.map(\.madeHarmless) }
    return spots.map { spot in
      var spot = spot
      spot.reach = found.schema.isEmpty ? .mayChangeRows : .mayChangeSchema
      spot.tables = found.isOfAnyRows ? [] : found.schema.union(found.rows).sorted()
      return spot
    }
  }

  /// The tables that differ and those whose rows are changed, without schemas; nil if not all that the branch touches
  /// is understood.
  private func tables(
    of framework: String, in folders: [TreePath], of files: [FileEntry]
  ) -> (schema: Set<TableName>, rows: Set<TableName>, isOfAnyRows: Bool)? {
    let entry = MigrationConfiguration.Entry(
      framework: framework, paths: folders.map { PathPattern($0.display) })
    let configuration = MigrationConfiguration(entries: [entry], only: true)
    let (old, new) = MigrationReader().histories(base: base, head: head, configuration: configuration)
    let read = Set(new.histories.flatMap(\.migrations).flatMap(\.files))
    guard !new.histories.isEmpty, files.allSatisfy(read.contains) else { return nil }
    var schema: Set<TableName> = []
    var rows: Set<TableName> = []
    var isOfAnyRows = false
    for after in new.histories {
      let before = old.histories.first { $0.root == after.root && $0.framework == after.framework }
      let result = replayHistories(base: before, head: after)
      schema.formUnion(differences(result.base, result.head))
      let own = after.migrations.filter { $0.files.contains { touched.contains($0.path.display) } }
      for diagnostic in after.diagnostics + own.flatMap(\.diagnostics) {
        switch diagnostic.reach {
        case .harmless: continue
        case .mayChangeRows: rows.formUnion(diagnostic.tables.map(Self.bare))
        case .mayChangeSchema, .registryUnknown, .registryUnreadable:
          schema.formUnion(diagnostic.tables.map(Self.bare))
        }
        guard diagnostic.tables.isEmpty else { continue }
        guard diagnostic.reach == .mayChangeRows else { return nil }
        isOfAnyRows = true
      }
      rows.formUnion(own.flatMap(\.operations).compactMap { Self.table(ofRows: $0.kind) })
    }
    return isOfAnyRows && !schema.isEmpty ? nil : (schema, rows, isOfAnyRows)
  }

  /// The tables that differ, but for those that come to what the migrations that are read make of them: a copy of
  /// these for tests says nothing new.
  private func differences(_ base: Schema, _ head: Schema) -> Set<TableName> {
    let old = Dictionary(base.tables.map { ($0.name, $0) }) { first, _ in first }
    let new = Dictionary(head.tables.map { ($0.name, $0) }) { first, _ in first }
    let known = Dictionary(
      read.flatMap(\.tables).map { ($0.name.name.lowercased(), Self.columns(of: $0)) },
      uniquingKeysWith: { $0.union($1) })
    let names = Set(old.keys).union(new.keys).filter { name in
      guard old[name] != new[name] else { return false }
      let read = known[name.name.lowercased()]
      return new[name].map(Self.columns).map { $0 != read } ?? (read != nil)
    }
    let views = Set(base.views).symmetricDifference(head.views).map(\.name)
    return Set((names + views).map(Self.bare))
  }

  private static func columns(of table: Table) -> Set<String> {
    Set(table.columns.map { $0.name.lowercased() })
  }

  private static func table(ofRows kind: OperationKind) -> TableName? {
    switch kind {
    case .updateRows(let table, _, _, _, _), .insertFromQuery(let table, _, _),
      .insertRows(let table, _, _, _), .deleteRows(let table, _, _, _), .truncate(let table):
      bare(table)
    default: nil
    }
  }

  /// Tests may run on another database, whose schemas have other names.
  private static func bare(_ name: TableName) -> TableName { TableName(name.name) }
}
