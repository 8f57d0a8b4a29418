import Domain
import Foundation
import GitAccess
import TestSupport
import Testing

/// Damaged repositories give an error or the right bytes, never a trap and never wrong bytes.
@Suite struct DamageTests {
  /// A small generator with a fixed start, so that a failure can be repeated.
  private struct Generator {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
  }

  private static func repository(isPacked: Bool) throws -> ScratchRepository {
    let lines = (1...80).map { "| insert into users values (\($0), 'name \($0 * 7919)');" }.joined(
      separator: "\n")
    let scratch = try ScratchRepository(
      branched
        + "\nfile big.sql\n\(lines)\ncommit big\nfile big.sql\n\(lines)\n| one more\ncommit bigger\ntag v1")
    if isPacked {
      try scratch.git("repack", "-qadf", "--depth=5")
      try scratch.git("pack-refs", "--all")
      try scratch.git("commit-graph", "write")
      try scratch.git("multi-pack-index", "write")
    } else {
      try MissingObjectTests.unpack(scratch)
    }
    return scratch
  }

  /// Uses everything there is; what is read must be what the id stands for.
  private static func useEverything(_ path: String, _ known: inout [ContentID: [UInt8]]) throws {
    let repository = try GitRepository(discovering: path)
    _ = try? repository.head()
    _ = try? repository.defaultRemoteBranch()
    if let index = try? repository.indexTree() { read(index.files, &known) }
    _ = try? repository.workTree()
    let found = try repository.comparison(base: "feature", head: "main")
    _ = try? repository.changedPaths(from: found.base, to: found.head.commitID)
    for commit in [found.base, found.head.commitID] {
      if let tree = try? repository.tree(at: commit) { read(tree, &known) }
    }
  }

  private static func read(_ tree: FileTree, _ known: inout [ContentID: [UInt8]]) {
    for entry in tree.entries {
      guard let bytes = try? tree.contents(of: entry) else { continue }
      if let right = known[entry.contentID] {
        #expect(bytes == right, "\(entry.path.display)")
      } else {
        known[entry.contentID] = bytes
      }
    }
  }

  @Test(arguments: [true, false])
  func `damaged files give an error or the right bytes`(isPacked: Bool) throws {
    let scratch = try Self.repository(isPacked: isPacked)
    var known: [ContentID: [UInt8]] = [:]
    try Self.useEverything(scratch.path, &known)
    let count = known.count
    #expect(count == 4)
    let root = scratch.path + "/.git"
    let files = try #require(FileManager.default.subpathsOfDirectory(atPath: root) as [String]?)
      .filter { !$0.hasPrefix("hooks") && !$0.hasPrefix("logs") && !$0.hasPrefix("info") }
      .filter {
        (try? FileManager.default.attributesOfItem(atPath: root + "/" + $0)[.type] as? FileAttributeType)
          == .typeRegular
      }
      .sorted()
    var generator = Generator(state: 7)
    var failures = 0
    for round in 0..<(isPacked ? 400 : 250) {
      let file = "repo/.git/" + files[round % files.count]
      let original = try scratch.scratch.read(file)
      chmod(scratch.scratch.path(file), 0o600)
      try scratch.scratch.write(file, Self.damaged(original, &generator))
      do { try Self.useEverything(scratch.path, &known) } catch let error as GitError {
        failures += 1
        #expect(!error.message.isEmpty)
      }
      try scratch.scratch.write(file, original)
    }
    #expect(failures > 20)
    #expect(known.count == count)
    try Self.useEverything(scratch.path, &known)
  }

  private static func damaged(_ original: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = original
    switch generator.next(4) {
    case 0: return Array(bytes.prefix(generator.next(bytes.count)))
    case 1 where !bytes.isEmpty:
      for _ in 0...generator.next(4) { bytes[generator.next(bytes.count)] = UInt8(generator.next(256)) }
    case 2 where !bytes.isEmpty:
      bytes[generator.next(bytes.count)] ^= UInt8(1 << generator.next(8))
    default:
      for _ in 0...generator.next(30) {
        bytes.insert(UInt8(generator.next(256)), at: generator.next(bytes.count + 1))
      }
    }
    return bytes
  }

  @Test(arguments: [0, 1, 2, 10, 30])
  func `an object file that is cut off says so and never waits`(length: Int) throws {
    let scratch = try Self.repository(isPacked: false)
    func cut(_ revision: String) throws {
      let id = try scratch.id(revision)
      let file = "repo/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
      let bytes = try scratch.scratch.read(file)
      try scratch.scratch.remove(file)
      try scratch.scratch.write(file, Array(bytes.prefix(min(length, bytes.count - 1))))
    }
    try cut("main:big.sql")
    let repository = try GitRepository(discovering: scratch.path)
    let tree = try repository.tree(at: repository.resolve("main").commitID)
    let file = try #require(tree.entry(at: TreePath("big.sql")))
    let unread = #expect(throws: FileReadError.self) { try tree.contents(of: file) }
    #expect(unread?.message.contains("of \"big.sql\" is damaged") == true)
    let commit = try repository.resolve("main").commitID
    try cut("main:dir")
    let fresh = try GitRepository(discovering: scratch.path)
    #expect(gitError { _ = try fresh.tree(at: commit) }?.kind == .corrupt)
    try cut("main")
    let last = try GitRepository(discovering: scratch.path)
    let error = gitError { _ = try last.resolve("main") }
    #expect(error?.kind == .corrupt)
    #expect(error?.message.contains("git fsck") == true)
  }

  /// Folder listings that git would never write, put in with `hash-object --literally`.
  @Test(arguments: [
    ("100644 a/b\0", "a slash in a name"), ("100644 \0", "an empty name"),
    ("10z644 a\0", "a mode that is no number"),
    ("100644", "no name at all"), ("999999999999 a\0", "a huge mode"),
  ])
  func `a malformed folder listing is an error`(entry: String, _: String) throws {
    let error = try Self.errorOfTree(Array(entry.utf8) + [UInt8](repeating: 0x11, count: 20))
    #expect(error?.kind == .corrupt)
    #expect(error?.message.contains("git fsck") == true)
  }

  @Test func `a name that occurs twice is an error, and other orders are read`() throws {
    let id = [UInt8](repeating: 0x11, count: 20)
    let (a, b) = (Array("100644 a\0".utf8) + id, Array("100644 b\0".utf8) + id)
    #expect(try Self.errorOfTree(a + a)?.kind == .corrupt)
    #expect(try Self.errorOfTree(b + a + b)?.kind == .corrupt)
    #expect(try Self.errorOfTree(b + a) == nil)
    #expect(try Self.errorOfTree(a + b.prefix(20))?.kind == .corrupt)
  }

  @Test func `a tree that lists ever more of itself ends at the limit`() throws {
    let scratch = try ScratchRepository()
    var id = try Self.store(scratch, "blob", [])
    for level in 0..<12 {
      let mode = level == 0 ? "100644" : "40000"
      let tree = (0..<8).flatMap { Array("\(mode) n\($0)\0".utf8) + Self.binary(id) }
      id = try Self.store(scratch, "tree", tree)
    }
    let commit = try scratch.git("commit-tree", "-m", "bomb", id)
    let repository = try GitRepository(discovering: scratch.path, limits: GitLimits(entries: 20_000))
    let error = gitError { _ = try repository.tree(at: repository.resolve(commit).commitID) }
    #expect(error?.kind == .tooLarge)
  }

  @Test func `folders nested by the thousand end at the limit`() throws {
    let deep = Array(repeating: "d", count: 1500).joined(separator: "/")
    let scratch = try ScratchRepository(
      "file \(deep)\n| 1\ncommit one\nfile \(deep)\n| 2\ncommit two", isBare: true)
    let repository = try GitRepository(discovering: scratch.path)
    let (old, new) = (try repository.resolve("main~1").commitID, try repository.resolve("main").commitID)
    #expect(gitError { _ = try repository.tree(at: new) }?.kind == .tooLarge)
    #expect(gitError { _ = try repository.changedPaths(from: old, to: new) }?.kind == .tooLarge)
  }

  private static func errorOfTree(_ bytes: [UInt8]) throws -> GitError? {
    let scratch = try ScratchRepository()
    let tree = try store(scratch, "tree", bytes)
    let text = "tree \(tree)\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\nx\n"
    let commit = try store(scratch, "commit", Array(text.utf8))
    let repository = try GitRepository(discovering: scratch.path)
    return gitError { _ = try repository.tree(at: repository.resolve(commit).commitID) }
  }

  private static func store(_ scratch: ScratchRepository, _ type: String, _ bytes: [UInt8]) throws -> String {
    try ScratchRepository.git(
      ["hash-object", "-w", "--literally", "-t", type, "--stdin"], in: scratch.path, input: bytes)
  }

  private static func binary(_ hex: String) -> [UInt8] {
    stride(from: 0, to: 40, by: 2).map { offset in
      UInt8(hex.dropFirst(offset).prefix(2), radix: 16) ?? 0
    }
  }
}
