import Glibc

/// Plain reads of the file system that libgit2 has no call for.
enum LocalFile {
  /// What a path names.
  enum Kind {
    case missing, folder, regular, other
  }

  /// What a path names, links followed.
  static func kind(_ path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .regular
    default: return .other
    }
  }

  /// The user who owns a path, links not followed.
  static func owner(_ path: String) -> UInt32? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_uid : nil
  }

  /// The absolute path without links and dots, or nil if it does not exist.
  static func canonical(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The size, identity and times of a regular file as bytes that change when its content does; nil otherwise.
  static func identity(_ path: [UInt8]) -> (size: Int, bytes: [UInt8])? {
    var status = stat()
    let code = withCPath(path) { lstat($0, &status) }
    guard code == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = Array("file".utf8)
    let parts: [UInt64] = [
      UInt64(status.st_dev), UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_size)),
      UInt64(bitPattern: Int64(status.st_mtim.tv_sec)), UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)),
      UInt64(bitPattern: Int64(status.st_ctim.tv_sec)), UInt64(bitPattern: Int64(status.st_ctim.tv_nsec)),
    ]
    for part in parts {
      withUnsafeBytes(of: part.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return (Int(status.st_size), bytes)
  }

  /// The bytes of a regular file, a link at its end not followed; the error is a few words.
  static func read(_ path: [UInt8], limit: Int) -> Result<[UInt8], Trouble> {
    let descriptor = withCPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard descriptor >= 0 else { return .failure(Trouble(words: String(cString: strerror(errno)))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .failure(Trouble(words: "not a regular file"))
    }
    guard status.st_size <= limit else { return .failure(Trouble(words: "larger than \(limit) bytes")) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(1 << 16, Int(status.st_size) + 1))
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(Trouble(words: String(cString: strerror(errno)))) }
      guard count > 0 else { return .success(bytes) }
      bytes.append(contentsOf: chunk[..<count])
    }
    return .failure(Trouble(words: "larger than \(limit) bytes"))
  }

  /// Why a file could not be read, in a few words.
  struct Trouble: Error {
    var words: String
  }

  private static func withCPath<T>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> T) -> T {
    (path + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map(body) ?? body("")
      }
    }
  }
}
