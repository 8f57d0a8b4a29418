import Foundation

/// A Git repository that a test builds from text, with fixed identity and dates, so that ids never change.
///
/// Each line of the script is one step; a file's content follows, each line after `| `:
///
///     file migrations/V1__init.sql
///     | create table users (id int);
///     commit first
///     branch feature            # from the current commit; `branch x from main` starts elsewhere
///     delete migrations/V1__init.sql
///     link latest -> migrations/V2.sql
///     module vendored           # a submodule entry
///     commit second
///     checkout main
///     merge feature             # a merge commit; the other side's files win where it changed them
///     tag v1
///     orphan other              # a branch without history
///
/// It starts on the branch `main`. A path may hold `\ooo` octal bytes. At the end the work tree is checked out
/// at the branch of the last step.
package final class ScratchRepository: Sendable {
  /// The folder that holds the repository, and room for clones of it beside it.
  package let scratch: ScratchFolder
  /// The work tree, or the repository itself if it is bare.
  package let path: String

  /// Builds the repository, as folder `repo` of a new scratch folder.
  package init(_ script: String = "", isBare: Bool = false) throws {
    scratch = try ScratchFolder()
    path = scratch.path("repo")
    try Self.git(
      ["init", "-q", "--initial-branch=main"] + (isBare ? ["--bare"] : []) + [path], in: scratch.path)
    let history = try ScratchHistory(script: script)
    guard !history.isEmpty else { return }
    try Self.git(["fast-import", "--quiet", "--force"], in: path, input: history.stream)
    try Self.git(["symbolic-ref", "HEAD", "refs/heads/" + history.branch], in: path)
    if !isBare { try Self.git(["reset", "-q", "--hard"], in: path) }
  }

  /// Runs git in the repository and gives its output as text; a failure is thrown.
  @discardableResult
  package func git(_ arguments: String...) throws -> String {
    try Self.git(arguments, in: path)
  }

  /// The id of a revision.
  package func id(_ revision: String) throws -> String {
    try git("rev-parse", "--verify", revision)
  }

  /// Writes a file of the work tree.
  package func write(_ relative: String, _ text: String) throws {
    try scratch.write("repo/" + relative, text)
  }

  /// Clones the repository into the scratch folder with `git clone` options, and gives the clone's path.
  package func clone(_ name: String, _ options: String...) throws -> String {
    let place = scratch.path(name)
    // The serving side does not inherit configuration from the environment.
    for option in ["allowFilter", "allowAnySHA1InWant"] { try git("config", "uploadpack." + option, "true") }
    try Self.git(["clone", "-q"] + options + ["file://" + path, place], in: scratch.path)
    return place
  }

  /// Runs git somewhere with the fixed identity and without the machine's configuration.
  @discardableResult
  package static func git(_ arguments: [String], in folder: String, input: [UInt8] = []) throws -> String {
    let outcome = try Command.run(["git"] + arguments, in: folder, environment: environment, input: input)
    guard outcome.status == 0 else {
      throw Command.Failure(
        description: "git \(arguments.joined(separator: " ")): \(outcome.status) \(outcome.errors)")
    }
    return outcome.text
  }

  /// What git is run with: nothing of the machine but PATH.
  package static var environment: [String: String] {
    let date = "1700000000 +0000"
    return [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C",
      "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_TERMINAL_PROMPT": "0", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
      "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
      "GIT_COMMITTER_DATE": date,
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
      "GIT_CONFIG_KEY_1": "gc.auto", "GIT_CONFIG_VALUE_1": "0",
    ]
  }
}
