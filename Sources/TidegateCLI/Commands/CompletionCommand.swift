import CommandLineKit

/// `completion`: prints a completion script for a shell.
enum CompletionCommand: CLICommand {
  static let declaration = Command(
    "completion", summary: "print a completion script for bash, zsh or fish",
    discussion: "For bash: tidegate completion bash > /etc/bash_completion.d/tidegate",
    arguments: [
      Argument("SHELL", help: "the shell", rule: .oneOf(CompletionShell.allCases.map(\.rawValue)))
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    guard let shell = invocation.argument("SHELL").flatMap(CompletionShell.init(rawValue:)) else {
      throw CommandFailure("name a shell: bash, zsh or fish", status: .usage)
    }
    try console.print(CompletionScript.text(for: CommandTree.root, shell: shell))
    return .success
  }
}
