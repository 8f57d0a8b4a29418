import Domain
import MigrationReading
import TestSupport
import Testing

@Suite struct AlembicTests {
  static let operations = Fixtures.cases("alembic/operations.txt")
  static let rows = Fixtures.cases("alembic/rows.txt")
  static let projects = Fixtures.cases("alembic/projects.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.operations.count > 15)
    #expect(Self.rows.count > 9)
    #expect(Self.projects.count > 9)
  }

  @Test(arguments: operations + rows + projects)
  func `a history becomes operations`(fixture: FixtureText.Case) {
    let lines = AlembicFixture.lines(AlembicFixture.files(fixture.input))
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  @Test func `an operation stands where it is written`() {
    let files = AlembicFixture.files(
      """
      == a
      op.create_table("t", sa.Column("id", sa.Integer()))
      op.execute(\"\"\"
      alter table t
        add column note text;
      drop table old;
      \"\"\")
      """)
    let operations = Fixtures.read(files).histories[0].migrations[0].operations
    #expect(operations.map(\.location.position.line) == [13, 16, 17])
    #expect(operations[1].location.position.column == 7)
  }

  @Test(arguments: [30, 90, 200, 2_000])
  func `deep nesting is a blind spot, never a trap`(depth: Int) {
    let calls = String(repeating: "f(", count: depth) + "1" + String(repeating: ")", count: depth)
    let types =
      String(repeating: "sa.ARRAY(", count: depth) + "sa.Text" + String(repeating: ")", count: depth)
    let wheres = "sa.table('t').update()" + String(repeating: ".where(sa.column('a') == 1)", count: depth)
    let sums = Array(repeating: "sa.column('a')", count: depth).joined(separator: " + ")
    var blocks = ""
    for level in 0..<min(depth, 400) { blocks += String(repeating: " ", count: level) + "if x:\n" }
    let files = AlembicFixture.files(
      """
      == a
      def g(x):
          g(g(x))
      upgrade:
      op.add_column("t", \(calls))
      op.add_column("t", sa.Column("c", \(types)))
      op.execute(\(wheres).values(a=\(sums)))
      g(op.get_bind())
      \(blocks)
      == b after a
      op.create_check_constraint("c", "t", \(sums) > 1)
      op.execute(f(\(types)))
      """)
    let migrations = Fixtures.read(files).histories[0].migrations
    #expect(migrations.contains { !$0.diagnostics.isEmpty })
  }

  @Test func `a chain of thousands of revisions is ordered, and a circle is found`() {
    var files: [String: String] = [:]
    for index in 0..<3_000 {
      let down = index == 0 ? "None" : "\"r\(index - 1)\""
      files["migrations/versions/r\(index).py"] = """
        revision = "r\(index)"
        down_revision = \(down)
        def upgrade(): pass
        """
    }
    let history = Fixtures.read(files).histories[0]
    #expect(history.migrations.map(\.id) == (0..<3_000).map { "r\($0)" })
    files["migrations/versions/r0.py"] = "revision = \"r0\"\ndown_revision = \"r2999\"\ndef upgrade(): pass\n"
    let circular = Fixtures.read(files).histories[0]
    #expect(circular.migrations.count == 3_000)
    #expect(circular.diagnostics.contains { $0.id == "revision-circle" && $0.reach == .mayChangeSchema })
  }

  @Test func `broken files never trap and never pass in silence`() {
    for fixture in Self.operations + Self.rows {
      for (path, content) in AlembicFixture.files(fixture.input).sorted(by: { $0.key < $1.key }) {
        let bytes = Array(content.utf8)
        var state = UInt64(bytes.count)
        func next(_ bound: Int) -> Int {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Int((state >> 33) % UInt64(max(1, bound)))
        }
        for _ in 0..<6 {
          var changed = bytes
          for _ in 0..<3 {
            let at = next(changed.count)
            switch next(4) {
            case 0: changed.remove(at: at)
            case 1: changed.insert(UInt8(truncatingIfNeeded: next(256)), at: at)
            case 2: changed[at] = Array("()[]{}\"',:\n".utf8)[next(11)]
            default: changed.removeSubrange(at..<min(changed.count, at + next(40)))
            }
          }
          let cut = Array(changed.prefix(next(changed.count)))
          for version in [changed, cut] {
            _ = AlembicFixture.lines([path: String(decoding: version, as: UTF8.self)])
          }
        }
      }
    }
  }

  @Test func `a file that ends in the middle of a call is a blind spot`() {
    let lines = AlembicFixture.lines([
      "migrations/versions/a.py":
        "from alembic import op\nrevision = 'a'\ndown_revision = None\n\ndef upgrade():\n    op.drop_table('t',\n"
    ])
    #expect(lines.contains { $0.contains("! python-syntax mayChangeSchema") })
  }
}
