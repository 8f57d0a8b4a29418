/// What the words of a text say before it is parsed.
enum TextProbe {
  /// Whether a definition may stand in the text: `create`, `alter` or `drop` starts a statement outside of comments
  /// and strings.
  static func mayDefine(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    var scanner = TextScanner(span)
    var startsStatement = true
    while let piece = scanner.next(span) {
      switch piece.kind {
      case .lineComment, .blockComment: continue
      case .word where startsStatement:
        switch TextScanner.word(piece, span) {
        case "create", "alter", "drop", "do", "rename": return true
        default: break
        }
        startsStatement = false
      case .sign: startsStatement = span[piece.start] == UInt8(ascii: ";")
      case .word, .string, .quotedName: startsStatement = false
      }
    }
    return false
  }

  /// Whether a template stands in the text (`{{ ... }}`, `{% ... %}`): a query of a data project.
  static func isTemplate(_ bytes: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if previous == UInt8(ascii: "{"), byte == UInt8(ascii: "{") || byte == UInt8(ascii: "%") { return true }
      previous = byte
    }
    return false
  }
}
