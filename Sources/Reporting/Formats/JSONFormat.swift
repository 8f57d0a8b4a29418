import Documents
package import Domain

/// The report for machines; keys are described in `schemas/report.schema.json`.
package enum JSONFormat: ReportFormat {
  package static let name = "json"
  package static let summary = "everything, for machines; its JSON Schema ships with the tool"

  package static func render(_ report: ImpactReport, options: RenderOptions) -> [UInt8] {
    JSONWriter.bytes(of: value(of: report))
  }

  private static func value(of report: ImpactReport) -> JSONValue {
    [
      "schemaVersion": "1", "tool": ["name": "tidegate", "version": .string(report.toolVersion)],
      "verdict": .string(report.verdict.rawValue), "exitStatus": .int(report.verdict.exitStatus),
      "problems": .strings(ReportProblems.all(in: report)), "notes": .strings(report.notes),
      "evaluatedOn": .string(report.evaluatedOn.display),
      "base": report.base.map(CommonJSON.revision) ?? .null,
      "head": report.head.map(CommonJSON.revision) ?? .null,
      "target": report.target.map(CommonJSON.revision) ?? .null,
      "frameworks": .array(report.frameworks.map(framework)),
      "changes": ChangesJSON.value(of: report.changes), "bindings": BindingsJSON.value(of: report.bindings),
      "effects": EffectsJSON.value(
        of: report.effects, names: report.assetNames, locations: report.assetLocations),
      "heals": .array(
        Healing.all(in: report).map { ["asset": .string($0.root.text), "models": .int($0.models)] }),
      "findings": FindingsJSON.findings(report.findings), "waivers": FindingsJSON.waivers(report.waivers),
      "blindSpots": FindingsJSON.blindSpots(report.blindSpots), "summary": SummaryJSON.value(of: report),
    ]
  }

  private static func framework(_ summary: FrameworkSummary) -> JSONValue {
    [
      "name": .string(summary.name), "dialect": .string(summary.dialect),
      "dialectGuessed": .bool(summary.isDialectGuessed), "paths": .strings(summary.paths),
      "migrations": .int(summary.migrations), "added": .strings(summary.added),
      "edited": .strings(summary.edited), "deleted": .strings(summary.deleted),
    ]
  }
}
