import Domain
import SQLSyntax
import ScriptSyntax

extension ChangeRunner {
  /// `sql` and routines: SQL as it is.
  mutating func runSQL(_ node: ChangeNode) {
    guard ChangeSet.names(node.string("dbms"), embedded.dialectName) else { return }
    let keys = [
      "sql", "procedureText", "procedureBody", "functionText", "functionBody", "triggerText", "triggerBody",
    ]
    if let path = node.string("path") { return run(path, node) }
    guard let text = node.text ?? keys.lazy.compactMap({ node.value($0) }).first else {
      return report("change-incomplete", "\"\(node.name)\" has no text", node, .mayChangeSchema)
    }
    runText(delimited(text, node))
  }

  /// `sqlFile`: SQL in a file of its own.
  mutating func runFile(_ node: ChangeNode) {
    guard ChangeSet.names(node.string("dbms"), embedded.dialectName),
      let path = required("path", node)
    else { return }
    run(path, node)
  }

  private mutating func run(_ path: String, _ node: ChangeNode) {
    let isRelative = node.flag("relativeToChangelogFile") == true
    guard let entry = graph.named(path, isRelative: isRelative, from: file) else {
      return report(
        "changelog-missing", "\"\(path)\" is not in the repository", node, .mayChangeSchema)
    }
    files.append(entry)
    switch embedded.source.text(of: entry) {
    case .failure(let unread): diagnostics.append(unread.diagnostic)
    case .success(let text):
      let whole = ScriptText(String(decoding: text.bytes, as: UTF8.self), at: 0, isVerbatim: true)
      guard whole.count <= ScriptText.limit else {
        return report("file-too-large", "\"\(path)\" is longer than is read", node, .mayChangeSchema)
      }
      take(embedded.read(delimited(substituted(whole), node), in: text, content: entry.contentID))
    }
  }

  /// Statements that end with another sign than `;`.
  private func delimited(_ text: ScriptText, _ node: ChangeNode) -> ScriptText {
    guard let delimiter = node.string("endDelimiter"), delimiter != ";",
      !delimiter.uppercased().contains(text: "GO")
    else { return text }
    let sign = delimiter.replacing(text: "\\n", with: "\n")
    return text.replacing(sign, with: ScriptText(";")) ?? text
  }

  mutating func createView(_ node: ChangeNode) {
    guard let view = table(node, "viewName") else { return }
    guard let query = node.text ?? node.value("selectQuery") else {
      return report("change-incomplete", "\"createView\" has no query", node, .mayChangeSchema)
    }
    let place = Int32(truncatingIfNeeded: node.offset)
    let replaces = node.flag("replaceIfExists") == true && embedded.dialectName != "sqlserver"
    let start =
      node.flag("fullDefinition") == true
      ? "" : "CREATE \(replaces ? "OR REPLACE " : "")VIEW \(names.quoted(view)) AS\n"
    if let text = ScriptText.joined([ScriptText(start, at: place), query]) {
      runText(text)
    } else {
      report(
        "file-too-large", "the query of \"\(view.display)\" is longer than is read", node, .mayChangeSchema)
    }
  }

  mutating func dropView(_ node: ChangeNode) {
    guard let view = table(node, "viewName") else { return }
    emit(.dropView(view, onlyIfPresent: node.flag("ifExists") == true, cascade: false), node)
  }

  mutating func renameView(_ node: ChangeNode) {
    guard let old = table(node, "oldViewName"), let new = table(node, "newViewName") else { return }
    emit(.renameTable(old, to: new), node)
  }

  /// `modifySql` edits the SQL of its changeset. Words at the end of it (storage engines) mean nothing here.
  mutating func modifySQL(_ node: ChangeNode) {
    guard ChangeSet.names(node.string("dbms"), embedded.dialectName) else { return }
    let edits = node.children.filter { $0.name != "append" && $0.name != "prepend" }
    guard !edits.isEmpty else { return }
    report("change-unknown", "\"modifySql\" edits the changes before it", node, .mayChangeSchema)
  }
}
