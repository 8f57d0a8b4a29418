package import Domain

/// Replays one history migration by migration and hands over what each does to the schema.
///
/// The results' base is the schema before the migration and their head the schema after it, in which things keep
/// their identity. `earlierDataMovements` is empty: each migration is looked at by itself.
package func replaySteps(of history: MigrationHistory, _ visit: (Migration, ReplayResult) -> Void) {
  let state = SchemaState(dialect: history.dialect)
  var replayer = Replayer(state: state, ledger: IdentityLedger())
  var before = replayer.state.snapshot()
  for migration in history.migrations {
    let (known, told) = (replayer.assumed.count, replayer.diagnostics.count)
    let trail = replayer.replay(migration, as: .alone)
    let after = replayer.state.snapshot()
    before.adopt(replayer.assumed.dropFirst(known), passedBy: [])
    visit(
      migration,
      ReplayResult(
        base: before, head: after, trail: trail, earlierDataMovements: [], added: [migration.id], edited: [],
        deleted: [], hints: migration.hints, reverseOperations: migration.reverseOperations,
        diagnostics: Array(replayer.diagnostics.dropFirst(told))))
    before = after
  }
}
