import Domain

/// Why there is no verdict.
enum ReportProblems {
  /// The report's problems, and the one of the bindings when it is not among them.
  static func all(in report: ImpactReport) -> [String] {
    guard let problem = report.bindings.problem, !report.problems.contains(problem) else {
      return report.problems
    }
    return report.problems + [problem]
  }
}
