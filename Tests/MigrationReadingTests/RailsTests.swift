import Domain
import TestSupport
import Testing

@testable import MigrationReading

@Suite struct RailsTests {
  static let definitions = Fixtures.cases("rails/definitions.txt")
  static let programs = Fixtures.cases("rails/programs.txt")
  static let projects = Fixtures.cases("rails/projects.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.definitions.count > 13)
    #expect(Self.programs.count > 9)
    #expect(Self.projects.count > 6)
  }

  @Test(arguments: definitions + programs + projects)
  func `a project becomes operations`(fixture: FixtureText.Case) {
    let lines = RailsFixture.lines(RailsFixture.files(fixture.input))
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  private func history(_ body: String) -> MigrationHistory? {
    let bytes = Array("class A < ActiveRecord::Migration[7.0]\n  def change\n\(body)\n  end\nend\n".utf8)
    let path = TreePath("db/migrate/20240102030405_a.rb")
    let entry = FileEntry(path: path, contentID: ContentID(bytes: [1]), size: bytes.count)
    let tree = FileTree(entries: [entry]) { _ throws(FileReadError) in bytes }
    return MigrationReader().histories(in: tree).histories.first
  }

  @Test func `a table has its key, references and times`() {
    let found = history(
      "create_table :users, id: :uuid do |t|\n t.references :owner, polymorphic: true, null: false\n t.timestamps\nend"
    )
    guard case .createTable(let table)? = found?.migrations.first?.operations.first?.kind else {
      Issue.record("no table: \(String(describing: found))")
      return
    }
    #expect(
      table.columns.map { $0.name + " " + $0.type.display + ($0.isNullable ? "" : "!") } == [
        "id uuid!", "owner_type character varying!", "owner_id bigint!",
        "created_at timestamp(6) without time zone!", "updated_at timestamp(6) without time zone!",
      ])
  }

  @Test func `an unknown call is a blind spot with its place`() {
    let found = history("make_everything_new :users")?.migrations.first
    #expect(found?.diagnostics.map(\.id) == ["unknown-helper"])
    #expect(found?.diagnostics.first?.location.position.line == 3)
  }

  @Test func `a rename in a table block names both columns`() {
    let found = history("change_table(:users) { |t| t.rename :tier, :plan }")?.migrations.first
    #expect(found?.operations.map(\.kind) == [.renameColumn(TableName("users"), column: "tier", to: "plan")])
  }
}

/// Nothing that stands in a Ruby file may stop the reader.
@Suite struct HostileRailsTests {
  private static func read(_ bytes: [UInt8], _ name: String = "db/migrate/1_a.rb") -> DetectedMigrations {
    let entry = FileEntry(path: TreePath(name), contentID: ContentID(bytes: [0]))
    return MigrationReader().histories(in: FileTree(entries: [entry]) { _ throws(FileReadError) in bytes })
  }

  private static func whole(_ body: String) -> [UInt8] {
    Array("class A < ActiveRecord::Migration[7.1]\n def change\n\(body)\n end\nend\n".utf8)
  }

  @Test(arguments: 0..<20)
  func `random bytes are read`(seed: UInt64) {
    var numbers = HostileInputTests.Numbers(seed &+ 1)
    let bytes = (0..<600).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
    #expect(Self.read(bytes).histories.count == 1)
    #expect(Self.read(Self.whole(String(decoding: bytes, as: UTF8.self))).histories.count == 1)
  }

  @Test(arguments: RailsTests.definitions + RailsTests.programs)
  func `changed and cut programs are read`(fixture: FixtureText.Case) {
    var numbers = HostileInputTests.Numbers(UInt64(fixture.line))
    let signs = Array("();'\"#{}|&,.:[]<>=\n ".utf8) + [0x00, 0xFF, 0xC3]
    for (path, text) in RailsFixture.files(fixture.input).sorted(by: { $0.key < $1.key }) {
      for _ in 0..<12 {
        var bytes = Array(text.utf8)
        guard bytes.count > 4 else { continue }
        for _ in 0...numbers.next(4) { bytes[numbers.next(bytes.count)] = signs[numbers.next(signs.count)] }
        if numbers.next(2) == 0 { bytes.removeLast(numbers.next(bytes.count / 2)) }
        #expect(Self.read(bytes, path).histories.count <= 1)
      }
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 20_000), String(repeating: "[", count: 20_000),
    String(repeating: "f(", count: 150) + "1" + String(repeating: ")", count: 150),
    String(repeating: "if x\n", count: 150) + "drop_table :a\n" + String(repeating: "end\n", count: 150),
    String(repeating: "a.each do |x|\n", count: 150) + "drop_table x\n"
      + String(repeating: "end\n", count: 150),
    String(repeating: "safety_assured { ", count: 150) + "drop_table :a"
      + String(repeating: " }", count: 150),
    "x = " + String(repeating: "[", count: 150) + String(repeating: "]", count: 150),
    "x = 1" + String(repeating: " + 1", count: 20_000),
    "x = User" + String(repeating: ".where(a: 1)", count: 5_000) + ".update_all(b: 2)",
    String(repeating: "not ", count: 5_000) + "x",
  ])
  func `deep nesting does not overflow`(body: String) {
    #expect(Self.read(Self.whole(body)).histories.count == 1)
  }

  @Test(arguments: [
    "a = []\n(0..900).each { (0..900).each { a = [a] } }",
    "a = 'x'\n(0..900).each { a = a + a }",
    "a = ''\n(0..900).each { |n| a = \"#{a}#{a}x\" }",
    "a = [1]\n(0..900).each { a = a + a }",
    "a = {}\n(0..900).each { |n| a = { x: a, y: a } }",
    "f = ->(g) { g.call(g) }\nf.call(f)",
    "a = nil\n(0..900).each { b = a\n a = -> { b } }",
    "(0..99999999999999999999).each { |n| drop_table n }",
    "(0..999).each { (0..999).each { (0..999).each { drop_table :a } } }",
    "1_000_000_000.times { drop_table :a }",
    "loop { drop_table :a }\nwhile true do drop_table :b end",
    "x = -9223372036854775808\ny = x - 1\nz = x * x\ndrop_table \"#{y}\"",
    "['a'].each_slice(9223372036854775807) { |x| drop_table x }",
    "User.find_each { |u| a = u.x\n (0..900).each { a = a + a }\n u.update(y: a) }",
  ])
  func `programs that grow or never end are cut off`(body: String) {
    #expect(Self.read(Self.whole(body)).histories.count == 1)
  }

  @Test func `methods that call themselves end`() {
    let text = """
      class A < ActiveRecord::Migration[7.1]
        def change
          a(1)
        end
        def a(n)
          b(n + 1)
          b(n + 2)
        end
        def b(n)
          a(n)
          a(n)
        end
      end
      """
    let migration = Self.read(Array(text.utf8)).histories[0].migrations[0]
    #expect(migration.diagnostics.contains { $0.id == "work-limit" })
  }

  @Test func `migrations that revert each other end`() {
    let files = [
      "db/migrate/1_a.rb": "class A < ActiveRecord::Migration[7.1]\n def change\n revert B\n end\nend\n",
      "db/migrate/2_b.rb":
        "class B < ActiveRecord::Migration[7.1]\n def change\n revert A\n run A\n end\nend\n",
    ]
    #expect(MigrationReader().histories(in: FileTree(files)).histories.count == 1)
  }

  @Test(arguments: ["db/schema.rb", "db/structure.sql", "config/database.yml", "app/models/user.rb"])
  func `files beside the migrations may be anything`(path: String) {
    var numbers = HostileInputTests.Numbers(UInt64(path.count))
    for _ in 0..<10 {
      let bytes = (0..<400).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
      let files = [
        "db/migrate/1_a.rb":
          "class A < ActiveRecord::Migration[7.1]\n def change\n User.update_all(a: 1)\n end\nend\n",
        path: String(decoding: bytes, as: UTF8.self),
      ]
      #expect(MigrationReader().histories(in: FileTree(files)).histories.count == 1)
    }
  }
}
