import Domain

extension GitRepository {
  /// The paths that differ between two commits, sorted; equal folders are skipped without being read.
  ///
  /// A change of the executable bit alone is none. Renames appear as deleted and added with equal content ids.
  package func changedPaths(from old: CommitID, to new: CommitID) throws(GitError) -> [PathChange] {
    let oldTree = try header(of: old.objectID).tree
    let newTree = try header(of: new.objectID).tree
    guard oldTree != newTree else { return [] }
    var walk = TreeComparison(repository: self)
    return try walk.compare(oldTree, newTree)
  }
}

/// Walks two trees side by side.
private struct TreeComparison {
  /// One folder on both sides; a side that lacks it is nil.
  private struct Frame {
    var old: TreeObject?
    var new: TreeObject?
    var oldIndex = 0
    var newIndex = 0
    var pathLength: Int

    var nextOld: TreeObject.Entry? {
      old.flatMap { oldIndex < $0.entries.count ? $0.entries[oldIndex] : nil }
    }
    var nextNew: TreeObject.Entry? {
      new.flatMap { newIndex < $0.entries.count ? $0.entries[newIndex] : nil }
    }
  }

  private let repository: GitRepository
  private var path: [UInt8] = []
  private var stack: [Frame] = []
  private var visited = 0
  private var changes: [PathChange] = []

  init(repository: GitRepository) {
    self.repository = repository
  }

  mutating func compare(_ old: ObjectID, _ new: ObjectID) throws(GitError) -> [PathChange] {
    try push(old, new)
    while var frame = stack.popLast() {
      path.removeSubrange(min(frame.pathLength, path.count)...)
      let pair = Self.next(&frame)
      guard pair.old != nil || pair.new != nil else { continue }
      visited += 1
      guard visited <= repository.limits.entries else {
        throw repository.tooManyEntries("the comparison")
      }
      stack.append(frame)
      try judge(pair.old, pair.new, frame)
    }
    // A file that became a folder sorts apart from what is below it, so the order is made sure of.
    return changes.sorted { $0.path < $1.path }
  }

  /// Takes the next name off one or both sides.
  private static func next(_ frame: inout Frame) -> (old: TreeObject.Entry?, new: TreeObject.Entry?) {
    let old = frame.nextOld
    let new = frame.nextNew
    guard let one = old, let two = new, let oldTree = frame.old, let newTree = frame.new else {
      if old != nil { frame.oldIndex += 1 }
      if new != nil { frame.newIndex += 1 }
      return (old, new)
    }
    let order = TreeObject.order(one, oldTree.bytes, two, newTree.bytes)
    if order <= 0 { frame.oldIndex += 1 }
    if order >= 0 { frame.newIndex += 1 }
    return (order <= 0 ? one : nil, order >= 0 ? two : nil)
  }

  private mutating func judge(
    _ old: TreeObject.Entry?, _ new: TreeObject.Entry?, _ frame: Frame
  ) throws(GitError) {
    if let old, let new, old.id == new.id, old.kind == new.kind { return }
    if let old, let tree = frame.old {
      append(tree.bytes[old.name])
    } else if let new, let tree = frame.new {
      append(tree.bytes[new.name])
    }
    if old?.kind == .folder || new?.kind == .folder {
      try push(old?.id, new?.id)
    } else {
      changes.append(PathChange(path: TreePath(bytes: path), old: Self.state(old), new: Self.state(new)))
    }
  }

  private mutating func append(_ name: ArraySlice<UInt8>) {
    if !path.isEmpty { path.append(UInt8(ascii: "/")) }
    path.append(contentsOf: name)
  }

  private mutating func push(_ old: ObjectID?, _ new: ObjectID?) throws(GitError) {
    guard stack.count < repository.limits.depth else { throw repository.tooDeep(path) }
    var frame = Frame(pathLength: path.count)
    if let old { frame.old = try repository.treeObject(old) }
    if let new { frame.new = try repository.treeObject(new) }
    stack.append(frame)
  }

  private static func state(_ entry: TreeObject.Entry?) -> PathState {
    guard let entry else { return .absent }
    switch entry.kind {
    case .file: return .file(ContentID(bytes: entry.id.bytes))
    case .link, .submodule, .folder: return .unread(ContentID(bytes: entry.id.bytes))
    }
  }
}
