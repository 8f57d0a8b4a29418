import Domain
import SQLSyntax

/// Points of a script to which ROLLBACK goes back: what stands between is as if it were not written.
struct TransactionMarks {
  private struct Mark {
    var operations: Int
    var changes: Int
  }

  private var start: Mark?
  private var savepoints: [(name: String, mark: Mark)] = []

  /// BEGIN. A second one inside of a transaction does nothing.
  mutating func begin(_ reading: ScriptReading) {
    guard start == nil else { return }
    start = Mark(operations: reading.operations.count, changes: reading.routineChanges.count)
    savepoints = []
  }

  /// COMMIT.
  mutating func commit() {
    start = nil
    savepoints = []
  }

  /// SAVEPOINT.
  mutating func save(_ name: String, _ reading: ScriptReading) {
    savepoints.append(
      (name, Mark(operations: reading.operations.count, changes: reading.routineChanges.count)))
  }

  /// ROLLBACK; a transaction that the tool opened around the file is not rolled back, its statements count.
  mutating func rollBack(_ reading: inout ScriptReading) {
    if let start { Self.cut(&reading, to: start) }
    commit()
  }

  /// ROLLBACK TO.
  mutating func rollBack(to name: String, _ reading: inout ScriptReading) {
    guard let at = savepoints.lastIndex(where: { $0.name == name }) else { return }
    Self.cut(&reading, to: savepoints[at].mark)
    savepoints.removeSubrange((at + 1)...)
  }

  private static func cut(_ reading: inout ScriptReading, to mark: Mark) {
    reading.operations.removeSubrange(min(mark.operations, reading.operations.count)...)
    reading.routineChanges.removeSubrange(min(mark.changes, reading.routineChanges.count)...)
  }
}

extension ScriptReader {
  /// A statement without effect of its own: transactions, settings, psql commands.
  mutating func performOther(_ other: OtherStatement, _ frame: StatementFrame) {
    if dialect.switches.contains(.mySQL) { performMySQL(other, frame) }
    let words = Self.words(other.range, frame)
    switch other.keyword {
    case "begin", "start": transaction.begin(reading)
    case "commit", "end": transaction.commit()
    case "abort": transaction.rollBack(&reading)
    case "rollback":
      if let to = words.firstIndex(of: "to"), let name = words.last, to < words.count - 1 {
        transaction.rollBack(to: name, &reading)
      } else if words.count < 2 || words[1] != "prepared" {
        transaction.rollBack(&reading)
      }
    case "savepoint": if let name = words.last { transaction.save(name, reading) }
    case "set", "reset": performSet(words, other.range, frame)
    case let keyword where keyword.hasPrefix("\\"): performMeta(keyword, other.range, frame)
    default: break
    }
  }

  /// `set [local] search_path to a, b`; other settings change nothing that is replayed.
  private mutating func performSet(_ words: [String], _ range: ByteRange, _ frame: StatementFrame) {
    var rest = words.dropFirst()
    if rest.first == "local" || rest.first == "session" { rest = rest.dropFirst() }
    switch rest.first {
    case "search_path":
      if words.first == "reset" { return emit(.setSearchPath(["public"]), range, frame) }
      let names = rest.dropFirst(2).filter { !$0.isEmpty && $0 != "," && $0 != "$user" }
      emit(.setSearchPath(names == ["default"] ? ["public"] : Array(names)), range, frame)
    case "schema": emit(.setSearchPath(Array(rest.dropFirst().filter { !$0.isEmpty })), range, frame)
    case "all" where words.first == "reset": emit(.setSearchPath(["public"]), range, frame)
    default: break
    }
  }

  /// The words of a statement: names folded, strings without quotes, signs left out but `=` and `,`.
  static func words(_ range: ByteRange, _ frame: StatementFrame) -> [String] {
    let part = range.bytes(of: frame.bytes).prefix(2_000)
    var words: [String] = []
    var quote: UInt8?
    var word: [UInt8]?
    for byte in part {
      if let open = quote {
        if byte == open {
          words.append(String(decoding: word ?? [], as: UTF8.self))
          word = nil
          quote = nil
        } else {
          word?.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = byte
        word = []
      case UInt8(ascii: "="), UInt8(ascii: ","), 0...0x20, UInt8(ascii: ";"):
        if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
        word = nil
        if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ",") { words.append(byte == 0x2C ? "," : "=") }
      default:
        if word == nil { word = [] }
        word?.append(byte.lowered)
      }
    }
    if let word { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// A psql command.
  private mutating func performMeta(_ keyword: String, _ range: ByteRange, _ frame: StatementFrame) {
    switch keyword {
    case "\\i", "\\ir", "\\include", "\\include_relative": include(range, frame)
    case "\\if": conditionDepth += 1
    case "\\endif": conditionDepth = max(0, conditionDepth - 1)
    case "\\gexec":
      report("dynamic-sql", "\"\\gexec\" runs statements that are not known", range, frame, .mayChangeSchema)
    case "\\copy":
      let words = Self.words(range, frame)
      guard let from = words.firstIndex(of: "from"), from > 1 else { return }
      let name = words[1].split(separator: "(").first.map(String.init) ?? words[1]
      let parts = name.split(separator: ".").map(String.init)
      let table = TableName(schema: parts.count > 1 ? parts[0] : nil, parts.last ?? name)
      emit(.insertRows(table, columns: [], rows: [], isComplete: false), range, frame)
    default: break
    }
  }

  /// Reads an included file in place: relative to the including file, else to the nearest folder
  /// above it, for the program runs in one of them.
  private mutating func include(_ range: ByteRange, _ frame: StatementFrame) {
    let line = range.text(of: frame.bytes)
    let argument = line.split(separator: " ", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    let name =
      argument.split(separator: "'", omittingEmptySubsequences: true).first.map(String.init) ?? argument
    let trimmed = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    reading.isSelfContained = false
    var folder = text.path.parent
    var candidates = [Self.resolved(trimmed, from: folder)]
    while !folder.bytes.isEmpty, candidates.count < 40 {
      folder = folder.parent
      candidates.append(Self.resolved(trimmed, from: folder))
    }
    guard nesting < 10, let entry = candidates.compactMap({ $0.flatMap { source.tree.entry(at: $0) } }).first
    else {
      report(
        "include-missing", "the included file \"\(trimmed)\" was not read", range, frame, .mayChangeSchema)
      return
    }
    switch source.text(of: entry) {
    case .failure(let unread): reading.diagnostics.append(unread.diagnostic)
    case .success(let included): readIncluded(included, entry)
    }
  }

  private mutating func readIncluded(_ included: SourceText, _ entry: FileEntry) {
    var inner = ScriptReader(
      text: included, content: entry.contentID, dialect: dialect, routines: routines, source: source)
    inner.reading = reading
    inner.transaction = transaction
    inner.conditionDepth = conditionDepth
    inner.nesting = nesting + 1
    inner.workLeft = workLeft
    inner.callBytesLeft = callBytesLeft
    inner.temporaryTables = temporaryTables
    inner.ownRoutines = ownRoutines
    inner.readStatements(0..<included.bytes.count)
    reading = inner.reading
    transaction = inner.transaction
    workLeft = inner.workLeft
    callBytesLeft = inner.callBytesLeft
    routines = inner.routines
    temporaryTables = inner.temporaryTables
    ownRoutines = inner.ownRoutines
  }

  /// A path written in a folder's file; nil if it leaves the tree.
  private static func resolved(_ name: String, from folder: TreePath) -> TreePath? {
    guard !name.isEmpty, !name.hasPrefix("/") else { return nil }
    return folder.resolving(name)
  }
}
