import Domain

/// Reads a command line by the declarations of a program.
package struct CommandParser: Sendable {
  /// The program.
  package let root: Command

  /// A parser for a program; `--help`, `--version` and `help COMMAND` need no declaration.
  package init(_ root: Command) {
    self.root = root
  }

  /// What the arguments ask for. `arguments` come without the program's name; of `environment` only the
  /// declared variables are looked at.
  package func parse(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws(UsageError) -> ParseOutcome {
    if arguments.first == "help", !root.subcommands.contains(where: { $0.name == "help" }) {
      return .help(try helpPath(arguments.dropFirst()))
    }
    var reading = Reading(root)
    if let early = reading.run(arguments) { return early }
    if let error = reading.error { throw error }
    return .run(try reading.finish(environment))
  }

  /// The command at a path of names, the program's name first.
  package func command(at path: [String]) -> Command? {
    guard path.first == root.name else { return nil }
    var command = root
    for name in path.dropFirst() {
      guard let next = command.subcommands.first(where: { $0.name == name }) else { return nil }
      command = next
    }
    return command
  }

  private func helpPath(_ names: ArraySlice<String>) throws(UsageError) -> [String] {
    var command = root
    var path = [root.name]
    for name in names where name != "-h" && name != "--help" {
      guard let next = command.subcommands.first(where: { $0.name == name }) else {
        throw Reading.unknownCommand(name, in: command, path: path)
      }
      command = next
      path.append(name)
    }
    return path
  }
}

/// The state of one reading, from left to right. The first error is kept, so that a later `--help` still helps.
struct Reading {
  private(set) var error: UsageError?
  private(set) var command: Command
  private(set) var path: [String]
  private(set) var given: [String: ParsedInvocation.Given] = [:]
  /// The options of the command and of all above it.
  private(set) var options: [Option]
  private(set) var positional: [String] = []

  init(_ root: Command) {
    command = root
    path = [root.name]
    options = root.options
  }

  var pathText: String { path.joined(separator: " ") }

  /// Reads all arguments; help or version end the reading.
  mutating func run(_ arguments: [String]) -> ParseOutcome? {
    var rest = arguments[...]
    var onlyPositional = false
    while let word = rest.popFirst() {
      if onlyPositional || word == "-" || !word.hasPrefix("-") {
        take(positional: word)
      } else if word == "--" {
        onlyPositional = true
      } else if word == "--help" || word == "-h" {
        return .help(path)
      } else if word == "--version" {
        return .version
      } else if word.hasPrefix("--") {
        long(String(word.dropFirst(2)), &rest)
      } else if let outcome = short(String(word.dropFirst()), &rest) {
        return outcome
      }
    }
    return nil
  }

  private mutating func take(positional word: String) {
    guard !command.subcommands.isEmpty else {
      positional.append(word)
      return
    }
    guard let next = command.subcommands.first(where: { $0.name == word }) else {
      fail(Self.unknownCommand(word, in: command, path: path))
      return
    }
    command = next
    path.append(word)
    options = next.options + options
  }

  private mutating func long(_ word: String, _ rest: inout ArraySlice<String>) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first ?? ""
    let attached = parts.count > 1 ? parts[1] : nil
    if let option = options.first(where: { $0.name == name }) {
      if option.isFlag {
        set(option, true, "--" + name, attached)
      } else {
        take(option, "--" + name, attached, &rest)
      }
    } else if name.hasPrefix("no-"), let option = option(negatedBy: name) {
      set(option, false, "--" + name, attached)
    } else {
      unknown("--" + name)
    }
  }

  private func option(negatedBy name: String) -> Option? {
    options.first { $0.isNegatable && "no-" + $0.name == name }
  }

  /// Short names, several flags together, the last one with its value attached or following.
  private mutating func short(_ word: String, _ rest: inout ArraySlice<String>) -> ParseOutcome? {
    var letters = word[...]
    while let letter = letters.popFirst() {
      if letter == "h", !options.contains(where: { $0.short == "h" }) { return .help(path) }
      guard let option = options.first(where: { $0.short == letter }) else {
        unknown("-\(letter)")
        return nil
      }
      guard !option.isFlag else {
        if letters.first == "=" {
          set(option, true, "-\(letter)", String(letters.dropFirst()))
          return nil
        }
        set(option, true, "-\(letter)", nil)
        continue
      }
      let attached = letters.first == "=" ? letters.dropFirst() : letters
      take(option, "-\(letter)", letters.isEmpty ? nil : String(attached), &rest)
      return nil
    }
    return nil
  }

  private mutating func set(_ option: Option, _ value: Bool, _ shown: String, _ attached: String?) {
    if attached != nil {
      fail(
        UsageError(
          "option \"\(shown)\" takes no value", hint: "leave out the \"=\" and what follows",
          command: pathText))
      return
    }
    given[option.name] = ParsedInvocation.Given(texts: [], flag: value, origin: .commandLine)
  }

  private mutating func take(
    _ option: Option, _ shown: String, _ attached: String?, _ rest: inout ArraySlice<String>
  ) {
    guard let text = attached ?? rest.first, attached != nil || !isOption(text) else {
      fail(UsageError("option \"\(shown)\" needs a value", command: pathText))
      return
    }
    if attached == nil { rest.removeFirst() }
    if let problem = option.rule.problem(text, "option \"\(shown)\"", command: pathText) {
      fail(problem)
      return
    }
    let before = option.isRepeatable ? given[option.name]?.texts ?? [] : []
    given[option.name] = ParsedInvocation.Given(texts: before + [text], flag: nil, origin: .commandLine)
  }

  /// Whether a word is one of the declared options, so that it cannot be meant as a value.
  private func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    if word == "--" || word == "--help" || word == "--version" || word == "-h" { return true }
    let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
    return options.contains {
      "--" + $0.name == name || ($0.isNegatable && "--no-" + $0.name == name)
        || ($0.short.map { "-\($0)" == word } ?? false)
    }
  }

  mutating func fail(_ problem: UsageError) {
    if error == nil { error = problem }
  }
}
