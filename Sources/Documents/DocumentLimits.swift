/// How much of a hostile or broken text is read before the reader gives up.
package struct DocumentLimits: Hashable, Sendable {
  /// Largest text in bytes; checked before anything is built.
  package var byteCount: Int
  /// Most containers inside each other.
  package var depth: Int
  /// Most nodes of all documents of a text, nodes reached through aliases counted each time.
  package var nodeCount: Int

  /// Limits of one text.
  package init(byteCount: Int, depth: Int, nodeCount: Int) {
    self.byteCount = byteCount
    self.depth = depth
    self.nodeCount = nodeCount
  }

  /// YAML files written by people: 16 MiB, 200 levels.
  package static let yaml = DocumentLimits(byteCount: 16 << 20, depth: 200, nodeCount: 4_000_000)
  /// XML files written by people: 16 MiB, 200 levels.
  package static let xml = DocumentLimits(byteCount: 16 << 20, depth: 200, nodeCount: 4_000_000)
  /// JSON files written by tools (a dbt manifest can pass 100 MB): 1 GiB, 512 levels.
  package static let json = DocumentLimits(byteCount: 1 << 30, depth: 512, nodeCount: 20_000_000)
  /// Seeds and other tables: 64 MiB; the depth has no meaning, the nodes are the fields.
  package static let csv = DocumentLimits(byteCount: 64 << 20, depth: 1, nodeCount: 8_000_000)
}
