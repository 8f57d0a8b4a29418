import Domain
import MigrationReading
import TestSupport

/// Django projects written in short, for fixtures.
///
/// `== shop.0001 after users.0002` starts a migration: its lines are operations, or module code, then `operations:`
/// and operations. `== path/to/file.py` starts a file that is taken as it is.
enum DjangoFixture {
  /// The files of a case.
  static func files(_ text: String) -> [String: String] { FileBlocks.files(text, file) }

  private static func file(_ header: String, _ body: [Substring]) -> (path: String, content: String) {
    let words = header.split(separator: " ").map(String.init)
    if words[0].contains("/") || words[0].hasSuffix(".py") || words[0].hasSuffix(".txt") {
      return (words[0], body.joined(separator: "\n"))
    }
    let name = words[0].split(separator: ".").map(String.init)
    let parts = body.split(separator: "operations:", omittingEmptySubsequences: false)
    let code = parts.count > 1 ? parts[0] : []
    let operations = parts.count > 1 ? parts[1] : parts[0]
    let after = words.dropFirst(2).map { word -> String in
      let pair = word.split(separator: ".")
      return "(\"\(pair[0])\", \"\(pair[1])\")"
    }
    let content = """
      from django.conf import settings
      from django.db import migrations, models
      import django.db.models.deletion
      \(code.joined(separator: "\n"))

      class Migration(migrations.Migration):
          dependencies = [\(after.joined(separator: ", "))]
          operations = [
      \(operations.joined(separator: "\n"))
          ]

      """
    return ("\(name[0])/migrations/\(name[1]).py", content)
  }

  /// What the histories of files do: each migration's id, then its operations and troubles.
  static func lines(_ files: [String: String]) -> [String] {
    var lines: [String] = []
    let detected = Fixtures.read(files)
    for history in detected.histories where history.framework == "django" {
      if detected.histories.count > 1 { lines.append("history \(history.root)") }
      lines += history.diagnostics.map { "! \($0.id) \($0.reach)" }
      for migration in history.migrations {
        lines.append(migration.id)
        lines += migration.operations.map {
          "  " + ($0.isConditional ? "maybe " : "") + OperationText.text($0.kind)
        }
        lines += migration.reverseOperations.map { "  reverse " + OperationText.text($0.kind) }
        lines += migration.hints.map { "  hint \($0.from) -> \($0.to)" }
        lines += migration.diagnostics.map { diagnostic in
          let tables = diagnostic.tables.map(\.display)
          return "  ! \(diagnostic.id) \(diagnostic.reach)" + (tables.isEmpty ? "" : " \(tables)")
        }
      }
    }
    return lines
  }
}
