import CLibGit2
import Foundation
import TestSupport
import Testing

@testable import GitAccess

@Suite struct SafeDirectoryTests {
  @Test(arguments: [
    (["/srv/shop"], true), (["/srv/shop/"], true), (["*"], true), (["/srv/*"], true), (["/*"], true),
    ([], false),
    (["/srv"], false), (["/srv/sho"], false), (["/srv/shop/sub"], false), (["/srv/sh*"], false),
    (["*", ""], false), (["", "/srv/shop"], true), (["/srv/shop", "", "/other"], false),
    (["/srv/shop/*"], false),
  ])
  func `git's rule decides which folders are safe`(settings: [String], isSafe: Bool) {
    #expect(RepositoryTrust.isSafe(["/srv/shop"], settings: settings) == isSafe)
  }
}

/// Repositories of another user. The user's configuration is one per process, so one test at a time.
@Suite(.serialized, .enabled(if: geteuid() == 0, "only root can give a folder away"))
struct TrustTests {
  private static func foreign(isBare: Bool = false) throws -> ScratchRepository {
    let scratch = try ScratchRepository(branched, isBare: isBare)
    let outcome = try Command.run(["chown", "-R", "12345", scratch.path], in: scratch.scratch.path)
    try #require(outcome.status == 0)
    return scratch
  }

  private static func open(
    _ path: String, safe: [String], environment: GitEnvironment = .empty
  ) throws -> GitRepository {
    let home = try ScratchFolder()
    let text = safe.map { "directory = \"\($0)\"\n" }.joined()
    try home.write(".gitconfig", safe.isEmpty ? "" : "[safe]\n" + text)
    try LibGit2.start()
    #expect(tidegate_git_set_global_configuration(home.path) == 0)
    defer { _ = tidegate_git_set_global_configuration(nil) }
    return try GitRepository(discovering: path, environment: environment)
  }

  @Test(arguments: [false, true], [[], ["/elsewhere"]])
  func `a repository of another user is refused with the line that allows it`(isBare: Bool, safe: [String])
    throws
  {
    let scratch = try Self.foreign(isBare: isBare)
    let error = gitError { _ = try Self.open(scratch.path, safe: safe) }
    #expect(error?.kind == .untrusted)
    #expect(error?.message.contains("git config --global --add safe.directory \(scratch.path)\"") == true)
  }

  @Test(arguments: ["*", "PATH", "PARENT/*"])
  func `a setting allows it`(setting: String) throws {
    let scratch = try Self.foreign()
    let value = setting.replacing("PATH", with: scratch.path).replacing("PARENT", with: scratch.scratch.path)
    let repository = try Self.open(scratch.path + "/dir", safe: [value])
    #expect(try repository.resolve("main").commitID.hex == repository.resolve("HEAD").commitID.hex)
  }

  @Test func `a foreign work tree of an own repository is refused, too`() throws {
    let scratch = try ScratchRepository(branched)
    chown(scratch.path, 12345, 12345)
    #expect(gitError { _ = try Self.open(scratch.path, safe: []) }?.kind == .untrusted)
  }

  @Test func `the user behind sudo is trusted`() throws {
    let scratch = try Self.foreign()
    let environment = GitEnvironment(["SUDO_UID": "12345"])
    #expect(try Self.open(scratch.path, safe: [], environment: environment).workTreeRoot == scratch.path)
    let other = GitEnvironment(["SUDO_UID": "12346"])
    #expect(gitError { _ = try Self.open(scratch.path, safe: [], environment: other) }?.kind == .untrusted)
  }
}
