/// The version of the tool.
enum ToolVersion {
  /// As `--version` and reports print it.
  static let text = "0.1.0"
}
