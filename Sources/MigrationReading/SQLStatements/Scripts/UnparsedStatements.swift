import Domain
import SQLSyntax

extension ScriptReader {
  /// A statement that was not read: what it could have done follows from its first words.
  mutating func reportUnparsed(
    _ trouble: SyntaxTrouble, _ range: ByteRange, _ frame: StatementFrame
  ) {
    var parser = Parser(source: frame.bytes, range: range, dialect: dialect)
    let first = Self.word(&parser)
    if first == "go", parser.isAtEnd { return }
    var reach = Self.reach(first, parser)
    // What has no end may hold other statements.
    switch trouble.kind {
    case .unterminated, .tooLarge, .invalidByte: reach = .mayChangeSchema
    case .unexpected, .tooDeep: break
    }
    var tables: [TableName] = []
    if trouble.kind == .unexpected || trouble.kind == .tooDeep, let table = Self.table(first, &parser) {
      tables = [table]
    }
    report(
      "sql-syntax", "this statement was not read: \(trouble.message)", trouble.range, frame, reach,
      tables: tables)
  }

  /// Whether a statement that was not read could have done something to tables or rows, by its first words.
  static func mayMatter(_ range: ByteRange, of bytes: [UInt8], _ dialect: Dialect) -> Bool {
    var parser = Parser(source: bytes, range: range, dialect: dialect)
    let first = word(&parser)
    return reach(first, parser) != .harmless
  }

  /// A name with bytes that are no UTF-8 cannot be compared with any other; in strings and comments they do no harm.
  mutating func reportBrokenNames(_ range: ByteRange, _ frame: StatementFrame) {
    let bytes = Array(range.bytes(of: frame.bytes))
    guard !UTF8Text.isValid(bytes) else { return }
    let span = bytes.span
    var scanner = TextScanner(span)
    while let piece = scanner.next(span) {
      guard piece.kind == .word || piece.kind == .quotedName,
        !UTF8Text.isValid(Array(bytes[piece.start..<piece.end]))
      else { continue }
      let start = range.start &+ Int32(truncatingIfNeeded: piece.start)
      let place = ByteRange(start, start &+ Int32(truncatingIfNeeded: piece.end - piece.start))
      return report("invalid-utf8", "a name here is not valid UTF-8", place, frame, .mayChangeSchema)
    }
  }

  private static func word(_ parser: inout Parser) -> String {
    guard parser.current.kind == .word else { return "" }
    let word = parser.text(parser.current).lowercased()
    parser.advance()
    return word
  }

  private static func reach(_ first: String, _ parser: Parser) -> Diagnostic.Reach {
    switch first {
    case "insert", "update", "delete", "merge", "copy", "truncate", "select", "with", "values", "table":
      .mayChangeRows
    case "grant", "revoke", "comment", "set", "reset", "show", "analyze", "analyse", "vacuum", "explain",
      "lock",
      "notify", "listen", "begin", "commit", "start", "savepoint", "release", "reindex", "cluster",
      "security",
      "checkpoint", "deallocate", "discard", "pragma", "delimiter", "use":
      .harmless
    case "create", "alter", "drop": definitionReach(first, parser)
    default: .mayChangeSchema
    }
  }

  /// Objects without rows and columns cannot change the schema.
  private static func definitionReach(_ first: String, _ parser: Parser) -> Diagnostic.Reach {
    var parser = parser
    var second = word(&parser)
    if second == "or" {
      _ = word(&parser)
      second = word(&parser)
    }
    switch second {
    case "role", "user", "policy", "publication", "subscription", "event", "statistics", "operator", "cast",
      "collation", "conversion", "language", "tablespace", "access", "text", "group", "default":
      return .harmless
    case "unique", "fulltext", "spatial":
      return word(&parser) == "index" && first == "create" ? .harmless : .mayChangeSchema
    // One more takes nothing from readers, one less at most lets rows repeat.
    case "index": return first == "create" ? .harmless : .mayChangeRows
    default: return .mayChangeSchema
    }
  }

  /// The one table that the statement works on, where its first words say so.
  private static func table(_ first: String, _ parser: inout Parser) -> TableName? {
    switch first {
    case "alter":
      guard word(&parser) == "table" else { return nil }
      skip(["if", "exists", "only"], &parser)
    case "update": skip(["only"], &parser)
    case "insert": guard word(&parser) == "into" else { return nil }
    case "delete":
      guard word(&parser) == "from" else { return nil }
      skip(["only"], &parser)
    case "create":
      guard word(&parser) == "table" else { return nil }
      skip(["if", "not", "exists"], &parser)
    default: return nil
    }
    guard let name = try? parser.parseQualifiedName() else { return nil }
    return TableName(name)
  }

  private static func skip(_ words: [String], _ parser: inout Parser) {
    while parser.current.kind == .word, words.contains(parser.text(parser.current).lowercased()) {
      parser.advance()
    }
  }
}
