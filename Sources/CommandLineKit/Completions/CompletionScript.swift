import Domain

/// Shells for which a completion script can be written.
package enum CompletionShell: String, Hashable, Sendable, CaseIterable {
  case bash, fish, zsh
}

/// Writes completion scripts from the declarations of a program.
package enum CompletionScript {
  /// The script of a shell; the same declarations give the same text.
  package static func text(for root: Command, shell: CompletionShell) -> String {
    let nodes = CompletionNode.all(of: root)
    switch shell {
    case .bash: return BashCompletion.script(root, nodes)
    case .fish: return FishCompletion.script(root, nodes)
    case .zsh: return ZshCompletion.script(root, nodes)
    }
  }
}

/// One command with everything that can follow it.
struct CompletionNode {
  /// Names from the program's on, parted by spaces.
  var path: String
  var command: Command
  /// Visible options, inherited ones too.
  var options: [Option]

  /// All visible commands of a program, each before those below it.
  static func all(of root: Command) -> [CompletionNode] {
    var nodes: [CompletionNode] = []
    var waiting = [
      CompletionNode(path: root.name, command: root, options: root.options.filter { !$0.isHidden })
    ]
    while let node = waiting.popLast() {
      nodes.append(node)
      for command in node.command.subcommands.reversed() where !command.isHidden {
        waiting.append(
          CompletionNode(
            path: node.path + " " + command.name, command: command,
            options: command.options.filter { !$0.isHidden } + node.options))
      }
    }
    return nodes
  }

  var subcommands: [Command] { command.subcommands.filter { !$0.isHidden } }

  /// The rule of the first argument, if the command takes any.
  var argumentRule: ValueRule? { command.arguments.first?.rule }

  /// The words that name an option: `--name`, `--no-name`, `-n`.
  static func names(_ option: Option) -> [String] {
    ["--" + option.name] + (option.isNegatable ? ["--no-" + option.name] : [])
      + (option.short.map { ["-\($0)"] } ?? [])
  }
}

extension String {
  /// In single quotes for a shell of the Bourne family.
  var shellQuoted: String { "'" + replacingParts("'", with: "'\\''") + "'" }
}
