/// Words behind a table that say how to read it, not what.
extension Parser {
  /// MySQL's `use index (a)` and `partition (p0)`, SQL Server's `with (nolock)`, SQLite's `indexed by i`.
  mutating func skipTableHints() {
    guard hasOwnTables else { return }
    while true {
      if dialect.switches.contains(.mySQL), at(.use) || at(.force) || at(.ignore),
        peek().keyword == .index || peek().keyword == .key
      {
        advance()
        while !isAtEnd, !at(.leftParen), !at(.comma), current.kind == .word { advance() }
        if at(.leftParen) { skipBalanced() }
      } else if at(.partition), peek().kind == .leftParen, dialect.switches.contains(.mySQL) {
        advance()
        skipBalanced()
      } else if at(.with), peek().kind == .leftParen, dialect.switches.contains(.transactSQL) {
        advance()
        skipBalanced()
      } else {
        return
      }
    }
  }
}
