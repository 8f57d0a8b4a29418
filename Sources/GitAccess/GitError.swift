/// Why Git could not give what was asked: one sentence with the place and the next step.
package struct GitError: Error, Hashable, Sendable {
  /// What kind of trouble it is, for callers that can go on another way.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The folder does not exist or is not inside a repository.
    case noRepository
    /// Another user owns the repository and no `safe.directory` allows it.
    case untrusted
    /// The repository's format is one that libgit2 cannot read.
    case unsupportedFormat
    /// No branch, tag or commit has this name.
    case unknownRevision
    /// A short id fits several objects.
    case ambiguousRevision
    /// The name stands for a file or folder.
    case notACommit
    /// The branch has no commit yet.
    case unborn
    /// The history needed lies before the depth of a shallow clone.
    case shallow
    /// Two commits share no history.
    case noCommonAncestor
    /// An object is not in the repository (partial clone, damage).
    case missingObject
    /// The index has unresolved conflicts.
    case conflicts
    /// An object, the index or another file is damaged.
    case corrupt
    /// A bare repository was asked for its index or files.
    case noWorkTree
    /// More than `GitLimits` allows.
    case tooLarge
    /// Anything else that libgit2 reports.
    case library
  }

  /// What kind of trouble it is.
  package var kind: Kind
  /// What, where, next step: lower case, names quoted, no final stop.
  package var message: String

  /// An error with its sentence.
  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
