import Domain

/// Which changelogs include which: what a root runs, in its order.
struct ChangeLogGraph {
  /// A changelog with what of it runs at one place.
  struct Step {
    var file: ChangeLogFile
    var entry: ChangeLogFile.Entry

    /// Whether it is a changeset.
    var isChangeSet: Bool { if case .changeSet = entry { true } else { false } }
  }

  private let source: FileSource
  private var paths: ChangeLogPaths
  private var files: [TreePath: ChangeLogFile] = [:]
  private var isKnown: Set<TreePath> = []

  init(_ source: FileSource) {
    self.source = source
    paths = ChangeLogPaths(source.tree)
  }

  /// The changelog in a file; nil if there is none.
  mutating func file(_ entry: FileEntry) -> ChangeLogFile? {
    if isKnown.insert(entry.path).inserted, let text = try? source.text(of: entry).get() {
      files[entry.path] = ChangeLogFile(entry, text)
    }
    return files[entry.path]
  }

  /// The files that an entry includes; nil if they are not there.
  mutating func included(_ include: ChangeLogInclude, from file: ChangeLogFile) -> [FileEntry]? {
    let folder = include.isRelative ? file.entry.path.parent : nil
    guard include.isFolder else { return paths.file(include.path, relativeTo: folder).map { [$0] } }
    let found = paths.files(below: include.path, relativeTo: folder).filter { entry in
      entry.path != file.entry.path
        && ["xml", "yaml", "yml", "json", "sql"].contains(ChangeLogFile.ending(entry))
        && include.endsWith.map { entry.path.display.hasSuffix($0) } != false
    }
    return found.isEmpty ? nil : found
  }

  /// A file that a changelog names from within a changeset.
  mutating func named(_ path: String, isRelative: Bool, from file: ChangeLogFile) -> FileEntry? {
    paths.file(path, relativeTo: isRelative ? file.entry.path.parent : nil)
  }

  /// Everything that a root runs, in order, and the files that it comes from.
  mutating func steps(from root: FileEntry) -> (steps: [Step], files: [FileEntry], diagnostics: [Diagnostic])
  {
    var walk = ChangeLogWalk()
    visit(root, &walk)
    return (walk.steps, walk.files.sorted(), walk.diagnostics)
  }

  private mutating func visit(_ entry: FileEntry, _ walk: inout ChangeLogWalk) {
    guard walk.files.count < ChangeLogWalk.fileLimit, walk.depth < ChangeLogWalk.depthLimit else {
      return walk.report("more changelogs include each other than are read", entry)
    }
    // What was included before has run: Liquibase leaves it out.
    guard walk.files.insert(entry).inserted else { return }
    var file = file(entry)
    if file == nil, ChangeLogFile.ending(entry) == "sql" {
      switch source.text(of: entry) {
      case .success(let text): file = ChangeLogFile(raw: entry, text)
      case .failure(let unread): walk.diagnostics.append(unread.diagnostic)
      }
    }
    guard let file else { return }
    walk.diagnostics += file.diagnostics
    walk.depth += 1
    defer { walk.depth -= 1 }
    for part in file.entries {
      guard case .include(let include) = part else {
        walk.steps.append(Step(file: file, entry: part))
        continue
      }
      if let found = included(include, from: file) {
        for entry in found { visit(entry, &walk) }
      } else if !include.mayBeMissing {
        walk.diagnostics.append(
          Diagnostic(
            id: "changelog-missing", summary: "the included \"\(include.path)\" is not in the repository",
            location: file.text.location(include.offset), reach: .mayChangeSchema))
      }
    }
  }
}

/// One walk over the changelogs of a root.
private struct ChangeLogWalk {
  static let fileLimit = 20_000
  static let depthLimit = 60

  var steps: [ChangeLogGraph.Step] = []
  var files: Set<FileEntry> = []
  var diagnostics: [Diagnostic] = []
  var depth = 0

  mutating func report(_ summary: String, _ entry: FileEntry) {
    diagnostics.append(
      Diagnostic(
        id: "changelog-limit", summary: summary,
        location: SourceLocation(repository: .backend, file: entry.path.display), reach: .mayChangeSchema))
  }
}
