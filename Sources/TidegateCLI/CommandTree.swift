import CommandLineKit

/// One command: what it takes and what it does.
protocol CLICommand: Sendable {
  /// Name, options, help.
  static var declaration: Command { get }
  /// Runs it.
  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
}

/// All commands, one a line, in the order of help.
enum CommandTree {
  /// Every command.
  static let commands: [any CLICommand.Type] = [
    CheckCommand.self,
    DiffCommand.self,
    SchemaCommand.self,
    HistoryCommand.self,
    ImpactCommand.self,
    InitCommand.self,
    RulesCommand.self,
    ExplainCommand.self,
    CompletionCommand.self,
  ]

  /// The program as declared.
  static let root = Command(
    "tidegate",
    summary: "stops migrations that would break what the data team has registered, before the merge",
    discussion: """
      Reads the migrations that a branch adds, works out what they do to tables, columns and values, and crosses \
      that with the data team's registry. Start with:

        tidegate check --base origin/main --registry ../analytics

      Exit status of check: 0 pass, 1 blocked, 2 could not check, 64 wrong usage, 70 internal error.
      """,
    subcommands: commands.map { $0.declaration })

  /// The environment variables that stand in for options.
  static let environmentNames: [String] = commands.flatMap {
    $0.declaration.options.compactMap(\.environment)
  }
}
