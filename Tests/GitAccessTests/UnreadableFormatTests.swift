import Domain
import Foundation
import GitAccess
import TestSupport
import Testing

/// What libgit2 1.5 cannot do, one by one: the right result, or one sentence with the cure.
@Suite struct UnreadableFormatTests {
  @Test(arguments: [
    ("worktreeConfig", "true"), ("partialClone", "origin"), ("preciousObjects", "true"),
    ("relativeWorktrees", "true"),
    ("noop", "true"), ("objectFormat", "sha1"), ("refStorage", "files"),
  ])
  func `an extension that changes nothing for readers is no obstacle`(name: String, value: String) throws {
    let scratch = try ScratchRepository(branched)
    try Self.extend(scratch, name, value)
    let repository = try GitRepository(discovering: scratch.path)
    let tree = try repository.tree(at: repository.resolve("main").commitID)
    #expect(try contents(tree) == ["a.sql=one", "dir/b.sql=two", "main.sql=four"])
  }

  @Test(arguments: [
    ("objectFormat", "sha256", "sha256 object ids", "clone that has sha1 ids"),
    ("refStorage", "reftable", "branches as reftable", "git refs migrate --ref-format=files"),
    ("compatObjectFormat", "sha256", "compatobjectformat", "fresh clone"),
  ])
  func `an extension that readers must know is refused with the cure`(
    name: String, value: String, words: String, cure: String
  ) throws {
    let scratch = try ScratchRepository(branched)
    try Self.extend(scratch, name, value)
    let error = gitError { _ = try GitRepository(discovering: scratch.path) }
    #expect(error?.kind == .unsupportedFormat)
    for part in [words, cure, scratch.path] { #expect(error?.message.contains(part) == true, "\(part)") }
  }

  @Test func `a real repository of sha256 ids is refused`() throws {
    let folder = try ScratchFolder()
    try ScratchRepository.git(["init", "-q", "--object-format=sha256", folder.path("repo")], in: folder.path)
    try folder.write("repo/a.sql", "x")
    try ScratchRepository.git(["add", "a.sql"], in: folder.path("repo"))
    try ScratchRepository.git(["commit", "-qm", "first"], in: folder.path("repo"))
    let error = gitError { _ = try GitRepository(discovering: folder.path("repo")) }
    #expect(error?.kind == .unsupportedFormat)
  }

  @Test func `a format version of the future is refused`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.git("config", "core.repositoryFormatVersion", "1")
    let config = String(decoding: try scratch.scratch.read("repo/.git/config"), as: UTF8.self)
    try scratch.scratch.write(
      "repo/.git/config",
      config.replacing("repositoryformatversion = 1", with: "repositoryformatversion = 2")
        .replacing("repositoryFormatVersion = 1", with: "repositoryFormatVersion = 2"))
    #expect(gitError { _ = try GitRepository(discovering: scratch.path) }?.kind == .unsupportedFormat)
  }

  @Test func `a configuration that cannot be parsed says which repository`() throws {
    let scratch = try ScratchRepository(branched)
    try scratch.scratch.write("repo/.git/config", "[core\nbroken")
    let error = gitError { _ = try GitRepository(discovering: scratch.path) }
    #expect(error?.kind == .corrupt, "\(error?.message ?? "none")")
    #expect(error?.message.contains(scratch.path) == true)
  }

  private static func extend(_ scratch: ScratchRepository, _ name: String, _ value: String) throws {
    try scratch.git("config", "core.repositoryFormatVersion", "1")
    try scratch.git("config", "extensions.\(name)", value)
  }
}

@Suite struct MissingObjectTests {
  @Test func `a partial clone names each missing file and the command that fetches it`() throws {
    let scratch = try ScratchRepository(branched)
    let clone = try scratch.clone("clone", "--filter=blob:none", "--no-checkout")
    let repository = try GitRepository(discovering: clone)
    let tree = try repository.tree(at: repository.resolve("origin/feature").commitID)
    #expect(tree.entries.count == 3)
    for entry in tree.entries {
      let error = #expect(throws: FileReadError.self) { try tree.contents(of: entry) }
      let id = try scratch.id("feature:" + entry.path.display)
      let command = "git fetch origin \(id)"
      #expect(error?.message.contains("\"\(entry.path.display)\" is not in this repository") == true)
      #expect(error?.message.contains("\"\(command)\"") == true)
      try ScratchRepository.git(
        ["-C", clone] + command.split(separator: " ").map(String.init).dropFirst(), in: clone)
    }
    let fetched = try GitRepository(discovering: clone)
    let again = try fetched.tree(at: fetched.resolve("origin/feature").commitID)
    #expect(try contents(again) == ["a.sql=one", "dir/b.sql=two", "dir/c.sql=three"])
  }

  @Test func `a clone without folder listings names the missing one`() throws {
    let scratch = try ScratchRepository(branched)
    let clone = try scratch.clone("clone", "--filter=tree:0", "--no-checkout")
    let repository = try GitRepository(discovering: clone)
    let commit = try repository.resolve("origin/feature").commitID
    let error = gitError { _ = try repository.tree(at: commit) }
    #expect(error?.kind == .missingObject)
    #expect(error?.message.contains("git fetch origin") == true)
  }

  @Test func `the checked-out files of a partial clone are read from disk`() throws {
    let scratch = try ScratchRepository(branched)
    let clone = try scratch.clone("clone", "--filter=blob:none")
    #expect(
      try contents(GitRepository(discovering: clone).workTree().files)
        == ["a.sql=one", "dir/b.sql=two", "main.sql=four"])
  }

  @Test(arguments: ["feature", "HEAD"])
  func `a branch whose commit is missing is not called unknown`(name: String) throws {
    let scratch = try ScratchRepository(branched)
    try scratch.git("checkout", "-q", "feature")
    try Self.remove(scratch, try scratch.id("feature"))
    let error = gitError { _ = try GitRepository(discovering: scratch.path).resolve(name) }
    #expect(error?.kind == .missingObject)
    #expect(error?.message.contains("the commit of \"\(name)\"") == true)
    #expect(error?.message.contains("git fsck") == true)
  }

  @Test func `history with a missing commit is not called unrelated`() throws {
    let scratch = try ScratchRepository(branched)
    let repository = try GitRepository(discovering: scratch.path)
    try Self.remove(scratch, try scratch.id("main~1"))
    let error = gitError { _ = try repository.comparison(base: "main", head: "feature") }
    #expect(error?.kind == .missingObject)
  }

  @Test func `a push in quarantine is read from there`() throws {
    let scratch = try ScratchRepository(branched, isBare: true)
    let other = try ScratchRepository("file q.sql\n| quarantined\ncommit new")
    try Self.unpack(other)
    let folder = other.path + "/.git/objects"
    let id = try other.id("main")
    let plain = gitError { _ = try GitRepository(discovering: scratch.path).resolve(id) }
    #expect(plain?.kind == .unknownRevision)
    for variables in [
      ["GIT_OBJECT_DIRECTORY": folder, "GIT_ALTERNATE_OBJECT_DIRECTORIES": scratch.path + "/objects"],
      ["GIT_ALTERNATE_OBJECT_DIRECTORIES": "\"\(folder)\":\(scratch.path)/objects"],
    ] {
      let repository = try GitRepository(discovering: scratch.path, environment: GitEnvironment(variables))
      #expect(try contents(repository.tree(at: repository.resolve(id).commitID)) == ["q.sql=quarantined"])
      #expect(try repository.resolve("main").commitID.hex == scratch.id("main"))
    }
    let gone = GitEnvironment(["GIT_OBJECT_DIRECTORY": folder + "-gone"])
    let error = gitError { _ = try GitRepository(discovering: scratch.path, environment: gone) }
    #expect(error?.message.contains("unset GIT_OBJECT_DIRECTORY") == true)
  }

  @Test func `a real pre-receive hook's environment gives the pushed commit`() throws {
    let target = try ScratchRepository(branched, isBare: true)
    let log = target.scratch.path("log")
    let hook =
      "#!/bin/sh\nread old new ref\necho \"$GIT_OBJECT_DIRECTORY\" > \(log)\n"
      + "cp -r \"$GIT_OBJECT_DIRECTORY\" \(log).objects\necho $new >> \(log)\nexit 1\n"
    try target.scratch.write("repo/hooks/pre-receive", hook)
    chmod(target.path + "/hooks/pre-receive", 0o755)
    let clone = try target.clone("clone")
    try target.scratch.write("clone/new.sql", "pushed")
    try ScratchRepository.git(["add", "."], in: clone)
    try ScratchRepository.git(["commit", "-qm", "new"], in: clone)
    #expect(throws: Command.Failure.self) { try ScratchRepository.git(["push", "-q"], in: clone) }
    let lines = String(decoding: try target.scratch.read("log"), as: UTF8.self).split(separator: "\n")
    let environment = GitEnvironment(["GIT_OBJECT_DIRECTORY": log + ".objects", "GIT_DIR": "."])
    let repository = try GitRepository(discovering: target.path, environment: environment)
    let found = try repository.comparison(base: "main", head: String(try #require(lines.last)))
    #expect(
      try repository.changedPaths(from: found.base, to: found.head.commitID).map(\.path.display) == [
        "new.sql"
      ])
  }

  /// Removes one object, whether it lies in a pack or alone.
  private static func remove(_ scratch: ScratchRepository, _ id: String) throws {
    try unpack(scratch)
    try scratch.scratch.remove("repo/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }

  /// Turns packs into single objects.
  static func unpack(_ scratch: ScratchRepository) throws {
    let folder = scratch.path + "/.git/objects/pack"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".pack") {
      let pack = try scratch.scratch.read("repo/.git/objects/pack/" + name)
      for part in ["pack", "idx", "rev"] {
        try? scratch.scratch.remove("repo/.git/objects/pack/" + name.replacing(".pack", with: "." + part))
      }
      try ScratchRepository.git(["unpack-objects", "-q"], in: scratch.path, input: pack)
    }
  }
}
