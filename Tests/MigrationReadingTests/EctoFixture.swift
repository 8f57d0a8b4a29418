import Domain
import MigrationReading

/// Ecto projects written in short, for fixtures.
///
/// `== 1` starts the migration of version 1: its lines are the body of `change`, or of the module if one of them is a
/// `def`. `== path/to/file` starts a file that is taken as it is.
enum EctoFixture {
  /// The files of a case.
  static func files(_ text: String) -> [String: String] { FileBlocks.files(text, file) }

  private static func file(_ header: String, _ body: [Substring]) -> (path: String, content: String) {
    let text = body.joined(separator: "\n")
    if header.contains("/") || header.contains(".") { return (header, text) }
    let isWhole = body.contains { $0.drop { $0 == " " }.hasPrefix("def ") }
    let inner = isWhole ? text : "def change do\n\(text)\nend"
    return (
      "priv/repo/migrations/\(header)_step_\(header).exs",
      "defmodule Shop.Repo.Migrations.Step\(header) do\nuse Ecto.Migration\n\(inner)\nend\n"
    )
  }

  /// What the histories of files do: each migration's id if there are several, its operations and troubles.
  static func lines(_ files: [String: String]) -> [String] {
    var lines: [String] = []
    for history in Fixtures.read(files).histories {
      lines.append(
        "history \(history.framework) \(history.root) \(history.dialect)\(history.isDialectGuessed ? " guessed" : "")"
      )
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
