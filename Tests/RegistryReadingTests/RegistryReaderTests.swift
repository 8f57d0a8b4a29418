import Domain
import Foundation
import TestSupport
import Testing

@testable import RegistryReading

@Suite struct RegistryReaderTests {
  @Test(arguments: RegistryFixture.cases("registry.txt"))
  func `a registry is read as dbt would read it`(_ fixture: FixtureText.Case) throws {
    let registry = try RegistryReader.read(FileTree(RegistryFixture.files(fixture.input)))
    let found = RegistryFixture.summary(registry)
    #expect(RegistryFixture.trimmed(found) == RegistryFixture.trimmed(fixture.expected))
  }

  @Test func `the order of files does not matter`() throws {
    for fixture in RegistryFixture.cases("registry.txt") {
      let files = RegistryFixture.files(fixture.input)
      let first = RegistryFixture.summary(try RegistryReader.read(FileTree(files)))
      for _ in 0..<3 { #expect(RegistryFixture.summary(try RegistryReader.read(FileTree(files))) == first) }
    }
  }

  @Test(arguments: [
    [:], ["README.md": "hello"], ["app/config.yml": "a: 1"], ["dbt_project.yml": "name: x"],
  ])
  func `a tree without a registry is an error with a next step`(files: [String: String]) {
    let error = #expect(throws: RegistryError.self) { try RegistryReader.read(FileTree(files)) }
    #expect(error?.nextStep.isEmpty == false)
  }

  @Test func `an unreadable file is a blind spot, the rest is read`() throws {
    let files = ["models/a.sql": "select 1", "models/b.sql": "select 2"]
    let whole = FileTree(files)
    let tree = FileTree(entries: whole.entries) { entry throws(FileReadError) in
      if entry.path == TreePath("models/b.sql") { throw FileReadError("no permission") }
      return try whole.contents(of: entry)
    }
    let registry = try RegistryReader.read(tree)
    #expect(registry.assets.map(\.isOpaque) == [false, true])
    #expect(registry.diagnostics.map(\.id) == ["unreadable-file"])
  }

  @Test func `seeds carry header and few distinct values`() throws {
    let rows = (0..<500).map { "\($0),\($0 % 3 == 0 ? "a" : "b")\n" }.joined()
    let registry = try RegistryReader.read(
      FileTree(["seeds/s.csv": "id,kind\n" + rows, "models/m.sql": "select 1"]))
    let columns = try #require(registry.assets.last?.seedColumns)
    #expect(columns.map(\.name) == ["id", "kind"])
    #expect(columns.map(\.values) == [[], ["a", "b"]])
    #expect(
      columns.map(\.location.position) == [
        TextPosition(line: 1, column: 1), TextPosition(line: 1, column: 4),
      ])
  }

  @Test func `physical names come from identifier, schema and alias`() throws {
    let registry = try RegistryReader.read(
      FileTree([
        "models/s.yml":
          "sources: [{name: s, database: d, schema: raw, tables: [{name: t, identifier: 'T_1'}, {name: u}]}]",
        "models/m.sql": "{{ config(alias='other', schema='marts') }} select 1",
      ]))
    #expect(
      registry.assets.map(\.relation) == [
        RelationName(schema: "marts", identifier: "other"),
        RelationName(database: "d", schema: "raw", identifier: "T_1"),
        RelationName(database: "d", schema: "raw", identifier: "u"),
      ])
  }

  @Test func `mutated projects never trap`() throws {
    var numbers = RegistryFixture.Numbers(state: 7)
    for fixture in RegistryFixture.cases("registry.txt") {
      let files = RegistryFixture.files(fixture.input)
      let names = files.keys.sorted()
      for _ in 0..<60 {
        var contents = files.mapValues { Array($0.utf8) }
        for _ in 0..<4 {
          let name = names[Int.random(in: 0..<names.count, using: &numbers)]
          guard var bytes = contents[name], !bytes.isEmpty else { continue }
          let place = Int.random(in: 0..<bytes.count, using: &numbers)
          switch Int.random(in: 0..<3, using: &numbers) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
          case 1: bytes.removeSubrange(place..<min(bytes.count, place + 20))
          default: bytes.insert(contentsOf: bytes[place...].prefix(30), at: place)
          }
          contents[name] = bytes
        }
        let fixed = contents
        let tree = FileTree(
          entries: names.map { FileEntry(path: TreePath($0), contentID: ContentID(bytes: [])) }
        ) { entry throws(FileReadError) in fixed[entry.path.display] ?? [] }
        do throws(RegistryError) {
          let registry = try RegistryReader.read(tree)
          #expect(!registry.assets.isEmpty)
        } catch {
          #expect(!error.nextStep.isEmpty)
        }
      }
    }
  }
}
