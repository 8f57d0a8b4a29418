/// The last tokens of a SQL text that is being filled, to tell what may stand next.
struct RecentTokens {
  /// What a token is, as far as it matters here.
  enum Kind: Equatable {
    case none
    case word
    /// A number, literal, quoted name or filled value: something that is complete in itself.
    case operand
    case symbol(UInt8)
  }

  /// What may stand at a place.
  enum Place {
    /// A whole query.
    case query
    /// A table.
    case relation
    /// An expression.
    case expression
    /// A name or type.
    case name
    /// Nothing: an operand is complete.
    case nothing
  }

  private var last: (kind: Kind, range: Range<Int>) = (.none, 0..<0)
  private var second: (kind: Kind, range: Range<Int>) = (.none, 0..<0)

  /// Remembers a token.
  mutating func note(_ kind: Kind, _ range: Range<Int>) {
    second = last
    last = (kind, range)
  }

  /// The last token, if it is a word, in lower case.
  func lastWord(in bytes: [UInt8]) -> String? { word(last, bytes) }

  private func word(_ token: (kind: Kind, range: Range<Int>), _ bytes: [UInt8]) -> String? {
    guard token.kind == .word, token.range.count <= 30, token.range.upperBound <= bytes.count else {
      return nil
    }
    return String(decoding: bytes[token.range], as: UTF8.self).lowercased()
  }

  /// What may stand behind the tokens so far.
  func place(in bytes: [UInt8]) -> Place {
    switch last.kind {
    case .none: return .query
    case .operand: return .nothing
    case .symbol(let symbol):
      switch symbol {
      case UInt8(ascii: ";"): return .query
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "*"):
        return symbol == UInt8(ascii: "*") && second.kind == .operand ? .expression : .nothing
      case UInt8(ascii: "("):
        guard let before = word(second, bytes) else { return .expression }
        return ["as", "from", "join", "exists", "all", "union", "materialized"].contains(before)
          ? .query : .expression
      default: return .expression
      }
    case .word:
      guard let word = word(last, bytes) else { return .nothing }
      switch word {
      case "union", "except", "intersect": return .query
      case "all": return self.word(second, bytes) == "union" ? .query : .expression
      case "distinct": return self.word(second, bytes) == "union" ? .query : .expression
      case "as": return .name
      case "from", "join", "into", "table": return .relation
      default: return SQLWords.precedeExpression.contains(word) ? .expression : .nothing
      }
    }
  }
}

/// The few words of SQL that filling has to know.
enum SQLWords {
  /// Words after which an expression may start.
  static let precedeExpression: Set<String> = [
    "select", "where", "and", "or", "not", "on", "by", "when", "then", "else", "case", "in", "between",
    "like",
    "ilike", "having", "using", "over", "limit", "offset", "is", "values", "set", "qualify", "return", "any",
    "some", "top", "with", "rlike", "similar", "to", "filter", "lateral",
  ]

  private static let clauseStarts: Set<String> = [
    "where", "join", "left", "right", "inner", "outer", "full", "cross", "natural", "on", "using", "group",
    "order", "having", "limit", "offset", "union", "except", "intersect", "minus", "qualify", "window",
    "asof",
    "lateral", "fetch", "for", "tablesample", "pivot", "unpivot", "anti", "semi", "positional", "sample",
    "and",
    "or", "select", "from", "then", "when", "end", "else",
  ]

  /// Whether a word behind a table starts the next clause, so that it is no alias.
  static func startsClause(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 12 && clauseStarts.contains(String(decoding: word, as: UTF8.self).lowercased())
  }
}
