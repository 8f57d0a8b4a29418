import CLibGit2

/// Owns one object of libgit2 and frees it.
struct LibraryHandle: ~Copyable {
  /// The object; valid as long as the handle lives.
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  /// Calls a function that hands out an object, and keeps it with the function that frees it.
  init(
    freedBy free: @escaping (OpaquePointer?) -> Void, from open: (inout OpaquePointer?) -> Int32
  ) throws(LibraryFailure) {
    var opened: OpaquePointer?
    try check(open(&opened))
    guard let opened else {
      throw LibraryFailure(code: GIT_ERROR.rawValue, area: 0, message: "the library returned nothing")
    }
    pointer = opened
    self.free = free
  }

  deinit {
    free(pointer)
  }
}
