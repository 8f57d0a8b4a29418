/// Follows the tokens of a Transact-SQL batch to tell where a statement ends without a semicolon.
///
/// A statement ends before a word that starts another one, where the grammar leaves that word no other meaning. `if` with
/// its condition, `else`, `begin` and `end` of a block are statements of their own: the reader of scripts pairs them.
struct BatchStatement: Sendable {
  private var count = 0
  private var first = Keyword.plain
  private var second = Keyword.plain
  private var previous = Keyword.plain
  private var wasComma = false
  private var parentheses = 0
  private var cases = 0
  /// Whether the rows, SET or first action that the first word asks for was met.
  private var isServed = false
  private var hasSet = false
  /// Whether WITH begins the query of a view.
  private var isViewOfCommonTables = false
  /// Whether the statement is a procedure, function or trigger: it goes on to the end of the batch.
  private(set) var isRoutine = false

  /// Whether the token is `go` on a line of its own, which ends a batch.
  func isSeparator(_ token: Token, _ source: [UInt8]) -> Bool {
    guard token.keyword == .go else { return false }
    var at = Int(token.start) - 1
    while at >= 0, source[at] == UInt8(ascii: " ") || source[at] == UInt8(ascii: "\t") { at -= 1 }
    guard at < 0 || source[at] == UInt8(ascii: "\n") || source[at] == UInt8(ascii: "\r") || source[at] > 0x7F
    else {
      return count == 0
    }
    at = Int(token.end)
    while at < source.count, source[at] != UInt8(ascii: "\n") {
      let byte = source[at]
      let isBlank = byte == UInt8(ascii: " ") || byte == 9 || byte == 13 || byte == UInt8(ascii: ";")
      if !isBlank, byte &- 0x30 > 9, byte != UInt8(ascii: "-") { return false }
      at += 1
    }
    return true
  }

  /// Takes a token of the statement into account.
  mutating func follow(_ token: Token, _ source: [UInt8]) {
    count += 1
    if count == 2 || count == 4, token.length == 4, first == .create || first == .alter,
      token.range.text(of: source).lowercased() == "proc"
    {
      isRoutine = true
    }
    switch token.kind {
    case .leftParen: parentheses += 1
    case .rightParen: parentheses = max(0, parentheses - 1)
    default: break
    }
    let keyword = token.kind == .word ? token.keyword : .plain
    if count == 1 { first = keyword }
    if count == 2 { second = keyword }
    if parentheses == 0 { followWord(keyword) }
    previous = keyword
    wasComma = token.kind == .comma
  }

  private mutating func followWord(_ keyword: Keyword) {
    switch keyword {
    case .case: cases += 1
    case .end: cases = max(0, cases - 1)
    case .procedure, .function, .trigger:
      if (first == .create || first == .alter) && count <= 5, previous != .drop, previous != .disable {
        isRoutine = true
      }
    case .with: if first == .create || first == .alter, previous == .as { isViewOfCommonTables = true }
    case .select, .values, .default, .exec, .execute:
      if first == .insert || first == .with || isViewOfCommonTables { isServed = true }
    case .update, .delete, .insert, .merge:
      if first == .with { isServed = true }
    case .set:
      hasSet = true
      if first == .update || first == .alter && count > 2 { isServed = true }
    case .add, .drop, .alter, .check, .enable, .disable:
      if first == .alter, count > 2 { isServed = true }
    default: break
    }
  }

  /// Whether the statement so far is complete and the token starts the next one.
  func isSplit(before token: Token, _ source: [UInt8]) -> Bool {
    guard count > 0, token.kind == .word, parentheses == 0, cases == 0, !isRoutine else { return false }
    // After `else` and `begin` everything is a statement.
    if count == 1, first == .else { return true }
    if first == .begin, count == 1 { return !Self.followsBegin(token, source) }
    if first == .end, count == 1 { return !Self.followsBegin(token, source) }
    if wasComma { return false }
    switch token.keyword {
    case .select: return splitsSelect
    case .set:
      return previous != .update && previous != .delete && (hasSet || first != .update && first != .with)
    case .insert, .update, .delete: return splitsRows
    case .create, .alter, .drop: return splitsDefinition
    case .if: return !Self.kinds.contains(previous)
    case .exec, .execute:
      // `insert into t execute p` runs the procedure and keeps the rows that it gives.
      return previous != .as && previous != .with && previous != .grant
    case .merge: return !(first == .with && !isServed) && previous != .inner && previous != .left
    case .truncate, .declare, .print, .begin, .end, .else, .use, .return, .throw, .commit, .rollback, .while,
      .waitfor, .goto, .deallocate, .grant, .revoke:
      return true
    default: return Self.isPlainStarter(token, source)
    }
  }

  private var splitsSelect: Bool {
    switch previous {
    case .as, .union, .all, .except, .intersect, .for, .grant, .revoke: return false
    default: return !((first == .insert || first == .with || isViewOfCommonTables) && !isServed)
    }
  }

  private var splitsRows: Bool {
    switch previous {
    case .then, .on, .for, .after, .of, .or, .grant, .revoke, .instead: return false
    default: return !(first == .with && !isServed)
    }
  }

  private var splitsDefinition: Bool {
    switch previous {
    case .or, .grant, .revoke: return false
    default: return !(first == .alter && second == .table && !isServed)
    }
  }

  private static let kinds: Set<Keyword> = [
    .table, .view, .column, .index, .procedure, .function, .constraint, .schema, .type, .sequence, .trigger,
    .database, .user, .role,
  ]

  private static func followsBegin(_ token: Token, _ source: [UInt8]) -> Bool {
    if token.keyword == .transaction || token.keyword == .try { return true }
    return ["tran", "catch", "conversation", "distributed", "dialog"].contains {
      token.range.text(of: source).lowercased() == $0
    }
  }

  private static func isPlainStarter(_ token: Token, _ source: [UInt8]) -> Bool {
    guard token.keyword == .plain, token.length == 9 || token.length == 4 else { return false }
    let word = token.range.text(of: source).lowercased()
    return word == "raiserror" || word == "dbcc" || word == "deny"
  }
}
