import Domain
import SQLSyntax

/// Reads the migrations of one history of one tree; frameworks hand it their files in running order.
package final class HistoryReader {
  /// Where texts come from.
  package let source: FileSource
  private let cache: ScriptCache
  private let configuration: MigrationConfiguration
  private let threads: ReadingThreads?
  private let follower: MigrationFollower?
  /// Gives out programs that other threads are reading, by the way of reading.
  private var ahead: [String: (FileEntry) -> (any Sendable)?] = [:]
  private var shared: [String: any Sendable] = [:]
  /// The claims of the tree that this one is compared with, and its texts: both are read in the same dialect.
  private let later: (claims: [Claim], source: FileSource)?

  init(
    source: FileSource, cache: ScriptCache, configuration: MigrationConfiguration,
    threads: ReadingThreads? = nil, follower: MigrationFollower? = nil,
    later: (claims: [Claim], source: FileSource)? = nil
  ) {
    self.source = source
    self.cache = cache
    self.configuration = configuration
    self.threads = threads
    self.follower = follower
    self.later = later
  }

  /// What a file was read as before, at another revision too; else what `read` gives now.
  func remembered<Value: Sendable>(_ entry: FileEntry, as kind: String, _ read: () -> Value) -> Value {
    if let value: Value = known(entry, as: kind) { return value }
    let value = ahead[kind]?(entry) as? Value ?? read()
    remember(value, of: entry, as: kind)
    return value
  }

  /// What several histories of the tree have in common; made for the first that asks.
  func shared<Value: Sendable>(_ name: String, _ make: () -> Value) -> Value {
    if let value = shared[name] as? Value { return value }
    let value = make()
    shared[name] = value
    return value
  }

  /// What a file was read as before.
  func known<Value: Sendable>(_ entry: FileEntry, as kind: String) -> Value? {
    cache.files[ScriptCache.FileKey(entry: entry, kind: kind)] as? Value
  }

  /// Keeps what a file was read as.
  func remember(_ value: some Sendable, of entry: FileEntry, as kind: String) {
    cache.files[ScriptCache.FileKey(entry: entry, kind: kind)] = value
  }

  /// Does something while other threads read many programs, for `remembered` to give out; `read` goes by the file
  /// alone.
  func readingAhead<Value: Sendable, Result>(
    _ entries: [FileEntry], as kind: String, _ read: @escaping @Sendable (FileEntry, FileSource) -> Value,
    while body: () -> Result
  ) -> Result {
    let unread = entries.filter { cache.files[ScriptCache.FileKey(entry: $0, kind: kind)] == nil }
    return workingAhead(unread) { source in
      { entry in read(entry, source) }
    } while: { programs in
      if let programs { ahead[kind] = { programs.value(of: $0) } }
      defer { ahead[kind] = nil }
      return body()
    }
  }

  /// Does something while other threads work on many programs, if that pays; `prepare` gives each thread its way to
  /// work on one.
  func workingAhead<Value: Sendable, Result>(
    _ entries: [FileEntry], _ prepare: @escaping @Sendable (FileSource) -> (FileEntry) -> Value,
    while body: (AheadPrograms<Value>?) -> Result
  ) -> Result {
    guard let threads, let programs = AheadPrograms(entries, source, threads, prepare) else {
      return body(nil)
    }
    var result: Result?
    threads.run(programs.others) { result = body(programs) }
    threads.leave(programs)
    return result ?? body(nil)
  }

  /// Lets go of something that is no longer needed.
  func leave(_ value: Any) { threads?.leave(value) }

  /// Shows a migration to whoever follows.
  func follow(_ migration: Migration, of claim: Claim, _ dialect: String) {
    follower?(claim, dialect, migration)
  }

  /// Whether schema files that stand beside migrations are read.
  var hearsWitnesses: Bool { configuration.hearsWitnesses }

  /// The dialect that configuration gives to all files.
  var configuredDialect: String? { configuration.dialect.map(Self.canonical) }

  /// The history of a claim from SQL files.
  func history(
    of claim: Claim, units: [SQLUnit], substitution: Substitution? = nil, diagnostics: [Diagnostic] = []
  ) -> MigrationHistory {
    let dialect = chosenDialect(claim)
    var history = MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [], diagnostics: diagnostics)
    var session = ScriptSession(
      source: source, cache: cache, dialect: DialectList.readable(dialect.name), dialectName: dialect.name,
      substitution: substitution)
    // Whoever follows is shown each migration.
    let known = follower == nil ? cache.history(of: claim, units, session) : nil
    var read = known ?? ReadHistory(units)
    session.routines = read.routines
    let rest = read.rest
    func readInOrder() {
      for unit in rest {
        let migration = read.take(unit, self.read(unit, &session), session)
        follower?(claim, dialect.name, migration)
      }
    }
    if let threads, let ahead = AheadReading(rest, session, threads) {
      session.ahead = ahead
      threads.run(ahead.others, readInOrder)
      session.ahead = nil
    } else {
      readInOrder()
    }
    read.end(session)
    cache.keep(read, of: claim, session)
    history.migrations = read.migrations
    history.diagnostics += read.repetitions.map(\.diagnostic)
    addDump(beside: claim, to: &history)
    return history
  }

  /// A dump that stands beside the migrations is a second witness of what they give.
  private func addDump(beside claim: Claim, to history: inout MigrationHistory) {
    guard hearsWitnesses, history.dialect != "generic", DialectList.readable(history.dialect) != nil else {
      return
    }
    guard let entry = SchemaDumpFile.beside(claim, in: source) else { return }
    let dialect = history.dialect
    history.witness = remembered(entry, as: "schema dump " + dialect) {
      SchemaDumpFile.witness([entry], reading(of: entry, dialect: dialect).operations)
    }
  }

  private func read(_ unit: SQLUnit, _ session: inout ScriptSession) -> Migration {
    var migration = Migration(id: unit.id, files: [], isRepeatable: unit.isRepeatable, operations: [])
    for part in unit.up {
      let reading = session.read(part)
      migration.operations.add(reading.operations)
      migration.hints.add(reading.hints)
      migration.diagnostics.add(reading.diagnostics)
    }
    if !unit.renames.isEmpty {
      migration.operations = RenamedTables(unit.renames).history(of: migration.operations)
    }
    for part in unit.down {
      // What runs backward says nothing about the schema to come: its troubles and routines do not count.
      migration.reverseOperations.add(session.readReverse(part).operations)
    }
    for entry in unit.code {
      migration.diagnostics.append(Self.program(entry, unit.tool))
      if case .success(let text) = source.text(of: entry) { migration.hints += AuthorHints.readProgram(text) }
    }
    if unit.down.isEmpty, unit.code.isEmpty, unit.up.count == 1 {
      migration.files = unit.up.map(\.entry)
    } else {
      var seen: Set<FileEntry> = []
      migration.files = ((unit.up + unit.down).map(\.entry) + unit.code).filter { seen.insert($0).inserted }
    }
    return migration
  }

  /// What a SQL file does on its own, such as a dump of the schema.
  func reading(of entry: FileEntry, dialect: String) -> ScriptReading {
    var session = ScriptSession(
      source: source, cache: cache, dialect: DialectList.readable(dialect), dialectName: dialect,
      substitution: nil)
    return session.readReverse(SQLPart(entry: entry))
  }

  /// Configured, then said by the framework's configuration, then by a folder's name, then by the texts: those of the
  /// later tree, so that a branch's new files do not change how the old ones are read.
  private func chosenDialect(_ claim: Claim) -> (name: String, isGuessed: Bool) {
    if let dialect = claim.dialect, claim.isDialectCertain { return (Self.canonical(dialect), false) }
    if let dialect = configuration.dialect { return (Self.canonical(dialect), false) }
    if let dialect = claim.dialect { return (Self.canonical(dialect), true) }
    var texts = (claim: claim, source: source)
    if let later,
      let same = later.claims.first(where: { $0.framework == claim.framework && $0.root == claim.root })
    {
      texts = (same, later.source)
    }
    return (cache.dialect(of: texts.claim) { DialectGuess.dialect(of: texts.claim, in: texts.source) }, true)
  }

  /// The dialect of a history of programs: configured, then `seen` in the tool's own configuration, then by a folder's
  /// name, then what the tool is mostly used with.
  func dialect(of claim: Claim, seen: String?, fallback: String) -> (name: String, isGuessed: Bool) {
    if let dialect = claim.dialect, claim.isDialectCertain { return (Self.canonical(dialect), false) }
    if let dialect = configuration.dialect { return (Self.canonical(dialect), false) }
    if let seen { return (Self.canonical(seen), false) }
    return (Self.canonical(claim.dialect ?? fallback), true)
  }

  private static func canonical(_ name: String) -> String {
    let lower = name.lowercased()
    return DialectList.dialect(named: lower)?.name ?? FolderNames.dialect(lower) ?? lower
  }

  private static func program(_ entry: FileEntry, _ tool: String) -> Diagnostic {
    Diagnostic(
      id: "program-migration",
      summary: "\"\(entry.path.display)\" is a program that \(tool) runs and is not read",
      location: SourceLocation(repository: .backend, file: entry.path.display), reach: .mayChangeSchema)
  }
}

extension Array {
  /// Appends; an empty list shares the storage of the other one, by which both are known to be equal at once.
  fileprivate mutating func add(_ others: [Element]) {
    if isEmpty { self = others } else { self += others }
  }
}

extension DialectList {
  /// The dialect, if migrations in it can be read.
  static func readable(_ name: String) -> Dialect? {
    name == "generic" ? nil : dialect(named: name)
  }
}
