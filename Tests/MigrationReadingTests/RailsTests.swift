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
