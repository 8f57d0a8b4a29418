import Domain
import MigrationReading

/// Rails projects written in short, for fixtures.
///
/// `== 1` starts the migration of version 1, `== 1 [4.2]` one of another version of Rails: its lines are the body of
/// `change`, or of the class if one of them starts with `def `. `== path/to/file` starts a file that is taken as it is.
enum RailsFixture {
  /// The files of a case.
  static func files(_ text: String) -> [String: String] { FileBlocks.files(text, file) }

  private static func file(_ header: String, _ body: [Substring]) -> (path: String, content: String) {
    let words = header.split(separator: " ").map(String.init)
    let text = body.joined(separator: "\n")
    if words[0].contains("/") { return (words[0], text) }
    let version = words.count > 1 ? words[1] : "[7.1]"
    let isWhole = body.contains { $0.hasPrefix("def ") }
    let inner = isWhole ? text : "def change\n\(text)\nend"
    return (
      "db/migrate/\(words[0])_step_\(words[0]).rb",
      "class Step\(words[0]) < ActiveRecord::Migration\(version)\n\(inner)\nend\n"
    )
  }

  /// What the histories of files do: each migration's id if there are several, its operations and troubles.
  static func lines(_ files: [String: String]) -> [String] {
    var lines: [String] = []
    let detected = Fixtures.read(files)
    for history in detected.histories {
      if detected.histories.count > 1 || history.framework != "rails" {
        lines.append("history \(history.framework) \(history.root) \(history.dialect)")
      }
      lines += history.diagnostics.map { "! \($0.id) \($0.reach)" }
      for migration in history.migrations {
        if history.migrations.count > 1 { lines.append(migration.id) }
        lines += migration.operations.map { operation in
          "  " + (operation.isConditional ? "maybe " : "") + (operation.toleratesAbsence ? "if there " : "")
            + OperationText.text(operation.kind)
        }
        lines += migration.reverseOperations.map { "  reverse " + OperationText.text($0.kind) }
        lines += migration.hints.map { "  hint \($0.from) -> \($0.to)" }
        lines += migration.diagnostics.map { diagnostic in
          let tables = diagnostic.tables.map(\.display)
          return "  ! \(diagnostic.id) \(diagnostic.reach)" + (tables.isEmpty ? "" : " \(tables)")
        }
      }
      lines += (history.witness?.operations ?? []).map { "witness " + OperationText.text($0.kind) }
    }
    return lines
  }
}
