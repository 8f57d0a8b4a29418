import Documents
import Domain

/// How the run went: exit status, blind spots and problems as notifications (SARIF 2.1.0, section 3.20).
enum InvocationSARIF {
  /// The one invocation of a report.
  static func value(of report: ImpactReport) -> JSONValue {
    let problems = ReportProblems.all(in: report).map { problem in
      notification(id: "problem", level: "error", text: problem, location: nil)
    }
    let spots = report.blindSpots.map { spot in
      notification(
        id: spot.diagnostic.id, level: level(of: spot),
        text: "blind spot \(spot.fingerprint): \(spot.diagnostic.summary)",
        location: spot.diagnostic.location)
    }
    let notes = report.notes.map { notification(id: "note", level: "note", text: $0, location: nil) }
    return [
      "executionSuccessful": .bool(report.verdict != .undetermined),
      "exitCode": .int(report.verdict.exitStatus),
      "exitCodeDescription": .string(report.verdict.rawValue),
      "toolExecutionNotifications": .array(problems + spots + notes),
    ]
  }

  private static func notification(id: String, level: String, text: String, location: SourceLocation?)
    -> JSONValue
  {
    var members = [
      JSONMember("descriptor", ["id": .string(id)]), JSONMember("level", .string(level)),
      JSONMember("message", ["text": .string(MessageSARIF.text(text))]),
    ]
    if let location { members.append(JSONMember("locations", [PlaceSARIF.location(location)])) }
    return .object(members)
  }

  private static func level(of spot: BlindSpot) -> String {
    if spot.waiver != nil { return "note" }
    switch spot.level {
    case .undetermined: return "error"
    case .review: return "warning"
    case .notice: return "note"
    }
  }
}
