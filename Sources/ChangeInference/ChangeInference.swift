package import Domain

/// The net differences between base and head of one replayed history, each with its evidence and confidence.
///
/// Changes are sorted by table name (at base, for something new at head), kind and columns, and numbered `c1`, `c2`,
/// ... in that order; a caller that joins several histories numbers them anew. `history` is put on every change.
/// Dropped schemas are named `schema.*`. Same input, same list: nothing depends on the numbers of identities.
package func inferChanges(in replay: ReplayResult, history: String, lexicon: Lexicon) -> [Change] {
  let comparison = SchemaComparison(replay, lexicon: lexicon)
  let tables = TablePairing.pair(comparison)
  let columns = ColumnPairing.pair(comparison, tables: tables)
  var inference = ChangeCollection(comparison, tables: tables, columns: columns)
  inference.collect()
  return inference.finished(history: history)
}

/// Puts the changes of one history together.
struct ChangeCollection {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let columns: ColumnOutcome
  private var drafts: [ChangeDraft] = []

  /// Starts empty.
  init(_ comparison: SchemaComparison, tables: TableOutcome, columns: ColumnOutcome) {
    self.comparison = comparison
    self.tables = tables
    self.columns = columns
  }

  /// Collects all changes.
  mutating func collect() {
    drafts += TableFates(comparison, tables: tables).drafts()
    drafts += ColumnFates(comparison, tables: tables, columns: columns).drafts()
    collectColumnDifferences()
    let keys = KeyDifferences(comparison, tables: tables, columns: columns).drafts()
    drafts += keys
    drafts += RowDifferences(comparison, tables: tables, columns: columns).drafts()
    let map = identityMap()
    let regrouped = Set(keys.filter { $0.change.kind == .grainChanged }.compactMap(\.change.table))
    let queries = FillQueries(comparison, map: map)
    drafts += tables.matches.filter { !regrouped.contains($0.base.name) }.compactMap(queries.draft)
    drafts += ViewChanges(comparison, map: map, columns: columns).drafts()
    let changed = Set(drafts.flatMap { [$0.change.table, $0.change.to?.table].compactMap { $0 } })
    drafts += SchemaDrops(comparison, tables: tables).drafts(changed: changed)
    ServedNames(comparison, tables: tables, columns: columns).mark(&drafts)
  }

  private mutating func collectColumnDifferences() {
    let values = ValueChanges(comparison)
    let differences = ColumnDifferences(comparison, tables: tables, columns: columns)
    for match in columns.matches {
      let pairs = values.story(of: match).pairs
      drafts += values.drafts(for: match)
      drafts += differences.drafts(for: match, pairs: pairs)
    }
  }

  /// Base columns and tables by what carries them on.
  private func identityMap() -> IdentityMap {
    var map = IdentityMap()
    for match in columns.matches { map.columns[match.base.id] = match.head.id }
    for match in tables.matches { map.tables[match.base.name] = match.head.name }
    for view in comparison.base.schema.views {
      guard let head = comparison.head.viewsByName[view.name] else { continue }
      for column in view.columns ?? [] {
        if let other = head.columns?.first(where: { $0.name == column.name }) {
          map.columns[column.id] = other.id
        }
      }
    }
    return map
  }

  /// Statements of migrations that are new: what they do reaches every database.
  private func placesOfAddedMigrations() -> Set<SourceLocation> {
    guard !comparison.replay.freshDatabaseOnly.isEmpty else { return [] }
    let added = Set(comparison.replay.added)
    return Set(
      comparison.trail.operations.filter { added.contains($0.migration) }.map(\.operation.location))
  }

  /// The changes in report order, numbered.
  func finished(history: String) -> [Change] {
    let fresh = comparison.replay.freshDatabaseOnly
    let added = placesOfAddedMigrations()
    let changes = drafts.map { draft in
      var change = draft.change
      change.history = history
      change.onFreshDatabaseOnly =
        draft.subjects.contains(where: fresh.contains) && added.isDisjoint(with: change.locations)
      return change
    }
    return ChangeOrder.sorted(changes).enumerated().map { place, change in
      var numbered = change
      numbered.id = ChangeID(place + 1)
      return numbered
    }
  }
}
