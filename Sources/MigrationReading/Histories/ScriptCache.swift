import Domain

/// Readings of scripts by path, content and the way they were read, so that a file that is the same at base and head
/// is parsed once.
final class ScriptCache {
  /// What decides a reading, besides the routines that it calls.
  struct Key: Hashable {
    var entry: FileEntry
    var section: FileSection
    var dialect: String
    var substitution: String

    /// The content tells keys apart nearly always; the rest is compared.
    func hash(into hasher: inout Hasher) { hasher.combine(entry.contentID) }
  }

  /// A file as one framework reads it.
  struct FileKey: Hashable {
    var entry: FileEntry
    var kind: String
  }

  private var readings: [Key: ScriptReading] = [:]
  /// Programs as frameworks read them, by file and way of reading.
  var files: [FileKey: any Sendable] = [:]

  private var dialects: [TreePath: (files: [FileEntry], dialect: String)] = [:]

  /// What the texts of a claim were taken for before, else what `read` takes them for: base is read in the dialect of
  /// head's files.
  func dialect(of claim: Claim, _ read: () -> String) -> String {
    if let known = dialects[claim.root], known.files == claim.files { return known.dialect }
    let dialect = read()
    dialects[claim.root] = (claim.files, dialect)
    return dialect
  }

  private var histories: [TreePath: (dialect: String, substitution: String, read: ReadHistory)] = [:]

  /// The history of these units as far as it begins with one that was read before.
  func history(of claim: Claim, _ units: [SQLUnit], _ session: ScriptSession) -> ReadHistory? {
    guard let known = histories[claim.root], known.dialect == session.dialectName,
      known.substitution == session.substitution?.identity ?? ""
    else { return nil }
    return known.read.continued(by: units)
  }

  /// Keeps a history that was read.
  func keep(_ read: ReadHistory, of claim: Claim, _ session: ScriptSession) {
    histories[claim.root] = (session.dialectName, session.substitution?.identity ?? "", read)
  }

  /// Whether no script was read yet.
  var isEmpty: Bool { readings.isEmpty }

  /// The reading of an unchanged file, as it was when it was read.
  func reading(_ key: Key) -> ScriptReading? { readings[key] }

  /// Makes room for that many more.
  func reserve(_ count: Int) {
    readings.reserveCapacity(readings.count + count)
  }

  /// Keeps a reading.
  func keep(_ reading: ScriptReading, _ key: Key) {
    readings[key] = reading
  }
}

/// What one script does.
struct ScriptReading {
  /// A routine that the script asked for by name, and what it found.
  struct Lookup: Hashable {
    var name: String
    var identity: RoutineTable.Identity?
  }

  var operations: [Operation] = []
  var hints: [AuthorHint] = []
  var diagnostics: [Diagnostic] = []
  /// Changes to the routine table, in order.
  var routineChanges: [RoutineTable.Change] = []
  /// Routines asked for that the script does not define itself.
  var lookups: [Lookup] = []
  /// Whether the reading depends on nothing but the script and its lookups; false after an include.
  var isSelfContained = true

  /// Whether the script would be read the same now: the routines that it asked for are what they were.
  func isSame(with routines: RoutineTable) -> Bool {
    isSelfContained && lookups.allSatisfy { routines.identity(of: $0.name) == $0.identity }
  }
}
