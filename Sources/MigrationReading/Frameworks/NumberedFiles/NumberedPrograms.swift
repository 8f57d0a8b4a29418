import Domain

/// Programs that are numbered like the SQL files beside them: what runs the one in their order runs the other too.
enum NumberedPrograms {
  private static let endings = [".py", ".rb", ".js", ".mjs", ".cjs", ".ts", ".php", ".go", ".exs"]
  private static let testEndings = ["_test", ".test", "-test", ".spec", "_spec", ".d"]

  /// The programs beside the files of numbered histories that no framework takes, by folder.
  static func all(
    in listing: FileListing, beside winners: [Claim], others: [Claim]
  ) -> [DetectedMigrations.LeftOut] {
    let histories = winners.filter { NumberedFiles().names.contains($0.framework) }
    guard !histories.isEmpty else { return [] }
    let taken = Set((winners + others).flatMap(\.files).map(\.path))
    let numbered = histories.flatMap(\.files).filter { FileVersion.starts($0.path.lastComponent) }
    return Set(numbered.map(\.path.parent)).sorted().compactMap { path in
      guard let folder = listing.folder(at: path) else { return nil }
      // What has a SQL file of its own name is about that file.
      let stems = Set(folder.files.filter(\.isSQL).map(\.stem))
      let files = folder.files.filter { file in
        FileVersion.starts(file.name) && endings.contains { file.name.hasSuffix($0) }
          && !taken.contains(file.entry.path) && !stems.contains(stem(of: file))
          && !testEndings.contains { stem(of: file).lowercased().hasSuffix($0) }
      }
      guard !files.isEmpty else { return nil }
      return DetectedMigrations.LeftOut(
        framework: nil, root: path.display, files: files.map(\.entry).sorted(),
        reason: "a program in the order of the SQL files beside it")
    }
  }

  private static func stem(of file: FileListing.File) -> String {
    file.name.lastIndex(of: ".").map { String(file.name[..<$0]) } ?? file.name
  }
}
