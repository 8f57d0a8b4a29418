import Domain

/// A script of a deployment with the files that it includes, in the order in which they run.
struct SqlcmdScript {
  /// What runs.
  private(set) var parts: [SQLPart] = []
  /// The script and what it includes.
  private(set) var files: [FileEntry] = []
  /// Includes that are not there.
  private(set) var diagnostics: [Diagnostic] = []

  /// The script's own name.
  var name: String { files.first?.path.lastComponent ?? "" }

  /// Includes inside of includes.
  private static let depthLimit = 8
  private static let partLimit = 2_000

  init(_ entry: FileEntry, _ paths: SQLProjectPaths, _ source: FileSource) {
    add(entry, paths, source, level: 0)
  }

  private mutating func add(
    _ entry: FileEntry, _ paths: SQLProjectPaths, _ source: FileSource, level: Int
  ) {
    files.append(entry)
    guard let text = try? source.text(of: entry).get() else { return parts.append(SQLPart(entry: entry)) }
    let lines = SqlcmdLines(text.bytes)
    for number in 0..<lines.count {
      parts.append(SQLPart(entry: entry, section: .sqlcmd(number)))
      guard number < lines.includes.count else { continue }
      let (name, offset) = lines.includes[number]
      guard level < Self.depthLimit, parts.count < Self.partLimit else {
        report("work-limit", "more files are included than are read", text, offset)
        continue
      }
      let parts = name.split { $0 == "/" || $0 == "\\" }
      guard let path = entry.path.parent.resolving(parts), let found = paths.entry(at: path) else {
        report("include-missing", "\"\(name)\" is not in the repository", text, offset)
        continue
      }
      add(found, paths, source, level: level + 1)
    }
  }

  private mutating func report(_ id: String, _ summary: String, _ text: SourceText, _ offset: Int) {
    diagnostics.append(
      Diagnostic(id: id, summary: summary, location: text.location(offset), reach: .mayChangeRows))
  }
}
