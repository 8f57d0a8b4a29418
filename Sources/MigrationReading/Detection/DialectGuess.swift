import Domain
import SQLSyntax

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
  var dialect: String { ranking[0] }

  /// The dialects by their signs, most first; postgres first among equals.
  private var ranking: [String] {
    let votes = [
      ("postgres", postgres), ("mysql", mysql), ("sqlite", sqlite), ("sqlserver", sqlserver),
      ("oracle", oracle), ("clickhouse", clickhouse),
    ]
    return votes.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(
      \.element.0)
  }

  /// The dialect of a claim's texts: what the folders above them or the program around them say comes first, then the
  /// signs in them; where a statement cannot be read in that dialect, the one that leaves the fewest unread.
  static func dialect(of claim: Claim, in source: FileSource) -> String {
    var guess = DialectGuess()
    var trial = DialectTrial()
    let texts = claim.files.filter { $0.path.hasSuffix(".sql") }
    for (index, file) in texts.enumerated() where index < textCount || !trial.isFull {
      guard let text = try? source.text(of: file).get() else { continue }
      if index < textCount { guess.add(DialectGuess(text.bytes)) }
      let markers = FileSections.markers(in: text.bytes).map { [$0] } ?? []
      let section = markers.isEmpty ? FileSection.whole : .up(markers)
      for range in section.ranges(in: text.bytes) { trial.add(Array(text.bytes[range])) }
    }
    let ranking = guess.ranking
    let said =
      FolderNames.dialect(above: claim.root) ?? ProjectDrivers.dialect(above: claim.root, in: source)
    if said == "clickhouse", guess.clickhouse > 0 { return "clickhouse" }
    // What is read in no way has no other dialect to be tried in.
    guard let first = ranking.first, DialectList.readable(first) != nil, first != "clickhouse" else {
      return guess.dialect
    }
    let tried = ([said].compactMap { $0 } + ranking).filter { $0 != "oracle" && $0 != "clickhouse" }
    return trial.best(of: tried) ?? first
  }

  /// The dialect with the most signs in the SQL that stands in the first of these programs; nil without any.
  static func signs(in programs: [FileEntry], _ source: FileSource) -> String? {
    var guess = DialectGuess()
    for file in programs.prefix(textCount) {
      guard let text = try? source.text(of: file).get() else { continue }
      // The quotes and brackets of the program are not those of its SQL.
      guess.add(DialectGuess(text.bytes.map { $0 == 0x22 || $0 == 0x27 || $0 == 0x5B ? 0x20 : $0 }))
    }
    let hasSigns = guess.mysql + guess.sqlite + guess.sqlserver + guess.oracle + guess.postgres > 0
    return hasSigns && DialectList.readable(guess.dialect) != nil ? guess.dialect : nil
  }

  /// No signs yet.
  init() {}

  /// The signs of one text.
  private init(_ bytes: [UInt8]) {
    read(bytes)
    // Names between backticks and engines are written in ClickHouse as they are in MySQL.
    if clickhouse >= Self.certain { mysql = 0 }
  }

  private mutating func add(_ other: DialectGuess) {
    mysql += other.mysql
    sqlite += other.sqlite
    sqlserver += other.sqlserver
    oracle += other.oracle
    postgres += other.postgres
    clickhouse += other.clickhouse
  }

  /// The weight of a sign that leaves no doubt.
  private static let certain = 8

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
    case "varchar2", "nvarchar2", "sysdate": oracle += 3
    case "number", "clob":
      // Names of columns and types elsewhere too.
      if oracle > 0 { oracle += 1 }
    case "lowcardinality", "datetime64", "uint8", "uint16", "uint32", "uint64": clickhouse += 4
    case let engine where engine.hasSuffix("mergetree"): clickhouse += Self.certain
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
