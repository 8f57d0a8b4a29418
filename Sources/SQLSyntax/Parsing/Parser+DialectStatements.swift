/// Statements that only MySQL, SQLite and SQL Server have.
extension Parser {
  /// A statement of these dialects that is kept by its first word; nil, with nothing read, if it is none.
  mutating func parseOwnStatement() -> OtherStatement? {
    guard hasOwnTables else { return nil }
    let first = position
    guard let keyword = ownKeyword() else { return nil }
    skipToEnd()
    return OtherStatement(keyword: keyword, range: range(from: first))
  }

  private func ownKeyword() -> String? {
    let word = current.kind == .word ? text(current).lowercased() : ""
    if dialect.switches.contains(.mySQL) { return mySQLKeyword(word) }
    if dialect.switches.contains(.transactSQL) { return transactKeyword(word) }
    return nil
  }

  private func mySQLKeyword(_ word: String) -> String? {
    switch word {
    case "unlock", "optimize", "repair", "handler", "help", "purge", "change", "stop", "signal", "cache",
      "xa",
      "binlog", "check", "checksum", "do", "delimiter", "source":
      return word
    case "prepare", "execute", "deallocate": return word
    case "drop" where peek().keyword == .prepare: return "deallocate"
    default: return nil
    }
  }

  /// Words of control and session; `if` and `while` stand with their condition, blocks by their ends.
  private func transactKeyword(_ word: String) -> String? {
    let next = peek().kind == .word ? text(peek()).lowercased() : ""
    let isControlled = next == "try" || next == "catch"
    switch word {
    case "if", "while", "else", "exec", "execute", "declare", "use", "print", "return", "throw", "raiserror",
      "go",
      "waitfor", "goto", "break", "continue", "dbcc", "deny", "backup", "restore", "disable", "enable",
      "save",
      "open", "close", "bulk", "readtext", "writetext", "reconfigure", "checkpoint", "add", "kill":
      return word
    case "begin":
      return next == "tran" || next == "transaction" || next == "distributed"
        ? "begin" : isControlled ? "begin " + next : "begin block"
    case "end": return isControlled ? "end " + next : "end block"
    default: return nil
    }
  }
}
