import CommandLineKit

/// The program: reads the command line, runs the command, tells how the process ends.
package struct CommandLineProgram {
  private let console = ProcessConsole()
  private let root = CommandTree.root

  /// The program.
  package init() {}

  /// Runs with the arguments of the process, the program's own name left out.
  package func run(_ arguments: [String]) -> ExitStatus {
    let parser = CommandParser(root)
    do throws(UsageError) {
      switch try parser.parse(arguments, environment: console.variables(CommandTree.environmentNames)) {
      case .help(let path):
        let renderer = HelpRenderer(
          root, width: min(console.width(.output), 110),
          style: TextStyler(isEnabled: console.usesColour(.output)))
        return print(renderer.page(path))
      case .version:
        return print("tidegate \(ToolVersion.text)\n")
      case .run(let invocation):
        return run(invocation)
      }
    } catch {
      console.write("tidegate: \(error.message)\n", to: .error)
      console.write("  \(error.hint)\n", to: .error)
      return .usage
    }
  }

  private func run(_ invocation: ParsedInvocation) -> ExitStatus {
    guard let command = CommandTree.commands.first(where: { [$0.declaration.name] == invocation.path }) else {
      return print(HelpRenderer(root, width: min(console.width(.output), 110)).page([root.name]))
    }
    do throws(CommandFailure) {
      return try command.run(invocation, console)
    } catch {
      console.write("tidegate: \(error.message)\n", to: .error)
      return error.status
    }
  }

  private func print(_ text: String) -> ExitStatus {
    console.write(text, to: .output) ? .success : .internalError
  }
}
