/// A command as declared: what it is called, what it takes, what stands in its help.
///
/// A command has either arguments or subcommands. Options of a command are accepted by its subcommands too.
package struct Command: Sendable {
  /// The word that names it.
  package var name: String
  /// One line for the list of commands; lower case, no final stop.
  package var summary: String
  /// Paragraphs below the options, separated by empty lines; lines that start with a space are kept as they are.
  package var discussion: String
  /// What it takes by name.
  package var options: [Option]
  /// What it takes by position.
  package var arguments: [Argument]
  /// The commands below it.
  package var subcommands: [Command]
  /// Whether it is left out of lists of commands.
  package var isHidden: Bool

  /// A command.
  package init(
    _ name: String, summary: String, discussion: String = "", options: [Option] = [],
    arguments: [Argument] = [], subcommands: [Command] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.options = options
    self.arguments = arguments
    self.subcommands = subcommands
    self.isHidden = isHidden
  }
}
