import Domain

/// What is wrong with the order of revisions, in words like those of the tool.
enum RevisionTrouble {
  /// Two files of one id: the tool warns and takes either.
  static func repeated(_ file: AlembicFile, _ other: AlembicFile) -> Diagnostic {
    Diagnostic(
      id: "migration-id-repeated",
      summary:
        "revision \"\(file.id)\" is present more than once: \"\(other.entry.path.display)\" has it too; "
        + "this file is not read",
      location: SourceLocation(repository: .backend, file: file.entry.path.display), reach: .mayChangeSchema)
  }

  /// Missing revisions, circles, several heads.
  static func diagnostics(of graph: RevisionGraph, _ files: [String: AlembicFile]) -> [Diagnostic] {
    func location(_ id: String) -> SourceLocation {
      SourceLocation(repository: .backend, file: files[id]?.entry.path.display ?? "")
    }
    var found = graph.missing.map { from, to in
      Diagnostic(
        id: "revision-missing",
        summary: "revision \"\(to)\", which \"\(from)\" comes after, is not present",
        location: location(from), reach: .mayChangeSchema)
    }
    found += graph.circular.map { id in
      Diagnostic(
        id: "revision-circle", summary: "a cycle is detected in revisions: \"\(id)\" comes before itself",
        location: location(id), reach: .mayChangeSchema)
    }
    if graph.heads.count > 1, !graph.hasLabels {
      let names = graph.heads.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
      found.append(
        Diagnostic(
          id: "several-heads",
          summary: "multiple head revisions are present: \(names); merge them with \"alembic merge heads\"",
          location: location(graph.heads[0]), reach: .harmless))
    }
    return found
  }
}
