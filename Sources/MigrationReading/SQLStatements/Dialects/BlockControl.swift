import Domain
import SQLSyntax

/// Follows `if`, `else`, `while`, `begin` and `end` of a Transact-SQL script, which come as statements of their own.
struct BlockControl {
  /// How the statements below a condition run.
  struct Guard {
    /// Whether reading cannot decide if they run.
    var isConditional = false
    /// Whether the condition asks if something is there, so that the statements run exactly once.
    var asksCatalogue = false
  }

  private var blocks: [Guard] = []
  private var pending: [Guard] = []
  private var last: Guard?

  /// Levels that are followed.
  private static let depthLimit = 200

  /// `if` or `while` with its condition.
  mutating func condition(_ text: String, isLoop: Bool) {
    let asks = !isLoop && Self.asksCatalogue(text.lowercased())
    let found = Guard(isConditional: !asks, asksCatalogue: asks)
    last = found
    if pending.count < Self.depthLimit { pending.append(found) }
  }

  /// `else`: what a question to the catalogue leaves for the other case does not run on a new database.
  mutating func otherwise() {
    if last != nil { pending.append(Guard(isConditional: true, asksCatalogue: false)) }
  }

  /// `begin` of a block.
  mutating func open() {
    if blocks.count < Self.depthLimit {
      blocks.append(
        Guard(
          isConditional: pending.contains(where: \.isConditional),
          asksCatalogue: pending.contains(where: \.asksCatalogue)))
    }
    pending = []
  }

  /// `end` of a block.
  mutating func close() {
    _ = blocks.popLast()
    pending = []
  }

  /// `go`: nothing reaches beyond its batch.
  mutating func endBatch() { self = BlockControl() }

  /// The frame of the next statement.
  mutating func frame(_ frame: StatementFrame) -> StatementFrame {
    guard !blocks.isEmpty || !pending.isEmpty else { return frame }
    var frame = frame
    let all = blocks + pending
    if all.contains(where: \.isConditional) { frame.isConditional = true }
    if all.contains(where: \.asksCatalogue) {
      frame.toleratesPresence = true
      frame.toleratesAbsence = true
    }
    pending = []
    return frame
  }

  /// Whether a condition is about what is in the database, or about which migrations ran.
  static func asksCatalogue(_ text: String) -> Bool {
    [
      "object_id", "col_length", "sys.", "information_schema", "indexproperty", "columnproperty", "schema_id",
      "type_id", "db_id", "__efmigrationshistory", "sysobjects", "syscolumns", "sysindexes", "objectproperty",
      "[sys]", "index_col",
    ].contains { text.holds($0) }
  }
}
