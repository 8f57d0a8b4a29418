package import Domain

/// The files of a check, wherever they come from: Git, a folder, a test's dictionary.
package struct GateFiles {
  /// Backend files at the merge base.
  package var base: FileTree
  /// Backend files at head.
  package var head: FileTree
  /// Backend files at the target tip: the gate's own configuration is read there.
  package var target: FileTree
  /// Backend paths whose content differs between base and head.
  package var changed: [TreePath]
  /// The registry's files.
  package var registry: RegistrySource
  /// The name of the remote's repository, the backend's name when nothing else gives one.
  package var repositoryName: String?

  /// The files of a check.
  package init(
    base: FileTree, head: FileTree, target: FileTree, changed: [TreePath], registry: RegistrySource,
    repositoryName: String? = nil
  ) {
    self.base = base
    self.head = head
    self.target = target
    self.changed = changed
    self.registry = registry
    self.repositoryName = repositoryName
  }
}

/// Where the registry's files are.
package enum RegistrySource {
  /// A folder outside of the reviewed repository, which another thread reads meanwhile.
  case folder(PendingWork<Result<Registry, CommandFailure>>)
  /// Files at hand; a registry in the reviewed repository has its policy in the files of the target tip, and
  /// those files themselves so that declarations may not vanish unseen.
  case files(FileTree, policy: FileTree, target: FileTree?)
}

/// How a check judges, whatever the files.
package struct GateOptions: Sendable {
  /// The backend's name; nil for the configuration's or the repository's.
  package var backend: String?
  /// Whether a repository without migrations passes.
  package var allowsNoMigrations: Bool
  /// The day that waivers are compared with.
  package var date: CalendarDate
  /// The mildest severity that blocks; nil for the configuration's.
  package var blockOn: Severity?

  /// Options; everything but the day has its usual default.
  package init(
    backend: String? = nil, allowsNoMigrations: Bool = false, date: CalendarDate, blockOn: Severity? = nil
  ) {
    self.backend = backend
    self.allowsNoMigrations = allowsNoMigrations
    self.date = date
    self.blockOn = blockOn
  }
}
