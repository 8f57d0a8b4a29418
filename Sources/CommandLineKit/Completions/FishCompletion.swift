import Domain

/// Completion for fish.
enum FishCompletion {
  static func script(_ root: Command, _ nodes: [CompletionNode]) -> String {
    let function = "__" + root.name.replacingParts("-", with: "_") + "_path"
    var text = """
      # fish completion of \(root.name); load it with: \(root.name) completion fish | source
      function \(function)
        set -l path \(quoted(root.name))
        for word in (commandline -opc)[2..-1]
          switch "$path $word"

      """
    for node in nodes.dropFirst() {
      text += "      case \(quoted(node.path))\n        set path \(quoted(node.path))\n"
    }
    text += "      case '*'\n    end\n  end\n  echo $path\nend\n"
    text +=
      "complete -c \(root.name) -n \(quoted("test (\(function)) = \"\(root.name)\"")) -l version -d 'show the version'\n"
    for node in nodes {
      let start = "complete -c \(root.name) -n \(quoted("test (\(function)) = \"\(node.path)\""))"
      for command in node.subcommands {
        text += "\(start) -f -a \(quoted(command.name)) -d \(quoted(command.summary))\n"
      }
      if let words = node.argumentRule?.words, !words.isEmpty {
        text += "\(start) -f -a \(quoted(words.joined(separator: " ")))\n"
      }
      for option in node.options { text += lines(option, start) }
      text += "\(start) -s h -l help -d 'show this help'\n"
    }
    return text
  }

  private static func lines(_ option: Option, _ start: String) -> String {
    let short = option.short.map { " -s \($0)" } ?? ""
    var value = ""
    if !option.isFlag {
      switch option.rule {
      case .path: value = " -r -F"
      case .oneOf(let words), .oneOfThenText(let words):
        value = " -x -a \(quoted(words.joined(separator: " ")))"
      case .any, .integer: value = " -x"
      }
    }
    let help = " -d " + quoted(option.help.replacingParts("\n", with: " "))
    var text = "\(start)\(short) -l \(option.name)\(value)\(help)\n"
    if option.isNegatable { text += "\(start) -l no-\(option.name)\(help)\n" }
    return text
  }

  /// In single quotes as fish has them: only the quote and the backslash are escaped.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacingParts("\\", with: "\\\\").replacingParts("'", with: "\\'") + "'"
  }
}
