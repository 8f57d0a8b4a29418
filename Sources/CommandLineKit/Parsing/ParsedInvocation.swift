/// What a command line asks for.
package enum ParseOutcome: Sendable {
  /// Run this command.
  case run(ParsedInvocation)
  /// Show the help of the command at this path of names, the program's name first.
  case help([String])
  /// Show the version.
  case version
}

/// A command with the values that it was given.
package struct ParsedInvocation: Sendable {
  /// Where a value comes from.
  package enum Origin: Hashable, Sendable {
    /// The command line.
    case commandLine
    /// The environment variable of this name.
    case environment(String)
    /// The declared default.
    case declaredDefault
  }

  /// One value of an option.
  struct Given: Sendable {
    var texts: [String]
    var flag: Bool?
    var origin: Origin
  }

  /// The names of the command, without the program's: `["registry", "inspect"]`.
  package let path: [String]
  let options: [String: Given]
  let arguments: [String: [String]]

  /// Whether a flag is set; nil when it was neither set nor negated.
  package func flag(_ name: String) -> Bool? { options[name]?.flag }

  /// Whether a flag is set; a flag that was not given is not.
  package func isSet(_ name: String) -> Bool { flag(name) ?? false }

  /// The value of an option: the last one given, the environment's, or the default.
  package func value(_ name: String) -> String? { options[name]?.texts.last }

  /// All values of an option, in order.
  package func values(_ name: String) -> [String] { options[name]?.texts ?? [] }

  /// The value of an option that is declared as a whole number.
  package func integer(_ name: String) -> Int? { value(name).flatMap { Int($0) } }

  /// Where the value of an option comes from; nil when there is none.
  package func origin(_ name: String) -> Origin? { options[name]?.origin }

  /// The argument of this name; the first one if it repeats.
  package func argument(_ name: String) -> String? { arguments[name]?.first }

  /// All arguments of this name.
  package func arguments(_ name: String) -> [String] { arguments[name] ?? [] }
}
