import CommandLineKit
import Foundation

/// A program with every kind of declaration.
let program = Command(
  "tool", summary: "do things with files",
  discussion: "Exit status: 0 when all is well.\n\n  0  well\n  64 bad usage",
  options: [
    .flag(
      "color", help: "colour the output", isNegatable: true, defaultNote: "on a terminal", group: "Output")
  ],
  subcommands: [
    Command(
      "check", summary: "check a branch against what depends on it",
      discussion: "Reads the branch and says what breaks.",
      options: [
        .value(
          "base", short: "b", placeholder: "REV", help: "the revision to compare with",
          defaultNote: "the remote's default branch"),
        .value(
          "report", short: "r", placeholder: "FORMAT[=FILE]",
          rule: .oneOfThenText(["text", "json", "sarif"]),
          help: "write a report, to standard output unless a file is named", defaultValue: "text",
          isRepeatable: true,
          group: "Output"),
        .value(
          "jobs", short: "j", placeholder: "N", rule: .integer(1...64), help: "how many at once",
          defaultValue: "1", environment: "TOOL_JOBS"),
        .flag("quiet", short: "q", help: "print nothing", environment: "TOOL_QUIET"),
        .flag("verbose", short: "v", help: "print more"),
        .value("registry", placeholder: "DIR", rule: .path, help: "the folder of the data team"),
        .flag("secret", help: "not shown", isHidden: true),
      ],
      arguments: [
        Argument("TABLE", help: "the table"),
        Argument("MODE", help: "how", rule: .oneOf(["fast", "slow"]), isOptional: true),
        Argument("PATH", help: "files to read", isOptional: true, isRepeatable: true),
      ]),
    Command(
      "registry", summary: "look at the registry",
      subcommands: [
        Command("inspect", summary: "show it"), Command("validate", summary: "check it"),
        Command("debug", summary: "hidden", isHidden: true),
      ]),
  ])

/// What a command line comes to, in one line.
func outcome(_ arguments: [String], environment: [String: String] = [:]) -> String {
  do throws(UsageError) {
    switch try CommandParser(program).parse(arguments, environment: environment) {
    case .help(let path): return "help " + path.joined(separator: " ")
    case .version: return "version"
    case .run(let invocation): return describe(invocation)
    }
  } catch {
    return "error \(error)"
  }
}

private func describe(_ invocation: ParsedInvocation) -> String {
  var words = ["run"] + invocation.path
  for name in ["base", "report", "jobs", "registry"] where invocation.origin(name) == .commandLine {
    words.append(name + "=" + invocation.values(name).joined(separator: "+"))
  }
  for name in ["color", "quiet", "verbose"] {
    if let flag = invocation.flag(name) { words.append((flag ? "" : "no-") + name) }
  }
  for name in ["TABLE", "MODE", "PATH"] {
    let values = invocation.arguments(name)
    if !values.isEmpty { words.append(name + ":" + values.joined(separator: "+")) }
  }
  return words.joined(separator: " ")
}

func fixture(_ name: String, file: String = #filePath) -> URL {
  URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
}

/// The golden text of a file; `RECORD_GOLDEN=1` writes it instead.
func golden(_ name: String, _ text: String) throws -> String {
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try Data(text.utf8).write(to: fixture(name))
  }
  return try String(contentsOf: fixture(name), encoding: .utf8)
}
