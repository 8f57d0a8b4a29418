/// The commits that a check compares.
package struct Comparison: Hashable, Sendable {
  /// The tip of the branch to merge into: what the base was named.
  package var target: Revision
  /// Where the branch under review left it: the merge base.
  package var base: CommitID
  /// The branch under review.
  package var head: Revision
  /// Why the base is not simply the merge base, for the report; nil in the normal case.
  package var note: String?
}

extension GitRepository {
  /// Finds the commits to compare for a base and a head as named by the user.
  ///
  /// A merge commit that the forge made for a pull request (its ref says so) is compared with its first parent
  /// when the clone lacks the base's history: that parent is the target tip of the time.
  package func comparison(base: String, head: String) throws(GitError) -> Comparison {
    let headRevision = try resolve(head)
    let target: Revision
    do {
      target = try resolve(base)
    } catch {
      guard error.kind == .unknownRevision, let merge = try forgeMerge(headRevision) else { throw error }
      return Comparison(
        target: Revision(name: base, commitID: merge.firstParent), base: merge.firstParent,
        head: headRevision,
        note: "\"\(base)\" is not in this clone; compared with the first parent of \"\(merge.name)\"")
    }
    do {
      let found = try mergeBase(target, headRevision)
      return Comparison(target: target, base: found, head: headRevision, note: nil)
    } catch {
      guard error.kind == .shallow, let merge = try forgeMerge(headRevision) else { throw error }
      return Comparison(
        target: target, base: merge.firstParent, head: headRevision,
        note:
          "this clone is too shallow for the merge base; compared with the first parent of \"\(merge.name)\"")
    }
  }

  /// The ref under which a forge keeps the trial merge of a pull request, if it names this commit.
  ///
  /// A merge that a developer made has the branch itself as first parent and must not be read this way.
  private func forgeMerge(_ head: Revision) throws(GitError) -> (name: String, firstParent: CommitID)? {
    let parents = try parents(of: head.commitID)
    guard parents.count == 2 else { return nil }
    let folders = ["pull", "pull-requests", "merge-requests"].flatMap {
      ["refs/\($0)/", "refs/remotes/\($0)/"]
    }
    for name in allReferences() where name.hasSuffix("/merge") && folders.contains(where: name.hasPrefix) {
      guard let revision = try? resolve(name), revision.commitID == head.commitID else { continue }
      guard (try? header(of: parents[0].objectID)) != nil else { return nil }
      return (name, parents[0])
    }
    return nil
  }
}
