import Domain
import GitAccess
import TestSupport
import Testing

@Suite struct CommitTreeTests {
  static let script = """
    file a-b
    | 1
    file a/c.sql
    | 2
    file a.sql
    | 3
    executable run.sh
    | 4
    file caf\\351.sql
    | 5
    file quoted "name".sql
    | 6
    link latest.sql -> a/c.sql
    link out -> /etc/passwd
    link folder -> a
    module vendored
    commit first
    """

  @Test func `a commit lists its regular files in path order and the rest as skipped`() throws {
    let scratch = try ScratchRepository(Self.script.replacing("module vendored", with: ""))
    let repository = try GitRepository(discovering: scratch.path)
    let tree = try repository.tree(at: repository.resolve("main").commitID)
    #expect(
      try contents(tree) == [
        "a-b=1", "a.sql=3", "a/c.sql=2", "caf\\351.sql=5", "quoted \"name\".sql=6", "run.sh=4",
      ])
    #expect(tree.skipped.map(\.display) == ["folder", "latest.sql", "out"])
    #expect(tree.entry(at: TreePath(bytes: Array("caf".utf8) + [0xe9] + Array(".sql".utf8))) != nil)
  }

  @Test func `a commit is read on other threads too, each with the repository opened anew`() async throws {
    let scratch = try ScratchRepository(Self.script, isBare: true)
    let repository = try GitRepository(discovering: scratch.path)
    let tree = try repository.tree(at: repository.resolve("main").commitID)
    let expected = try tree.entries.map { try tree.contents(of: $0) }
    let reopen = try #require(tree.reopen)
    let entries = tree.entries
    await withTaskGroup(of: [[UInt8]?].self) { group in
      for _ in 1...4 {
        group.addTask {
          guard let other = reopen() else { return [] }
          return entries.map { try? other.contents(of: $0) }
        }
      }
      for await found in group { #expect(found == expected) }
    }
  }

  @Test func `a submodule is skipped`() throws {
    let scratch = try ScratchRepository(Self.script, isBare: true)
    let repository = try GitRepository(discovering: scratch.path)
    let tree = try repository.tree(at: repository.resolve("main").commitID)
    #expect(tree.skipped.map(\.display) == ["folder", "latest.sql", "out", "vendored"])
  }

  @Test func `one folder of a commit is a tree of its own, never reached through a link`() throws {
    let scratch = try ScratchRepository(branched)
    let repository = try GitRepository(discovering: scratch.path)
    let commit = try repository.resolve("feature").commitID
    #expect(
      try contents(repository.tree(at: commit, below: TreePath("dir"))) == ["b.sql=two", "c.sql=three"])
    #expect(try repository.tree(at: commit, below: TreePath("none")).entries.isEmpty)
    #expect(try repository.tree(at: commit, below: TreePath("a.sql")).entries.isEmpty)
    let linked = try ScratchRepository(Self.script, isBare: true)
    let other = try GitRepository(discovering: linked.path)
    #expect(try other.tree(at: other.resolve("main").commitID, below: TreePath("folder")).entries.isEmpty)
  }

  @Test func `equal content has an equal id in every tree`() throws {
    let scratch = try ScratchRepository(branched)
    let repository = try GitRepository(discovering: scratch.path)
    let ids = try ["main", "feature"].map {
      try repository.tree(at: repository.resolve($0).commitID).entry(at: TreePath("dir/b.sql"))?.contentID
    }
    #expect(ids[0] != nil)
    #expect(ids[0] == ids[1])
    #expect(try repository.indexTree().files.entry(at: TreePath("dir/b.sql"))?.contentID == ids[0])
    #expect(try repository.workTree().files.entry(at: TreePath("dir/b.sql"))?.contentID == ids[0])
  }

  @Test func `the limits on depth, count and size are kept`() throws {
    let scratch = try ScratchRepository("file a/b/c/d.sql\n| 12345\nfile e.sql\n| 1\ncommit first")
    func tree(_ limits: GitLimits) throws -> FileTree {
      let repository = try GitRepository(discovering: scratch.path, limits: limits)
      return try repository.tree(at: repository.resolve("main").commitID)
    }
    #expect(gitError { _ = try tree(GitLimits(depth: 3)) }?.kind == .tooLarge)
    #expect(gitError { _ = try tree(GitLimits(entries: 4)) }?.kind == .tooLarge)
    #expect(gitError { _ = try tree(GitLimits(treeSize: 20)) }?.kind == .tooLarge)
    #expect(try tree(GitLimits(depth: 4, entries: 5)).entries.count == 2)
    let small = try tree(GitLimits(fileSize: 5))
    let error = #expect(throws: FileReadError.self) { try small.contents(of: small.entries[0]) }
    #expect(error?.message == "\"a/b/c/d.sql\" has 6 bytes, more than the limit of 5")
    #expect(try small.contents(of: small.entries[1]) == Array("1\n".utf8))
  }
}

@Suite struct UncommittedTreeTests {
  @Test func `the index holds what is staged and the work tree what lies on disk`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.write("a.sql", "staged")
    try scratch.git("add", "a.sql")
    try scratch.write("a.sql", "not staged")
    try scratch.write("new.sql", "untracked")
    try scratch.write("deep/er/new.sql", "untracked")
    try scratch.write("dir/ignored.log", "ignored")
    try scratch.write(".gitignore", "*.log\n")
    try scratch.git("rm", "-q", "--cached", "main.sql")
    try scratch.scratch.remove("repo/dir/b.sql")
    let repository = try GitRepository(discovering: scratch.path)
    #expect(try contents(repository.indexTree().files) == ["a.sql=staged", "dir/b.sql=two"])
    #expect(
      try contents(repository.workTree().files) == [
        ".gitignore=*.log", "a.sql=not staged", "deep/er/new.sql=untracked", "main.sql=four",
        "new.sql=untracked",
      ])
  }

  @Test func `a moved or copied file keeps the id of its content`() throws {
    let scratch = try ScratchRepository(branched)
    let repository = try GitRepository(discovering: scratch.path)
    let before = try repository.tree(at: repository.resolve("main").commitID)
    try scratch.write("moved.sql", "one\n")
    try scratch.write("dir/b.sql", "TWO\n")
    let after = try repository.workTree().files
    let id = before.entry(at: TreePath("a.sql"))?.contentID
    #expect(after.entry(at: TreePath("moved.sql"))?.contentID == id)
    let changes = PathChange.between(before, after)
    #expect(changes.map { "\($0.kind) \($0.path.display)" } == ["modified dir/b.sql", "added moved.sql"])
  }

  @Test func `a file that was touched but not changed keeps its id`() throws {
    let scratch = try ScratchRepository(branched)
    let repository = try GitRepository(discovering: scratch.path)
    let before = try repository.indexTree().files
    try scratch.write("a.sql", "one\n")
    #expect(try repository.workTree().files.entries == before.entries)
  }

  @Test func `files become links and folders, links become files`() throws {
    let scratch = try ScratchRepository("file a\n| 1\nfile b\n| 2\nlink c -> a\ncommit first")
    try scratch.scratch.remove("repo/a")
    try scratch.scratch.link("repo/a", to: "/etc/passwd")
    try scratch.scratch.remove("repo/b")
    try scratch.write("b/inside", "3")
    try scratch.scratch.remove("repo/c")
    try scratch.write("c", "4")
    let repository = try GitRepository(discovering: scratch.path)
    let files = try repository.workTree().files
    #expect(try contents(files) == ["b/inside=3", "c=4"])
    #expect(files.skipped == [TreePath("a")])
    let changes = PathChange.between(try repository.indexTree().files, files)
    #expect(
      changes.map { "\($0.kind) \($0.path.display)" } == [
        "typeChanged a", "deleted b", "added b/inside", "typeChanged c",
      ])
  }

  @Test func `a repository inside the work tree is skipped`() throws {
    let scratch = try ScratchRepository(branched)
    try ScratchRepository.git(["init", "-q", scratch.path + "/inner"], in: scratch.path)
    try scratch.write("inner/a.sql", "x")
    let files = try GitRepository(discovering: scratch.path).workTree().files
    #expect(files.entries.allSatisfy { !$0.path.display.hasPrefix("inner") })
    #expect(files.skipped == [TreePath("inner")])
  }

  @Test func `conflicts are reported and are no files of the index`() throws {
    let scratch = try ScratchRepository(
      """
      file a
      | 1
      commit first
      branch other
      file a
      | 2
      commit second
      checkout main
      file a
      | 3
      file b
      | 3
      commit third
      """)
    _ = try? scratch.git("merge", "other")
    let repository = try GitRepository(discovering: scratch.path)
    let index = try repository.indexTree()
    #expect(index.conflicts == [TreePath("a")])
    #expect(try contents(index.files) == ["b=3"])
    let work = try repository.workTree()
    #expect(work.conflicts == [TreePath("a")])
    #expect(try contents(work.files)[0].contains("<<<<<<<"))
  }

  @Test func `a file only announced to the index is no staged file`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.write("later.sql", "x")
    try scratch.git("add", "--intent-to-add", "later.sql")
    let repository = try GitRepository(discovering: scratch.path)
    #expect(try repository.indexTree().files.entry(at: TreePath("later.sql")) == nil)
    #expect(try contents(repository.workTree().files).contains("later.sql=x"))
  }

  @Test func `files that a sparse checkout leaves out are still files of the work tree`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.git("sparse-checkout", "set", "--no-cone", "/a.sql")
    let repository = try GitRepository(discovering: scratch.path)
    #expect(try contents(repository.workTree().files) == ["a.sql=one", "dir/b.sql=two", "main.sql=four"])
    #expect(try contents(repository.indexTree().files) == ["a.sql=one", "dir/b.sql=two", "main.sql=four"])
  }

  @Test func `the index of a commit in progress is read`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.write("new.sql", "x")
    try scratch.scratch.write("repo/.git/next-index-1.lock", scratch.scratch.read("repo/.git/index"))
    _ = try Command.run(
      ["git", "add", "new.sql"], in: scratch.path,
      environment: ScratchRepository.environment.merging(
        ["GIT_INDEX_FILE": ".git/next-index-1.lock"], uniquingKeysWith: { $1 }))
    let environment = GitEnvironment(["GIT_INDEX_FILE": scratch.path + "/.git/next-index-1.lock"])
    let repository = try GitRepository(discovering: scratch.path, environment: environment)
    #expect(try contents(repository.indexTree().files).contains("new.sql=x"))
    #expect(try contents(repository.workTree().files).contains("new.sql=x"))
    let plain = try GitRepository(discovering: scratch.path)
    #expect(try plain.indexTree().files.entry(at: TreePath("new.sql")) == nil)
  }

  @Test(arguments: [
    (
      ["sparse-checkout", "set", "--sparse-index", "dir"], "sparse index",
      "git sparse-checkout reapply --no-sparse-index"
    ),
    (["update-index", "--split-index"], "is split", "git update-index --no-split-index"),
  ])
  func `an index that libgit2 cannot read names the command that rewrites it`(
    command: [String], words: String, cure: String
  ) throws {
    let scratch = try ScratchRepository(branched + "\nfile other/deep/x\n| 1\ncommit more")
    try ScratchRepository.git(command, in: scratch.path)
    let repository = try GitRepository(discovering: scratch.path)
    let error = gitError { _ = try repository.indexTree() }
    #expect(error?.kind == .unsupportedFormat, "\(error?.message ?? "none")")
    #expect(error?.message.contains(words) == true)
    #expect(error?.message.contains(cure) == true)
    try ScratchRepository.git(
      Array(cure.split(separator: " ").map(String.init).dropFirst()), in: scratch.path)
    #expect(try GitRepository(discovering: scratch.path).indexTree().files.entries.count == 4)
  }
}
