import Domain

/// The project of the program that migrations stand in.
struct CSharpProject {
  /// The folder of the nearest project file.
  let folder: TreePath
  /// The project file.
  let file: FileEntry?

  init(of root: TreePath, in listing: FileListing) {
    var place = root
    for _ in 0..<12 {
      let found = listing.folder(at: place)?.files.first { $0.name.hasSuffix(".csproj") }
      if let found {
        (folder, file) = (place, found.entry)
        return
      }
      if place.bytes.isEmpty { break }
      place = place.parent
    }
    (folder, file) = (root, nil)
  }
}
