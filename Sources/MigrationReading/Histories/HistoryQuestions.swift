/// What a program that is run ahead of its turn asks of those before it, to be checked when its turn comes.
final class HistoryQuestions {
  /// Routines by name, with what was found.
  private(set) var routines: [ScriptReading.Lookup] = []
  /// False once something was asked of which the answer is not kept.
  private(set) var canBeChecked = true

  /// Takes up what a text asks.
  func add(_ reading: ScriptReading) {
    routines += reading.lookups
    if !reading.isSelfContained { canBeChecked = false }
  }

  /// Something was asked of which the answer is not kept.
  func addUnchecked() { canBeChecked = false }
}
