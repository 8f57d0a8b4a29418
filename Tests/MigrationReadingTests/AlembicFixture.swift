import Domain
import MigrationReading
import TestSupport

/// Alembic histories written in short, for fixtures.
///
/// `== a after b c` starts a revision: its lines are the body of `upgrade`; lines before `upgrade:` are code of the
/// module, lines after `downgrade:` the body of `downgrade`. `== path/to/file.py` starts a file taken as it is.
enum AlembicFixture {
  /// The files of a case.
  static func files(_ text: String) -> [String: String] { FileBlocks.files(text, file) }

  private static func file(_ header: String, _ body: [Substring]) -> (path: String, content: String) {
    let words = header.split(separator: " ").map(String.init)
    if words[0].contains("/") || words[0].hasSuffix(".ini") {
      return (words[0], body.joined(separator: "\n"))
    }
    let parents = words.dropFirst(2).map { "\"\($0)\"" }
    let down = parents.count > 1 ? "(" + parents.joined(separator: ", ") + ")" : parents.first ?? "None"
    var code: [Substring] = []
    var rest = body
    if let mark = body.firstIndex(of: "upgrade:") {
      code = Array(body[..<mark])
      rest = Array(body[(mark + 1)...])
    }
    let parts = rest.split(separator: "downgrade:", omittingEmptySubsequences: false)
    func block(_ lines: ArraySlice<Substring>?) -> String {
      let kept = (lines ?? []).filter { !$0.isEmpty }
      return kept.isEmpty ? "    pass" : kept.map { "    " + $0 }.joined(separator: "\n")
    }
    let content = """
      import sqlalchemy as sa
      from alembic import op
      from sqlalchemy.dialects import postgresql

      revision = "\(words[0])"
      down_revision = \(down)
      branch_labels = None
      depends_on = None

      \(code.joined(separator: "\n"))

      def upgrade():
      \(block(parts.first))


      def downgrade():
      \(block(parts.count > 1 ? parts[1] : nil))

      """
    return ("migrations/versions/\(words[0])_change.py", content)
  }

  /// What the histories of files do: each migration's id, then its operations and troubles.
  static func lines(_ files: [String: String]) -> [String] {
    var lines: [String] = []
    let detected = Fixtures.read(files)
    for history in detected.histories where history.framework == "alembic" {
      let dialect = history.dialect + (history.isDialectGuessed ? " guessed" : "")
      if detected.histories.count > 1 || history.dialect != "postgres" {
        lines.append("history \(history.root) \(dialect)")
      }
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
