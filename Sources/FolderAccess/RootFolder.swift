import Domain
import Glibc

/// An open folder from which paths are opened part by part, so that no link is ever followed.
final class RootFolder {
  private let descriptor: Int32
  /// The absolute path without links, for comparing where links lead.
  let canonicalPath: [UInt8]
  /// The folder as it was named, for messages.
  let name: String

  /// Opens a folder.
  init(path: String) throws(FolderError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == EACCES
        ? FolderError("the folder \"\(path)\" may not be opened; give this user the right to read it")
        : FolderError("there is no folder \"\(path)\"; check the path, or clone the repository there first")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FolderError("\"\(path)\" is a file, not a folder; name the folder that holds it")
    }
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, let resolved = realpath(path, nil) else {
      let words = String(cString: strerror(errno))
      if descriptor >= 0 { close(descriptor) }
      throw FolderError("the folder \"\(path)\" could not be opened (\(words)); check its rights")
    }
    canonicalPath = bytes(ofText: resolved)
    free(resolved)
    name = path
  }

  deinit {
    close(descriptor)
  }

  /// Opens something below the root; every folder on the way must be a real one. Negative with `errno` set if not.
  func openBelow(_ path: TreePath, flags: Int32) -> Int32 {
    let parts = path.bytes.split(separator: UInt8(ascii: "/"))
    var current = dup(descriptor)
    for (index, part) in parts.enumerated() where current >= 0 {
      let isLast = index == parts.count - 1
      let options = (isLast ? flags : O_RDONLY | O_DIRECTORY) | O_CLOEXEC | O_NOFOLLOW
      let next = withText(Array(part)) { openat(current, $0, options) }
      let trouble = errno
      close(current)
      errno = trouble
      current = next
    }
    return current
  }

  /// What stands at a path below the root, without following links and without opening it.
  func status(of path: TreePath) -> stat? {
    let folder = openBelow(path.parent, flags: O_RDONLY | O_DIRECTORY)
    guard folder >= 0 else { return nil }
    defer { close(folder) }
    let name = path.bytes.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? [UInt8(ascii: ".")]
    var status = stat()
    return withText(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 ? status : nil
  }

  /// The bytes of a regular file; `named` is the path that messages use.
  func read(_ path: TreePath, named: TreePath, limit: Int) throws(FileReadError) -> [UInt8] {
    let place = "\"\(named.display)\" in \"\(name)\""
    // Without O_NONBLOCK a pipe put in place of the file would wait for a writer.
    let file = openBelow(path, flags: O_RDONLY | O_NONBLOCK)
    guard file >= 0 else {
      throw FileReadError(
        "\(place) could not be opened (\(String(cString: strerror(errno)))); check its rights")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileReadError("\(place) is no regular file any more; run the gate again")
    }
    guard status.st_size <= limit else {
      throw FileReadError("\(place) has \(status.st_size) bytes, more than the limit of \(limit)")
    }
    var content: [UInt8] = []
    content.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: min(1 << 16, Int(status.st_size) + 1))
    while content.count <= limit {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw FileReadError(
          "\(place) could not be read (\(String(cString: strerror(errno)))); check the disk")
      }
      guard count > 0 else { return content }
      content.append(contentsOf: chunk[..<count])
    }
    throw FileReadError("\(place) has more bytes than the limit of \(limit)")
  }

  /// Where a link below the root leads, as a path from the root; nil if it leads out or nowhere.
  func target(of link: TreePath) -> TreePath? {
    let separator = [UInt8(ascii: "/")]
    let place = (canonicalPath == separator ? [] : canonicalPath) + separator + link.bytes
    guard let resolved = withText(place, { realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    let target = bytes(ofText: resolved)
    if target == canonicalPath { return TreePath(bytes: []) }
    let prefix = canonicalPath == separator ? separator : canonicalPath + separator
    return target.starts(with: prefix) ? TreePath(bytes: Array(target.dropFirst(prefix.count))) : nil
  }
}

/// The bytes of a text of C, which need not be UTF-8.
func bytes(ofText text: UnsafePointer<CChar>) -> [UInt8] {
  Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}

/// Hands bytes to C as a text.
func withText<T>(_ text: [UInt8], _ body: (UnsafePointer<CChar>) -> T) -> T {
  (text + [0]).withUnsafeBufferPointer { buffer in
    buffer.withMemoryRebound(to: CChar.self) { characters in
      characters.baseAddress.map(body) ?? body("")
    }
  }
}
