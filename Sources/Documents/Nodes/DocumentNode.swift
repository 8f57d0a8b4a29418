package import Domain

/// One node of a YAML or JSON document: a scalar, a sequence or a mapping, with its place.
///
/// Aliases and merge keys are resolved: a node reached through an alias has the place of its anchor.
package struct DocumentNode: Sendable {
  /// What a node holds.
  package enum Content: Sendable {
    /// One value.
    case scalar(DocumentScalar)
    /// Nodes in order.
    case sequence([DocumentNode])
    /// Keys and values in the order of the file.
    case mapping(DocumentMapping)
  }

  /// What the node holds.
  package var content: Content
  /// Where the node starts: line and column from 1, the column in bytes.
  package var position: TextPosition
  /// The same place as an offset in bytes from the start of the text (a byte order mark counts).
  package var byteOffset: Int

  /// A node at a place.
  package init(_ content: Content, position: TextPosition, byteOffset: Int) {
    self.content = content
    self.position = position
    self.byteOffset = byteOffset
  }

  /// The null that stands for a document without content.
  package static let empty = DocumentNode(
    .scalar(DocumentScalar(text: "", style: .plain, value: .null)), position: .start, byteOffset: 0)
}
