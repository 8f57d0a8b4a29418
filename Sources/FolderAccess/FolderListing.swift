import Domain
import Glibc

/// Lists what is below a root folder.
struct FolderListing {
  private(set) var entries: [FileEntry] = []
  private(set) var skipped: [TreePath] = []
  /// Where a file really lies, for files that were reached through a link.
  private(set) var targets: [TreePath: TreePath] = [:]

  private let root: RootFolder
  private let reader: FolderReader
  private let excluded: Set<[UInt8]>
  private var visited = 0
  private var links: [TreePath] = []
  private var followed: Set<TreePath> = []

  init(root: RootFolder, reader: FolderReader) {
    self.root = root
    self.reader = reader
    excluded = Set(reader.excludedNames.map { Array($0.utf8) })
  }

  /// Lists real files first, then what links lead to, in the order of the links' paths.
  mutating func list() throws(FolderError) {
    try list(TreePath(bytes: []), shownAs: TreePath(bytes: []))
    while !links.isEmpty {
      let waiting = links.sorted()
      links = []
      for link in waiting { try follow(link) }
    }
  }

  /// Lists a real folder; paths are recorded as if it stood elsewhere when a link led to it.
  private mutating func list(_ start: TreePath, shownAs shown: TreePath) throws(FolderError) {
    var waiting = [(real: start, shown: shown)]
    while let folder = waiting.popLast() {
      guard Self.depth(folder.shown) <= reader.depthLimit else {
        throw FolderError(
          "folders in \"\(root.name)\" are nested deeper than the limit of \(reader.depthLimit), "
            + "at \"\(TreePath(bytes: Array(folder.shown.bytes.prefix(80))).display)\"")
      }
      let descriptor = root.openBelow(folder.real, flags: O_RDONLY | O_DIRECTORY)
      guard descriptor >= 0 else {
        guard !folder.real.bytes.isEmpty else {
          throw FolderError(
            "the folder \"\(root.name)\" could not be read (\(String(cString: strerror(errno)))); check its rights"
          )
        }
        skipped.append(folder.shown)
        continue
      }
      guard let stream = fdopendir(descriptor) else {
        close(descriptor)
        throw FolderError("the folder \"\(root.name)\" could not be read; too many files may be open")
      }
      defer { closedir(stream) }
      while let item = readdir(stream) {
        let name = Self.name(item)
        guard name != [UInt8(ascii: ".")], name != Array("..".utf8), !excluded.contains(name) else {
          continue
        }
        visited += 1
        guard visited <= reader.entryLimit else {
          throw FolderError(
            "\"\(root.name)\" holds more than \(reader.entryLimit) files; name a folder of it")
        }
        let place = (real: Self.join(folder.real, name), shown: Self.join(folder.shown, name))
        if add(name, in: dirfd(stream), place.real, place.shown) { waiting.append(place) }
      }
    }
  }

  /// Records one name of a folder; true if it is a folder to go into.
  private mutating func add(_ name: [UInt8], in folder: Int32, _ real: TreePath, _ shown: TreePath) -> Bool {
    var status = stat()
    guard withText(name, { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
      skipped.append(shown)
      return false
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return true
    case S_IFREG: addFile(real, shown, status)
    case S_IFLNK:
      links.append(shown)
      if real != shown { targets[shown] = real }
    default: skipped.append(shown)
    }
    return false
  }

  private mutating func addFile(_ real: TreePath, _ shown: TreePath, _ status: stat) {
    entries.append(FileEntry(path: shown, contentID: Self.contentID(status), size: Int(status.st_size)))
    if real != shown { targets[shown] = real }
  }

  /// Follows one link if it stays inside the root.
  private mutating func follow(_ link: TreePath) throws(FolderError) {
    let place = targets.removeValue(forKey: link) ?? link
    guard let target = root.target(of: place), !isExcluded(target) else { return skipped.append(link) }
    guard let status = root.status(of: target) else { return skipped.append(link) }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      addFile(target, link, status)
    case S_IFDIR:
      guard !Self.isAtOrBelow(place, target), followed.insert(target).inserted else {
        return skipped.append(link)
      }
      try list(target, shownAs: link)
    default:
      skipped.append(link)
    }
  }

  private func isExcluded(_ path: TreePath) -> Bool {
    path.bytes.split(separator: UInt8(ascii: "/")).contains { excluded.contains(Array($0)) }
  }

  /// Device, number, size and times: two files that share all of them are the same file with the same bytes.
  private static func contentID(_ status: stat) -> ContentID {
    var bytes = Array("file".utf8)
    let parts: [UInt64] = [
      UInt64(status.st_dev), UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_size)),
      UInt64(bitPattern: Int64(status.st_mtim.tv_sec)), UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)),
      UInt64(bitPattern: Int64(status.st_ctim.tv_sec)), UInt64(bitPattern: Int64(status.st_ctim.tv_nsec)),
    ]
    for part in parts {
      withUnsafeBytes(of: part.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return ContentID(bytes: bytes)
  }

  private static func isAtOrBelow(_ path: TreePath, _ folder: TreePath) -> Bool {
    folder.bytes.isEmpty || path == folder || path.bytes.starts(with: folder.bytes + [UInt8(ascii: "/")])
  }

  private static func depth(_ path: TreePath) -> Int {
    path.bytes.isEmpty ? 0 : path.bytes.count { $0 == UInt8(ascii: "/") } + 1
  }

  private static func join(_ folder: TreePath, _ name: [UInt8]) -> TreePath {
    TreePath(bytes: folder.bytes.isEmpty ? name : folder.bytes + [UInt8(ascii: "/")] + name)
  }

  private static func name(_ item: UnsafeMutablePointer<dirent>) -> [UInt8] {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(item).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    return bytes(ofText: start)
  }
}
