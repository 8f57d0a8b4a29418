import Domain
import Foundation
import Reporting
import Testing

@Suite struct SARIFFormatTests {
  private func run(_ report: ImpactReport) throws -> [String: Any] {
    let data = Data(SARIFFormat.render(report, options: RenderOptions()))
    let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    #expect((log["$schema"] as? String)?.hasSuffix("/sarif-schema-2.1.0.json") == true)
    let runs = try #require(log["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    return try #require(runs.first)
  }

  @Test(arguments: Sample.allCases)
  func `every result has a rule, a level, a place and a fingerprint`(sample: Sample) throws {
    let run = try run(sample.report)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(rules == Set(rules).sorted())
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == sample.report.findings.count)
    for (result, finding) in zip(results, sample.report.findings) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index] == result["ruleId"] as? String)
      #expect(result["level"] as? String == level(finding.severity))
      #expect((result["partialFingerprints"] as? [String: String])?["tidegate/v1"] == finding.fingerprint)
      #expect((result["suppressions"] == nil) == (finding.waiver == nil))
      let places = try #require(result["locations"] as? [[String: Any]])
      #expect(places.count == 1)
      for place in places + (result["relatedLocations"] as? [[String: Any]] ?? []) { try check(place) }
    }
  }

  @Test func `the place of a finding without one is that of its change, else the migrations`() throws {
    var report = Sample.acme.report
    report.findings = [
      Finding(
        rule: "a", severity: .block, change: ChangeID(4), effects: [], fingerprint: "f", message: "m"),
      Finding(rule: "a", severity: .block, change: nil, effects: [], fingerprint: "g", message: "m"),
    ]
    let results = try #require(try run(report)["results"] as? [[String: Any]])
    let places = try results.map { try uri(#require(($0["locations"] as? [[String: Any]])?.first)) }
    #expect(places == ["db/migrations/0020_accounts.sql", "db/migrations"])
  }

  @Test func `blind spots and problems are notifications, and say that the check failed`() throws {
    let invocations = try #require(try run(Sample.undetermined.report)["invocations"] as? [[String: Any]])
    let invocation = try #require(invocations.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    #expect(invocation["exitCode"] as? Int == 2)
    let notes = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
    #expect(notes.compactMap { $0["level"] as? String } == ["error", "error", "error", "warning"])
  }

  private func check(_ place: [String: Any]) throws {
    let uri = try uri(place)
    #expect(uri.wholeMatch(of: /[A-Za-z0-9._~\/%-]+/) != nil, "\(uri)")
    #expect(!uri.hasPrefix("/") && !uri.split(separator: "/").contains(".."))
    let physical = place["physicalLocation"] as? [String: Any]
    let line = (physical?["region"] as? [String: Any])?["startLine"] as? Int
    #expect((line ?? 0) >= 1)
  }

  private func uri(_ place: [String: Any]) throws -> String {
    let physical = try #require(place["physicalLocation"] as? [String: Any])
    let artifact = try #require(physical["artifactLocation"] as? [String: String])
    #expect(["SRCROOT", "REGISTRY"].contains(artifact["uriBaseId"]))
    return try #require(artifact["uri"])
  }

  private func level(_ severity: Severity) -> String {
    switch severity {
    case .block: "error"
    case .review: "warning"
    case .notice: "note"
    }
  }
}
