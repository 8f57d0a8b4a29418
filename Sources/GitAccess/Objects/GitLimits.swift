/// How much of a repository is read before it is called too large: input is hostile.
package struct GitLimits: Hashable, Sendable {
  /// Folders within folders.
  package var depth: Int
  /// Files and folders of one tree, or visited by one comparison.
  package var entries: Int
  /// Bytes of one file.
  package var fileSize: Int
  /// Bytes of one tree object.
  package var treeSize: Int

  /// Limits; the defaults are far above what real repositories have.
  package init(
    depth: Int = 256, entries: Int = 2_000_000, fileSize: Int = 256 << 20, treeSize: Int = 64 << 20
  ) {
    self.depth = depth
    self.entries = entries
    self.fileSize = fileSize
    self.treeSize = treeSize
  }
}
