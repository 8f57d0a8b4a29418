import CLibGit2
import Glibc

/// Reads the objects of a repository that lie in files of their own.
///
/// libgit2 1.5 waits for ever on a file that ends too early, as a crash leaves it behind. So each file is
/// decompressed to its end here before the library may read it; everything else is handed on.
enum LooseObjects {
  /// Objects above this size are not read: a small file can decompress to any length.
  static let sizeLimit = 1 << 30

  /// A backend for an object folder; the caller hands it to an object database, which frees it.
  static func backend(
    folder: String
  ) throws(LibraryFailure) -> UnsafeMutablePointer<git_odb_backend> {
    var inner: UnsafeMutablePointer<git_odb_backend>?
    try check(git_odb_backend_loose(&inner, folder, -1, 0, 0, 0))
    guard let inner, let memory = calloc(1, MemoryLayout<tidegate_loose_backend>.size) else {
      throw LibraryFailure(code: GIT_ERROR.rawValue, area: 0, message: "out of memory")
    }
    let backend = memory.assumingMemoryBound(to: tidegate_loose_backend.self)
    backend.pointee.parent.version = UInt32(GIT_ODB_BACKEND_VERSION)
    backend.pointee.inner = inner
    backend.pointee.folder = strdup(folder)
    backend.pointee.parent.read = read
    backend.pointee.parent.read_prefix = readPrefix
    backend.pointee.parent.read_header = readHeader
    backend.pointee.parent.exists = exists
    backend.pointee.parent.exists_prefix = existsPrefix
    backend.pointee.parent.free = free
    return memory.assumingMemoryBound(to: git_odb_backend.self)
  }

  /// Whether the file at a path is one whole compressed stream.
  static func isWhole(_ path: UnsafePointer<CChar>) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var stream = z_stream()
    guard tidegate_inflate_start(&stream) == Z_OK else { return false }
    defer { inflateEnd(&stream) }
    return withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 8) { input in
      withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { output in
        inflateAll(&stream, from: descriptor, input, output)
      }
    }
  }

  private static func inflateAll(
    _ stream: inout z_stream, from descriptor: Int32, _ input: UnsafeMutableRawBufferPointer,
    _ output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    while Int(stream.total_out) <= sizeLimit {
      if stream.avail_in == 0 {
        let count = Glibc.read(descriptor, input.baseAddress, input.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(count)
      }
      stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(output.count)
      switch inflate(&stream, Z_NO_FLUSH) {
      case Z_STREAM_END: return true
      case Z_OK: continue
      case Z_BUF_ERROR where stream.avail_in == 0: continue
      default: return false
      }
    }
    return false
  }

  private typealias Backend = UnsafeMutablePointer<git_odb_backend>
  private typealias Identifier = UnsafePointer<git_oid>

  /// The library's backend behind one of ours.
  private static func inner(_ backend: Backend?) -> Backend? {
    backend.flatMap {
      UnsafeRawPointer($0).assumingMemoryBound(to: tidegate_loose_backend.self).pointee.inner
    }
  }

  /// Whether the file of an object is whole; false also sets the library's error.
  private static func isWhole(_ backend: Backend?, _ id: Identifier?) -> Bool {
    guard let backend, let id,
      let folder = UnsafeRawPointer(backend).assumingMemoryBound(to: tidegate_loose_backend.self).pointee
        .folder
    else { return false }
    let hex = ObjectID(id.pointee).hex
    let path = bytes(ofText: folder) + Array("/\(hex.prefix(2))/\(hex.dropFirst(2))".utf8)
    let isWhole = (path + [0]).withUnsafeBytes { raw in
      raw.baseAddress.map { Self.isWhole($0.assumingMemoryBound(to: CChar.self)) } ?? false
    }
    if !isWhole {
      git_error_set_str(Int32(GIT_ERROR_ZLIB.rawValue), "its file is cut off or no compressed stream")
    }
    return isWhole
  }

  private static let read:
    @convention(c) (
      UnsafeMutablePointer<UnsafeMutableRawPointer?>?, UnsafeMutablePointer<Int>?,
      UnsafeMutablePointer<git_object_t>?, UnsafeMutablePointer<git_odb_backend>?, UnsafePointer<git_oid>?
    ) -> Int32 = { buffer, size, kind, backend, id in
      guard let inner = inner(backend), let read = inner.pointee.read else { return GIT_ENOTFOUND.rawValue }
      guard inner.pointee.exists?(inner, id) == 1 else { return GIT_ENOTFOUND.rawValue }
      return isWhole(backend, id) ? read(buffer, size, kind, inner, id) : GIT_ERROR.rawValue
    }

  private static let readHeader:
    @convention(c) (
      UnsafeMutablePointer<Int>?, UnsafeMutablePointer<git_object_t>?,
      UnsafeMutablePointer<git_odb_backend>?, UnsafePointer<git_oid>?
    ) -> Int32 = { size, kind, backend, id in
      let inner = inner(backend)
      return inner?.pointee.read_header?(size, kind, inner, id) ?? GIT_ENOTFOUND.rawValue
    }

  private static let readPrefix:
    @convention(c) (
      UnsafeMutablePointer<git_oid>?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
      UnsafeMutablePointer<Int>?, UnsafeMutablePointer<git_object_t>?,
      UnsafeMutablePointer<git_odb_backend>?, UnsafePointer<git_oid>?, Int
    ) -> Int32 = { found, buffer, size, kind, backend, prefix, length in
      var whole = git_oid()
      let code = existsPrefix(&whole, backend, prefix, length)
      guard code == 0 else { return code }
      found?.pointee = whole
      return read(buffer, size, kind, backend, &whole)
    }

  private static let exists:
    @convention(c) (UnsafeMutablePointer<git_odb_backend>?, UnsafePointer<git_oid>?) -> Int32 = {
      backend, id in
      let inner = inner(backend)
      return inner?.pointee.exists?(inner, id) ?? 0
    }

  private static let existsPrefix:
    @convention(c) (
      UnsafeMutablePointer<git_oid>?, UnsafeMutablePointer<git_odb_backend>?, UnsafePointer<git_oid>?, Int
    ) -> Int32 = { found, backend, prefix, length in
      let inner = inner(backend)
      return inner?.pointee.exists_prefix?(found, inner, prefix, length) ?? GIT_ENOTFOUND.rawValue
    }

  private static let free: @convention(c) (UnsafeMutablePointer<git_odb_backend>?) -> Void = { backend in
    guard let backend else { return }
    let inner = inner(backend)
    inner?.pointee.free?(inner)
    Glibc.free(
      UnsafeMutableRawPointer(backend).assumingMemoryBound(to: tidegate_loose_backend.self).pointee.folder)
    Glibc.free(backend)
  }
}
