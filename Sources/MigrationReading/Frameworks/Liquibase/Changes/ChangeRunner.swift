import Domain
import SQLSyntax
import ScriptSyntax

/// Says what one changeset does.
///
/// What Liquibase writes as SQL with types, values or conditions is written as SQL here, too, and read by the same
/// reader as any SQL; the rest becomes operations right away.
struct ChangeRunner {
  let file: ChangeLogFile
  let set: ChangeSet
  var graph: ChangeLogGraph
  var embedded: EmbeddedSQL
  let properties: [String: String]
  /// What it does.
  var operations: [Operation] = []
  /// What its rollback says.
  var reverseOperations: [Operation] = []
  /// What was not understood.
  var diagnostics: [Diagnostic] = []
  /// Files that it names.
  var files: [FileEntry] = []
  /// What its preconditions mean for its operations.
  var guards = ChangeGuards()

  init(
    file: ChangeLogFile, set: ChangeSet, graph: ChangeLogGraph, embedded: EmbeddedSQL,
    properties: [String: String]
  ) {
    self.file = file
    self.set = set
    self.graph = graph
    self.embedded = embedded
    self.properties = properties
  }

  /// Runs the changeset.
  mutating func run() {
    if let preconditions = set.preconditions {
      guards = ChangeGuards(preconditions.mapped(substituted), dialect: embedded.dialectName)
      guard !guards.isSkipped else { return }
    }
    switch set.body {
    case .sql(let parts, let rollback):
      for part in parts { runText(text(of: part)) }
      for undo in rollback {
        reverseOperations +=
          embedded.readAside(substituted(undo), in: file.text, content: file.entry.contentID).operations
      }
    case .changes(let nodes):
      for node in nodes where node.name != "rollback" { run(node.mapped(substituted)) }
      for node in nodes where node.name == "rollback" { undo(node.mapped(substituted)) }
    }
    if guards.isConditional {
      for index in operations.indices { operations[index] = guards.guarded(operations[index]) }
    }
  }

  private mutating func undo(_ node: ChangeNode) {
    var aside = self
    aside.operations = []
    aside.guards = ChangeGuards()
    if let text = node.text { aside.runText(text) }
    for child in node.children { aside.run(child) }
    reverseOperations += aside.operations
  }

  /// A part of the file as text.
  private func text(of range: Range<Int>) -> ScriptText {
    let bytes = file.text.bytes
    let start = min(max(0, range.lowerBound), bytes.count)
    let end = min(max(start, range.upperBound), bytes.count)
    let text = ScriptText(
      String(decoding: bytes[start..<end], as: UTF8.self), at: Int32(truncatingIfNeeded: start),
      isVerbatim: true)
    return substituted(text)
  }

  /// A text with `${name}` replaced where the property is known.
  func substituted(_ text: ScriptText) -> ScriptText {
    guard !properties.isEmpty, text.string.utf8.contains(UInt8(ascii: "$")) else { return text }
    var text = text
    // Values may name other properties.
    for _ in 0..<4 where text.string.utf8.contains(UInt8(ascii: "$")) {
      for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
        let place = Int32(truncatingIfNeeded: text.fileOffset(ofByte: 0))
        text = text.replacing("${\(name)}", with: ScriptText(value, at: place)) ?? text
      }
    }
    return text
  }

  // MARK: Reporting

  func location(_ node: ChangeNode) -> SourceLocation { file.text.location(node.offset) }

  mutating func emit(_ kind: OperationKind, _ node: ChangeNode) {
    operations.append(Operation(kind, location: location(node)))
  }

  mutating func report(_ id: String, _ summary: String, _ node: ChangeNode, _ reach: Diagnostic.Reach) {
    diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: location(node), byteCount: max(0, node.endOffset - node.offset),
        reach: reach))
  }

  /// An attribute that must be there.
  mutating func required(_ name: String, _ node: ChangeNode) -> String? {
    if let value = node.string(name) { return value }
    report("change-incomplete", "\"\(node.name)\" has no \"\(name)\"", node, .mayChangeSchema)
    return nil
  }

  // MARK: SQL

  /// Reads SQL that the changelog contains.
  mutating func runText(_ text: ScriptText) {
    take(embedded.read(text, in: file.text, content: file.entry.contentID))
  }

  /// Reads SQL that stands for an element.
  mutating func runText(_ text: String, _ node: ChangeNode) {
    runText(ScriptText(text, at: Int32(truncatingIfNeeded: node.offset)))
  }

  mutating func take(_ reading: ScriptReading) {
    operations += reading.operations
    diagnostics += reading.diagnostics
  }
}
