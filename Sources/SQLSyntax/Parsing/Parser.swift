/// Reads the tokens of one statement: the cursor that every part of the grammar moves.
///
/// Grammar parts are extensions (`Parser+Expressions.swift`, ...). Errors are thrown as `SyntaxTrouble`; the
/// statement reader turns them into `Statement.unparsed`. `position` may be saved and restored to look ahead.
package struct Parser: Sendable {
  /// Levels of nesting that are read; deeper text is `SyntaxTrouble.Kind.tooDeep`.
  package static let depthLimit = 200
  /// Height of expression trees that are built, over all levels of precedence.
  package static let heightLimit = 600

  /// The whole text; all offsets point into it.
  package let source: [UInt8]
  /// The dialect that is read.
  package let dialect: Dialect
  /// The tokens of the statement; the last is `.endOfStatement`.
  package internal(set) var tokens: ContiguousArray<Token>
  /// Index of the current token.
  package var position = 0
  /// Current nesting.
  var depth = 0
  /// Whether a colon is not the start of a path: in the brackets of a slice.
  var blocksPaths = false
  /// ClickHouse's `with 1 as a`: values that the selects around the current place see by name.
  var scalars: [SelectItem] = []
  /// Bound of the height of the trees built in the current expression.
  var height = 0

  /// A parser for tokens that end in `.endOfStatement`.
  init(source: [UInt8], dialect: Dialect, tokens: ContiguousArray<Token>) {
    self.source = source
    self.dialect = dialect
    self.tokens = tokens
    if self.tokens.last?.kind != .endOfStatement {
      let end = self.tokens.last.map { Int($0.end) } ?? 0
      self.tokens.append(Token(.endOfStatement, end, end))
    }
  }

  /// Goes back to the first token with nothing nested.
  mutating func restart() {
    position = 0
    depth = 0
    height = 0
    blocksPaths = false
    scalars = []
  }

  /// A parser for a part of a text that holds one statement or expression; a semicolon is a token like others.
  package init(source: [UInt8], range: ByteRange? = nil, dialect: Dialect) {
    var tokens = ContiguousArray<Token>()
    let end = min(max(0, range.map { Int($0.end) } ?? source.count), source.count)
    let start = min(max(0, range.map { Int($0.start) } ?? 0), end)
    var lexer = Lexer(dialect: dialect, position: start, end: end)
    let bytes = source.span
    repeat {
      tokens.append(lexer.next(bytes))
    } while tokens.last?.kind != .endOfStatement && tokens.count < tokenLimit
    self.init(source: source, dialect: dialect, tokens: tokens)
  }
}

/// Tokens that one statement may have.
package let tokenLimit = 8_000_000

extension Parser {
  /// The current token.
  @inline(__always)
  package var current: Token { tokens[position] }

  /// The token some places on; `.endOfStatement` past the end.
  @inline(__always)
  package func peek(_ places: Int = 1) -> Token {
    tokens[min(max(0, position + places), tokens.count - 1)]
  }

  /// Whether no token is left.
  package var isAtEnd: Bool { current.kind == .endOfStatement }

  /// Moves to the next token; stays at the end.
  @inline(__always)
  package mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  /// Whether the current token is the keyword.
  @inline(__always)
  package func at(_ keyword: Keyword) -> Bool { current.keyword == keyword }

  /// Whether the current tokens are these keywords.
  package func at(_ first: Keyword, _ second: Keyword) -> Bool {
    current.keyword == first && peek().keyword == second
  }

  /// Whether the current token is of the kind.
  @inline(__always)
  package func at(_ kind: TokenKind) -> Bool { current.kind == kind }

  /// Moves past the keyword if it is the current one.
  @inline(__always)
  package mutating func accept(_ keyword: Keyword) -> Bool {
    guard current.keyword == keyword else { return false }
    advance()
    return true
  }

  /// Moves past both keywords if they are the current ones; else stays.
  package mutating func accept(_ first: Keyword, _ second: Keyword) -> Bool {
    guard at(first, second) else { return false }
    advance()
    advance()
    return true
  }

  /// Moves past all three keywords if they are the current ones; else stays.
  package mutating func accept(_ first: Keyword, _ second: Keyword, _ third: Keyword) -> Bool {
    guard at(first, second), peek(2).keyword == third else { return false }
    advance()
    advance()
    advance()
    return true
  }

  /// Moves past a token of the kind.
  @inline(__always)
  package mutating func accept(_ kind: TokenKind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Moves past the keyword or throws.
  package mutating func expect(_ keyword: Keyword) throws(SyntaxTrouble) {
    if !accept(keyword) { throw unexpected("\"" + KeywordSpelling.spelling(of: keyword) + "\"") }
  }

  /// Moves past the sign or throws; `sign` is how the message calls it.
  package mutating func expect(_ kind: TokenKind, _ sign: String) throws(SyntaxTrouble) {
    if !accept(kind) { throw unexpected("\"" + sign + "\"") }
  }

  /// The trouble that the current token is not what the grammar wants: `"(" or a name`.
  package func unexpected(_ wanted: String) -> SyntaxTrouble {
    let token = current
    switch token.kind {
    case .endOfStatement:
      return SyntaxTrouble(.unexpected, "expected \(wanted) before the end of the statement", at: token.range)
    case .broken:
      return brokenTrouble(token)
    default:
      return SyntaxTrouble(.unexpected, "expected \(wanted), found \(excerpt(token.range))", at: token.range)
    }
  }

  /// The trouble of a token that is none.
  func brokenTrouble(_ token: Token) -> SyntaxTrouble {
    let text = excerpt(token.range)
    if token.length > 1 {
      return SyntaxTrouble(.unterminated, "no end for what starts at \(text)", at: token.range)
    }
    return SyntaxTrouble(.invalidByte, "\(text) starts nothing that SQL knows", at: token.range)
  }

  /// Up to 40 bytes of the text in quotes, on one line.
  func excerpt(_ range: ByteRange) -> String {
    var bytes = range.bytes(of: source)
    let isCut = bytes.count > 40
    if isCut { bytes = bytes.prefix(40) }
    let flat = bytes.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 }
    return "\"" + String(decoding: flat, as: UTF8.self) + (isCut ? "..." : "") + "\""
  }

  /// The bytes from a token to the one before the current.
  package func range(from first: Int) -> ByteRange {
    let start = tokens[min(max(0, first), tokens.count - 1)].start
    let last = tokens[max(0, min(position, tokens.count) - 1)]
    return ByteRange(start, max(start, position > first ? last.end : start))
  }

  /// The bytes from an earlier start to the token before the current.
  package func range(fromByte start: Int32) -> ByteRange {
    let last = tokens[max(0, position - 1)]
    return ByteRange(start, max(start, position > 0 ? last.end : start))
  }

  /// The text of a token.
  package func text(_ token: Token) -> String { token.range.text(of: source) }

  /// Whether the token's bytes are these.
  package func spells(_ token: Token, _ sign: StaticString) -> Bool {
    guard Int(token.length) == sign.utf8CodeUnitCount else { return false }
    let start = Int(token.start)
    return sign.withUTF8Buffer { letters in
      for index in 0..<letters.count where source[start + index] != letters[index] { return false }
      return true
    }
  }

  /// Runs one level deeper; throws at the limit. Every entry needs its `leave`.
  package mutating func enter() throws(SyntaxTrouble) {
    if depth >= Self.depthLimit {
      throw SyntaxTrouble(.tooDeep, "nested deeper than \(Self.depthLimit) levels", at: current.range)
    }
    depth += 1
  }

  /// Ends a level. After a throw it need not be called: the statement is given up or `depth` is restored.
  package mutating func leave() { depth -= 1 }

  /// Moves past a balanced group when an opening bracket is current, else past one token.
  package mutating func skipBalanced() {
    var open = 0
    repeat {
      switch current.kind {
      case .leftParen, .leftBracket, .leftBrace: open += 1
      case .rightParen, .rightBracket, .rightBrace: open -= 1
      case .endOfStatement: return
      default: break
      }
      advance()
    } while open > 0
  }

  /// Moves to the end of the statement.
  package mutating func skipToEnd() { position = tokens.count - 1 }
}
