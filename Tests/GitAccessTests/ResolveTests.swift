import GitAccess
import TestSupport
import Testing

@Suite struct ResolveTests {
  @Test(arguments: [
    "main", "feature", "HEAD", "@", "HEAD~1", "main^", "feature~1", "refs/heads/main", "heads/feature", "v1",
    "v2",
    "main^{commit}", "main@{0}",
  ])
  func `a name gives the commit that git gives`(name: String) throws {
    let scratch = try ScratchRepository(branched + "\ntag v1")
    try scratch.git("tag", "-a", "-m", "annotated", "v2", "feature")
    try scratch.git("reflog", "expire", "--expire=never", "--all")
    let repository = try GitRepository(discovering: scratch.path)
    guard let id = try? scratch.id(name + "^{commit}") else { return #expect(name == "main@{0}") }
    let revision = try repository.resolve(name)
    #expect(revision.commitID.hex == id)
    #expect(revision.name == name)
    #expect(try repository.resolve(String(id.prefix(8))).commitID == revision.commitID)
  }

  @Test func `a branch never collides with a path of the same name`() throws {
    let scratch = try ScratchRepository(
      """
      file feature
      | a file
      file main/x.sql
      | a folder
      commit first
      branch feature
      file more.sql
      | x
      commit second
      checkout main
      """)
    let repository = try GitRepository(discovering: scratch.path + "/main")
    #expect(try repository.resolve("feature").commitID.hex == scratch.id("refs/heads/feature"))
    #expect(try repository.resolve("main").commitID.hex == scratch.id("refs/heads/main"))
  }

  @Test(arguments: [
    ("HEAD:a.sql", GitError.Kind.notACommit, "names a file or folder"),
    ("HEAD^{tree}", .notACommit, "names a file or folder"),
    ("maim", .unknownRevision, "did you mean \"main\""),
    ("featrue", .unknownRevision, "did you mean \"feature\""),
    ("nothing-like-it", .unknownRevision, "\"git branch --all\" lists the names"),
    ("origin/main", .unknownRevision, "has no remote \"origin\""),
    ("1234567890123456789012345678901234567890", .unknownRevision, "git fetch origin 123456789"),
    ("", .unknownRevision, "no branch"),
    ("a b", .unknownRevision, "\"a b\""),
    ("..", .unknownRevision, "\"..\""),
    ("main..feature", .unknownRevision, "\"main..feature\""),
    ("HEAD~99", .unknownRevision, "\"HEAD~99\""),
    ("^{/", .unknownRevision, "no branch"),
    (":/[", .unknownRevision, "no branch"),
  ])
  func `a name that is no commit is refused with the next step`(
    name: String, kind: GitError.Kind, words: String
  ) throws {
    let scratch = try ScratchRepository(branched)
    let error = gitError { _ = try GitRepository(discovering: scratch.path).resolve(name) }
    #expect(error?.kind == kind)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "none")")
  }

  @Test func `an unknown branch of a remote names the fetch command and near names`() throws {
    let scratch = try ScratchRepository(branched)
    let clone = try scratch.clone("clone", "--single-branch")
    let repository = try GitRepository(discovering: clone)
    let error = gitError { _ = try repository.resolve("origin/feature") }
    #expect(error?.kind == .unknownRevision)
    let command = "git fetch origin +refs/heads/feature:refs/remotes/origin/feature"
    #expect(error?.message.contains("run \"\(command)\"") == true)
    try ScratchRepository.git(Array(command.split(separator: " ").map(String.init).dropFirst()), in: clone)
    #expect(try repository.resolve("origin/feature").commitID.hex == scratch.id("feature"))
    try ScratchRepository.git(["checkout", "-q", "--detach"], in: clone)
    try ScratchRepository.git(["branch", "-D", "main"], in: clone)
    let near = gitError { _ = try repository.resolve("main") }
    #expect(near?.message.contains("did you mean \"origin/main\"") == true)
  }

  @Test func `a short id of several objects asks for more characters`() throws {
    let files = (0..<1500).map { "file f\($0)\n| \($0)" }.joined(separator: "\n")
    let scratch = try ScratchRepository(files + "\ncommit many")
    let ids = try scratch.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
      .split(separator: "\n").map { String($0.prefix(4)) }
    let twice = try #require(Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.min())
    let error = gitError { _ = try GitRepository(discovering: scratch.path).resolve(twice) }
    #expect(error?.kind == .ambiguousRevision)
    #expect(error?.message.contains("\"\(twice)\" fits several objects") == true)
  }
}
