import CommandLineKit

/// Options that several commands share.
enum SharedOptions {
  /// Which repository.
  static let repository = Option.value(
    "repo", short: "C", placeholder: "FOLDER", rule: .path, help: "the backend repository, or a folder in it",
    defaultValue: ".", group: "What is compared")
  /// Which target.
  static let base = Option.value(
    "base", short: "b", placeholder: "REVISION", help: "the branch to merge into",
    defaultNote: "the remote's default branch", environment: "TIDEGATE_BASE", group: "What is compared")
  /// Which head.
  static let head = Option.value(
    "head", placeholder: "REVISION", help: "the branch under review", defaultNote: "HEAD",
    group: "What is compared")
  /// The index as head.
  static let staged = Option.flag(
    "staged", help: "review what is staged instead of a revision", group: "What is compared")
  /// The work tree as head.
  static let workTree = Option.flag(
    "worktree", help: "review the files as they are, staged or not", group: "What is compared")
  /// Which registry.
  static let registry = Option.value(
    "registry", short: "r", placeholder: "FOLDER[@REVISION]", rule: .path,
    help: "the data team's project: a folder, or a folder of a repository at a revision",
    defaultNote: "\"registry\" of .tidegate.yml", environment: "TIDEGATE_REGISTRY",
    group: "What depends on it")
  /// Which backend.
  static let backend = Option.value(
    "backend", placeholder: "NAME", help: "the name that the registry knows this repository by",
    defaultNote: "\"backend\" of .tidegate.yml, else the remote's repository name",
    environment: "TIDEGATE_BACKEND", group: "What depends on it")
  /// Whether to use colour.
  static let colour = Option.flag(
    "color", help: "use colour", isNegatable: true, defaultNote: "on a terminal, never with NO_COLOR",
    group: "Output")
  /// Whose facts.
  static let rules = Option.value(
    "rules", placeholder: "FOLDER", rule: .path,
    help: "rule pages and tables of facts to use in place of the built-in ones",
    environment: "TIDEGATE_RULES", group: "How it is judged")
}

/// What is compared, as a command line says it.
struct ComparisonRequest {
  /// What stands for head.
  enum Head: Hashable {
    /// A revision.
    case revision(String)
    /// The index.
    case staged
    /// The work tree.
    case workTree
  }

  /// The repository, or a folder in it.
  var repository: String
  /// The target; nil for the remote's default branch.
  var base: String?
  /// The head.
  var head: Head

  /// A comparison.
  init(repository: String, base: String?, head: Head) {
    self.repository = repository
    self.base = base
    self.head = head
  }

  /// Reads the shared options.
  init(_ invocation: ParsedInvocation) throws(CommandFailure) {
    repository = invocation.value("repo") ?? "."
    base = invocation.value("base")
    let chosen = [
      invocation.value("head").map(Head.revision), invocation.isSet("staged") ? .staged : nil,
      invocation.isSet("worktree") ? .workTree : nil,
    ].compactMap { $0 }
    guard chosen.count <= 1 else {
      throw CommandFailure(
        "give one of \"--head\", \"--staged\" and \"--worktree\", not several", status: .usage)
    }
    head = chosen.first ?? .revision("HEAD")
  }
}
