import CommandLineKit
import Documents
import Domain
import FactTables

/// `rules`: lists the rules.
enum RulesCommand: CLICommand {
  static let declaration = Command(
    "rules", summary: "list the rules and their default severities",
    discussion: "One rule's page: tidegate explain column-renamed",
    options: [
      SharedOptions.rules,
      .value(
        "format", placeholder: "FORMAT", rule: .oneOf(["text", "json"]), help: "how to print it",
        defaultValue: "text"),
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let pages = try FactSource.facts(invocation).pages
    let text = invocation.value("format") == "json" ? json(pages) : list(pages)
    try console.print(text)
    return .success
  }

  private static func list(_ pages: [RulePage]) -> String {
    let width = pages.map(\.id.utf8.count).max() ?? 0
    return pages.map { page in
      page.id + String(repeating: " ", count: width - page.id.utf8.count + 2) + page.summary + "\n"
    }.joined()
  }

  private static func json(_ pages: [RulePage]) -> String {
    JSONWriter.text(
      of: .array(
        pages.map { page in
          .object([
            JSONMember("rule", .string(page.id)), JSONMember("summary", .string(page.summary)),
            JSONMember("kinds", .strings(page.defaults.kinds.map(\.rawValue))),
            JSONMember(
              "severities",
              .object(
                page.defaults.byEffect.sorted { $0.key < $1.key }.map {
                  JSONMember($0.key.rawValue, .string($0.value.rawValue))
                })),
            JSONMember("otherwise", .string(page.defaults.otherwise.rawValue)),
          ])
        }))
  }
}
