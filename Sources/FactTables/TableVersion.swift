import Documents

/// The `version` of a table: what this program can read.
enum TableVersion {
  /// Throws unless the table says `version: 1`.
  static func require(_ root: DocumentMapping, of node: DocumentNode) throws(DocumentError) {
    guard let version = root["version"] else {
      throw node.failure("the table has no \"version\"", nextStep: "add the line \"version: 1\"")
    }
    guard version.int == 1 else {
      throw version.failure(
        "version \"\(version.scalar?.text ?? "")\" of the table is not known",
        nextStep: "write \"version: 1\", or use the release that the table is for")
    }
  }
}
