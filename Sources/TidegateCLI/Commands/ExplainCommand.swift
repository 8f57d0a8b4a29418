import CommandLineKit
import Domain
import FactTables

/// `explain RULE`: prints the page of one rule.
enum ExplainCommand: CLICommand {
  static let declaration = Command(
    "explain", summary: "print the page of one rule: what it finds, why, what to do",
    options: [SharedOptions.rules], arguments: [Argument("RULE", help: "the rule's id; see tidegate rules")])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let facts = try FactSource.facts(invocation)
    let name = invocation.argument("RULE") ?? ""
    guard let page = facts.page(name) else {
      let near = NearestName.of(name, among: facts.pages.map(\.id))
      let advice = near.map { "did you mean \"\($0)\"?" } ?? "\"tidegate rules\" lists them"
      throw CommandFailure("no rule \"\(name)\"; \(advice)", status: .usage)
    }
    try console.print(page.body)
    return .success
  }
}
