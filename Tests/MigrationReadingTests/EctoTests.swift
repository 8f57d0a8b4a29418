import Domain
import Foundation
import TestSupport
import Testing

@testable import MigrationReading

@Suite struct EctoTests {
  static let definitions = Fixtures.cases("ecto/definitions.txt")
  static let programs = Fixtures.cases("ecto/programs.txt")
  static let projects = Fixtures.cases("ecto/projects.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.definitions.count > 10)
    #expect(Self.programs.count > 12)
    #expect(Self.projects.count > 8)
  }

  @Test(arguments: definitions + programs + projects)
  func `a project becomes operations`(fixture: FixtureText.Case) {
    let lines = EctoFixture.lines(EctoFixture.files(fixture.input))
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  private func migration(_ body: String) -> Migration? {
    let text = "defmodule A do\n  use Ecto.Migration\n  def change do\n\(body)\n  end\nend\n"
    return MigrationReader().histories(in: FileTree(["priv/repo/migrations/1_a.exs": text])).histories.first?
      .migrations.first
  }

  @Test func `columns stand where they are written`() {
    let found = migration("create table(:users) do\n  add :name, :string\n\n  timestamps()\nend")
    guard case .createTable(let table)? = found?.operations.first?.kind else {
      Issue.record("no table: \(String(describing: found))")
      return
    }
    #expect(table.columns.map { $0.location.position.line } == [4, 5, 7, 7])
    #expect(
      table.columns.map { $0.name + " " + $0.type.display + ($0.isNullable ? "" : "!") } == [
        "id bigint!", "name character varying(255)", "inserted_at timestamp(0) without time zone!",
        "updated_at timestamp(0) without time zone!",
      ])
  }

  @Test func `an unknown call is a blind spot with its place`() {
    let found = migration("make_everything_new(:users)")
    #expect(found?.diagnostics.map(\.id) == ["unknown-helper"])
    #expect(found?.diagnostics.first?.location.position.line == 4)
  }

  @Test func `a blind spot in a helper of another file stands where it is called`() {
    let files = [
      "priv/repo/migrations/1_a.exs":
        "defmodule A do\n  use Ecto.Migration\n  def change do\n    Shop.Steps.run(:users)\n  end\nend\n",
      "lib/shop/steps.ex":
        "defmodule Shop.Steps do\n  use Ecto.Migration\n  def run(t), do: alter(table(t), do: surprise())\nend\n",
    ]
    let found = MigrationReader().histories(in: FileTree(files)).histories.first?.migrations.first
    #expect(found?.diagnostics.map(\.id) == ["unknown-helper"])
    #expect(found?.diagnostics.first?.location.file == "priv/repo/migrations/1_a.exs")
    #expect(found?.diagnostics.first?.location.position.line == 4)
    #expect(found?.diagnostics.first?.tables == [TableName("users")])
    #expect(found?.files.map(\.path.display) == ["priv/repo/migrations/1_a.exs", "lib/shop/steps.ex"])
  }
}

/// Nothing that stands in an Elixir file may stop the reader.
@Suite struct HostileEctoTests {
  private static func read(_ bytes: [UInt8], _ name: String = "priv/repo/migrations/1_a.exs")
    -> DetectedMigrations
  {
    let entry = FileEntry(path: TreePath(name), contentID: ContentID(bytes: [0]))
    return MigrationReader().histories(in: FileTree(entries: [entry]) { _ throws(FileReadError) in bytes })
  }

  private static func whole(_ body: String) -> [UInt8] {
    Array(
      "defmodule A do\n use Ecto.Migration\n import Ecto.Query\n def change do\n\(body)\n end\nend\n".utf8)
  }

  @Test(arguments: 0..<20)
  func `random bytes are read`(seed: UInt64) {
    var numbers = HostileInputTests.Numbers(seed &+ 1)
    let bytes = (0..<600).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
    #expect(Self.read(bytes).histories.count == 1)
    #expect(Self.read(Self.whole(String(decoding: bytes, as: UTF8.self))).histories.count == 1)
  }

  @Test(arguments: EctoTests.definitions + EctoTests.programs + EctoTests.projects)
  func `changed and cut programs are read`(fixture: FixtureText.Case) {
    var numbers = HostileInputTests.Numbers(UInt64(fixture.line))
    let signs = Array("();'\"#{}|&,.:[]<>=%~@^\n ".utf8) + [0x00, 0xFF, 0xC3]
    let files = EctoFixture.files(fixture.input)
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      for _ in 0..<12 {
        var bytes = Array(text.utf8)
        guard bytes.count > 4 else { continue }
        for _ in 0...numbers.next(4) { bytes[numbers.next(bytes.count)] = signs[numbers.next(signs.count)] }
        if numbers.next(2) == 0 { bytes.removeLast(numbers.next(bytes.count / 2)) }
        let changed = files.merging([path: String(decoding: bytes, as: UTF8.self)]) { $1 }
        #expect(MigrationReader().histories(in: FileTree(changed)).histories.count <= files.count)
      }
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 20_000), String(repeating: "[", count: 20_000),
    String(repeating: "f(", count: 150) + "1" + String(repeating: ")", count: 150),
    String(repeating: "if x do\n", count: 150) + "drop table(:a)\n" + String(repeating: "end\n", count: 150),
    String(repeating: "Enum.each(a, fn x ->\n", count: 150) + "drop table(x)\n"
      + String(repeating: "end)\n", count: 150),
    String(repeating: "case a do b -> ", count: 65) + "drop table(:a)" + String(repeating: " end", count: 65),
    "x = " + String(repeating: "[", count: 150) + String(repeating: "]", count: 150),
    "x = 1" + String(repeating: " + 1", count: 20_000),
    "x = \"a\"" + String(repeating: " <> \"a\"", count: 20_000) + "\nexecute x",
    "\"users\"" + String(repeating: " |> where([u], u.a == 1)", count: 5_000)
      + " |> repo().update_all(set: [a: 1])",
    "from(u in \"users\", where: " + String(repeating: "(", count: 60) + "u.a == 1"
      + String(repeating: ")", count: 60)
      + ") |> repo().delete_all()",
    String(repeating: "not ", count: 5_000) + "x",
    "execute \"" + String(repeating: "#{\"", count: 90) + String(repeating: "\"}", count: 90) + "\"",
  ])
  func `deep nesting does not overflow`(body: String) {
    #expect(Self.read(Self.whole(body)).histories.count == 1)
  }

  @Test(arguments: [
    "a = Enum.reduce(1..900, [], fn _, acc -> Enum.reduce(1..900, acc, fn _, b -> [b] end) end)\nexecute a",
    "a = Enum.reduce(1..900, \"x\", fn _, acc -> acc <> acc end)\nexecute a",
    "a = Enum.reduce(1..900, \"x\", fn n, acc -> \"#{acc}#{acc}#{n}\" end)\nexecute a",
    "a = Enum.reduce(1..900, [1], fn _, acc -> acc ++ acc end)\nEnum.each(a, &execute/1)",
    "a = Enum.reduce(1..900, %{}, fn n, acc -> %{x: acc, y: acc, n => acc} end)\nexecute a",
    "f = fn g -> g.(g) end\nf.(f)",
    "a = Enum.reduce(1..900, nil, fn _, acc -> fn -> acc end end)\nexecute a",
    "a = Enum.reduce(1..900, nil, fn _, acc -> table(:a, x: acc) end)\ndrop a",
    "for n <- 0..99999999999999999999, do: drop(table(n))",
    "for a <- 1..999, b <- 1..999, c <- 1..999, do: drop(table(:a))",
    "q = Enum.reduce(1..900, \"users\", fn n, q -> where(q, [u], u.a == ^n or u.b == ^n) end)\nrepo().delete_all(q)",
    "q = Enum.reduce(1..900, \"users\", fn _, q -> join(q, :inner, [u], t in \"t\", on: u.a == t.a) end)\n"
      + "repo().update_all(q, set: [a: 1])",
    "x = -9223372036854775808\ny = x - 1\nz = x * x\ndrop table(\"#{y}\")",
    "alter table(:a) do\n alter table(:b) do\n add :c, :string\n end\n add :d, :string\nend",
    "create table(:a, primary_key: [name: [1], type: {:array, {:array, 1}}])",
    "execute fn -> execute fn -> execute \"DROP TABLE a\" end end",
    "add :a, :b\ntimestamps()\nremove :a\nmodify :a, :b\nrename 1\ndrop 1\ncreate 1\nalter 1\nexecute 1",
  ])
  func `programs that grow or never end are cut off`(body: String) {
    #expect(Self.read(Self.whole(body)).histories.count == 1)
  }

  @Test func `nesting up to the limits fits into a small stack`() async {
    func nested(_ open: String, _ middle: String, _ close: String, _ count: Int) -> String {
      String(repeating: open, count: count) + middle + String(repeating: close, count: count)
    }
    var bodies: [String] = []
    for count in [12, 20, 30, 45, 60] {
      bodies += [
        nested("if true do\n", "drop table(:a)\n", "end\n", count),
        nested("Enum.each([1], fn x ->\n", "execute(\"DROP TABLE a#{x}\")\n", "end)\n", count),
        nested("case :a do\n b ->\n", "drop table(:a)\n", "end\n", count),
        nested("for a <- [1] do\n", "drop table(:a)\n", "end\n", count),
        "x = " + nested("[", "1", "]", count), "execute " + nested("(\"a\" <> ", "\"b\"", ")", count),
        "execute \"" + nested("#{\"", "a", "\"}", count) + "\"", nested("f.(", "1", ")", count),
        "from(u in \"t\", where: " + nested("not(", "u.a", ")", count) + ") |> repo().delete_all()",
        "%{a: x} = " + nested("%{a: ", "1", "}", count) + "\n" + nested("{:a, ", "y", "}", count) + " = x",
      ]
    }
    let texts = bodies.map { Self.whole($0) }
    let recursive = Array(
      "defmodule A do\n use Ecto.Migration\n def change, do: f(1)\n def f(n), do: g([f(n + 1)])\nend\n".utf8)
    let thread = Thread {
      for text in texts + [recursive] { #expect(Self.read(text).histories.count == 1) }
    }
    thread.stackSize = 2 << 20
    thread.start()
    while !thread.isFinished { try? await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func `functions that call themselves end`() {
    let text = """
      defmodule A do
        use Ecto.Migration
        def change, do: a(1)
        def a(n), do: [b(n + 1), b(n + 2)]
        def b(n), do: [a(n), a(n)]
      end
      """
    let migration = Self.read(Array(text.utf8)).histories[0].migrations[0]
    #expect(migration.diagnostics.contains { $0.id == "work-limit" })
  }

  @Test func `modules that call each other end`() {
    let files = [
      "priv/repo/migrations/1_a.exs":
        "defmodule A do\n use Ecto.Migration\n def change, do: Shop.B.run()\nend\n",
      "lib/shop/b.ex": "defmodule Shop.B do\n def run, do: [Shop.C.run(), Shop.C.run()]\nend\n",
      "lib/shop/c.ex": "defmodule Shop.C do\n def run, do: [Shop.B.run(), Shop.B.run()]\nend\n",
    ]
    #expect(MigrationReader().histories(in: FileTree(files)).histories.count == 1)
  }

  @Test(arguments: [
    "priv/repo/structure.sql", "config/config.exs", "lib/shop/user.ex", "lib/shop/repo.ex", "mix.exs",
  ])
  func `files beside the migrations may be anything`(path: String) {
    var numbers = HostileInputTests.Numbers(UInt64(path.count))
    for round in 0..<10 {
      let bytes = (0..<400).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
      let head = round % 2 == 0 ? "" : "defmodule Shop.User do\n use Ecto.Repo, config :a, Repo, "
      let files = [
        "priv/repo/migrations/1_a.exs":
          "defmodule A do\n use Ecto.Migration\n def change, do: Repo.update_all(Shop.User, set: [a: 1])\nend\n",
        path: head + String(decoding: bytes, as: UTF8.self),
      ]
      #expect(MigrationReader().histories(in: FileTree(files)).histories.count == 1)
    }
  }
}
