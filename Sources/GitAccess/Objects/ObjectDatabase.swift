import CLibGit2

/// Puts together where a repository's objects are read from.
enum ObjectDatabase {
  /// How often an alternate object folder may name further ones, as in git.
  private static let alternateDepth = 5

  /// Opens the object folder of a repository with its alternates, and makes the repository use it.
  static func open(
    _ folder: String, for repository: borrowing LibraryHandle
  ) throws(LibraryFailure) -> LibraryHandle {
    let database = try LibraryHandle(freedBy: git_odb_free) { git_odb_new(&$0) }
    var known: Set<String> = []
    try add(folder, to: database.pointer, &known, depth: 0)
    var graph: OpaquePointer?
    if git_commit_graph_open(&graph, folder) == 0, let graph {
      try check(git_odb_set_commit_graph(database.pointer, graph))
    }
    try check(git_repository_set_odb(repository.pointer, database.pointer))
    return database
  }

  /// Adds an object folder that is not the repository's own, with what it names.
  static func addAlternate(_ folder: String, to database: borrowing LibraryHandle) throws(LibraryFailure) {
    var known: Set<String> = []
    try add(folder, to: database.pointer, &known, depth: 1)
  }

  private static func add(
    _ folder: String, to database: OpaquePointer, _ known: inout Set<String>, depth: Int
  ) throws(LibraryFailure) {
    guard depth <= alternateDepth, known.insert(LocalFile.canonical(folder) ?? folder).inserted else {
      return
    }
    var packs: UnsafeMutablePointer<git_odb_backend>?
    try check(git_odb_backend_pack(&packs, folder))
    // Packs first, as git does: most objects lie there, and asking costs no system call.
    try insert(packs, database, priority: 2, isAlternate: depth > 0)
    try insert(try LooseObjects.backend(folder: folder), database, priority: 1, isAlternate: depth > 0)
    guard case .success(let text) = LocalFile.read(Array((folder + "/info/alternates").utf8), limit: 1 << 20)
    else {
      return
    }
    for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let path = String(decoding: line, as: UTF8.self)
      let place = path.hasPrefix("/") ? path : folder + "/" + path
      // A folder that is gone is no trouble until an object is missing; git only warns, too.
      guard LocalFile.kind(place) == .folder else { continue }
      try add(place, to: database, &known, depth: depth + 1)
    }
  }

  private static func insert(
    _ backend: UnsafeMutablePointer<git_odb_backend>?, _ database: OpaquePointer, priority: Int32,
    isAlternate: Bool
  ) throws(LibraryFailure) {
    let code =
      isAlternate
      ? git_odb_add_alternate(database, backend, priority) : git_odb_add_backend(database, backend, priority)
    if code < 0 { backend?.pointee.free?(backend) }
    try check(code)
  }
}
