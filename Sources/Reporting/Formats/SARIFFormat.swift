import Documents
package import Domain

/// The report for code-scanning services: SARIF 2.1.0 (OASIS standard, errata 01).
package enum SARIFFormat: ReportFormat {
  package static let name = "sarif"
  package static let summary = "findings as SARIF 2.1.0, for code-scanning services"

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  package static func render(_ report: ImpactReport, options: RenderOptions) -> [UInt8] {
    let rules = Set(report.findings.map(\.rule)).sorted()
    let results = ResultSARIF(report, rules: rules)
    let run: JSONValue = [
      "tool": ["driver": driver(report, rules: rules)],
      "automationDetails": ["id": "tidegate/"],
      "invocations": [InvocationSARIF.value(of: report)],
      "originalUriBaseIds": .object([
        base(PlaceSARIF.backendBase, "root of the repository under review"),
        base(PlaceSARIF.registryBase, "root of the data team's registry"),
      ]),
      "results": .array(report.findings.map(results.value)),
      "properties": [
        "verdict": .string(report.verdict.rawValue), "evaluatedOn": .string(report.evaluatedOn.display),
        "base": report.base.map(CommonJSON.revision) ?? .null,
        "head": report.head.map(CommonJSON.revision) ?? .null,
        "target": report.target.map(CommonJSON.revision) ?? .null,
        "summary": SummaryJSON.value(of: report),
      ],
    ]
    return JSONWriter.bytes(of: ["$schema": .string(schema), "version": "2.1.0", "runs": [run]])
  }

  private static func driver(_ report: ImpactReport, rules: [String]) -> JSONValue {
    [
      "name": "tidegate", "version": .string(report.toolVersion),
      "rules": .array(
        rules.map { rule in
          let words = String(rule.map { $0 == "-" ? " " : $0 })
          return [
            "id": .string(rule), "shortDescription": ["text": .string(words)],
            "help": ["text": .string("tidegate explain \(rule)")],
          ]
        }),
    ]
  }

  private static func base(_ id: String, _ text: String) -> JSONMember {
    JSONMember(id, ["description": ["text": .string(text)]])
  }
}
