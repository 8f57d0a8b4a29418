import Domain
import MigrationReading
import TestSupport
import Testing

/// Nothing that stands in a file may stop the reader.
@Suite struct HostileInputTests {
  /// A small generator with a fixed start, so that a failure comes again.
  struct Numbers {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(truncatingIfNeeded: state >> 1) % max(1, bound)
    }
  }

  static func read(_ bytes: [UInt8], _ name: String = "migrations/1_a.sql") -> DetectedMigrations {
    let entry = FileEntry(path: TreePath(name), contentID: ContentID(bytes: [0]))
    return MigrationReader().histories(in: FileTree(entries: [entry]) { _ throws(FileReadError) in bytes })
  }

  @Test(arguments: 0..<40)
  func `random bytes are read`(seed: UInt64) {
    var numbers = Numbers(seed &+ 1)
    let bytes = (0..<600).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
    #expect(Self.read(bytes).histories.count <= 1)
  }

  @Test(arguments: ScriptTests.statements)
  func `changed and cut scripts are read`(fixture: FixtureText.Case) {
    var numbers = Numbers(UInt64(fixture.line))
    let signs = Array("();'\"$-*/\\,.:[]{}\n ".utf8) + [0x00, 0xFF, 0xC3]
    for _ in 0..<30 {
      var bytes = Array(fixture.input.utf8)
      guard !bytes.isEmpty else { return }
      for _ in 0...numbers.next(4) { bytes[numbers.next(bytes.count)] = signs[numbers.next(signs.count)] }
      bytes.removeLast(numbers.next(bytes.count / 2))
      #expect(Self.read(bytes).histories.count == 1)
    }
  }

  @Test(arguments: [
    "update t set x = \(String(repeating: "(", count: 50_000))",
    "update t set x = \(String(repeating: "a + ", count: 20_000))1;",
    "update t set x = \(String(repeating: "a and ", count: 20_000))1;",
    "update t set x = \(String(repeating: "- ", count: 20_000))1;",
    "update t set x = \(String(repeating: "case when a then ", count: 3_000))1;",
    "create view v as \(String(repeating: "select * from (", count: 3_000))",
    "create view v as \(String(repeating: "(", count: 190))select 1\(String(repeating: ")", count: 190));",
    "create view v as select 1\(String(repeating: " union select 1", count: 5_000));",
    "create view v as select * from a\(String(repeating: " join a using (x)", count: 5_000));",
    "update t set x = \(String(repeating: "f(", count: 190))1\(String(repeating: ")", count: 190));",
    "create view v as with a as (select 1)\(String(repeating: ", a as (select 1 from a)", count: 900)) select 1;",
    "create view v as with a as (select 1)\(String(repeating: ", a as (select 1)", count: 60_000)) select 1;",
    "do $$ begin if a then x();\(String(repeating: " elsif a then x();", count: 60_000)) end if; end $$;",
  ])
  func `deep nesting does not overflow`(text: String) {
    #expect(Self.read(Array(text.utf8)).histories.count == 1)
  }

  @Test func `common tables that multiply are cut off`() {
    var text = "with a0 as (select 1 as x)"
    for level in 1...40 {
      text += ", a\(level) as (select l.x from a\(level - 1) l join a\(level - 1) r on true)"
    }
    let migration = Self.read(Array((text + " insert into t select * from a40;").utf8)).histories[0]
      .migrations[0]
    #expect(migration.operations.count == 1)
  }

  @Test func `routines that call themselves end`() {
    let text = """
      create function f() returns void language sql as $$ select f(); select f(); $$;
      select f();
      """
    let migration = Self.read(Array(text.utf8)).histories[0].migrations[0]
    #expect(migration.diagnostics.contains { $0.id == "work-limit" })
  }

  @Test func `routines that call each other often end`() {
    let calls = String(repeating: "select f(); ", count: 60)
    let text = "create function f() returns void language sql as $$ \(calls) $$; select f();"
    let migration = Self.read(Array(text.utf8)).histories[0].migrations[0]
    #expect(migration.diagnostics.contains { $0.id == "work-limit" })
    #expect(migration.diagnostics.count < 200)
  }

  @Test func `a file that includes itself ends`() {
    let migration = Self.read(Array("\\i migrations/1_a.sql\ndrop table a;".utf8)).histories[0].migrations[0]
    #expect(migration.operations.count == 11)
    #expect(migration.diagnostics.map(\.id) == ["include-missing"])
  }

  @Test func `paths of any bytes are listed`() {
    var numbers = Numbers(7)
    let files = (0..<300).map { index in
      let bytes = (0..<12).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
      return FileEntry(
        path: TreePath(bytes: Array("migrations/\(index)_".utf8) + bytes + Array(".sql".utf8)),
        contentID: ContentID(bytes: bytes))
    }
    let tree = FileTree(entries: files) { _ throws(FileReadError) in Array("create table a (id int);".utf8) }
    let once = MigrationReader().histories(in: tree)
    let reversed = MigrationReader().histories(
      in: FileTree(entries: files.reversed()) { _ throws(FileReadError) in
        Array("create table a (id int);".utf8)
      })
    #expect(once.histories == reversed.histories)
    #expect(!once.histories.isEmpty)
  }

  /// Each file is run with those before it: copies of them would double with every file.
  @Test(.timeLimit(.minutes(1))) func `many files that migrations of C# share are read in bounded time`() {
    var files = [
      "src/A.csproj": "<PackageReference Include=\"FluentMigrator\" Version=\"5.0.0\" />",
      "src/Migrations/A.cs": """
      using FluentMigrator;
      [Migration(1)]
      public class A : Migration {
        public override void Up() { Create.Table(Part39Migration.Name).WithColumn("id").AsInt32(); }
        public override void Down() { }
      }
      """,
    ]
    for number in 0..<40 {
      files["src/Migrations/Part\(number)MigrationNames.cs"] =
        "public static class Part\(number)Migration { public const string Name = \"t\(number)\"; }"
    }
    let operations = Fixtures.read(files).histories.flatMap(\.migrations).flatMap(\.operations)
    #expect(operations.map { OperationText.text($0.kind) } == ["create t39 (id int not null)"])
  }
}
