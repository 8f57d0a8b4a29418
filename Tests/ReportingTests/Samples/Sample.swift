import Domain

/// Reports that the tests print: each shows another side of what a report can hold.
enum Sample: String, CaseIterable {
  case acme
  case additive
  case undetermined
  case everything
  case hostile
  case empty

  /// The report.
  var report: ImpactReport {
    switch self {
    case .acme: AcmeSample.report
    case .additive: PassingSamples.additive
    case .undetermined: PassingSamples.undetermined
    case .everything: EverythingSample.report
    case .hostile: HostileSample.report
    case .empty:
      ImpactReport(toolVersion: "1.2.3", verdict: .pass, evaluatedOn: Sample.day("2026-11-20"))
    }
  }

  /// A day that is known to exist.
  static func day(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(text) else { return Sample.day("2026-01-01") }
    return date
  }

  /// A place in the backend.
  static func backend(_ file: String, _ line: Int, _ column: Int = 1) -> SourceLocation {
    SourceLocation(
      repository: .backend, file: file, position: TextPosition(line: line, column: column))
  }

  /// A place in the registry.
  static func registry(_ file: String, _ line: Int, _ column: Int = 1) -> SourceLocation {
    SourceLocation(
      repository: .registry, file: file, position: TextPosition(line: line, column: column))
  }
}
