import SQLSyntax

/// Tells queries from migrations among SQL files that no project claims.
enum LooseQuery {
  /// Tokens that are looked at.
  private static let limit = 20_000

  /// Whether a text is a query, or makes views and tables of queries: every table that it defines is filled by one.
  static func isQuery(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 4_000_000 else { return false }
    var parser = Parser(source: bytes, dialect: .generic)
    var isFirst = true
    var reads = false
    while !parser.isAtEnd, parser.position < limit {
      let keyword = parser.current.keyword
      if isFirst {
        switch keyword {
        case .select, .with, .create, .insert, .from: break
        default: if !parser.at(.leftParen) { return false }
        }
        isFirst = false
      }
      switch keyword {
      case .from, .join: reads = true
      case .alter, .drop, .grant, .update, .delete: return false
      default: break
      }
      parser.advance()
    }
    return reads
  }
}
