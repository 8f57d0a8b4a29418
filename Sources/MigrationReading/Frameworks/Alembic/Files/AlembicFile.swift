import Domain
import ScriptSyntax

/// A file of a versions folder, read as far as its order needs.
struct AlembicFile: Sendable {
  /// The file.
  var entry: FileEntry
  /// Its text.
  var text: SourceText
  /// Its tree; nil if it could not be read.
  var script: ScriptFile?
  /// `revision`
  var id = ""
  /// `down_revision`: what runs before it.
  var downRevisions: [String] = []
  /// `depends_on`: what else runs before it, ids or labels.
  var dependencies: [String] = []
  /// `branch_labels`
  var labels: [String] = []
  /// Whether it declares a revision.
  var isRevision = false
  /// Names of dialects whose types it imports.
  var dialectImports: [String] = []
  /// The author's comments.
  var hints: [AuthorHint] = []
  /// What was not understood.
  var diagnostics: [Diagnostic] = []

  /// What the graph must know of it.
  var node: RevisionGraph.Node {
    RevisionGraph.Node(id: id, parents: downRevisions, dependencies: dependencies, labels: labels)
  }

  /// Reads a file; its name stands for an id that is not declared.
  static func read(_ entry: FileEntry, source: FileSource) -> AlembicFile {
    var file = AlembicFile(entry: entry, text: SourceText(path: entry.path, bytes: []))
    switch source.text(of: entry) {
    case .failure(let unread):
      file.diagnostics.append(unread.diagnostic)
    case .success(let text):
      file.text = text
      file.read()
    }
    return file
  }

  private mutating func read() {
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
    self.script = script
    hints = AuthorHints.readPython(text)
    for trouble in script.troubles {
      report("python-syntax", trouble.message, trouble.range)
    }
    let run = ScriptRun(script)
    for found in script.imports { readDialect(found) }
    guard let value = run.value(named: "revision") else {
      guard script.troubles.isEmpty else { return }
      let isHelper = run.value(named: "down_revision") == nil && run.value(named: "upgrade") == nil
      let message = "\"\(entry.path.display)\" declares no \"revision\", which stops the tool"
      return report(
        "no-revision", message, ScriptRange(0, 0), isHelper ? .harmless : .mayChangeSchema)
    }
    guard let name = value.text else {
      return report("no-revision", "the id of this revision is put together at run time", value.range)
    }
    id = name
    isRevision = true
    downRevisions = names(run.value(named: "down_revision"), "down_revision")
    dependencies = names(run.value(named: "depends_on"), "depends_on")
    // A label that is not known orders nothing; a revision that names it is missing then, which is told.
    labels = names(run.value(named: "branch_labels"), "branch_labels", .harmless)
  }

  /// A text, a list of texts or `None`.
  private mutating func names(
    _ value: FoldedValue?, _ name: String, _ reach: Diagnostic.Reach = .mayChangeSchema
  ) -> [String] {
    guard let value, !value.isNone else { return [] }
    let values = value.elements ?? [value]
    let texts = values.compactMap(\.text)
    if texts.count != values.count {
      report("revision-order", "\"\(name)\" is not known from the text", value.range, reach)
    }
    return texts
  }

  private mutating func readDialect(_ found: ScriptImport) {
    for name in found.names {
      let path = found.module.isEmpty ? name.name : found.module + "." + name.name
      let parts = path.split(separator: ".")
      guard parts.count > 2, parts[0] == "sqlalchemy", parts[1] == "dialects" else { continue }
      if let dialect = AlembicSettings.dialect(url: parts[2] + "://") { dialectImports.append(dialect) }
    }
  }

  private mutating func report(
    _ id: String, _ summary: String, _ range: ScriptRange, _ reach: Diagnostic.Reach = .mayChangeSchema
  ) {
    diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: text.location(range.offset), byteCount: range.count, reach: reach)
    )
  }
}
