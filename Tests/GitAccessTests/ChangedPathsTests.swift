import Domain
import GitAccess
import TestSupport
import Testing

@Suite struct ChangedPathsTests {
  /// Steps on `main`, then steps that change it; `expected` as `kind path`, sorted by path.
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var before: String
    var after: String
    var expected: [String]
  }

  static let cases = [
    Case(
      description: "added, deleted, modified", before: "file a\n| 1\nfile d/b\n| 2\nfile d/c\n| 3",
      after: "delete a\nfile d/b\n| 22\nfile e/f/g\n| 4",
      expected: ["deleted a", "modified d/b", "added e/f/g"]),
    Case(
      description: "a file becomes a folder", before: "file a\n| 1\nfile a.b\n| 1",
      after: "delete a\nfile a/x\n| 1",
      expected: ["deleted a", "added a/x"]),
    Case(
      description: "a folder becomes a file", before: "file a/x\n| 1\nfile a/y/z\n| 1\nfile a-b\n| 1",
      after: "delete a\nfile a\n| 1\nfile a-b\n| 2",
      expected: ["added a", "modified a-b", "deleted a/x", "deleted a/y/z"]),
    Case(
      description: "a file becomes a link, a link a file, a link moves",
      before: "file a\n| 1\nlink b -> a\nlink c -> a", after: "link a -> b\nfile b\n| 1\nlink c -> b",
      expected: ["typeChanged a", "typeChanged b", "modified c"]),
    Case(description: "the executable bit", before: "file a\n| 1", after: "executable a\n| 1", expected: []),
    Case(
      description: "a submodule is added", before: "file a\n| 1", after: "module m",
      expected: ["added m"]),
    Case(
      description: "moved", before: "file a/1\n| same", after: "delete a\nfile b/1\n| same",
      expected: ["deleted a/1", "added b/1"]),
    Case(
      description: "names that are not UTF-8", before: "file caf\\351\n| 1", after: "file caf\\351\n| 2",
      expected: ["modified caf\\351"]),
    Case(description: "nothing", before: "file a\n| 1", after: "", expected: []),
    Case(
      description: "everything", before: "file a\n| 1\nfile b/c\n| 1", after: "delete a\ndelete b",
      expected: ["deleted a", "deleted b/c"]),
  ]

  @Test(arguments: cases)
  func `two commits differ in exactly these paths, both ways`(_ test: Case) throws {
    let scratch = try ScratchRepository("\(test.before)\ncommit one\n\(test.after)\ncommit two", isBare: true)
    let repository = try GitRepository(discovering: scratch.path)
    let (one, two) = (try repository.resolve("main~1").commitID, try repository.resolve("main").commitID)
    let changes = try repository.changedPaths(from: one, to: two)
    #expect(changes.map { "\($0.kind) \($0.path.display)" } == test.expected)
    let back = try repository.changedPaths(from: two, to: one)
    #expect(back.map { PathChange(path: $0.path, old: $0.new, new: $0.old) } == changes)
    let files = PathChange.between(try repository.tree(at: one), try repository.tree(at: two))
    let expectedFiles = changes.filter { $0.kind != .modified || $0.newContent != nil }
    #expect(files.map(\.path) == expectedFiles.map(\.path))
    #expect(files.map(\.newContent) == expectedFiles.map(\.newContent))
  }

  @Test func `random histories differ as git says`() throws {
    var state: UInt64 = 42
    func random(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    var script = "file keep\n| 1\n"
    for commit in 0..<12 {
      for _ in 0..<random(12) {
        let depth = random(4)
        let path =
          (0...depth).map { _ in "n\(random(4))" }.joined(separator: "/") + (random(2) == 0 ? ".x" : "-y/f")
        script += random(4) == 0 ? "delete \(path)\n" : "file \(path)\n| \(random(3))\n"
      }
      script += "commit \(commit)\n"
    }
    let scratch = try ScratchRepository(script, isBare: true)
    let repository = try GitRepository(discovering: scratch.path)
    for (old, new) in [("main~1", "main"), ("main~11", "main"), ("main~5", "main~8"), ("main~8", "main~5")] {
      let changes = try repository.changedPaths(
        from: repository.resolve(old).commitID, to: repository.resolve(new).commitID)
      let letters = ["added": "A", "deleted": "D", "modified": "M", "typeChanged": "T"]
      let found = changes.map { (letters[$0.kind.rawValue] ?? "?") + "\t" + $0.path.display }
      let git = try scratch.git("diff", "--name-status", "--no-renames", old, new)
      #expect(found == git.split(separator: "\n").map(String.init))
    }
  }

  @Test func `the limits on depth and count are kept`() throws {
    let scratch = try ScratchRepository(
      "file a/b/c/d.sql\n| 1\nfile e.sql\n| 1\ncommit one\nfile a/b/c/d.sql\n| 2\nfile e.sql\n| 2\ncommit two"
    )
    func changes(_ limits: GitLimits) throws -> Int {
      let repository = try GitRepository(discovering: scratch.path, limits: limits)
      return try repository.changedPaths(
        from: repository.resolve("main~1").commitID, to: repository.resolve("main").commitID
      ).count
    }
    #expect(gitError { _ = try changes(GitLimits(depth: 3)) }?.kind == .tooLarge)
    #expect(gitError { _ = try changes(GitLimits(entries: 4)) }?.kind == .tooLarge)
    #expect(try changes(GitLimits(depth: 4, entries: 5)) == 2)
  }
}
