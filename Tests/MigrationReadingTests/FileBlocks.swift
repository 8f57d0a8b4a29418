/// Several files in one fixture: `== header` begins one.
enum FileBlocks {
  /// The files of a text; `file` makes a path and a content of a header and the lines below it.
  static func files(
    _ text: String, _ file: (_ header: String, _ body: [Substring]) -> (path: String, content: String)
  ) -> [String: String] {
    var files: [String: String] = [:]
    var header: String?
    var body: [Substring] = []
    func finish() {
      guard let header else { return }
      let (path, content) = file(header, body)
      files[path] = content
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        finish()
        header = String(line.dropFirst(3))
        body = []
      } else {
        body.append(line)
      }
    }
    finish()
    return files
  }
}
