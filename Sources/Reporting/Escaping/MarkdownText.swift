/// Makes text from a repository inert in Markdown as GitHub and GitLab render it.
///
/// Sources: CommonMark 0.31 (backslash escapes, code spans, HTML blocks), GitHub Flavored Markdown (tables,
/// autolinks). Mentions and references are found by both services after rendering, so that neither a backslash
/// nor an entity stops them; a zero-width space does.
enum MarkdownText {
  private static let zeroWidthSpace = "&#8203;"

  /// Running text: no markup, link, mention, reference or line end survives.
  static func inline(_ text: String, limit: Int = 4_000) -> String {
    var output = ""
    let scalars = Array(visible(text, limit: limit).unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      let next = place + 1 < scalars.count ? scalars[place + 1] : " "
      let previous = place > 0 ? scalars[place - 1] : " "
      switch scalar {
      case "&": output += "&amp;" + (isWord(next) ? zeroWidthSpace : "")
      case "<": output += "&lt;"
      case "@": output += "@" + zeroWidthSpace
      case "#", "!", "%": output += String(scalar) + (isWord(next) || next == "\"" ? zeroWidthSpace : "")
      case "~", "$": output += "\\" + String(scalar) + (isWord(next) || next == "\"" ? zeroWidthSpace : "")
      case ":": output += ":" + (next == "/" || next == ":" ? zeroWidthSpace : "")
      case "\\", "`", "*", "[", "]", "|": output += "\\" + String(scalar)
      case "_": output += (isWord(previous) && isWord(next) ? "" : "\\") + "_"
      case ".": output += startsAddress(scalars, before: place) ? zeroWidthSpace + "." : "."
      default: output.unicodeScalars.append(scalar)
      }
    }
    return guardingStart(output)
  }

  /// A name or place as code: a code span when nothing in it can end or upset it, else a `code` element.
  static func code(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.utf8.count <= 400
      && text.unicodeScalars.allSatisfy { scalar in
        !TerminalText.isInvisible(scalar) && scalar != "`" && scalar != "<" && scalar != "|" && scalar != "\\"
      }
    if isPlain, text.utf8.first != UInt8(ascii: " "), text.utf8.last != UInt8(ascii: " ") {
      return "`" + text + "`"
    }
    return "<code>" + inline(text, limit: 400) + "</code>"
  }

  /// Text to paste: a fence longer than any run of backticks inside, or an HTML block when the text holds what
  /// looks like HTML, a task list or something invisible.
  static func block(_ text: String, language: String = "") -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let body = lines.last?.isEmpty == true ? Array(lines.dropLast()) : lines
    guard body.allSatisfy(isPlainCode) else {
      let escaped = body.map { entities(visible($0, limit: 20_000)) }
      return "<pre><code>" + escaped.joined(separator: "\n") + "</code></pre>"
    }
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return ([fence + language] + body + [fence]).joined(separator: "\n")
  }

  /// The text with everything invisible written out.
  private static func visible(_ text: String, limit: Int) -> String {
    var output = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > limit { return output + "..." }
      if TerminalText.isInvisible(scalar) {
        output += TerminalText.escape(scalar)
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  /// A list marker or heading counts only at the start.
  private static func guardingStart(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    switch first {
    case "-", "+", "#", "=", ">": return "\\" + text
    case "/", ":": return zeroWidthSpace + text
    default: break
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" else { return text }
    return digits + "\\" + rest
  }

  /// A line that a fence holds safely even for tools that look at lines alone.
  private static func isPlainCode(_ line: String) -> Bool {
    let start = line.drop { $0 == " " || $0 == "\t" }
    if start.hasPrefix("- [") || start.hasPrefix("* [") || start.hasPrefix("::") || start.hasPrefix("/") {
      return false
    }
    var previous: Unicode.Scalar = " "
    for scalar in line.unicodeScalars {
      if TerminalText.isInvisible(scalar), scalar != "\t" { return false }
      let opensTag = scalar.properties.isAlphabetic || scalar == "/" || scalar == "!" || scalar == "?"
      if previous == "<", opensTag { return false }
      previous = scalar
    }
    return true
  }

  private static func entities(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&", "<", ">", "\"", "`", "[", "]", "|", "@", ":": output += "&#\(scalar.value);"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Whether `www` stands before the dot: an address without a scheme.
  private static func startsAddress(_ scalars: [Unicode.Scalar], before dot: Int) -> Bool {
    dot >= 3 && scalars[(dot - 3)..<dot].allSatisfy { $0 == "w" || $0 == "W" }
  }
}
