import Domain
import Foundation
import GitAccess
import TestSupport
import Testing

/// A repository with two branches and a merge.
let branched = """
  file a.sql
  | one
  file dir/b.sql
  | two
  commit first
  branch feature
  file dir/c.sql
  | three
  commit on feature
  checkout main
  file main.sql
  | four
  commit on main
  """

/// The contents of all files as `path=content`.
func contents(_ tree: FileTree) throws -> [String] {
  try tree.entries.map {
    $0.path.display + "="
      + String(decoding: try tree.contents(of: $0), as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}

/// The error that opening, resolving or reading gives.
func gitError(_ body: () throws -> Void) -> GitError? {
  do { try body() } catch { return error as? GitError }
  return nil
}

/// Where a repository may be opened from.
@Suite struct RepositoryShapeTests {
  @Test(arguments: ["", "/dir", "/.git", "/dir/"])
  func `a repository is found from its top, a folder below and its own folder`(suffix: String) throws {
    let scratch = try ScratchRepository(branched)
    let repository = try GitRepository(discovering: scratch.path + suffix)
    #expect(repository.workTreeRoot == scratch.path)
    #expect(repository.gitDirectory == scratch.path + "/.git")
    #expect(
      repository.givenFolder
        == TreePath(suffix == "" || suffix == "/.git" ? (suffix == "" ? "" : ".git") : "dir"))
    #expect(try repository.resolve("feature").commitID.hex == scratch.id("feature"))
  }

  @Test func `a bare repository gives commits, and no index or files`() throws {
    let scratch = try ScratchRepository(branched, isBare: true)
    let repository = try GitRepository(discovering: scratch.path)
    #expect(repository.workTreeRoot == nil)
    let tree = try repository.tree(at: repository.resolve("feature").commitID)
    #expect(try contents(tree) == ["a.sql=one", "dir/b.sql=two", "dir/c.sql=three"])
    #expect(gitError { _ = try repository.indexTree() }?.kind == .noWorkTree)
    #expect(gitError { _ = try repository.workTree() }?.kind == .noWorkTree)
  }

  @Test(arguments: [false, true])
  func `a linked work tree has its own head and files`(isRelative: Bool) throws {
    let scratch = try ScratchRepository(branched)
    let place = scratch.scratch.path("linked")
    try scratch.git("worktree", "add", "-q", place, "feature")
    if isRelative {
      try scratch.scratch.write("linked/.git", "gitdir: ../repo/.git/worktrees/linked\n")
      try scratch.scratch.write("repo/.git/worktrees/linked/gitdir", "../../../../linked/.git\n")
      try scratch.git("config", "core.repositoryFormatVersion", "1")
      try scratch.git("config", "extensions.relativeWorktrees", "true")
    }
    let repository = try GitRepository(discovering: place)
    #expect(repository.workTreeRoot == place)
    #expect(repository.commonDirectory == scratch.path + "/.git")
    #expect(try repository.head() == .branch(name: "feature", commitID: repository.resolve("HEAD").commitID))
    #expect(try contents(repository.workTree().files) == ["a.sql=one", "dir/b.sql=two", "dir/c.sql=three"])
    #expect(try contents(repository.indexTree().files).count == 3)
  }

  @Test func `a work tree whose repository is gone says how to repair it`() throws {
    let scratch = try ScratchRepository(branched)
    let place = scratch.scratch.path("linked")
    try scratch.git("worktree", "add", "-q", place, "feature")
    try scratch.scratch.remove("repo")
    let error = gitError { _ = try GitRepository(discovering: place) }
    #expect(error?.kind == .noRepository)
    #expect(error?.message.contains("git worktree repair") == true)
  }

  @Test func `a repository with its folder elsewhere is opened`() throws {
    let scratch = try ScratchRepository()
    let place = scratch.scratch.path("work")
    try ScratchRepository.git(
      ["init", "-q", "--separate-git-dir", scratch.scratch.path("store"), place], in: scratch.scratch.path)
    #expect(try GitRepository(discovering: place).gitDirectory == scratch.scratch.path("store"))
  }

  @Test func `a folder that is no repository is refused with the next step`() throws {
    let folder = try ScratchFolder()
    try folder.write("file", "x")
    let cases = [("", "not inside a Git repository"), ("/nowhere", "no folder"), ("/file", "not a folder")]
    for (suffix, words) in cases {
      let error = gitError { _ = try GitRepository(discovering: folder.path + suffix) }
      #expect(error?.kind == .noRepository)
      #expect(error?.message.contains(words) == true)
      #expect(error?.message.contains(folder.path + suffix) == true)
    }
  }

  @Test func `GIT_DIR is used where no repository is found`() throws {
    let scratch = try ScratchRepository(branched, isBare: true)
    let folder = try ScratchFolder()
    let environment = GitEnvironment(["GIT_DIR": scratch.path])
    #expect(
      try GitRepository(discovering: folder.path, environment: environment).gitDirectory == scratch.path)
    let wrong = GitEnvironment(["GIT_DIR": folder.path("none")])
    let error = gitError { _ = try GitRepository(discovering: folder.path, environment: wrong) }
    #expect(error?.message.contains("GIT_DIR") == true)
  }
}

@Suite struct HeadTests {
  @Test func `an empty repository has an unborn branch and says so`() throws {
    let scratch = try ScratchRepository()
    let repository = try GitRepository(discovering: scratch.path)
    #expect(try repository.head() == .unborn(branch: "main"))
    for name in ["HEAD", "@"] {
      let error = gitError { _ = try repository.resolve(name) }
      #expect(error?.kind == .unborn)
      #expect(error?.message.contains("branch \"main\" has no commit yet") == true)
    }
    #expect(gitError { _ = try repository.resolve("main") }?.kind == .unknownRevision)
    #expect(try repository.defaultRemoteBranch() == nil)
    try scratch.write("a.sql", "x")
    #expect(try repository.indexTree().files.entries.isEmpty)
    #expect(try contents(repository.workTree().files) == ["a.sql=x"])
  }

  @Test func `an unborn branch beside others is told apart`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.git("symbolic-ref", "HEAD", "refs/heads/new/branch")
    let repository = try GitRepository(discovering: scratch.path)
    #expect(try repository.head() == .unborn(branch: "new/branch"))
    #expect(try repository.resolve("main").commitID.hex == scratch.id("main"))
  }

  @Test func `a detached head is a commit without branch`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.git("checkout", "-q", "--detach", "feature")
    let repository = try GitRepository(discovering: scratch.path)
    #expect(try repository.head() == .detached(repository.resolve("feature").commitID))
  }

  @Test func `the default branch is what the remote says, else a well-known name`() throws {
    let scratch = try ScratchRepository(branched)
    let local = try #require(try GitRepository(discovering: scratch.path).defaultRemoteBranch())
    #expect(local.revision.name == "main")
    #expect(local.reason.contains("local branch"))
    try scratch.git("checkout", "-q", "feature")
    let clone = try scratch.clone("clone")
    let said = try #require(try GitRepository(discovering: clone).defaultRemoteBranch())
    #expect(said.revision.name == "origin/feature")
    #expect(said.reason == "the default branch of remote \"origin\"")
    try ScratchRepository.git(["remote", "set-head", "origin", "--delete"], in: clone)
    let guessed = try #require(try GitRepository(discovering: clone).defaultRemoteBranch())
    #expect(guessed.revision.name == "origin/main")
    #expect(guessed.reason.contains("\"main\" exists there"))
    let bare = try scratch.clone("bare", "--bare")
    try ScratchRepository.git(["remote", "remove", "origin"], in: bare)
    #expect(try GitRepository(discovering: bare).defaultRemoteBranch()?.revision.name == "feature")
  }

  @Test(arguments: [
    ("https://example.org/team/shop.git", "shop"), ("git@example.org:team/shop.git", "shop"),
    ("git@example.org:shop", "shop"), ("ssh://git@example.org:22/team/shop/", "shop"),
    ("../shop/.git", "shop"),
    ("/srv/git/shop.git/", "shop"), ("https://example.org/team/shop.github", "shop.github"), ("..", nil),
  ])
  func `the remote's repository name is the last part of its address`(address: String, name: String?) throws {
    let scratch = try ScratchRepository()
    #expect(try GitRepository(discovering: scratch.path).remoteRepositoryName() == nil)
    try scratch.git("remote", "add", "origin", address)
    #expect(try GitRepository(discovering: scratch.path).remoteRepositoryName() == name)
  }
}
