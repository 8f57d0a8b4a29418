import Domain

extension Reading {
  /// Fills in environment and defaults, and deals the positional words to the arguments.
  func finish(_ environment: [String: String]) throws(UsageError) -> ParsedInvocation {
    if !command.subcommands.isEmpty {
      let names = command.subcommands.filter { !$0.isHidden }.map { "\"\($0.name)\"" }
      throw UsageError(
        "a command is missing after \"\(pathText)\"", hint: "one of \(names.joined(separator: ", "))",
        command: pathText)
    }
    var values = given
    for option in options where values[option.name] == nil {
      if let name = option.environment, let text = environment[name] {
        values[option.name] = try value(of: option, variable: name, text)
      }
      if values[option.name] == nil, let text = option.defaultValue {
        values[option.name] = ParsedInvocation.Given(texts: [text], flag: nil, origin: .declaredDefault)
      }
    }
    return ParsedInvocation(
      path: Array(path.dropFirst()), options: values, arguments: try dealtArguments())
  }

  private func value(
    of option: Option, variable: String, _ text: String
  ) throws(UsageError) -> ParsedInvocation.Given? {
    guard option.isFlag else {
      if text.isEmpty { return nil }
      if let problem = option.rule.problem(text, "environment variable \"\(variable)\"", command: pathText) {
        throw problem
      }
      return ParsedInvocation.Given(texts: [text], flag: nil, origin: .environment(variable))
    }
    switch text.lowercased() {
    case "1", "true", "yes", "on":
      return ParsedInvocation.Given(texts: [], flag: true, origin: .environment(variable))
    case "", "0", "false", "no", "off":
      return ParsedInvocation.Given(texts: [], flag: false, origin: .environment(variable))
    default:
      throw UsageError(
        "environment variable \"\(variable)\" is \"\(text)\"", hint: "set it to \"true\" or \"false\"",
        command: pathText)
    }
  }

  private func dealtArguments() throws(UsageError) -> [String: [String]] {
    var rest = positional[...]
    var dealt: [String: [String]] = [:]
    for argument in command.arguments {
      guard !rest.isEmpty else {
        if argument.isOptional { continue }
        throw UsageError("argument \"\(argument.name)\" is missing", command: pathText)
      }
      let words = argument.isRepeatable ? Array(rest) : Array(rest.prefix(1))
      rest = argument.isRepeatable ? [] : rest.dropFirst()
      for word in words {
        if let problem = argument.rule.problem(word, "argument \"\(argument.name)\"", command: pathText) {
          throw problem
        }
      }
      dealt[argument.name] = words
    }
    if let extra = rest.first { throw UsageError("unexpected argument \"\(extra)\"", command: pathText) }
    return dealt
  }

  /// Notes an option that nothing declares, with the nearest one that is declared.
  mutating func unknown(_ shown: String) {
    var names = options.filter { !$0.isHidden }.map { "--" + $0.name }
    names += options.filter(\.isNegatable).map { "--no-" + $0.name } + ["--help", "--version"]
    let nearest = shown.hasPrefix("--") ? NearestName.of(shown, among: names) : nil
    fail(
      UsageError(
        "unknown option \"\(shown)\" of \"\(pathText)\"", hint: nearest.map { "did you mean \"\($0)\"?" },
        command: pathText))
  }

  /// A command that nothing declares, with the nearest one that is declared.
  static func unknownCommand(_ name: String, in command: Command, path: [String]) -> UsageError {
    let text = path.joined(separator: " ")
    guard !command.subcommands.isEmpty else {
      return UsageError("\"\(text)\" has no command \"\(name)\"", command: text)
    }
    let nearest = NearestName.of(name, among: command.subcommands.filter { !$0.isHidden }.map(\.name))
    return UsageError(
      "unknown command \"\(name)\" of \"\(text)\"", hint: nearest.map { "did you mean \"\($0)\"?" },
      command: text)
  }
}

extension ValueRule {
  /// Why a text does not fit; nil when it does. `what` names the option or argument.
  func problem(_ text: String, _ what: String, command: String) -> UsageError? {
    if text.isEmpty {
      return UsageError("\(what) has an empty value", hint: "give it one, or leave it out", command: command)
    }
    switch self {
    case .any, .path: return nil
    case .oneOf(let words):
      return words.contains(text) ? nil : Self.notAmong(text, words, what, command)
    case .oneOfThenText(let words):
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let word = parts.first.map(String.init) ?? ""
      guard words.contains(word) else { return Self.notAmong(word, words, what, command) }
      guard parts.count == 1 || !parts[1].isEmpty else {
        return UsageError(
          "\(what) has nothing after \"\(word)=\"", hint: "name a file, or leave out the \"=\"",
          command: command)
      }
      return nil
    case .integer(let bounds):
      if let number = Int(text), bounds.contains(number) { return nil }
      return UsageError(
        "\(what) is \"\(text)\"",
        hint: "give a whole number from \(bounds.lowerBound) to \(bounds.upperBound)", command: command)
    }
  }

  private static func notAmong(
    _ text: String, _ words: [String], _ what: String, _ command: String
  ) -> UsageError {
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    let hint =
      NearestName.of(text, among: words).map { "did you mean \"\($0)\"? It is one of \(list)" }
      ?? "use one of \(list)"
    return UsageError("\(what) is \"\(text)\"", hint: hint, command: command)
  }
}
