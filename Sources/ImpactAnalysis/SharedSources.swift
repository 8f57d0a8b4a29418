import Domain

/// Sources that several tables of the backend may feed: the same table in the histories of several databases, or in
/// several schemas.
///
/// Which of them feeds the source is not known, so what happens to one of them needs a look. What happens to all of
/// them happens to the source.
struct SharedSources {
  /// What a source sees of a table, as far as tables can agree on it.
  private struct Sight: Hashable {
    var source: AssetID
    var table: TableName
    /// The source's column; nil for the table as a whole.
    var column: String?
  }

  /// The base tables that are linked to a source.
  private var tables: [AssetID: Set<TableName>] = [:]
  /// The sources of a table.
  private var sources: [TableName: Set<AssetID>] = [:]
  /// How many databases have a table of the name.
  private var counts: [TableName: Int] = [:]

  init(_ input: ImpactInput) {
    for schema in input.base {
      for table in schema.tables { counts[table.name, default: 0] += 1 }
    }
    for link in input.bindings.linked where counts[link.table] != nil {
      tables[link.asset, default: []].insert(link.table)
      sources[link.table, default: []].insert(link.asset)
    }
  }

  /// Lets events count in full that all tables of their source have.
  func settle(_ events: inout [SourceEvent]) {
    guard events.contains(where: \.isReviewOnly) else { return }
    var seen: [Sight: Set<ChangeID>] = [:]
    for event in events {
      guard let column = Self.lost(event.kind) else { continue }
      seen[Sight(source: event.source, table: event.table, column: column.name), default: []]
        .insert(event.change.id)
    }
    for index in events.indices where events[index].isReviewOnly {
      let source = events[index].source
      guard let column = Self.lost(events[index].kind), let tables = tables[source],
        tables.allSatisfy({ sources[$0]?.count == 1 })
      else { continue }
      let isLostEverywhere = tables.allSatisfy { table in
        var changes = seen[Sight(source: source, table: table, column: column.name)] ?? []
        changes.formUnion(seen[Sight(source: source, table: table, column: nil)] ?? [])
        return changes.count >= counts[table] ?? 1
      }
      if isLostEverywhere { events[index].isReviewOnly = false }
    }
  }

  /// What is lost: a column, or the table where the name is nil; nil for events that are no loss.
  private static func lost(_ kind: SourceEvent.Kind) -> (name: String?, Void)? {
    switch kind {
    case .tableGone, .tableFrozen: (nil, ())
    case .columnGone(let column), .columnNull(let column): (column, ())
    case .column(let column, .otherColumn), .column(let column, .null): (column, ())
    case .column, .columnAdded, .grain, .repeats: nil
    }
  }
}
