package import Domain

/// Gives the texts of one tree's files; what cannot be had becomes a blind spot.
package final class FileSource {
  /// The tree.
  package let tree: FileTree
  private var latest: (entry: FileEntry, text: SourceText)?
  /// Where routines are defined; looked for when one is asked for that no history defines.
  private(set) lazy var routines = RoutineFiles(self)

  /// A source over a tree.
  package init(_ tree: FileTree) {
    self.tree = tree
  }

  /// The text of a file, or the blind spot that stands for it.
  package func text(of entry: FileEntry) -> Result<SourceText, UnreadFile> {
    if let latest, latest.entry == entry { return .success(latest.text) }
    if let size = entry.size, size > SourceText.sizeLimit { return .failure(.tooLarge(entry, size: size)) }
    do throws(FileReadError) {
      let bytes = try tree.contents(of: entry)
      if bytes.count > SourceText.sizeLimit { return .failure(.tooLarge(entry, size: bytes.count)) }
      let text = SourceText(path: entry.path, bytes: bytes)
      latest = (entry, text)
      return .success(text)
    } catch {
      return .failure(.unreadable(entry, error))
    }
  }
}

/// A file that was not read.
package struct UnreadFile: Error, Sendable {
  /// The blind spot.
  package var diagnostic: Diagnostic

  static func tooLarge(_ entry: FileEntry, size: Int) -> UnreadFile {
    UnreadFile(
      diagnostic: Diagnostic(
        id: "file-too-large",
        summary:
          "\"\(entry.path.display)\" was not read: \(size) bytes, the limit is \(SourceText.sizeLimit)",
        location: place(entry), reach: .mayChangeSchema))
  }

  static func unreadable(_ entry: FileEntry, _ error: FileReadError) -> UnreadFile {
    UnreadFile(
      diagnostic: Diagnostic(
        id: "file-unreadable", summary: "\"\(entry.path.display)\" was not read: \(error.message)",
        location: place(entry), reach: .mayChangeSchema))
  }

  private static func place(_ entry: FileEntry) -> SourceLocation {
    SourceLocation(repository: .backend, file: entry.path.display)
  }
}
