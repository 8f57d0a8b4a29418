import Domain
import MigrationReading
import TestSupport
import Testing

/// Changelogs become migrations: `== path` begins a file.
@Suite struct LiquibaseTests {
  @Test(arguments: Fixtures.cases("liquibase.txt"))
  func `a changelog becomes migrations`(fixture: FixtureText.Case) {
    let lines = DetectionTests.lines(Fixtures.read(Self.files(fixture.input)))
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  private static func files(_ text: String) -> [String: String] {
    FileBlocks.files(text) { header, body in (header, body.joined(separator: "\n")) }
  }

  @Test func `a changeset is unchanged when another one is added behind it`() throws {
    let first =
      "<changeSet id='1' author='a'><createTable tableName='t'><column name='c' type='int'/></createTable></changeSet>"
    let second = "<changeSet id='2' author='a'><dropTable tableName='t'/></changeSet>"
    let histories = [first, first + "\n" + second].map { sets in
      Fixtures.read(["db/changelog/a.xml": "<databaseChangeLog>\(sets)</databaseChangeLog>"]).histories
    }
    let base = try #require(histories[0].first?.migrations)
    let head = try #require(histories[1].first?.migrations)
    #expect(base.count == 1 && head.count == 2)
    #expect(base[0].files == head[0].files)
  }

  @Test func `includes that go in a circle end`() {
    let a = "<databaseChangeLog><include file='b.xml' relativeToChangelogFile='true'/></databaseChangeLog>"
    let b = "<databaseChangeLog><include file='a.xml' relativeToChangelogFile='true'/></databaseChangeLog>"
    #expect(Fixtures.read(["db/changelog/a.xml": a, "db/changelog/b.xml": b]).histories.isEmpty)
  }

  @Test func `any bytes are read or told`() {
    let original = Array(
      """
      <databaseChangeLog><property name="a" value="${a}${a}"/><changeSet id="1" author="b"><createTable tableName="${a}">
      <column name="c" type="varchar(9)"><constraints references="d(e)"/></column></createTable><sql>select '${a}'</sql>
      <update tableName="t"><column name="u" value="?"/><where>a = ?</where></update></changeSet></databaseChangeLog>
      """.utf8)
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    var read = 0
    for _ in 0..<400 {
      var bytes = original
      for _ in 0...random(4) {
        switch random(3) {
        case 0: bytes[random(bytes.count)] = UInt8(random(128))
        case 1: bytes.removeSubrange(min(bytes.count - 1, random(bytes.count))..<bytes.count)
        default: bytes.insert(contentsOf: original.prefix(random(60)), at: random(bytes.count + 1))
        }
        if bytes.isEmpty { bytes = original }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      read += Fixtures.read(["db/changelog/a.xml": text]).histories.count
    }
    #expect(read > 100)
  }
}
