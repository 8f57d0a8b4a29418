/// One file of a tree: where it is and which content it has.
public struct FileEntry: Hashable, Comparable, Sendable {
  /// Path from the root of the tree.
  public var path: TreePath
  /// Names the content: equal ids mean equal bytes, also between two trees of the same origin.
  public var contentID: ContentID
  /// Size in bytes when the origin knows it without reading.
  public var size: Int?

  /// One file of a tree.
  public init(path: TreePath, contentID: ContentID, size: Int? = nil) {
    self.path = path
    self.contentID = contentID
    self.size = size
  }

  /// Sorting order of lists and reports.
  public static func < (left: FileEntry, right: FileEntry) -> Bool { left.path < right.path }
}

/// The identity of a file's content: a Git object id, or any text that a test or folder chooses.
public struct ContentID: Hashable, Sendable {
  /// The id as bytes; only equality has a meaning.
  public var bytes: [UInt8]

  /// An id from bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Hashes all bytes at once: an array would hash one by one.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

/// Why the content of a listed file could not be had.
public struct FileReadError: Error, Hashable, Sendable {
  /// What went wrong and what to do: lower case, no final stop.
  public var message: String

  /// An error with its sentence.
  public init(_ message: String) {
    self.message = message
  }
}

/// A lazy snapshot of files: a Git tree, an index, a work tree, a folder or a test's dictionary.
///
/// Symbolic links and submodules are not files of a tree; `skipped` lists them.
/// Readers ask for bytes only of the files they need. Not `Sendable`: a tree may hold an open repository.
public struct FileTree {
  /// All regular files, sorted by path bytes.
  public let entries: [FileEntry]
  /// Paths that exist but are no readable regular files (links, submodules), sorted.
  public let skipped: [TreePath]
  private let read: (FileEntry) throws(FileReadError) -> [UInt8]
  /// Makes a tree that reads the same contents on another thread and lists nothing, or nil where that fails; nil for
  /// an origin that only one thread can read.
  public let reopen: (@Sendable () -> FileTree?)?

  /// A tree over a listing and a way to read; `reopen` gives the same way to another thread.
  public init(
    entries: [FileEntry], skipped: [TreePath] = [], reopen: (@Sendable () -> FileTree?)? = nil,
    read: @escaping (FileEntry) throws(FileReadError) -> [UInt8]
  ) {
    self.entries = Self.sorted(entries)
    self.skipped = Self.sorted(skipped)
    self.reopen = reopen
    self.read = read
  }

  /// The parts in order: most origins list them so.
  private static func sorted<Part: Comparable>(_ parts: [Part]) -> [Part] {
    parts.indices.dropFirst().allSatisfy { parts[$0 - 1] < parts[$0] } ? parts : parts.sorted()
  }

  /// A tree from path and text, for tests.
  public init(_ files: [String: String]) {
    let contents = Dictionary(uniqueKeysWithValues: files.map { (TreePath($0.key), Array($0.value.utf8)) })
    let read = { @Sendable (entry: FileEntry) throws(FileReadError) -> [UInt8] in
      guard let bytes = contents[entry.path] else { throw FileReadError("no such file") }
      return bytes
    }
    self.init(
      entries: contents.map {
        FileEntry(path: $0.key, contentID: ContentID(bytes: $0.value), size: $0.value.count)
      }, reopen: { FileTree(entries: [], read: read) }, read: read)
  }

  /// A tree of other files with the contents of this one: a reopened tree lists nothing by itself.
  public func listing(_ entries: [FileEntry]) -> FileTree { FileTree(entries: entries, read: read) }

  /// The bytes of a file of this tree.
  public func contents(of entry: FileEntry) throws(FileReadError) -> [UInt8] {
    try read(entry)
  }

  /// The file at a path, if there is one.
  public func entry(at path: TreePath) -> FileEntry? {
    let index = firstIndex(from: path)
    return index < entries.count && entries[index].path == path ? entries[index] : nil
  }

  /// The place of the first file whose path is not before this one.
  private func firstIndex(from path: TreePath) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The files below a folder; the root path gives all of them.
  public func entries(below folder: TreePath) -> ArraySlice<FileEntry> {
    guard !folder.bytes.isEmpty else { return entries[...] }
    let first = firstIndex(from: TreePath(bytes: folder.bytes + [UInt8(ascii: "/")]))
    // "0" is the byte after "/": the first path that can stand behind everything in the folder.
    let last = firstIndex(from: TreePath(bytes: folder.bytes + [UInt8(ascii: "0")]))
    return entries[first..<last]
  }
}
