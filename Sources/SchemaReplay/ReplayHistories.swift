package import Domain

/// Replays one history at base and at head into two schemas whose things keep their identity.
///
/// The longest common prefix runs once and is forked. An absent side is an empty history. `ahead` is base as far as it
/// was replayed before, and changes nothing but the time that it takes. `elsewhere` are names of tables in lower case
/// that only another history of the repository makes (`TablesElsewhere`).
package func replayHistories(
  base: MigrationHistory?, head: MigrationHistory?, ahead: ReplayAhead? = nil,
  elsewhere: Set<String> = []
) -> ReplayResult {
  let dialect = head?.dialect ?? base?.dialect ?? ""
  let olds = base?.migrations ?? []
  let readable = UnreadableMigrations(base: base, head: head)
  let news = readable.migrations
  let comparison = HistoryComparison(base: olds, head: news)
  var state = SchemaState(dialect: dialect)
  state.elsewhere = elsewhere
  let first = base ?? head
  var (shared, earlier) = sharedPart(
    news.prefix(comparison.commonPrefix),
    before: (first?.migrations ?? []).dropFirst(comparison.commonPrefix),
    comparison, from: state, witness: first?.witness,
    ahead: ahead?.dialect == dialect && elsewhere.isEmpty ? ahead : nil)
  var baseSide = shared
  baseSide.run(olds.dropFirst(comparison.commonPrefix), comparison)
  var headSide = shared
  headSide.ledger = baseSide.ledger
  if !comparison.deleted.isEmpty, let witness = head?.witness {
    headSide.fill(
      from: witness, before: news.dropFirst(comparison.commonPrefix), of: news, comparison,
      like: baseSide.state)
  }
  var trail = headSide.run(news.dropFirst(comparison.commonPrefix), comparison)
  if !comparison.common.isEmpty {
    earlier += trail.filter { comparison.common[$0.migration] != nil && $0.movesData }
  }

  let repeated = RepeatedWrites(base: olds, head: news, edited: comparison.edited)
  if !repeated.isEmpty {
    earlier += trail.filter { repeated.holds($0) && $0.movesData }
    trail.removeAll(where: repeated.holds)
  }
  let changed = Set(comparison.added + comparison.edited)
  let ownMigrations = news.indices.filter { changed.contains(news[$0].id) }.map { news[$0] }
  var result = ReplayResult(
    base: baseSide.state.snapshot(), head: headSide.state.snapshot(),
    trail: trail.filter { changed.contains($0.migration) }, earlierDataMovements: earlier,
    added: comparison.added, edited: comparison.edited, deleted: comparison.deleted,
    hints: ownMigrations.flatMap(\.hints), reverseOperations: ownMigrations.flatMap(\.reverseOperations),
    baseNames: base?.programNames ?? [], headNames: head?.programNames ?? [],
    diagnostics: headSide.diagnostics + readable.diagnostics)
  if let witness = head?.witness {
    result.diagnostics += WitnessComparison(witness, dialect: dialect).disagreements(with: result.head)
  }
  result.base.adopt(headSide.assumed.dropFirst(shared.assumed.count), passedBy: baseSide.assumed)
  // What an edited or deleted migration of base altered is not dropped because nothing alters it any more.
  let stillThere = baseSide.assumed.dropFirst(shared.assumed.count).filter { object in
    let table = baseSide.state.tables[object.table.name]?.table
    return table.map { table in object.column.map { table.column(named: $0.name) != nil } ?? true } ?? false
  }
  if !stillThere.isEmpty, !news.isEmpty {
    result.head.adopt(stillThere[...], passedBy: headSide.assumed)
  }
  result.base.unifyByName(with: result.head, lone: headSide.ledger.lone)
  result.head.complete(from: &result.base, assumed: headSide.assumed)
  result.freshDatabaseOnly = differencesOfEdits(
    shared, olds: olds, news: news, comparison, base: result.base, whole: headSide)
  return result
}

/// The common prefix, replayed once, with what a witness knows of the time before it.
///
/// `rest` are the migrations of the same side behind the prefix: the witness speaks of the schema after them.
private func sharedPart(
  _ prefix: ArraySlice<Migration>, before rest: ArraySlice<Migration>, _ comparison: HistoryComparison,
  from state: SchemaState, witness: SchemaWitness?, ahead: ReplayAhead?
) -> (Replayer, [ReplayedOperation]) {
  var shared = Replayer(state: state, ledger: IdentityLedger())
  var earlier: [ReplayedOperation] = []
  var done = 0
  if let ahead, let count = ahead.count(of: prefix) {
    (shared, earlier, done) = (ahead.replayer, ahead.movements, count)
  }
  for migration in prefix.dropFirst(done) {
    earlier += shared.replay(migration, as: .shared, onlyMovements: true)
  }
  guard let witness else { return (shared, earlier) }
  var probe = shared
  probe.run(rest, comparison)
  let found = WitnessCompletion(
    witness, start: shared.state, end: probe, migrations: Array(prefix) + rest)
  guard !found.isEmpty else { return (shared, earlier) }
  shared = Replayer(state: state, ledger: IdentityLedger())
  shared.take(found.before, as: .shared)
  earlier = []
  for migration in prefix { earlier += shared.replay(migration, as: .shared, onlyMovements: true) }
  shared.take(found.after, as: .shared)
  return (shared, earlier)
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
  /// Takes from a witness what none of the migrations that are still to run creates: those that did were deleted, so
  /// what has the name of something at base is that thing.
  fileprivate mutating func fill(
    from witness: SchemaWitness, before rest: ArraySlice<Migration>, of migrations: [Migration],
    _ comparison: HistoryComparison, like base: SchemaState
  ) {
    var probe = self
    probe.run(rest, comparison)
    let found = WitnessCompletion(witness, start: state, end: probe, migrations: migrations)
    let known = Set(state.tables.keys)
    take(found.before + found.after, as: .alone)
    for (name, var filled) in state.tables where !known.contains(name) {
      guard let same = base.tables[name]?.table else { continue }
      filled.table.id = same.id
      for index in filled.table.columns.indices {
        let column = same.column(named: filled.table.columns[index].name)
        if let column { filled.table.columns[index].id = column.id }
      }
      state.tables[name] = filled
    }
  }

  /// Applies operations that a witness, not a migration, stands for.
  fileprivate mutating func take(_ operations: [Operation], as origin: IdentityLedger.Origin) {
    guard !operations.isEmpty else { return }
    let known = Set(state.tables.keys)
    _ = replay(Migration(id: "", files: [], operations: operations), as: origin)
    // Their rows are not known.
    for name in state.tables.keys where !known.contains(name) { state.tables[name]?.literalRows = nil }
  }

  /// Replays the migrations beyond the common prefix.
  @discardableResult
  fileprivate mutating func run(
    _ migrations: ArraySlice<Migration>, _ comparison: HistoryComparison
  ) -> [ReplayedOperation] {
    // Where others were deleted at once they went into the edited ones: what has one name in the end is one thing.
    let edited = comparison.deleted.isEmpty ? Set(comparison.edited) : []
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
