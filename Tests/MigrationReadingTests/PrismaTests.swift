import Domain
import MigrationReading
import TestSupport
import Testing

@Suite struct PrismaTests {
  static let schemas = Fixtures.cases("prisma/schemas.txt")
  static let projects = Fixtures.cases("prisma/projects.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.schemas.count > 15)
    #expect(Self.projects.count > 10)
  }

  /// The schema stands alone in `prisma/schema.prisma`; without a datasource of its own it is PostgreSQL's.
  @Test(arguments: schemas)
  func `a schema becomes operations`(fixture: FixtureText.Case) {
    let lines = Self.lines(fixture.input)
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  /// Files as in the listings of detection; behind each history its witness.
  @Test(arguments: projects)
  func `a project becomes histories`(fixture: FixtureText.Case) {
    let detected = Fixtures.read(DetectionTests.files(fixture.input))
    var lines = DetectionTests.lines(detected)
    for history in detected.histories {
      guard let witness = history.witness else { continue }
      lines.append("witness of \(history.root): " + witness.files.map(\.path.display).joined(separator: " "))
      lines += witness.operations.map { "  " + OperationText.text($0.kind) }
    }
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  @Test(arguments: 0..<60)
  func `random bytes are read`(seed: UInt64) {
    var numbers = HostileInputTests.Numbers(seed &+ 7)
    let bytes = (0..<500).map { _ in UInt8(truncatingIfNeeded: numbers.next(256)) }
    let detected = HostileInputTests.read(bytes, "prisma/schema.prisma")
    #expect(detected.histories.count <= 1)
  }

  @Test(arguments: schemas)
  func `changed and cut schemas are read`(fixture: FixtureText.Case) {
    var numbers = HostileInputTests.Numbers(UInt64(fixture.line) &+ 3)
    let signs = Array("(){}[]@\"\\?!=:,.//\n #".utf8) + [0x00, 0xFF, 0xC3]
    let text = Array(Self.complete(fixture.input).utf8)
    for _ in 0..<60 {
      var bytes = text
      for _ in 0...numbers.next(5) { bytes[numbers.next(bytes.count)] = signs[numbers.next(signs.count)] }
      bytes.removeLast(numbers.next(bytes.count / 2))
      let detected = HostileInputTests.read(bytes, "prisma/schema.prisma")
      #expect(detected.histories.count <= 1)
    }
  }

  @Test(arguments: ["[", "(", "f(", "[a(", "{", "model A {", "@a(", "x: [", "\"", "/*"], [70, 20_000])
  func `what is nested deeply or has no end is a blind spot`(opening: String, count: Int) {
    let input = "model A {\n  id Int @default(" + String(repeating: opening, count: count)
    let lines = Self.lines(input)
    #expect(lines.contains { $0.contains("! prisma-syntax mayChangeSchema") })
  }

  @Test func `a repository of many schemas and migrations is read in time`() {
    var files: [String: String] = [:]
    for number in 0..<1000 {
      files["a\(number)/x/schema.prisma"] = "datasource db {\n provider = \"postgresql\"\n}\n"
      files["a\(number)/x/part.prisma"] = "model A\(number) {\n id Int @id\n}\n"
      files["b\(number)/migrations/1_a/migration.sql"] = "create table b (id int);"
      files["b\(number)/migrations/migration_lock.toml"] = "provider = \"postgresql\""
    }
    var detected: DetectedMigrations?
    let time = ContinuousClock().measure { detected = Fixtures.read(files) }
    #expect(detected?.histories.count == 2000)
    #expect(time < .seconds(60))
  }

  @Test func `many lines that are not understood are told up to a limit`() {
    let lines = Self.lines(String(repeating: "%\n", count: 5000) + "model A {\n  id Int @id\n}\n")
    #expect(lines.count == 51)
    #expect(lines.first?.hasSuffix("create A (id integer not null, key(id))") ?? false)
  }

  private static func complete(_ input: String) -> String {
    input.contains("datasource") ? input : "datasource db { \n provider = \"postgresql\"\n}\n" + input
  }

  private static func lines(_ input: String) -> [String] {
    let detected = Fixtures.read(["prisma/schema.prisma": complete(input)])
    return detected.histories.flatMap { history in
      history.migrations.flatMap(Fixtures.lines) + history.diagnostics.map { "history ! \($0.id)" }
    }
  }
}
