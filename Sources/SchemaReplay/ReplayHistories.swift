package import Domain

/// Replays one history at base and at head into two schemas whose things keep their identity.
///
/// The longest common prefix runs once and is forked. An absent side is an empty history.
package func replayHistories(base: MigrationHistory?, head: MigrationHistory?) -> ReplayResult {
  let dialect = head?.dialect ?? base?.dialect ?? ""
  let olds = base?.migrations ?? []
  let news = head?.migrations ?? []
  let comparison = HistoryComparison(base: olds, head: news)
  let state = SchemaState(defaultSchema: SchemaState.defaultSchema(ofDialect: dialect))
  var shared = Replayer(state: state, ledger: IdentityLedger())
  var earlier: [ReplayedOperation] = []
  for migration in news.prefix(comparison.commonPrefix) {
    earlier += shared.replay(migration, as: .shared, onlyMovements: true)
  }
  var baseSide = shared
  baseSide.run(olds.dropFirst(comparison.commonPrefix), comparison)
  var headSide = shared
  headSide.ledger = baseSide.ledger
  let trail = headSide.run(news.dropFirst(comparison.commonPrefix), comparison)
  earlier += trail.filter { comparison.common[$0.migration] != nil && $0.movesData }

  let changed = Set(comparison.added + comparison.edited)
  let ownMigrations = news.filter { changed.contains($0.id) }
  var result = ReplayResult(
    base: baseSide.state.snapshot(), head: headSide.state.snapshot(),
    trail: trail.filter { changed.contains($0.migration) }, earlierDataMovements: earlier,
    added: comparison.added, edited: comparison.edited, deleted: comparison.deleted,
    hints: ownMigrations.flatMap(\.hints), reverseOperations: ownMigrations.flatMap(\.reverseOperations),
    diagnostics: headSide.diagnostics)
  result.base.adopt(headSide.assumed.dropFirst(shared.assumed.count), unless: headSide.state)
  result.base.unifyByName(with: result.head, lone: headSide.ledger.lone)
  result.freshDatabaseOnly = differencesOfEdits(
    shared, olds: olds, news: news, comparison, base: result.base, whole: headSide)
  return result
}

/// What differs between base and a base whose edited migrations are head's: databases that ran them before keep
/// the old schema. Repeatable migrations run again when they are edited, so their edits reach every database.
private func differencesOfEdits(
  _ shared: Replayer, olds: [Migration], news: [Migration], _ comparison: HistoryComparison, base: Schema,
  whole: Replayer
) -> Set<ObjectID> {
  let edited = Set(comparison.edited)
  let replaced = Dictionary(
    news.filter { edited.contains($0.id) && !$0.isRepeatable }.map { ($0.id, $0) },
    uniquingKeysWith: { first, _ in first })
  guard !replaced.isEmpty else { return [] }
  var side = shared
  side.ledger = whole.ledger
  side.run(olds.dropFirst(comparison.commonPrefix).map { replaced[$0.id] ?? $0 }[...], comparison)
  var adapted = base
  adapted.unifyByName(with: side.state.snapshot(), lone: side.ledger.lone)
  return adapted.differences(to: side.state.snapshot())
}

extension Replayer {
  /// Replays the migrations beyond the common prefix.
  @discardableResult
  fileprivate mutating func run(
    _ migrations: ArraySlice<Migration>, _ comparison: HistoryComparison
  ) -> [ReplayedOperation] {
    let edited = Set(comparison.edited)
    var trail: [ReplayedOperation] = []
    for migration in migrations {
      let origin: IdentityLedger.Origin =
        if let number = comparison.common[migration.id] {
          .common(number)
        } else if edited.contains(migration.id) {
          .edited(migration.id)
        } else {
          .alone
        }
      trail += replay(migration, as: origin)
    }
    return trail
  }
}

extension ReplayedOperation {
  /// Whether it says anything about which values went where.
  var movesData: Bool { !assignments.isEmpty }
}
