/// Lays out lines of a width with colour roles. All text that is put on it is made safe here.
struct TextPage {
  /// What a piece of text is, from which its colour follows.
  enum Role: Hashable, Sendable {
    case plain, strong, faint, heading, bad, doubtful, good

    /// Parameters of "select graphic rendition" (ECMA-48).
    var parameters: String {
      switch self {
      case .plain: ""
      case .strong: "1"
      case .faint: "2"
      case .heading: "1;36"
      case .bad: "1;31"
      case .doubtful: "1;33"
      case .good: "1;32"
      }
    }
  }

  /// A piece of a line.
  struct Piece {
    var text: String
    var role: Role
    /// Columns that it takes at least.
    var pad: Int

    init(_ text: String, _ role: Role = .plain, pad: Int = 0) {
      self.text = text
      self.role = role
      self.pad = pad
    }
  }

  /// The text so far, with a line end after each line.
  private(set) var output = ""
  private let usesColour: Bool
  private let width: Int

  /// An empty page.
  init(_ options: RenderOptions) {
    usesColour = options.usesColour
    width = max(40, options.width)
  }

  /// A heading with an empty line before it.
  mutating func heading(_ text: String) {
    if !output.isEmpty { output += "\n" }
    output += styled(TerminalText.clean(text), .heading) + "\n"
  }

  /// An empty line.
  mutating func blank() { output += "\n" }

  /// Lead pieces in columns, then text wrapped to the right of them.
  mutating func row(indent: Int = 2, lead: [Piece] = [], _ text: [Piece]) {
    var line = String(repeating: " ", count: indent)
    var column = indent
    for (place, piece) in lead.enumerated() {
      let clean = (place == 0 && piece.text.hasPrefix("::") ? "\\" : "") + TerminalText.clean(piece.text)
      let gap = max(1, piece.pad - clean.count)
      line += styled(clean, piece.role) + String(repeating: " ", count: gap)
      column += clean.count + gap
    }
    let hang = min(column, width / 2)
    var isFirst = true
    var gap = 0
    for piece in text where !piece.text.isEmpty {
      let clean = TerminalText.clean(piece.text)
      for word in clean.split(separator: " ") {
        let size = word.count
        if !isFirst, column + gap + size > width, column + 2 + size <= width { gap = width - column - size }
        if !isFirst, column + gap + size > width {
          finish(&line)
          line = String(repeating: " ", count: hang)
          column = hang
          gap = 0
          isFirst = true
        }
        let startsLine = isFirst && (lead.isEmpty || column == hang)
        let safe = startsLine && word.hasPrefix("::") ? "\\" + word : String(word)
        line += String(repeating: " ", count: gap) + styled(safe, piece.role)
        column += gap + safe.count
        gap = 1
        isFirst = false
      }
      gap = 1 + max(0, piece.pad - clean.count)
    }
    finish(&line)
  }

  /// A line that is not wrapped: code to paste.
  mutating func verbatim(indent: Int, _ text: Substring) {
    let spaces = String(text).split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  ")
    let clean = TerminalText.clean(spaces)
    let isCommand = clean.drop { $0 == " " }.hasPrefix("::")
    output += String(repeating: " ", count: indent) + (isCommand ? "\\" : "") + clean + "\n"
  }

  private mutating func finish(_ line: inout String) {
    while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
    output += line + "\n"
  }

  private func styled(_ text: String, _ role: Role) -> String {
    guard usesColour, role != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(role.parameters)m\(text)\u{1B}[0m"
  }
}
