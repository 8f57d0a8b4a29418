/// Makes text from a repository safe to print on a terminal and in the log of a pipeline.
enum TerminalText {
  /// The text with everything invisible written out: controls, bidirectional overrides, zero-width characters,
  /// line ends. `##[`, which pipeline logs take for a command, is broken up. Overlong text is cut.
  static func clean(_ text: String, limit: Int = 4_000) -> String {
    var output = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > limit {
        output += "..."
        break
      }
      if isInvisible(scalar) {
        output += escape(scalar)
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return breakingCommands(output)
  }

  /// Whether a character cannot be seen, or moves others about.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return true
    default:
      return false
    }
  }

  /// `\n`, `\x1b`, `\u{202e}`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    let digits = String(scalar.value, radix: 16)
    if scalar.value < 0x80 { return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits }
    return "\\u{\(digits)}"
  }

  /// `##[` and `##vso[` start a command anywhere in a line of some pipelines.
  private static func breakingCommands(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "#")) else { return text }
    var output = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "#", previous == "#" { output += "\\" }
      output.unicodeScalars.append(scalar)
      previous = scalar
    }
    return output
  }
}
