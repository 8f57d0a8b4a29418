import Domain

extension AuthorHints {
  /// The hints in comments of Ruby and Elixir: `# tidegate: rename a -> b`.
  static func readRuby(_ text: SourceText) -> [AuthorHint] {
    guard ByteSearch.contains(text.bytes, Array("tidegate:".utf8)) else { return [] }
    var found: [AuthorHint] = []
    var start = 0
    for line in text.bytes.split(separator: 10, omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      let words = String(decoding: line, as: UTF8.self).split { " \t\r".contains($0) }
      guard let mark = words.firstIndex(of: "tidegate:"), mark > 0, words[mark - 1].hasSuffix("#"),
        words.count > mark + 4, words[mark + 1] == "rename", words[mark + 3] == "->"
      else { continue }
      found.append(
        AuthorHint(from: String(words[mark + 2]), to: String(words[mark + 4]), location: text.location(start))
      )
    }
    return found
  }

  /// The hints in comments of Python: `# tidegate: rename a -> b`.
  static func readPython(_ text: SourceText) -> [AuthorHint] {
    guard ByteSearch.contains(text.bytes, Array("tidegate:".utf8)) else { return [] }
    // Read as SQL comments: `#` is turned into `--` at the same line.
    var bytes: [UInt8] = []
    var quote: UInt8?
    for byte in text.bytes {
      if let open = quote {
        if byte == open || byte == UInt8(ascii: "\n") { quote = nil }
        bytes.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = byte
        bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "#"): bytes += Array("--".utf8)
      default: bytes.append(byte)
      }
    }
    let converted = SourceText(path: text.path, bytes: bytes)
    return AuthorHints.read(converted, in: [0..<bytes.count])
  }
}
