package import Domain

/// What stands at a path of a tree.
package enum PathState: Hashable, Sendable {
  /// Nothing.
  case absent
  /// A regular file.
  case file(ContentID)
  /// A symbolic link or submodule, which is never read; the id changes when it points elsewhere.
  case unread(ContentID)
}

/// One path that differs between two trees.
package struct PathChange: Hashable, Sendable {
  /// How it differs.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Only in the new tree.
    case added
    /// Only in the old tree.
    case deleted
    /// Other content.
    case modified
    /// A file on one side, a link or submodule on the other.
    case typeChanged
  }

  /// The path from the root of the repository.
  package var path: TreePath
  /// What the old tree has there.
  package var old: PathState
  /// What the new tree has there.
  package var new: PathState

  /// A path and what stands there on both sides.
  package init(path: TreePath, old: PathState, new: PathState) {
    self.path = path
    self.old = old
    self.new = new
  }

  /// How the two sides differ.
  package var kind: Kind {
    switch (old, new) {
    case (.absent, _): .added
    case (_, .absent): .deleted
    case (.file, .unread), (.unread, .file): .typeChanged
    case (.file, .file), (.unread, .unread): .modified
    }
  }

  /// The content id of the old regular file, if there was one.
  package var oldContent: ContentID? { Self.content(old) }
  /// The content id of the new regular file, if there is one.
  package var newContent: ContentID? { Self.content(new) }

  private static func content(_ state: PathState) -> ContentID? {
    if case .file(let id) = state { id } else { nil }
  }
}

extension PathChange {
  /// The paths that differ between two listings, sorted: for the index and the work tree.
  ///
  /// Links and submodules carry no id in a listing, so one that only points elsewhere is not seen.
  package static func between(_ old: FileTree, _ new: FileTree) -> [PathChange] {
    let left = states(old)
    let right = states(new)
    var changes: [PathChange] = []
    var (row, column) = (0, 0)
    while row < left.count || column < right.count {
      let isOld = column == right.count || (row < left.count && left[row].path < right[column].path)
      let isNew = row == left.count || (column < right.count && right[column].path < left[row].path)
      let path = isNew ? right[column].path : left[row].path
      let change = PathChange(
        path: path, old: isNew ? .absent : left[row].state, new: isOld ? .absent : right[column].state)
      if change.old != change.new { changes.append(change) }
      if !isNew { row += 1 }
      if !isOld { column += 1 }
    }
    return changes
  }

  private static func states(_ tree: FileTree) -> [(path: TreePath, state: PathState)] {
    var states = tree.entries.map { (path: $0.path, state: PathState.file($0.contentID)) }
    guard !tree.skipped.isEmpty else { return states }
    states += tree.skipped.map { (path: $0, state: PathState.unread(ContentID(bytes: []))) }
    return states.sorted { $0.path < $1.path }
  }
}
