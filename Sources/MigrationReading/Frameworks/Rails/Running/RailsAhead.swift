import Domain

/// A migration that was run ahead of its turn, as if there were none before it, with what it asked of those.
///
/// Where the answers are the same in its turn, so is what it does.
struct RailsAhead: Sendable {
  /// The file.
  let file: RailsFile
  private let migration: Migration
  private let steps: [RailsIndexes.Step]
  private let reverseSteps: [RailsIndexes.Step]
  private let routines: [ScriptReading.Lookup]
  private let routineChanges: [RoutineTable.Change]
  private let canBeChecked: Bool

  /// Runs a migration; `context` is that of a history without migrations, and stays so.
  init(_ file: RailsFile, _ context: inout RailsContext) {
    let questions = HistoryQuestions()
    let embedded = context.embedded
    context.indexes = .ahead
    context.embedded.questions = questions
    var reverse: RailsIndexes?
    migration = RailsMigrationReader.read(file, &context, reverse: &reverse)
    steps = context.indexes.steps ?? []
    reverseSteps = reverse?.steps ?? []
    routineChanges = context.embedded.routines.ownChanges
    routines = questions.routines
    canBeChecked = questions.canBeChecked
    self.file = file
    context.embedded = embedded
  }

  /// The migration in its turn; nil, with nothing done, if it does something else then.
  func migration(in context: inout RailsContext) -> Migration? {
    guard canBeChecked,
      routines.allSatisfy({ context.embedded.routines.identity(of: $0.name) == $0.identity })
    else { return nil }
    if !reverseSteps.isEmpty {
      var indexes = context.indexes
      guard indexes.follow(reverseSteps) else { return nil }
    }
    guard context.indexes.follow(steps) else { return nil }
    for change in routineChanges { context.embedded.routines.apply(change) }
    return migration
  }
}
