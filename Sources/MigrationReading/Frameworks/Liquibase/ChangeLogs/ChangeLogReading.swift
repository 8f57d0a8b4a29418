import Domain
import ScriptSyntax

/// Turns the changesets of a changelog into migrations, in order, with the properties known so far.
struct ChangeLogReading {
  var graph: ChangeLogGraph
  var embedded: EmbeddedSQL
  private(set) var migrations: [Migration] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var properties: [String: String] = [:]
  /// What stands under each id.
  private var ids: [String: FileEntry] = [:]

  init(graph: ChangeLogGraph, embedded: EmbeddedSQL) {
    self.graph = graph
    self.embedded = embedded
    properties = LiquibaseProperties.ofDatabase(embedded.dialectName)
  }

  /// Runs one entry of a changelog.
  mutating func run(_ step: ChangeLogGraph.Step) {
    switch step.entry {
    case .include: break
    case .property(let name, let value, let dbms):
      // The first value that a property gets stays.
      if ChangeSet.names(dbms, embedded.dialectName), properties[name] == nil { properties[name] = value }
    case .unknown(let name, let offset):
      diagnostics.append(
        Diagnostic(
          id: "changelog-unknown", summary: "\"\(name)\" in a changelog is not understood",
          location: step.file.text.location(offset), reach: .mayChangeSchema))
    case .changeSet(let set): run(set, step.file)
    }
  }

  private mutating func run(_ set: ChangeSet, _ file: ChangeLogFile) {
    guard set.runs(on: embedded.dialectName), !set.isIgnored else { return }
    let path = file.logicalPath ?? file.entry.path.display
    let id = "\(path)::\(set.id)::\(set.author)"
    let own = part(of: file, set)
    if let first = ids.updateValue(own, forKey: id) {
      if first != own { report(repeated: set, id, own, file) }
      return
    }
    if set.isForTests {
      diagnostics.append(
        Diagnostic(
          id: "migration-left-out",
          summary:
            "the changeset \"\(set.id)\" is left out: its context \"\(set.context ?? "")\" is one of tests",
          location: file.text.location(set.range.lowerBound), byteCount: set.range.count, reach: .harmless))
      return
    }
    var runner = ChangeRunner(
      file: file, set: set, graph: graph, embedded: embedded, properties: properties)
    runner.run()
    graph = runner.graph
    embedded = runner.embedded
    migrations.append(
      Migration(
        id: id, files: [own] + runner.files, isRepeatable: set.isRepeatable,
        operations: runner.operations, reverseOperations: runner.reverseOperations,
        diagnostics: runner.diagnostics))
  }

  /// Another changeset with an id that stood before: which of both a database has run is not known.
  private mutating func report(repeated set: ChangeSet, _ id: String, _ own: FileEntry, _ file: ChangeLogFile)
  {
    let diagnostic = Diagnostic(
      id: "migration-id-repeated", summary: "the changeset \"\(id)\" stands twice",
      location: file.text.location(set.range.lowerBound), reach: .mayChangeSchema)
    let count = migrations.count { $0.id.hasPrefix(id + "::") }
    migrations.append(
      Migration(id: "\(id)::\(count + 2)", files: [own], operations: [], diagnostics: [diagnostic]))
  }

  /// A changeset is unchanged when its own bytes are: changesets share files.
  private func part(of file: ChangeLogFile, _ set: ChangeSet) -> FileEntry {
    let bytes = file.text.bytes
    let start = min(max(0, set.range.lowerBound), bytes.count)
    let end = min(max(start, set.range.upperBound), bytes.count)
    var own = bytes[start..<end]
    while let last = own.last, last <= 0x20 || last == UInt8(ascii: "-") { own.removeLast() }
    return FileEntry(path: file.entry.path, contentID: ContentID(bytes: Array(own)))
  }
}
