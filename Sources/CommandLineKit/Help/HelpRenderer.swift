/// Writes the help page of a command.
package struct HelpRenderer: Sendable {
  private let root: Command
  private let width: Int
  private let style: TextStyler

  /// A renderer for a program; the width is that of the terminal, in characters.
  package init(_ root: Command, width: Int = 80, style: TextStyler = TextStyler(isEnabled: false)) {
    self.root = root
    self.width = max(40, width)
    self.style = style
  }

  /// The page of the command at a path, the program's name first; an unknown path gives the program's page.
  package func page(_ path: [String]) -> String {
    var chain = [root]
    for name in path.dropFirst() {
      guard let next = chain.last?.subcommands.first(where: { $0.name == name }) else { break }
      chain.append(next)
    }
    let command = chain.last ?? root
    let name = chain.map(\.name).joined(separator: " ")
    var sections = [paragraph(command.summary), usage(command, name)]
    sections += [commands(command), arguments(command)]
    sections += optionGroups(command.options)
    let inherited = chain.dropLast().reversed().flatMap(\.options)
    sections.append(general(inherited, isRoot: chain.count == 1))
    sections.append(paragraph(command.discussion))
    if !command.subcommands.isEmpty {
      sections.append(paragraph("See \"\(name) COMMAND --help\" for one command."))
    }
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func paragraph(_ text: String) -> String {
    text.isEmpty ? "" : TextLayout.lines(text, width: width).map { $0 + "\n" }.joined()
  }

  private func heading(_ text: String) -> String { style.apply(text + ":", .bold) + "\n" }

  private func usage(_ command: Command, _ name: String) -> String {
    var words = name
    if !command.subcommands.isEmpty { words += " COMMAND" }
    if !command.options.isEmpty { words += " [OPTIONS]" }
    for argument in command.arguments {
      let shown = argument.name + (argument.isRepeatable ? "..." : "")
      words += argument.isOptional ? " [\(shown)]" : " \(shown)"
    }
    return style.apply("Usage:", .bold) + " " + words + "\n"
  }

  private func commands(_ command: Command) -> String {
    let shown = command.subcommands.filter { !$0.isHidden }
    guard !shown.isEmpty else { return "" }
    return heading("Commands") + table(shown.map { ($0.name, $0.summary) })
  }

  private func arguments(_ command: Command) -> String {
    guard !command.arguments.isEmpty else { return "" }
    return heading("Arguments")
      + table(command.arguments.map { ($0.name, $0.help + Self.notes(words: $0.rule.words)) })
  }

  private func optionGroups(_ options: [Option]) -> [String] {
    var groups: [String] = []
    for option in options where !option.isHidden && !groups.contains(option.group) {
      groups.append(option.group)
    }
    return groups.map { group in
      heading(group) + table(options.filter { $0.group == group && !$0.isHidden }.map { row($0) })
    }
  }

  private func general(_ inherited: [Option], isRoot: Bool) -> String {
    var rows = inherited.filter { !$0.isHidden }.map { row($0) }
    rows.append(("-h, --help", "show this help"))
    if isRoot { rows.append(("    --version", "show the version")) }
    return heading("General") + table(rows)
  }

  private func table(_ rows: [(name: String, text: String)]) -> String {
    let longest = rows.map { $0.name.count }.max() ?? 0
    return TextLayout.table(rows, left: min(longest + 4, 28), width: width, style: style)
  }

  private func row(_ option: Option) -> (name: String, text: String) {
    var name = option.short.map { "-\($0), " } ?? "    "
    switch option.shape {
    case .flag(let isNegatable): name += (isNegatable ? "--[no-]" : "--") + option.name
    case .value(let placeholder, _): name += "--\(option.name) \(placeholder)"
    }
    var notes = Self.notes(words: option.rule.words)
    if option.isRepeatable { notes += "; may repeat" }
    if let text = option.defaultValue ?? option.defaultNote { notes += " (default: \(text))" }
    if let variable = option.environment { notes += " (environment: \(variable))" }
    return (name, option.help + notes)
  }

  private static func notes(words: [String]) -> String {
    words.isEmpty ? "" : ": " + words.joined(separator: ", ")
  }
}
