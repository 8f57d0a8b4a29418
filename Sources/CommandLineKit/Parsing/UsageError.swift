/// The command line does not fit the declarations; the caller exits with 64.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What does not fit: lower case, names quoted, no final stop.
  package var message: String
  /// What may have been meant, or what to do; lower case, no final stop.
  package var hint: String
  /// The command whose help tells more: `tidegate check`.
  package var command: String

  /// An error; without a hint the help of the command is named.
  package init(_ message: String, hint: String? = nil, command: String) {
    self.message = message
    self.hint = hint ?? "see \"\(command) --help\""
    self.command = command
  }

  /// `message; hint`.
  package var description: String { "\(message); \(hint)" }
}
