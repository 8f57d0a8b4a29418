package import Domain

/// Takes snapshots of folders on disk.
///
/// Only names and file states are read at first; content is read when asked for. Links to files inside the
/// folder are read as files. A link to a folder inside is followed once per folder it leads to, never to one
/// that holds the link. Links that lead out of the folder or nowhere, special files and folders that may not be
/// opened are listed in `FileTree.skipped`. No read leaves the folder, also when a link is put in meanwhile.
package struct FolderReader {
  /// Names of files and folders that are left out wherever they stand.
  package var excludedNames: Set<String>
  /// How deep folders may be nested.
  package var depthLimit: Int
  /// How many files, folders and links are read.
  package var entryLimit: Int
  /// How many bytes one file may have.
  package var fileSizeLimit: Int

  /// A reader; the defaults leave out only Git's own folder and are far above what real folders have.
  package init(
    excludedNames: Set<String> = [".git"], depthLimit: Int = 128, entryLimit: Int = 2_000_000,
    fileSizeLimit: Int = 256 << 20
  ) {
    self.excludedNames = excludedNames
    self.depthLimit = depthLimit
    self.entryLimit = entryLimit
    self.fileSizeLimit = fileSizeLimit
  }

  /// The files below a folder; the folder itself may be a link.
  package func tree(at path: String) throws(FolderError) -> FileTree {
    let root = try RootFolder(path: path)
    var listing = FolderListing(root: root, reader: self)
    try listing.list()
    let targets = listing.targets
    let limit = fileSizeLimit
    return FileTree(entries: listing.entries, skipped: listing.skipped) { entry throws(FileReadError) in
      try root.read(targets[entry.path] ?? entry.path, named: entry.path, limit: limit)
    }
  }
}
