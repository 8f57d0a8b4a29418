import Domain

/// Completion for bash.
enum BashCompletion {
  static func script(_ root: Command, _ nodes: [CompletionNode]) -> String {
    let function = "_" + root.name.replacingParts("-", with: "_")
    return """
      # bash completion of \(root.name); load it with: source <(\(root.name) completion bash)
      \(function)() {
        local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" path=\(root.name.shellQuoted) i
        COMPREPLY=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          case "$path ${COMP_WORDS[i]}" in
      \(paths(nodes))
          esac
        done
        case "$path $prev" in
      \(values(nodes))
        esac
        case "$path" in
      \(words(nodes))
        esac
      }
      complete -o bashdefault -o default -F \(function) \(root.name)

      """
  }

  private static func paths(_ nodes: [CompletionNode]) -> String {
    let lines = nodes.dropFirst().map { "      \($0.path.shellQuoted)) path=\($0.path.shellQuoted) ;;" }
    return lines.isEmpty ? "      *) ;;" : lines.joined(separator: "\n")
  }

  /// What follows an option that takes a value.
  private static func values(_ nodes: [CompletionNode]) -> String {
    var lines: [String] = []
    for node in nodes {
      for option in node.options where !option.isFlag {
        let patterns = CompletionNode.names(option).map { "\(node.path) \($0)".shellQuoted }
        lines.append("    \(patterns.joined(separator: " | "))) \(reply(option.rule)) return ;;")
      }
    }
    return lines.isEmpty ? "    *) ;;" : lines.joined(separator: "\n")
  }

  private static func reply(_ rule: ValueRule) -> String {
    switch rule {
    case .path: return "COMPREPLY=($(compgen -f -- \"$cur\"));"
    case .oneOf(let words), .oneOfThenText(let words):
      return "COMPREPLY=($(compgen -W \(words.joined(separator: " ").shellQuoted) -- \"$cur\"));"
    case .any, .integer: return ":;"
    }
  }

  private static func words(_ nodes: [CompletionNode]) -> String {
    nodes.map { node in
      var words = node.subcommands.map(\.name)
      words += node.argumentRule?.words ?? []
      words += node.options.flatMap { CompletionNode.names($0).filter { $0.hasPrefix("--") } } + ["--help"]
      let list = words.joined(separator: " ").shellQuoted
      return "    \(node.path.shellQuoted)) COMPREPLY=($(compgen -W \(list) -- \"$cur\")) ;;"
    }.joined(separator: "\n")
  }
}
