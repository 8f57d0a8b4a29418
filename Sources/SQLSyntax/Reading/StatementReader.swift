/// Reads a text statement by statement: `while let statement = reader.next()`.
///
/// Only one statement's tokens are held at a time. Statements end at `;` outside of strings, dollar quotes,
/// comments, `begin atomic` bodies and the parentheses of `create rule`. A statement that cannot be read is
/// `Statement.unparsed`; reading goes on after it. The data lines of `copy ... from stdin;` are skipped.
package struct StatementReader: Sendable, Sequence, IteratorProtocol {
  /// Texts above this size are refused as a whole, as one `unparsed` statement.
  package static let sizeLimit = 64 << 20

  private var parser: Parser
  private var lexer: Lexer
  private let range: ByteRange
  private var isRefused: Bool
  private var hasNoMoreData = false

  /// A reader for a text or a part of it; all offsets count from the start of the whole text.
  package init(_ source: [UInt8], range: ByteRange? = nil, dialect: Dialect) {
    let bound = Int(Int32.max)
    let end = Swift.min(
      Swift.max(0, range.map { Int($0.end) } ?? source.count), Swift.min(source.count, bound))
    let start = Swift.min(Swift.max(0, range.map { Int($0.start) } ?? 0), end)
    // Room for the tokens of a usual statement: most texts are short.
    var tokens = ContiguousArray<Token>()
    tokens.reserveCapacity(Swift.min((end - start) / 4 + 8, 256))
    parser = Parser(source: source, dialect: dialect, tokens: tokens)
    lexer = Lexer(dialect: dialect, position: start, end: end)
    self.range = ByteRange(Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end))
    isRefused = end - start > Self.sizeLimit || source.count > bound
  }

  /// The next statement; nil at the end of the text.
  package mutating func next() -> LocatedStatement? {
    if isRefused { return refusal() }
    let hasFit = collect()
    guard let first = parser.tokens.first, first.kind != .endOfStatement else { return nil }
    let last = parser.tokens[Swift.max(0, parser.tokens.count - 2)]
    let range = ByteRange(first.start, last.end)
    guard hasFit else {
      let message = "a statement of more than \(tokenLimit) words and signs is not read"
      return located(.unparsed(SyntaxTrouble(.tooLarge, message, at: range)), range)
    }
    parser.restart()
    var statement = parser.parseWholeStatement()
    if first.keyword == .copy, let data = skipCopyData(), case .copy(var copy) = statement {
      copy.inlineData = data
      statement = .copy(copy)
    }
    return located(statement, range)
  }

  private mutating func refusal() -> LocatedStatement? {
    guard lexer.position < lexer.end else { return nil }
    lexer.position = lexer.end
    let limit = Self.sizeLimit >> 20
    let trouble = SyntaxTrouble(.tooLarge, "a text of more than \(limit) MiB is not read", at: range)
    return LocatedStatement(statement: .unparsed(trouble), range: range, leadingKeywords: [])
  }

  private func located(_ statement: Statement, _ range: ByteRange) -> LocatedStatement {
    var keywords: [Keyword] = []
    for token in parser.tokens.prefix(3) {
      if token.keyword == .plain { break }
      keywords.append(token.keyword)
    }
    return LocatedStatement(statement: statement, range: range, leadingKeywords: keywords)
  }

  /// Fills the parser with the next statement's tokens; false if they are too many.
  private mutating func collect() -> Bool {
    parser.tokens.removeAll(keepingCapacity: true)
    var nesting = StatementNesting(isMySQL: !parser.dialect.switches.isDisjoint(with: [.mySQL, .sqlite]))
    let source = parser.source
    let bytes = source.span
    var hasFit = true
    let isBatch = parser.dialect.switches.contains(.transactSQL)
    var batch = BatchStatement()
    while true {
      let token = lexer.next(bytes)
      if token.kind == .endOfStatement { break }
      // An empty statement; under a delimiter of its own that is told below.
      if token.kind == .semicolon, parser.tokens.isEmpty, lexer.delimiter.isEmpty { continue }
      if isBatch {
        if batch.isSeparator(token, source) {
          if parser.tokens.isEmpty { continue }
          lexer.position = Int(token.start)
          break
        }
        if batch.isSplit(before: token, source) {
          lexer.position = Int(token.start)
          break
        }
        batch.follow(token, source)
      }
      if token.keyword == .delimiter, parser.tokens.isEmpty, parser.dialect.switches.contains(.mySQL) {
        lexer.readDelimiter(bytes)
        continue
      }
      if token.kind == .semicolon, !lexer.delimiter.isEmpty {
        // Under a delimiter of its own, a semicolon is part of a routine or block; others are sent together.
        if lexer.startsDelimiter(bytes, Int(token.start)) || !startsBlock && !nesting.isRoutine {
          if parser.tokens.isEmpty { continue }
          break
        }
      } else if token.kind == .semicolon, !nesting.holdsSemicolon, !batch.isRoutine {
        break
      }
      if token.kind == .metaCommand {
        // `\g` and its relatives end a statement; a command between statements is one of its own.
        if parser.tokens.isEmpty { parser.tokens.append(token) } else { lexer.position = Int(token.start) }
        break
      }
      if parser.tokens.count < tokenLimit { parser.tokens.append(token) } else { hasFit = false }
      nesting.follow(token)
    }
    let end = parser.tokens.last.map { Int($0.end) } ?? lexer.position
    parser.tokens.append(Token(.endOfStatement, end, end))
    return hasFit
  }

  /// Whether the tokens begin with what holds statements of its own.
  private var startsBlock: Bool {
    switch parser.tokens.first?.keyword {
    case .begin, .declare, .if: true
    default: false
    }
  }

  /// Moves past the data lines of `copy ... from stdin`, when there are some with their end mark `\.`.
  private mutating func skipCopyData() -> ByteRange? {
    guard !hasNoMoreData, parser.dialect.switches.contains(.metaCommands) else { return nil }
    var isFromInput = false
    for index in parser.tokens.indices.dropLast() where parser.tokens[index].keyword == .from {
      if parser.tokens[index + 1].keyword == .stdin { isFromInput = true }
    }
    guard isFromInput, let start = lineEnd(lexer.position) else { return nil }
    let source = parser.source
    var line = start
    while line < lexer.end {
      let next = lineEnd(line) ?? lexer.end
      if source[line] == UInt8(ascii: "\\"), line + 1 < next, source[line + 1] == UInt8(ascii: "."),
        source[(line + 2)..<next].allSatisfy({ $0 == 10 || $0 == 13 })
      {
        lexer.position = next
        return ByteRange(Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: next))
      }
      line = next
    }
    hasNoMoreData = true
    return nil
  }

  /// Offset past the next line break.
  private func lineEnd(_ offset: Int) -> Int? {
    var at = offset
    while at < lexer.end {
      if parser.source[at] == UInt8(ascii: "\n") { return at + 1 }
      at += 1
    }
    return nil
  }
}

/// Follows a statement's tokens to tell whether a semicolon belongs to it.
struct StatementNesting: Sendable {
  /// Whether routines are written in MySQL's way: `begin ... end` without quotes around.
  let isMySQL: Bool
  private var words = 0
  /// Whether the statement defines a routine.
  private(set) var isRoutine = false
  private var isRule = false
  private var wasBegin = false
  private var parentheses = 0
  private var blocks = 0
  private var wasEnd = false

  init(isMySQL: Bool = false) {
    self.isMySQL = isMySQL
  }

  /// Whether a semicolon would stand inside of the statement.
  var holdsSemicolon: Bool { blocks > 0 || isRule && parentheses > 0 }

  /// Takes the next token into account.
  mutating func follow(_ token: Token) {
    words += 1
    if words <= (isMySQL ? 12 : 4) { followHead(token.keyword) }
    guard isRoutine || isRule else { return }
    switch token.kind {
    case .leftParen: parentheses += 1
    case .rightParen: parentheses -= 1
    default: break
    }
    if isRoutine { followRoutine(token.keyword) }
  }

  private mutating func followHead(_ keyword: Keyword) {
    if words == 1, keyword != .create { words = 15 }
    if isMySQL {
      // A name further on could be any of these words.
      if keyword == .table || keyword == .view || keyword == .index { words = 15 }
      if keyword == .trigger || keyword == .event { isRoutine = true }
    }
    if keyword == .function || keyword == .procedure { isRoutine = true }
    if keyword == .rule { isRule = true }
  }

  private mutating func followRoutine(_ keyword: Keyword) {
    if isMySQL { return followBlocks(keyword) }
    if blocks == 0 {
      if keyword == .atomic, wasBegin { blocks = 1 }
    } else if keyword == .case {
      blocks += 1
    } else if keyword == .end {
      blocks -= 1
    }
    wasBegin = keyword == .begin
  }

  /// `begin ... end`, `case ... end`; `end if`, `end loop` and the like end what is not counted.
  private mutating func followBlocks(_ keyword: Keyword) {
    switch keyword {
    case .begin: blocks += 1
    case .case: if !wasEnd { blocks += 1 }
    case .end: blocks = max(0, blocks - 1)
    case .if, .loop, .while:
      if wasEnd { blocks += 1 }
    case .plain: break
    default: break
    }
    wasEnd = keyword == .end
  }
}
