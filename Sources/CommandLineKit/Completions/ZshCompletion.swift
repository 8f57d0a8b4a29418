import Domain

/// Completion for zsh.
enum ZshCompletion {
  static func script(_ root: Command, _ nodes: [CompletionNode]) -> String {
    let function = "_" + root.name.replacingParts("-", with: "_")
    return """
      #compdef \(root.name)
      # zsh completion of \(root.name); load it with: source <(\(root.name) completion zsh)
      \(function)() {
        local path_names=\(root.name.shellQuoted) i
        local -a names
        for ((i = 2; i < CURRENT; i++)); do
          case "$path_names ${words[i]}" in
      \(paths(nodes))
          esac
        done
        case "$path_names ${words[CURRENT-1]}" in
      \(values(nodes))
        esac
        case "$path_names" in
      \(names(nodes))
        esac
      }
      compdef \(function) \(root.name)

      """
  }

  private static func paths(_ nodes: [CompletionNode]) -> String {
    let lines = nodes.dropFirst().map { "      \($0.path.shellQuoted)) path_names=\($0.path.shellQuoted) ;;" }
    return lines.isEmpty ? "      *) ;;" : lines.joined(separator: "\n")
  }

  private static func values(_ nodes: [CompletionNode]) -> String {
    var lines: [String] = []
    for node in nodes {
      for option in node.options where !option.isFlag {
        let patterns = CompletionNode.names(option).map { "\(node.path) \($0)".shellQuoted }
        lines.append("    \(patterns.joined(separator: " | "))) \(offer(option.rule)); return ;;")
      }
    }
    return lines.isEmpty ? "    *) ;;" : lines.joined(separator: "\n")
  }

  private static func offer(_ rule: ValueRule) -> String {
    switch rule {
    case .path: return "_files"
    case .oneOf(let words), .oneOfThenText(let words):
      return "compadd -- " + words.map(\.shellQuoted).joined(separator: " ")
    case .any, .integer: return "_message value"
    }
  }

  private static func names(_ nodes: [CompletionNode]) -> String {
    nodes.map { node in
      var entries = node.subcommands.map { described($0.name, $0.summary) }
      entries += (node.argumentRule?.words ?? []).map(\.shellQuoted)
      for option in node.options {
        entries += CompletionNode.names(option).filter { $0.hasPrefix("--") }.map {
          described($0, option.help)
        }
      }
      entries.append(described("--help", "show this help"))
      let list = entries.joined(separator: " ")
      let files = node.subcommands.isEmpty && node.argumentRule != nil ? "; _files" : ""
      return
        "    \(node.path.shellQuoted)) names=(\(list)); _describe \(node.path.shellQuoted) names\(files) ;;"
    }.joined(separator: "\n")
  }

  private static func described(_ name: String, _ text: String) -> String {
    (name.replacingParts(":", with: "\\:") + ":" + text.replacingParts("\n", with: " ")).shellQuoted
  }
}
