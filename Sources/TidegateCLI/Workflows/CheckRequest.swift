import CommandLineKit
import Domain
import FactTables

/// A check as a command line asks for it.
struct CheckRequest {
  /// What is compared.
  var comparison: ComparisonRequest
  /// The registry; nil for the configuration's.
  var registry: String?
  /// How it is judged.
  var options: GateOptions
  /// Rule pages and tables.
  var facts: FactSupply

  /// Reads the options of `check`.
  init(_ invocation: ParsedInvocation, _ console: ProcessConsole) throws(CommandFailure) {
    comparison = try ComparisonRequest(invocation)
    registry = invocation.value("registry")
    facts = try FactSource.supply(invocation)
    let today = console.today()
    guard let todayDate = CalendarDate(year: today.year, month: today.month, day: today.day) else {
      throw CommandFailure("the clock is unset; give the day with --date", status: .undetermined)
    }
    var date = todayDate
    if let text = invocation.value("date") {
      guard let given = CalendarDate(text) else {
        throw CommandFailure("\"--date \(text)\" is no day; write it as 2026-11-20", status: .usage)
      }
      date = given
    }
    options = GateOptions(
      backend: invocation.value("backend"), allowsNoMigrations: invocation.isSet("allow-no-migrations"),
      date: date,
      blockOn: invocation.value("block-on").flatMap(Severity.init(rawValue:)))
  }
}
