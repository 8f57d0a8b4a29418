/// Breaks text into lines of a width.
package enum TextLayout {
  /// The lines of a text: words moved to the next line where they would pass the width, which a word longer
  /// than a line still does. Empty lines part paragraphs; lines that start with a space stay as they are.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var length = 0
    func flush() {
      if !current.isEmpty { lines.append(current) }
      current = ""
      length = 0
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        flush()
        lines.append(String(line))
        continue
      }
      for word in line.split(separator: " ") {
        let size = word.count
        if length > 0, length + 1 + size > width { flush() }
        current += (length > 0 ? " " : "") + word
        length += size + (length > 0 ? 1 : 0)
      }
    }
    flush()
    return lines
  }

  /// Two columns: names on the left, indented by two, and wrapped text on the right.
  static func table(_ rows: [(name: String, text: String)], left: Int, width: Int, style: TextStyler)
    -> String
  {
    var output = ""
    let right = max(20, width - left)
    for row in rows {
      let lines = lines(row.text, width: right)
      let name = "  " + row.name
      output += "  " + style.apply(row.name, .bold)
      if name.count + 2 > left || lines.isEmpty {
        output += "\n"
      } else {
        output += String(repeating: " ", count: left - name.count) + (lines.first ?? "") + "\n"
      }
      for line in name.count + 2 > left ? lines[...] : lines.dropFirst() {
        output += (line.isEmpty ? "" : String(repeating: " ", count: left) + line) + "\n"
      }
    }
    return output
  }
}
