import Domain
import MigrationReading
import Testing

@Suite struct ReaderTests {
  /// A tree that counts what is read; ids are the paths unless others are given.
  final class CountingTree {
    private(set) var reads: [String: Int] = [:]

    func tree(_ files: [String: [UInt8]]) -> FileTree {
      FileTree(
        entries: files.map { FileEntry(path: TreePath($0.key), contentID: ContentID(bytes: $0.value)) }
      ) { entry throws(FileReadError) in
        self.reads[entry.path.display, default: 0] += 1
        guard let bytes = files[entry.path.display] else { throw FileReadError("no such file") }
        return bytes
      }
    }
  }

  @Test func `a file that is the same at base and head is read once`() {
    let counter = CountingTree()
    var files = (1...9).reduce(into: [String: [UInt8]]()) { files, number in
      files["migrations/00\(number)_t.sql"] = Array("create table t\(number) (id int);".utf8)
    }
    let reader = MigrationReader()
    let base = reader.histories(
      in: counter.tree(files), configuration: MigrationConfiguration(dialect: "postgres"))
    files["migrations/010_x.sql"] = Array("drop table t1;".utf8)
    let head = reader.histories(
      in: counter.tree(files), configuration: MigrationConfiguration(dialect: "postgres"))
    #expect(base.histories[0].migrations == Array(head.histories[0].migrations.prefix(9)))
    #expect(head.histories[0].migrations.count == 10)
    // The first two are looked at for markers, at base and at head.
    #expect(counter.reads["migrations/005_t.sql"] == 1)
    #expect(counter.reads["migrations/010_x.sql"] == 1)
  }

  @Test func `a changed routine changes the migration that calls it`() {
    let reader = MigrationReader()
    func operations(_ column: String) -> [String] {
      let tree = FileTree([
        "migrations/1_f.sql":
          "create function f() returns void language sql as $$ alter table a drop column \(column) $$;",
        "migrations/2_a.sql": "select f();",
      ])
      return reader.histories(in: tree).histories[0].migrations[1].operations.map {
        OperationText.text($0.kind)
      }
    }
    #expect(operations("x") == ["drop a.x"])
    #expect(operations("y") == ["drop a.y"])
    #expect(operations("x") == ["drop a.x"])
  }

  @Test func `an operation of a routine stands where the routine is written`() {
    let detected = Fixtures.read([
      "migrations/1_f.sql": "create function f() returns void language sql as $$\n alter table a drop x\n$$;",
      "migrations/2_a.sql": "select f();",
    ])
    let operation = detected.histories[0].migrations[1].operations[0]
    #expect(operation.location.file == "migrations/1_f.sql")
    #expect(operation.location.position.line == 2)
  }

  @Test func `an unreadable file is a blind spot with its sentence`() {
    let entry = FileEntry(path: TreePath("migrations/1_a.sql"), contentID: ContentID(bytes: [1]))
    let tree = FileTree(entries: [entry]) { _ throws(FileReadError) in
      throw FileReadError("object 12ab is missing; run \"git fetch\"")
    }
    let migration = MigrationReader().histories(in: tree).histories[0].migrations[0]
    #expect(migration.diagnostics.map(\.id) == ["file-unreadable"])
    #expect(migration.diagnostics[0].summary.hasSuffix("object 12ab is missing; run \"git fetch\""))
    #expect(migration.diagnostics[0].reach == .mayChangeSchema)
  }

  @Test(arguments: [nil, 50 << 20])
  func `a file over the limit is a blind spot`(size: Int?) {
    let entry = FileEntry(path: TreePath("migrations/1_a.sql"), contentID: ContentID(bytes: [1]), size: size)
    let tree = FileTree(entries: [entry]) { _ throws(FileReadError) in
      [UInt8](repeating: 32, count: size == nil ? 33 << 20 : 1)
    }
    let migration = MigrationReader().histories(in: tree).histories[0].migrations[0]
    #expect(migration.diagnostics.map(\.id) == ["file-too-large"])
  }

  @Test(arguments: [false, true])
  func `a text in UTF-16 is read`(isBig: Bool) {
    let units = Array("\u{FEFF}drop table \"größe\";\ndrop table b;".utf16)
    let bytes = units.flatMap { unit in
      isBig
        ? [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
        : [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
    }
    let migration = MigrationReader().histories(in: CountingTree().tree(["migrations/1_a.sql": bytes]))
      .histories[0].migrations[0]
    #expect(migration.operations.map { OperationText.text($0.kind) } == ["drop table größe", "drop table b"])
    #expect(migration.operations[1].location.position.line == 2)
    #expect(migration.diagnostics.isEmpty)
  }

  @Test func `bytes that are no UTF-8 are a blind spot in names only`() {
    let bytes =
      Array("-- caf".utf8) + [0xE9] + Array("\ninsert into t values ('".utf8) + [0xE9]
      + Array("');\nalter table \"x".utf8)
      + [0xE9] + Array("\" add y int;".utf8)
    let migration = MigrationReader().histories(in: CountingTree().tree(["migrations/1_a.sql": bytes]))
      .histories[0].migrations[0]
    #expect(migration.operations.count == 2)
    #expect(migration.diagnostics.map(\.id) == ["invalid-utf8"])
    #expect(migration.diagnostics[0].location.position == TextPosition(line: 3, column: 13))
  }

  @Test func `configured paths add to detection or restrict it`() {
    let files = [
      "lib/changes/a.sql": "create table a (id int);", "lib/changes/b.sql": "create table b (id int);",
      "migrations/1_c.sql": "create table c (id int);",
    ]
    var configuration = MigrationConfiguration(entries: [
      .init(framework: "plain-sql", paths: [PathPattern("lib/changes/*.sql")], dialect: "duckdb")
    ])
    var detected = Fixtures.read(files, configuration)
    #expect(detected.histories.map(\.root) == ["lib/changes", "migrations"])
    #expect(detected.histories.map(\.dialect) == ["duckdb", "postgres"])
    #expect(detected.histories.map(\.isDialectGuessed) == [false, true])
    configuration.only = true
    detected = Fixtures.read(files, configuration)
    #expect(detected.histories.map(\.root) == ["lib/changes"])
    #expect(detected.vendored.map(\.root) == ["migrations"])
    #expect(detected.vendored.map(\.reason) == ["outside of the configured paths"])
  }

  @Test func `both sides are read in the dialect that the new files show`() {
    let counter = CountingTree()
    var files = ["migrations/001_a.sql": Array("create table a (b int);".utf8)]
    let base = counter.tree(files)
    files["migrations/002_b.sql"] = Array("alter table a change b c int;".utf8)
    let found = MigrationReader().histories(
      base: base, head: counter.tree(files), configuration: MigrationConfiguration())
    #expect(found.base.histories.map(\.dialect) == ["mysql"])
    #expect(found.head.histories.map(\.dialect) == ["mysql"])
  }

  @Test func `a configured path without migrations is said`() {
    let configuration = MigrationConfiguration(entries: [
      .init(framework: "flyway", paths: [PathPattern("x/**")])
    ])
    let detected = Fixtures.read(["migrations/1_c.sql": "select 1;"], configuration)
    #expect(
      detected.diagnostics.map(\.summary) == [
        "the configuration names \"flyway\" migrations under \"x/**\", and there are none"
      ])
  }

  @Test func `configured paths outweigh names that mean others`() {
    let configuration = MigrationConfiguration(entries: [.init(paths: [PathPattern("examples/migrations")])])
    let detected = Fixtures.read(["examples/migrations/1_a.sql": "create table a (id int);"], configuration)
    #expect(detected.histories.map(\.root) == ["examples/migrations"])
    #expect(detected.vendored.isEmpty)
  }

  @Test func `the lists of frameworks are in order and name no one twice`() {
    #expect(Set(FrameworkList.names).count == FrameworkList.names.count)
    #expect(FrameworkList.names == FrameworkList.names.sorted())
    let types = FrameworkList.all.map { String(describing: type(of: $0)) }
    #expect(types == types.sorted())
  }
}
