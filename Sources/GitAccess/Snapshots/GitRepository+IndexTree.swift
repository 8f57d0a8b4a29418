import Domain

extension GitRepository {
  /// The staged files: what the next commit would hold.
  package func indexTree() throws(GitError) -> UncommittedTree {
    let listing = IndexListing(try openIndex())
    var entries: [FileEntry] = []
    var skipped: [TreePath] = []
    entries.reserveCapacity(listing.entries.count)
    for entry in listing.entries where !entry.isOnlyIntended {
      let path = TreePath(bytes: entry.path)
      if entry.isFile {
        entries.append(FileEntry(path: path, contentID: ContentID(bytes: entry.id.bytes)))
      } else {
        skipped.append(path)
      }
    }
    let files = FileTree(entries: entries, skipped: skipped) { entry throws(FileReadError) in
      try self.blob(entry)
    }
    return UncommittedTree(files: files, conflicts: listing.conflicts)
  }
}
