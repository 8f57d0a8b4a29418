import Domain
import MigrationReading
import TestSupport
import Testing

@Suite struct DjangoTests {
  static let operations = Fixtures.cases("django/operations.txt")
  static let programs = Fixtures.cases("django/programs.txt")
  static let projects = Fixtures.cases("django/projects.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.operations.count > 17)
    #expect(Self.programs.count > 7)
    #expect(Self.projects.count > 10)
  }

  @Test(arguments: operations + programs + projects)
  func `a project becomes operations`(fixture: FixtureText.Case) {
    let lines = DjangoFixture.lines(DjangoFixture.files(fixture.input))
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  @Test func `an operation stands where it is written`() {
    let files = DjangoFixture.files(
      """
      == shop.0001
      migrations.CreateModel("Order", [("id", models.AutoField(primary_key=True))]),
      migrations.RunSQL(\"\"\"
        alter table shop_order
          add column note text;
        drop table old;
      \"\"\"),
      """)
    let operations = Fixtures.read(files).histories[0].migrations[0].operations
    #expect(operations.map(\.location.position.line) == [9, 12, 13])
    #expect(operations[1].location.position.column == 5)
  }

  @Test func `reading twice gives the same, whatever the order of files`() {
    for fixture in Self.projects {
      let files = DjangoFixture.files(fixture.input)
      #expect(DjangoFixture.lines(files) == DjangoFixture.lines(files))
    }
  }

  @Test(arguments: [30, 90, 200])
  func `deep nesting is a blind spot, never a trap`(depth: Int) {
    let calls = String(repeating: "f(", count: depth) + "1" + String(repeating: ")", count: depth)
    let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    var blocks = ""
    for level in 0..<depth { blocks += String(repeating: " ", count: level + 1) + "if x:\n" }
    blocks += String(repeating: " ", count: depth + 1) + "apps.get_model('shop', 'A').objects.update(a=1)\n"
    let recursion = "def g(apps, e):\n g(apps, g(apps, e))\n"
    let files = DjangoFixture.files(
      """
      == shop.0001
      def f(apps, e):
      \(blocks)
      def h(apps, e):
       x = \(calls)
       y = \(lists)
      \(recursion)
      operations:
      migrations.RunPython(f), migrations.RunPython(g), migrations.RunPython(h),
      migrations.RunSQL(\(calls)), migrations.AddField("a", "b", \(calls)),
      == shop.0002
      \(lists), \(calls)
      """)
    #expect(Fixtures.read(files).histories[0].migrations[0].diagnostics.isEmpty == false)
  }

  @Test func `broken files never trap and never pass in silence`() {
    let text = Self.operations.map(\.input).joined(separator: "\n")
    let whole = DjangoFixture.files(
      "== shop.0001\n" + text.split(separator: "\n").filter { !$0.hasPrefix("==") }.joined(separator: "\n"))
    let bytes = Array((whole["shop/migrations/0001.py"] ?? "").utf8)
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
    for _ in 0..<60 {
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
      let cut = changed.prefix(next(changed.count))
      for version in [changed, Array(cut)] {
        _ = DjangoFixture.lines(["shop/migrations/0001.py": String(decoding: version, as: UTF8.self)])
      }
    }
  }
}
