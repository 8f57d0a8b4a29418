import Domain
import ScriptSyntax

/// Reads the migrations of one project in their order; what earlier ones make, later ones may ask for.
struct FluentMigrations {
  /// One class with its file.
  private struct Found {
    var version: FluentVersion
    var entry: FileEntry
    var text: SourceText
    var file: ScriptFile
    var type: ScriptClass
  }

  let reader: HistoryReader
  let library: CSharpLibrary
  private var sql: EmbeddedSQL
  /// The tables so far.
  private var tables = ProgramTables()

  init(reader: HistoryReader, library: CSharpLibrary, dialect: String) {
    self.reader = reader
    self.library = library
    sql = EmbeddedSQL(source: reader.source, dialectName: dialect)
  }

  /// The migrations of all files, in the order of their numbers.
  mutating func read(_ entries: [FileEntry]) -> [Migration] {
    var classes: [Found] = []
    var unread: [Migration] = []
    for entry in entries {
      let parsed = reader.parsed(entry, as: .csharp)
      guard let file = parsed.script, let text = parsed.text else {
        var migration = Migration(id: entry.path.lastComponent, files: [entry], operations: [])
        migration.diagnostics = [parsed.unread].compactMap { $0 }
        unread.append(migration)
        continue
      }
      let count = classes.count
      for type in file.classes where !type.decorators.isEmpty {
        guard let version = FluentVersion(of: type, library.run(file)) else { continue }
        classes.append(
          Found(version: version, entry: entry, text: text, file: file, type: FluentChains.divided(type)))
      }
      if classes.count == count, !file.troubles.isEmpty {
        var output = ProgramOutput(file: text, entry: entry, sql: sql)
        output.report(file.troubles)
        var migration = Migration(id: entry.path.lastComponent, files: [entry], operations: [])
        migration.diagnostics = output.diagnostics
        unread.append(migration)
      }
    }
    let ordered = classes.sorted { ($0.version, $0.entry.path) < ($1.version, $1.entry.path) }
    return unread + ordered.map { read($0) }
  }

  private mutating func read(_ found: Found) -> Migration {
    var migration = Migration(id: found.version.id, files: [found.entry], operations: [])
    var forward = ProgramOutput(file: found.text, entry: found.entry, sql: sql)
    forward.report(found.file.troubles)
    let program = run("Up", found, forward)
    sql = program.output.sql
    migration.take(program.output)
    if Self.hasTags(found.type) {
      // Run only where its tags are asked for.
      for place in migration.operations.indices { migration.operations[place].isConditional = true }
    }
    for operation in migration.operations { tables.apply(operation) }
    let bases = found.type.bases.compactMap { $0.dottedName?.split(separator: ".").last }
    if bases.contains("AutoReversingMigration") {
      migration.reverseOperations = Operation.inverse(of: migration.operations)
    } else {
      migration.reverseOperations = run("Down", found, program.output.wayBack).output.operations
    }
    return migration
  }

  /// `[Tags("Development")]`
  private static func hasTags(_ type: ScriptClass) -> Bool {
    type.decorators.contains { node in
      if case .call(let call) = node { call.name == "Tags" } else { false }
    }
  }

  /// What a method does.
  private func run(_ name: String, _ found: Found, _ output: ProgramOutput) -> FluentProgram {
    library.learning {
      let answers = FluentAnswers(tables: tables)
      var program = FluentProgram(
        run: library.run(found.file, answers: answers.callback), output: output, library: library)
      program.perform(name, of: found.type)
      return program
    }
  }
}

/// What a class is run by: the number of its attribute, or the time in it.
struct FluentVersion: Comparable {
  /// The digits as reports name them.
  let id: String
  private let digits: String

  /// The version of a class; nil for classes that are no migrations.
  init?(of type: ScriptClass, _ run: ScriptRun) {
    for case .call(let call) in type.decorators {
      guard let name = call.name, name.contains(text: "Migration") else { continue }
      let values = call.arguments.map { run.value(of: $0.value) }
      let numbers = values.prefix { $0.text == nil && $0.boolean == nil }.compactMap { value -> String? in
        guard case .number(let text) = value.content else { return nil }
        return text.filter { $0.isNumber }
      }
      if ["Migration", "MigrationAttribute"].contains(name) || numbers.count == 1, let first = numbers.first {
        self.init(first, first)
      } else if let year = numbers.firstIndex(where: { $0.count == 4 }) {
        // `[ShopMigration(2024, 1, 2, 10, 30)]`
        let parts = numbers[year...].map { $0.count < 2 ? "0" + $0 : $0 }
        self.init(parts.joined(), parts.joined())
      } else if let text = values.compactMap(\.text).first(where: { $0.filter(\.isNumber).count >= 6 }) {
        // `[ShopMigration("2024/01/02 10:30:00")]`
        self.init(String(text.filter { $0.isNumber }.prefix(21)), text)
      } else {
        self.init(type.name.filter { $0.isNumber }, type.name)
      }
      return
    }
    return nil
  }

  private init(_ digits: String, _ id: String) {
    let short = digits.drop { $0 == "0" }
    self.digits = String(short)
    self.id = id
  }

  static func < (left: FluentVersion, right: FluentVersion) -> Bool {
    (left.digits.utf8.count, left.digits, left.id) < (right.digits.utf8.count, right.digits, right.id)
  }
}

/// What calls give by which migrations ask for tables: `Schema.Table("a").Column("b").Exists()`.
struct FluentAnswers {
  let tables: ProgramTables

  /// The answers as runs of programs take them.
  var callback: ScriptAnswers {
    { call, before in
      guard call.name == "Exists" else { return nil }
      let links = call.chain
      guard let first = links.first, FluentProgram.root(of: first) == "Schema",
        let table = links.first(where: { $0.name == "Table" })?.positional.first?.text,
        !before.contains(where: { Self.touches($0.call, table) })
      else { return nil }
      func answer(_ flag: Bool) -> FoldedValue { FoldedValue(.boolean(flag), at: call.range) }
      if tables.hasTable(table) == false { return answer(false) }
      if links.count == 2 || links.count == 3 && links[0].name == "Schema" {
        return tables.hasTable(table).map(answer)
      }
      guard let column = links.first(where: { $0.name == "Column" })?.positional.first?.text,
        let columns = tables.columns(of: table)
      else { return nil }
      return answer(columns.contains(column))
    }
  }

  /// Whether an operation of the same migration is on a table, or on one that is not known.
  private static func touches(_ call: FoldedCall, _ table: String) -> Bool {
    let links = call.chain
    guard let first = links.first, let root = FluentProgram.root(of: first), root != "Schema" else {
      return false
    }
    return root == "Execute" || links.contains { $0.positional.contains { $0.text == table } }
  }
}
