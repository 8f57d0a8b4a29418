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
    var line = Line(indent: indent)
    for (place, piece) in lead.enumerated() {
      let clean = (place == 0 && piece.text.hasPrefix("::") ? "\\" : "") + TerminalText.clean(piece.text)
      line.append(clean, piece.role)
      line.space(max(1, piece.pad - clean.count))
    }
    let hang = min(line.column, width / 2)
    var startsLine = true
    for piece in text where !piece.text.isEmpty {
      let clean = TerminalText.clean(piece.text)
      for word in clean.split(separator: " ") {
        let size = word.count
        if !startsLine, line.column + size > width { line.narrow(by: line.column + size - width) }
        if !startsLine, line.column + size > width {
          finish(line)
          line = Line(indent: hang)
          startsLine = true
        }
        let isCommand = startsLine && word.hasPrefix("::") && (lead.isEmpty || line.runs.isEmpty)
        line.append((isCommand ? "\\" : "") + word, piece.role)
        line.space(1)
        startsLine = false
      }
      line.space(max(0, piece.pad - clean.count))
    }
    finish(line)
  }

  /// A line that is not wrapped: code to paste.
  mutating func verbatim(indent: Int, _ text: Substring) {
    let spaces = String(text).split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  ")
    let clean = TerminalText.clean(spaces)
    let isCommand = clean.drop { $0 == " " }.hasPrefix("::")
    output += String(repeating: " ", count: indent) + (isCommand ? "\\" : "") + clean + "\n"
  }

  private mutating func finish(_ line: Line) {
    var column = 0
    for run in line.runs {
      output += String(repeating: " ", count: max(0, run.column - column)) + styled(run.text, run.role)
      column = run.column + run.text.count
    }
    output += "\n"
  }

  private func styled(_ text: String, _ role: Role) -> String {
    guard usesColour, role != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(role.parameters)m\(text)\u{1B}[0m"
  }
}
