import Domain

extension TreePath {
  /// The path that a relative one means from this folder on; nil if it leads out of the tree.
  func resolving(_ path: String) -> TreePath? { resolving(path.split(separator: "/")) }

  /// The same, by the names between its strokes.
  func resolving(_ names: [Substring]) -> TreePath? {
    var parts = components
    for name in names where name != "." {
      if name == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(String(name))
      }
    }
    return TreePath(parts.joined(separator: "/"))
  }
}
