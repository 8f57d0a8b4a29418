import Domain
import GitAccess

/// Both sides of the reviewed repository as files, and how they were chosen.
struct BackendSnapshots {
  /// The repository.
  let repository: GitRepository
  /// The commit that `--base` names.
  var target: RevisionName
  /// The merge base.
  var base: RevisionName
  /// The branch under review.
  var head: RevisionName
  /// The target's commit.
  var targetCommit: CommitID
  /// Files at the merge base.
  var baseTree: FileTree
  /// Files at head.
  var headTree: FileTree
  /// Paths whose content differs between base and head.
  var changed: [PathChange]
  /// What the reader of the report should know about the choice.
  var notes: [String]

  /// Opens the repository.
  static func repository(
    of request: ComparisonRequest, environment: GitEnvironment
  ) throws(CommandFailure) -> GitRepository {
    do throws(GitError) {
      return try GitRepository(discovering: request.repository, environment: environment)
    } catch {
      throw CommandFailure(error.message)
    }
  }

  /// Opens the repository and finds what to compare.
  static func open(
    _ request: ComparisonRequest, environment: GitEnvironment
  ) throws(CommandFailure) -> BackendSnapshots {
    try open(request, in: repository(of: request, environment: environment))
  }

  /// Finds what to compare.
  static func open(
    _ request: ComparisonRequest, in repository: GitRepository
  ) throws(CommandFailure) -> BackendSnapshots {
    do throws(GitError) {
      return try read(request, repository)
    } catch {
      throw CommandFailure(error.message)
    }
  }

  private static func read(
    _ request: ComparisonRequest, _ repository: GitRepository
  ) throws(GitError) -> BackendSnapshots {
    var notes: [String] = []
    let base: String
    if let given = request.base { base = given } else { base = try defaultBase(of: repository, &notes) }
    let headName: String =
      if case .revision(let name) = request.head { name } else { "HEAD" }
    let comparison = try repository.comparison(base: base, head: headName)
    if let note = comparison.note { notes.append(note) }
    let baseTree = try repository.tree(at: comparison.base)
    let headTree: FileTree
    let changed: [PathChange]
    var head = RevisionName(revision: headName, commit: comparison.head.commitID.hex)
    switch request.head {
    case .revision:
      headTree = try repository.tree(at: comparison.head.commitID)
      changed = try repository.changedPaths(from: comparison.base, to: comparison.head.commitID)
    case .staged, .workTree:
      let isStaged = request.head == .staged
      let files = isStaged ? try repository.indexTree() : try repository.workTree()
      if !files.conflicts.isEmpty {
        let names = files.conflicts.prefix(3).map { "\"\($0.display)\"" }.joined(separator: ", ")
        throw GitError(
          .conflicts, "the index has unresolved conflicts in \(names); resolve them, then check again")
      }
      headTree = files.files
      changed = PathChange.between(baseTree, headTree)
      head = RevisionName(revision: isStaged ? "index" : "work tree", commit: nil)
    }
    return BackendSnapshots(
      repository: repository, target: RevisionName(revision: base, commit: comparison.target.commitID.hex),
      base: RevisionName(revision: "merge base of \(base) and \(headName)", commit: comparison.base.hex),
      head: head,
      targetCommit: comparison.target.commitID, baseTree: baseTree, headTree: headTree, changed: changed,
      notes: notes)
  }

  private static func defaultBase(of repository: GitRepository, _ notes: inout [String]) throws(GitError)
    -> String
  {
    guard let found = try repository.defaultRemoteBranch() else {
      throw GitError(
        .unknownRevision,
        "no branch to compare with: the repository has no remote default branch; name one with --base")
    }
    notes.append("no --base given: compared with \"\(found.revision.name)\", \(found.reason)")
    return found.revision.name
  }

  /// The files at the target tip: the gate's own configuration is read there.
  func targetTree() throws(CommandFailure) -> FileTree {
    if target.commit == base.commit { return baseTree }
    do throws(GitError) {
      return try repository.tree(at: targetCommit)
    } catch {
      throw CommandFailure(error.message)
    }
  }
}
