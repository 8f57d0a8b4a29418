import Domain
import Foundation
import TestSupport
import Testing

@testable import MigrationReading

/// Histories of scripts, one fixture file per tool. `== path` begins a file of a case; `TIDEGATE_RECORD=1` writes what
/// is read into the fixture files.
@Suite struct ProgramTests {
  static let tools = [
    "aerich", "bun", "codeigniter", "doctrine", "drizzle", "entity-framework", "entity-framework-6",
    "fluent-migrator", "flyway", "goose", "gormigrate", "knex",
    "kysely",
    "laravel", "lucid",
    "mikro-orm",
    "node-pg-migrate", "payload",
    "phinx", "piccolo", "sea-orm", "sequel",
    "sequelize", "sqitch", "tortoise",
    "typeorm", "yii", "yoyo",
  ]

  private static func url(_ tool: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/programs/\(tool).txt")
  }

  static func cases(_ tool: String) -> [FixtureText.Case] { Fixtures.cases("programs/\(tool).txt") }

  static func files(_ text: String) -> [String: String] {
    var files: [String: String] = [:]
    for part in ("\n" + text).components(separatedBy: "\n== ").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      files[String(lines[0])] = lines.count > 1 ? String(lines[1]) : ""
    }
    return files
  }

  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    let detected = Fixtures.read(files(text))
    for history in detected.histories {
      lines.append("\(history.framework) \(history.dialect)")
      for migration in history.migrations {
        lines.append(migration.id)
        lines += migration.operations.map { operation in
          let line = operation.location.position.line
          let mark =
            (operation.isConditional ? "maybe " : "") + (operation.toleratesAbsence ? "if there " : "")
          return "  \(line) " + mark + OperationText.text(operation.kind)
        }
        lines += migration.reverseOperations.map { "  reverse " + OperationText.text($0.kind) }
        lines += migration.diagnostics.map { diagnostic in
          let tables = diagnostic.tables.map(\.display)
          return "  ! \(diagnostic.location.position.line) \(diagnostic.id) \(diagnostic.reach)"
            + (tables.isEmpty ? "" : " \(tables)")
        }
      }
    }
    return lines
  }

  @Test(arguments: tools)
  func `every tool has cases`(tool: String) {
    #expect(Self.cases(tool).count > 3)
  }

  @Test(arguments: tools.flatMap { cases($0) })
  func `a history of scripts becomes operations`(fixture: FixtureText.Case) {
    let lines = Self.lines(fixture.input)
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    #expect(lines == expected)
  }

  /// A migration of a tool around the code of its way forward.
  private static func files(_ tool: String, around code: String) -> [String: String] {
    switch tool {
    case "laravel":
      [
        "artisan": "",
        "database/migrations/2024_01_01_000000_a.php": """
        <?php
        use Illuminate\\Support\\Facades\\DB;
        return new class extends Migration { public function up() {
        \(code)
        } };
        """,
      ]
    default:
      [
        "src/Version20240101000000.php": """
        <?php
        class Version20240101000000 extends AbstractMigration { public function up(Schema $schema): void {
        \(code)
        } }
        """
      ]
    }
  }

  @Test(arguments: ["laravel", "doctrine"])
  func `the author's comments in a class of PHP are read`(tool: String) {
    let read = Fixtures.read(Self.files(tool, around: "// tidegate: rename a -> b"))
    let hints = read.histories.flatMap(\.migrations).flatMap(\.hints).map { "\($0.from) -> \($0.to)" }
    #expect(hints == ["a -> b"])
  }

  @Test func `functions that are nested too deep are told`() {
    let call = "$this->connection->transactional(function () { "
    let code = String(repeating: call, count: 14) + String(repeating: "}); ", count: 14)
    let read = Fixtures.read(Self.files("doctrine", around: code))
    let told = read.histories.flatMap(\.migrations).flatMap(\.diagnostics).map(\.id)
    #expect(told == ["work-limit"])
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TIDEGATE_RECORD"] == "1"), arguments: tools)
  func `record`(tool: String) throws {
    let text = Self.cases(tool).map { fixture in
      "### \(fixture.title)\n\(fixture.input)--- expect\n"
        + Self.lines(fixture.input).map { $0 + "\n" }.joined()
    }
    try text.joined().write(to: Self.url(tool), atomically: true, encoding: .utf8)
  }

  @Test(arguments: tools)
  func `a history cut anywhere is read without a trap`(tool: String) {
    for fixture in Self.cases(tool) {
      let text = fixture.input
      for count in stride(from: 0, to: text.utf8.count, by: 97) {
        _ = Self.lines(String(decoding: text.utf8.prefix(count), as: UTF8.self))
      }
    }
  }

  @Test(arguments: tools)
  func `a history with changed bytes is read without a trap`(tool: String) {
    var state: UInt64 = 17
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    for fixture in Self.cases(tool) {
      for _ in 0..<6 {
        var bytes = Array(fixture.input.utf8)
        for _ in 0..<5 where bytes.count > 8 {
          let place = 8 + next(bytes.count - 8)
          switch next(3) {
          case 0: bytes[place] = UInt8(truncatingIfNeeded: next(256))
          case 1: bytes.remove(at: place)
          default: bytes.insert(bytes[next(bytes.count)], at: place)
          }
        }
        _ = Self.lines(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test(arguments: ["{", "(", "if a {", "f(", "func() {", "else if b {", "[", "for x := range y {"])
  func `programs in Go nest as deep as they like`(opening: String) {
    let text =
      "package m\nfunc init() {\n\tgoose.AddMigration(up, nil)\n}\nfunc up(tx *sql.Tx) error {\n"
      + String(repeating: opening, count: 20_000)
    #expect(!Self.lines(["== db/migrations/00001_a.go\n", text].joined()).isEmpty)
  }
}
