package import Domain

/// Files that no commit holds yet: the index or the work tree.
package struct UncommittedTree {
  /// The files.
  package var files: FileTree
  /// Paths with an unresolved merge conflict, sorted: in the index they are no files, in the work tree they
  /// hold conflict marks.
  package var conflicts: [TreePath]
}
