import Domain
import GitAccess
import TestSupport
import Testing

@Suite struct MergeBaseTests {
  static let crossed = """
    file a
    | 1
    commit root
    branch x
    file x
    | 1
    commit x1
    branch y from main
    file y
    | 1
    commit y1
    merge x
    checkout x
    file x
    | 2
    commit x2
    orphan alone
    file z
    | 1
    commit alone
    checkout main
    """

  @Test(arguments: [
    ("main", "x"), ("x", "y"), ("y", "x"), ("main", "y"), ("x", "x"), ("y~1", "x"), ("y^2", "x"),
  ])
  func `the merge base is git's`(left: String, right: String) throws {
    let scratch = try ScratchRepository(Self.crossed)
    let repository = try GitRepository(discovering: scratch.path)
    let base = try repository.mergeBase(repository.resolve(left), repository.resolve(right))
    #expect(try base.hex == scratch.git("merge-base", left, right))
  }

  @Test func `unrelated histories say so`() throws {
    let scratch = try ScratchRepository(Self.crossed)
    let repository = try GitRepository(discovering: scratch.path)
    let error = gitError { _ = try repository.comparison(base: "main", head: "alone") }
    #expect(error?.kind == .noCommonAncestor)
    #expect(error?.message.contains("\"main\" and \"alone\" have no commit in common") == true)
  }

  @Test func `the parents of a merge are in order`() throws {
    let scratch = try ScratchRepository(Self.crossed)
    let repository = try GitRepository(discovering: scratch.path)
    let merge = try repository.resolve("y").commitID
    #expect(try repository.parents(of: merge).map(\.hex) == [scratch.id("y^1"), scratch.id("y^2")])
  }
}

/// Clones that lack history, as continuous integration makes them.
@Suite struct ShallowCloneTests {
  /// `main` and `feature` part at the third of many commits; `refs/pull/7/merge` is the forge's trial merge.
  static func origin() throws -> ScratchRepository {
    let numbered = { (name: String, range: ClosedRange<Int>) in
      range.map { "file \(name)\n| \($0)\ncommit \(name) \($0)" }.joined(separator: "\n")
    }
    let scratch = try ScratchRepository(
      """
      \(numbered("m", 1...3))
      branch feature
      \(numbered("f", 1...6))
      checkout main
      \(numbered("m", 4...9))
      branch trial
      merge feature
      checkout main
      """)
    try scratch.git("update-ref", "refs/pull/7/merge", "trial")
    return scratch
  }

  @Test func `a merge base before the clone's depth names the depth to fetch`() throws {
    let origin = try Self.origin()
    let clone = try origin.clone("clone", "--depth=2", "--no-single-branch")
    let repository = try GitRepository(discovering: clone)
    let error = gitError { _ = try repository.comparison(base: "origin/main", head: "origin/feature") }
    #expect(error?.kind == .shallow)
    for words in [
      "\"origin/main\"", "\"origin/feature\"", "2 commits", "git fetch --deepen=", "fetch-depth: 0",
    ] {
      #expect(error?.message.contains(words) == true, "\(words)")
    }
    try ScratchRepository.git(["fetch", "-q", "--deepen=100"], in: clone)
    let found = try GitRepository(discovering: clone).comparison(base: "origin/main", head: "origin/feature")
    #expect(try found.base.hex == origin.id("main~6"))
  }

  @Test(arguments: [7, 8, 9])
  func `a merge base within the depth is found although older history is missing`(depth: Int) throws {
    let origin = try Self.origin()
    let clone = try origin.clone("clone", "--depth=\(depth)", "--no-single-branch")
    let repository = try GitRepository(discovering: clone)
    let found = try repository.comparison(base: "origin/main", head: "origin/feature")
    #expect(try found.base.hex == origin.id("main~6"))
    #expect(found.note == nil)
  }

  @Test func `a linked work tree of a shallow clone knows that it is shallow`() throws {
    let origin = try Self.origin()
    let clone = try origin.clone("clone", "--depth=2", "--no-single-branch")
    try ScratchRepository.git(
      ["worktree", "add", "-q", origin.scratch.path("wt"), "origin/feature"], in: clone)
    let repository = try GitRepository(discovering: origin.scratch.path("wt"))
    #expect(gitError { _ = try repository.comparison(base: "origin/main", head: "HEAD") }?.kind == .shallow)
  }

  @Test func `unrelated histories in a shallow clone that is deep enough are told apart`() throws {
    let scratch = try ScratchRepository(MergeBaseTests.crossed)
    let clone = try scratch.clone("clone", "--depth=50", "--no-single-branch")
    try scratch.scratch.write("clone/.git/shallow", "")
    let repository = try GitRepository(discovering: clone)
    let error = gitError { _ = try repository.comparison(base: "origin/main", head: "origin/alone") }
    #expect(error?.kind == .noCommonAncestor)
  }

  /// What actions/checkout does with `fetch-depth: 2`: one ref, a detached head.
  private static func checkout(_ origin: ScratchRepository, refs: [String], head: String) throws -> String {
    let clone = origin.scratch.path("ci")
    try ScratchRepository.git(["init", "-q", clone], in: origin.scratch.path)
    try ScratchRepository.git(["remote", "add", "origin", "file://" + origin.path], in: clone)
    try ScratchRepository.git(["fetch", "-q", "--depth=2", "origin"] + refs, in: clone)
    try ScratchRepository.git(["checkout", "-q", "--detach", head], in: clone)
    return clone
  }

  @Test func `a trial merge without the base branch is compared with its first parent`() throws {
    let origin = try Self.origin()
    let clone = try Self.checkout(
      origin, refs: ["+refs/pull/7/merge:refs/remotes/pull/7/merge"], head: "refs/remotes/pull/7/merge")
    let repository = try GitRepository(discovering: clone)
    let found = try repository.comparison(base: "origin/main", head: "HEAD")
    #expect(try found.base.hex == origin.id("main"))
    #expect(found.base == found.target.commitID)
    #expect(found.note?.contains("first parent of \"refs/remotes/pull/7/merge\"") == true)
    let changes = try repository.changedPaths(from: found.base, to: found.head.commitID)
    #expect(changes.map(\.path.display) == ["f"])
  }

  @Test func `a trial merge whose first parent is the base tip needs no note`() throws {
    let origin = try Self.origin()
    let refs = ["+refs/pull/7/merge:refs/remotes/pull/7/merge", "+refs/heads/main:refs/remotes/origin/main"]
    let clone = try Self.checkout(origin, refs: refs, head: "refs/remotes/pull/7/merge")
    let found = try GitRepository(discovering: clone).comparison(base: "origin/main", head: "HEAD")
    #expect(try found.base.hex == origin.id("main"))
    #expect(found.note == nil)
  }

  @Test func `a trial merge of an older base is compared with that`() throws {
    let origin = try Self.origin()
    for number in 1...5 {
      try origin.write("m", "later \(number)")
      try origin.git("commit", "-qam", "later \(number)")
    }
    let refs = ["+refs/pull/7/merge:refs/remotes/pull/7/merge", "+refs/heads/main:refs/remotes/origin/main"]
    let clone = try Self.checkout(origin, refs: refs, head: "refs/remotes/pull/7/merge")
    let found = try GitRepository(discovering: clone).comparison(base: "origin/main", head: "HEAD")
    #expect(try found.base.hex == origin.id("main~5"))
    #expect(try found.target.commitID.hex == origin.id("main"))
    #expect(found.note?.contains("too shallow") == true)
  }

  @Test func `a developer's own merge is never compared with its first parent`() throws {
    let origin = try ScratchRepository(
      """
      \((1...5).map { "file m\n| \($0)\ncommit \($0)" }.joined(separator: "\n"))
      branch feature
      file danger.sql
      | drop table users;
      commit danger
      checkout main
      file m
      | 6
      commit 6
      checkout feature
      merge main
      checkout main
      """)
    let clone = try Self.checkout(
      origin, refs: ["+refs/heads/feature:refs/remotes/origin/feature"], head: "origin/feature")
    let repository = try GitRepository(discovering: clone)
    #expect(
      gitError { _ = try repository.comparison(base: "origin/main", head: "HEAD") }?.kind == .unknownRevision)
  }
}
