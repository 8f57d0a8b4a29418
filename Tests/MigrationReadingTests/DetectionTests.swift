import Domain
import MigrationReading
import TestSupport
import Testing

/// Listings of files become histories: `path` or `path | text` a line, `\n` in a text is a line break.
@Suite struct DetectionTests {
  static let listings = Fixtures.cases("listings.txt")

  @Test func `the fixtures are there`() {
    #expect(Self.listings.count > 30)
  }

  @Test(arguments: listings)
  func `a listing becomes histories`(fixture: FixtureText.Case) {
    let detected = Fixtures.read(Self.files(fixture.input))
    let lines = Self.lines(detected)
    let expected = fixture.expected.split(separator: "\n").map(String.init)
    Fixtures.show(fixture, lines, expected)
    #expect(lines == expected)
  }

  /// Every file defines a table of its name, unless a text is given.
  static func files(_ text: String) -> [String: String] {
    var files: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|", maxSplits: 1).map(String.init)
      let path = parts[0].trimmingSuffix()
      let name = path.split(separator: "/").suffix(2).joined(separator: "/")
      files[path] =
        parts.count > 1
        ? String(parts[1].dropFirst()).replacing("\\r", with: "\r").replacing("\\n", with: "\n")
        : "create table \"\(name)\" (id int);"
    }
    return files
  }

  static func lines(_ detected: DetectedMigrations) -> [String] {
    var lines: [String] = []
    for history in detected.histories {
      lines.append(
        "\(history.framework) \(history.root) \(history.dialect)\(history.isDialectGuessed ? "?" : "")")
      for migration in history.migrations {
        let up = migration.operations.map { OperationText.text($0.kind) }
        let down = migration.reverseOperations.map { OperationText.text($0.kind) }
        let troubles = migration.diagnostics.map { "! \($0.id)" }
        lines.append(
          "  \(migration.id)" + (["", up.joined(separator: ", ")] + troubles).joined(separator: " ")
            + (down.isEmpty ? "" : " <- " + down.joined(separator: ", ")))
      }
      lines += history.diagnostics.map { "  ! \($0.id) \($0.location.file)" }
    }
    for (name, list) in [("vendored", detected.vendored), ("ignored", detected.ignored)] {
      for part in list {
        let files = part.files.map(\.path.lastComponent).joined(separator: " ")
        lines.append("\(name) \(part.framework ?? "-") \(part.root): \(files) (\(part.reason))")
      }
    }
    return lines + detected.diagnostics.map { "! \($0.id) \($0.summary)" }
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
