/// Collects the blocks of a Markdown text, an empty line between them.
struct MarkdownPage {
  /// How many items stand in one list or table.
  static let listLimit = 100

  private var blocks: [String] = []

  /// The text with a line end.
  var output: String { text + "\n" }

  /// The text without one, to stand inside another page.
  var text: String { blocks.joined(separator: "\n\n") }

  /// Whether nothing was added.
  var isEmpty: Bool { blocks.isEmpty }

  /// A block as it is: the caller has escaped what comes from repositories.
  mutating func add(_ block: String) { blocks.append(block) }

  /// A heading of the third level.
  mutating func heading(_ text: String) { add("### " + text) }

  /// One line an item, after its mark; long lists end with a count.
  mutating func list(_ items: [String], mark: String = "- ") {
    guard !items.isEmpty else { return }
    add(Self.list(items, mark: mark))
  }

  /// A task list.
  mutating func checklist(_ items: [String]) { list(items, mark: "- [ ] ") }

  /// A table; nothing when it has no row.
  mutating func table(_ titles: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    let lines = [titles, titles.map { _ in "---" }] + rows.prefix(Self.listLimit)
    var text = lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    if rows.count > Self.listLimit { text += "\n\n" + Self.rest(rows.count) }
    add(text)
  }

  /// Blocks behind a line to click on.
  mutating func folded(_ summary: String, _ body: [String]) {
    guard !body.isEmpty else { return }
    add("<details><summary>\(summary)</summary>")
    blocks += body
    add("</details>")
  }

  /// A list as one block.
  static func list(_ items: [String], mark: String = "- ") -> String {
    var lines = items.prefix(listLimit).map { mark + $0 }
    if items.count > listLimit { lines.append("- " + rest(items.count)) }
    return lines.joined(separator: "\n")
  }

  private static func rest(_ count: Int) -> String {
    "and \(count - listLimit) more, see the JSON report"
  }
}
