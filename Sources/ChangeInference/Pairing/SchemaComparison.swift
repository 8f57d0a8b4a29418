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
  /// Tables that are equal at base and head, and that no statement of the branch works on: the usual case in a large
  /// schema, and none of what follows is about them.
  let settled: Set<ObjectID>
  /// What statements move.
  let movements: DataMovements
  /// The branch's statements.
  let trail: Trail
  /// The author's comments.
  let hints: HintIndex
  /// What down parts say.
  let reverse: ReverseParts
  /// What the program calls things at both sides.
  let programNames: ProgramNames

  /// Indexes a replay.
  init(_ replay: ReplayResult, lexicon: Lexicon) {
    self.replay = replay
    self.lexicon = lexicon
    base = SchemaIndex(replay.base)
    head = SchemaIndex(replay.head)
    settled = Self.settledTables(replay, base: base, head: head)
    movements = DataMovements(replay, base: base, head: head, settled: settled)
    trail = Trail(replay.trail)
    hints = HintIndex(replay.hints)
    reverse = ReverseParts(replay.reverseOperations)
    programNames = ProgramNames(
      base: replay.baseNames, head: replay.headNames, baseIndex: base, headIndex: head)
  }
}

extension SchemaComparison {
  /// The tables of one of both schemas that are not settled, in order.
  func unsettled(_ side: SchemaIndex) -> [Table] { side.tables { !settled.contains($0) } }

  private static func settledTables(
    _ replay: ReplayResult, base: SchemaIndex, head: SchemaIndex
  ) -> Set<ObjectID> {
    // A type is what it is for all columns that have it.
    guard base.schema.types == head.schema.types else { return [] }
    var written: Set<ObjectID> = []
    for replayed in replay.trail {
      if let target = replayed.target { written.insert(target) }
      for assignment in replayed.assignments {
        if let table = base.columns.table(of: assignment.column) { written.insert(table) }
      }
    }
    let tables = base.schema.tables
    var settled = Set<ObjectID>(minimumCapacity: tables.count)
    for place in tables.indices {
      let id = tables[place].id
      if !written.contains(id), head.tables.isEqual(id, to: tables[place]) { settled.insert(id) }
    }
    return settled
  }
}

/// A name in quotes, for evidence.
func quoted(_ name: String) -> String { "\"" + name + "\"" }
