import CommandLineKit
import Domain
import GitAccess
import Reporting

/// `check`: the gate.
enum CheckCommand: CLICommand {
  static let declaration = Command(
    "check", summary: "check a branch's migrations against what the data team depends on",
    discussion: """
      Exit status: 0 pass, 1 blocked, 2 could not check (the reports are written all the same), 64 wrong usage, \
      70 internal error.

      In a pull request:   tidegate check --base origin/main --registry ../analytics --report markdown=review.md
      In a merge hook:     tidegate check --staged --base main --registry ../analytics
      """,
    options: [
      SharedOptions.repository, SharedOptions.base, SharedOptions.head, SharedOptions.staged,
      SharedOptions.workTree, SharedOptions.registry, SharedOptions.backend,
      .flag(
        "allow-no-migrations", help: "pass when neither side has migrations", group: "What is compared"),
      SharedOptions.rules,
      .value(
        "date", placeholder: "YYYY-MM-DD", help: "the day that waivers are compared with",
        defaultNote: "today in UTC", group: "How it is judged"),
      .value(
        "block-on", placeholder: "SEVERITY", rule: .oneOf(["block", "review"]),
        help: "the mildest severity that blocks", defaultNote: "\"block-on\" of .tidegate.yml, else block",
        group: "How it is judged"),
      .value(
        "report", placeholder: "FORMAT[=FILE]", rule: .oneOfThenText(FormatList.all.map { $0.name }),
        help: "a report to write, to standard output or a file; may repeat", defaultNote: "text",
        isRepeatable: true, group: "Output"),
      SharedOptions.colour,
    ])

  static func run(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure)
    -> ExitStatus
  {
    let reports = try ReportRequest.requests(invocation.values("report"))
    let request = try CheckRequest(invocation, console)
    var progress = ProgressReporter(console)
    let workflow = CheckWorkflow(request: request, environment: console.gitEnvironment)
    let report = workflow.run { progress.tell($0) }
    progress.finish()
    for problem in report.problems { console.write("tidegate: \(problem)\n", to: .error) }
    for destination in reports {
      try write(report, to: destination, invocation, console)
    }
    return ExitStatus(rawValue: Int32(report.verdict.exitStatus)) ?? .undetermined
  }

  private static func write(
    _ report: ImpactReport, to destination: ReportRequest, _ invocation: ParsedInvocation,
    _ console: ProcessConsole
  ) throws(CommandFailure) {
    guard let file = destination.file else {
      let options = console.renderOptions(invocation)
      guard console.write(destination.format.render(report, options: options), to: .output) else {
        throw CommandFailure("the report could not be written to standard output", status: .internalError)
      }
      return
    }
    let bytes = destination.format.render(report, options: RenderOptions())
    if let reason = console.writeFile(bytes, at: file) {
      throw CommandFailure(
        "the \(destination.format.name) report could not be written to \"\(file)\" (\(reason)); name another file",
        status: .internalError)
    }
  }
}
