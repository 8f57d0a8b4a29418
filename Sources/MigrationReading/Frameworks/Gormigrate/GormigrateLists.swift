import Domain
import ScriptSyntax

/// A migration of a list, as its program makes it.
struct GormigrateEntry {
  var id: String
  var forward: FoldedClosure?
  var reverse: FoldedClosure?
  /// The package in whose text it stands.
  var package: GoPackageSource
  var range: ScriptRange
}

/// Finds the lists of migrations of packages.
struct GormigrateLists {
  let library: GoLibrary
  /// Migrations by their IDs, by the packages that make them.
  private var known: [String: GormigrateEntry] = [:]
  private(set) var entries: [GormigrateEntry] = []
  /// What makes the whole schema where there is none: all migrations count as done then.
  private(set) var start: GormigrateEntry?
  /// What was not understood, with the text that it stands in.
  private(set) var diagnostics: [Diagnostic] = []

  init(claim: Claim, library: GoLibrary) {
    self.library = library
    let folders = Set(claim.files.map(\.path.parent)).sorted()
    let packages = ([claim.root] + folders.filter { $0 != claim.root }).compactMap { library.package(at: $0) }
    let listed = packages.flatMap { Self.values(of: $0) }
    for entry in listed where known[entry.id] == nil { known[entry.id] = entry }
    if let main = packages.first(where: { $0.folder == claim.root }) { read(main) }
    guard entries.isEmpty else { return }
    // A list that is put together where nobody sees it has all of them, in the order of their names.
    entries = known.values.sorted { ($0.id, $0.range.start) < ($1.id, $1.range.start) }
  }

  /// What the program gives to `gormigrate.New`.
  private mutating func read(_ package: GoPackageSource) {
    guard let run = package.run else { return }
    let aliases = package.imports.filter { $0.value.contains(text: "gormigrate") }.map(\.key).sorted()
    var seen: Set<String> = []
    for alias in aliases {
      for closure in package.functions(with: alias + ".New(") {
        let trace = run.calls(in: closure)
        let calls = trace.calls.flatMap(\.call.chain)
        var told: Set<ScriptRange> = []
        for call in calls where Self.isNew(call) && told.insert(call.range).inserted {
          for value in call.positional.dropFirst(2).first?.elements ?? [] {
            guard let entry = self.entry(value, in: package) else { continue }
            if seen.insert(entry.id).inserted { entries.append(entry) }
          }
        }
        for call in calls where call.name == "InitSchema" && start == nil {
          guard case .closure(let body)? = call.positional.first?.content else { continue }
          start = GormigrateEntry(
            id: "SCHEMA_INIT", forward: body, reverse: nil, package: package, range: body.function.range)
        }
      }
    }
  }

  /// The names that a file has for the tool.
  static func aliases(_ bytes: [UInt8]) -> [String] {
    var found = ["gormigrate"]
    for line in bytes.split(separator: 0x0A).prefix(400) where line.count < 400 {
      let text = String(decoding: line, as: UTF8.self)
      guard text.contains(text: "gormigrate"), text.contains(text: "\"") else { continue }
      let words = text.split { " \t\r".contains($0) }.filter { $0 != "import" }
      if let first = words.first, !first.hasPrefix("\""), words.count == 2 { found.append(String(first)) }
    }
    return found
  }

  private static func isNew(_ call: FoldedCall) -> Bool {
    call.name == "New" && call.resolved?.contains(text: "gormigrate") == true
  }

  /// One element of a list.
  private mutating func entry(_ value: FoldedValue, in package: GoPackageSource) -> GormigrateEntry? {
    if let own = Self.entry(value, package) {
      // What another package makes stands in that one's text.
      if let other = known[own.id], other.package.path != package.path { return other }
      return own
    }
    let written = value.range.text(of: package.text.bytes).prefix(60)
    diagnostics.append(
      Diagnostic(
        id: "no-migration", summary: "what migration \"\(written)\" is, is not known",
        location: package.text.location(value.range.offset), reach: .mayChangeSchema))
    return nil
  }

  /// `&gormigrate.Migration{ID: "a", Migrate: func(...) {...}, Rollback: ...}`
  private static func entry(_ value: FoldedValue, _ package: GoPackageSource) -> GormigrateEntry? {
    guard let call = value.call, call.isConstruction,
      call.callee.resolved?.hasSuffix(".Migration") == true || call.keyword("Migrate") != nil
    else { return nil }
    func closure(_ name: String) -> FoldedClosure? {
      var value = call.keyword(name)
      // `gormigrate.MigrateFunc(migrate)`
      if let inner = value?.call, inner.positional.count == 1, inner.name.hasSuffix("Func") {
        value = inner.positional.first
      }
      if case .closure(let closure)? = value?.content { return closure }
      return nil
    }
    let forward = closure("Migrate")
    let id = call.keyword("ID").flatMap { $0.text } ?? "migration at \(value.range.start)"
    return GormigrateEntry(
      id: id, forward: forward, reverse: closure("Rollback"), package: package, range: call.range)
  }

  /// The migrations that variables and functions of a package give.
  private static func values(of package: GoPackageSource) -> [GormigrateEntry] {
    guard let run = package.run else { return [] }
    var found: [GormigrateEntry] = []
    func take(_ value: FoldedValue?) {
      guard let value else { return }
      if let entry = entry(value, package) { return found.append(entry) }
      for element in value.elements ?? [] {
        if let entry = entry(element, package) { found.append(entry) }
      }
    }
    // What functions put into lists when the program starts.
    for executed in run.module.calls where executed.call.keyword("Migrate") != nil {
      take(FoldedValue(.call(executed.call), at: executed.call.range))
    }
    for statement in package.script.statements {
      switch statement {
      case .assignment(let assignment):
        guard case .name(let name)? = assignment.targets.first else { continue }
        take(run.value(named: name.text))
      case .function(let function):
        let result = function.decorators.first?.dottedName ?? ""
        guard result.hasSuffix(".Migration") || result.hasSuffix("Migration") else { continue }
        take(run.calls(in: ScriptRun.closure(function)).result)
      default: break
      }
    }
    return found
  }
}

/// Reads the migrations of one history in their order.
struct GormigrateMigrations {
  private let claim: Claim
  private let library: GoLibrary
  private let dialect: String
  private let lists: GormigrateLists
  private var sql: EmbeddedSQL
  private var tables = GormTables()
  /// The author's comments of whole packages, by their folders.
  private var allComments: [TreePath: [AuthorHint]] = [:]

  init(claim: Claim, reader: HistoryReader, library: GoLibrary, dialect: String) {
    self.claim = claim
    self.library = library
    self.dialect = dialect
    lists = GormigrateLists(claim: claim, library: library)
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
  }

  /// What was not understood outside of migrations.
  var diagnostics: [Diagnostic] { lists.diagnostics }

  mutating func read() -> [Migration] { lists.entries.map { read($0) } }

  /// The schema that `InitSchema` makes, as a second witness: where it runs, the migrations do not.
  mutating func start() -> SchemaWitness? {
    guard let entry = lists.start else { return nil }
    tables = GormTables()
    let migration = read(entry)
    return migration.operations.isEmpty
      ? nil : SchemaDumpFile.witness(migration.files, migration.operations)
  }

  private mutating func read(_ entry: GormigrateEntry) -> Migration {
    let text = entry.package.text
    // A function of another package is told where it is given.
    let isForeign = entry.forward?.isForeign ?? true
    let place = isForeign ? entry.range : entry.forward?.function.range ?? entry.range
    let path = text.part(at: place.offset).path
    let file = entry.package.entries.first { $0.path == path } ?? claim.files.first
    guard let file, let run = entry.package.run else {
      return Migration(id: entry.id, files: [], operations: [])
    }
    var migration = Migration(id: entry.id, files: [file], operations: [])
    let isFirst = entry.package.imports.values.contains("github.com/jinzhu/gorm")
    let models = GormModels(library: library, spelling: SQLSpelling(dialect), isFirstVersion: isFirst)
    var output = ProgramOutput(file: text, entry: file, sql: sql)
    if isForeign { output.site = entry.range }
    // What could not be read of the whole package is told where it is run.
    output.report(troubles(of: entry))
    guard let body = entry.forward else {
      output.report(
        "no-migration", "what \"\(entry.id)\" runs is not known", at: entry.range, .mayChangeSchema)
      migration.diagnostics = output.diagnostics
      return migration
    }
    var forward = GormProgram(run: run, models: models, output: output, tables: tables)
    forward.perform(body)
    forward.settle()
    sql = forward.output.sql
    migration.take(forward.output, comments: comments(in: entry))
    if let body = entry.reverse {
      var reverse = GormProgram(run: run, models: models, output: output.wayBack, tables: forward.tables)
      reverse.perform(body)
      migration.reverseOperations = reverse.output.operations
    }
    tables = forward.tables
    return migration
  }

  /// What was not read of the functions of a migration.
  private func troubles(of entry: GormigrateEntry) -> [ScriptTrouble] {
    guard let body = entry.forward, !body.isForeign else { return [] }
    return entry.package.troubles(in: body.function.range)
  }

  /// The author's comments in a migration.
  private mutating func comments(in entry: GormigrateEntry) -> [AuthorHint] {
    let text = entry.package.text
    let (first, last) = (text.location(entry.range.offset), text.location(Int(entry.range.end)))
    let all = allComments[text.path] ?? AuthorHints.readProgram(text)
    allComments[text.path] = all
    return all.filter { hint in
      hint.location.file == first.file && hint.location.position >= first.position
        && hint.location.position <= last.position
    }
  }
}
