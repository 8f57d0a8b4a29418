/// Guesses the dialect of SQL texts by words and quotes that only one of them has.
struct DialectGuess {
  private var mysql = 0
  private var sqlite = 0
  private var sqlserver = 0
  private var oracle = 0
  private var postgres = 0
  private var clickhouse = 0

  /// Bytes of one text that are looked at.
  static let textLimit = 16_384
  /// Texts that are looked at.
  static let textCount = 24

  /// The dialect with the most signs; postgres without any.
  var dialect: String {
    let votes = [
      ("postgres", postgres), ("mysql", mysql), ("sqlite", sqlite), ("sqlserver", sqlserver),
      ("oracle", oracle),
      ("clickhouse", clickhouse),
    ]
    var best = votes[0]
    for vote in votes where vote.1 > best.1 { best = vote }
    return best.0
  }

  /// Counts the signs of a text.
  mutating func read(_ bytes: [UInt8]) {
    let span = bytes.span
    var scanner = TextScanner(span, limit: Self.textLimit)
    var previous = ""
    while let piece = scanner.next(span) {
      switch piece.kind {
      case .quotedName:
        if span[piece.start] == UInt8(ascii: "`") { mysql += 1 }
        previous = ""
      case .string:
        if span[piece.start] == UInt8(ascii: "$") { postgres += 3 }
        previous = ""
      case .sign:
        sign(span, piece.start, previous)
        previous = ""
      case .word:
        let word = TextScanner.word(piece, span)
        count(word, after: previous)
        previous = word
      case .lineComment, .blockComment: break
      }
    }
  }

  private mutating func sign(_ bytes: Span<UInt8>, _ at: Int, _ previous: String) {
    let byte = bytes[at]
    let following = at + 1 < bytes.count ? bytes[at + 1] : 0
    if byte == UInt8(ascii: ":"), following == UInt8(ascii: ":") { postgres += 2 }
    if byte == UInt8(ascii: "["), (following | 0x20) &- 0x61 < 26, previous != "array" { sqlserver += 1 }
    if byte == UInt8(ascii: "="), previous == "engine" { mysql += 3 }
  }

  private mutating func count(_ word: String, after previous: String) {
    switch word {
    case "auto_increment", "unsigned", "mediumtext", "longtext", "tinyint", "utf8mb4", "mediumint": mysql += 3
    case "modify" where previous != "no": mysql += 1
    case "autoincrement", "pragma", "rowid": sqlite += 4
    case "nvarchar", "datetime2", "uniqueidentifier", "clustered", "nonclustered", "sp_rename", "newid":
      sqlserver += 3
    case "go" where previous.isEmpty: sqlserver += 1
    case "varchar2", "nvarchar2", "number", "clob", "sysdate": oracle += 2
    case "mergetree", "replacingmergetree", "lowcardinality": clickhouse += 4
    case "serial", "bigserial", "smallserial", "jsonb", "timestamptz", "bytea", "plpgsql", "uuid", "tsvector",
      "citext",
      "search_path", "ilike", "returning":
      postgres += 2
    case "extension", "concurrently", "gin", "gist", "valid": postgres += 2
    case "enum" where previous == "as": postgres += 2
    case "only" where previous == "table": postgres += 2
    case "varying" where previous == "character": postgres += 2
    case "zone" where previous == "time": postgres += 2
    default: break
    }
  }
}
