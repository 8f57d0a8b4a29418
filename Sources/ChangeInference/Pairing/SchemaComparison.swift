import Domain

/// Both schemas of a replay with all that pairing looks up.
struct SchemaComparison: Sendable {
  /// The replay.
  let replay: ReplayResult
  /// Words.
  let lexicon: Lexicon
  /// The schema at base.
  let base: SchemaIndex
  /// The schema at head.
  let head: SchemaIndex
  /// What statements move.
  let movements: DataMovements
  /// The branch's statements.
  let trail: Trail
  /// The author's comments.
  let hints: HintIndex
  /// What down parts say.
  let reverse: ReverseParts

  /// Indexes a replay.
  init(_ replay: ReplayResult, lexicon: Lexicon) {
    self.replay = replay
    self.lexicon = lexicon
    base = SchemaIndex(replay.base)
    head = SchemaIndex(replay.head)
    movements = DataMovements(replay, base: base, head: head)
    trail = Trail(replay.trail)
    hints = HintIndex(replay.hints)
    reverse = ReverseParts(replay.reverseOperations)
  }
}

/// A name in quotes, for evidence.
func quoted(_ name: String) -> String { "\"" + name + "\"" }
