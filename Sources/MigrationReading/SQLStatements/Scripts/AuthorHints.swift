import Domain

/// Comments that speak to the gate: `-- tidegate: rename a -> b`. Only in comments, never in strings.
enum AuthorHints {
  private static let mark = Array("tidegate:".utf8)

  /// The hints of a text within ranges, in order.
  static func read(_ text: SourceText, in ranges: [Range<Int>]) -> [AuthorHint] {
    guard contains(text.bytes) else { return [] }
    var hints: [AuthorHint] = []
    let span = text.bytes.span
    var scanner = TextScanner(span)
    while let piece = scanner.next(span) {
      guard piece.kind == .lineComment || piece.kind == .blockComment,
        ranges.contains(where: { $0.contains(piece.start) })
      else { continue }
      let comment = String(decoding: text.bytes[piece.start..<piece.end], as: UTF8.self)
      for line in comment.split(separator: "\n") {
        if let names = names(line) {
          hints.append(AuthorHint(from: names.from, to: names.to, location: text.location(piece.start)))
        }
      }
    }
    return hints
  }

  /// The hints in comments of a program that stand in lines of their own: `// tidegate: rename a -> b`, `# ...`. Those
  /// in SQL inside of it are read with the SQL.
  static func readProgram(_ text: SourceText) -> [AuthorHint] {
    guard contains(text.bytes) else { return [] }
    var hints: [AuthorHint] = []
    var start = 0
    for line in text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      let signs = line.prefix { $0 <= 0x20 || commentSigns.contains($0) }
      guard signs.contains(where: { $0 > 0x20 }), line.count < 1_000,
        let names = names(Substring(String(decoding: line.dropFirst(signs.count), as: UTF8.self)))
      else { continue }
      hints.append(
        AuthorHint(from: names.from, to: names.to, location: text.location(start + signs.count)))
    }
    return hints
  }

  private static let commentSigns = Set("/*#".utf8)

  /// Whether the mark stands anywhere, in any case: colons are few, so the text is looked at there only.
  private static func contains(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    for at in span.indices where span[at] == UInt8(ascii: ":") {
      let start = at - (mark.count - 1)
      guard start >= 0 else { continue }
      if zip(bytes[start..<at], mark).allSatisfy({ $0 | 0x20 == $1 }) { return true }
    }
    return false
  }

  /// `tidegate: rename a -> b`, with any comment signs around it.
  private static func names(_ line: Substring) -> (from: String, to: String)? {
    var words = line.split { " \t\r*/-;".contains($0) && $0 != "-" || $0 == " " }.map(String.init)
    words = words.filter { $0 != "--" && !$0.isEmpty }
    guard
      let mark = words.firstIndex(where: {
        $0.lowercased() == "tidegate:" || $0.lowercased() == "--tidegate:"
      }),
      mark + 1 < words.count, words[mark + 1].lowercased() == "rename"
    else { return nil }
    let rest = words[(mark + 2)...].joined(separator: " ")
    guard let arrow = rest.split(separator: ">", maxSplits: 1).first, arrow.hasSuffix("-") else { return nil }
    let from = name(arrow.dropLast())
    let to = name(rest.dropFirst(arrow.count + 1))
    return from.isEmpty || to.isEmpty ? nil : (from, to)
  }

  /// The first word, without quotes, in lower case unless quoted.
  private static func name(_ text: Substring) -> String {
    guard let word = text.split(separator: " ").first else { return "" }
    let unquoted = word.filter { $0 != "\"" && $0 != "`" }
    return unquoted.count == word.count ? unquoted.lowercased() : String(unquoted)
  }
}
