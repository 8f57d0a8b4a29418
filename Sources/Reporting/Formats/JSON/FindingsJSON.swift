import Documents
import Domain

/// Findings, waivers and blind spots of the JSON report.
enum FindingsJSON {
  /// One object a finding, in report order.
  static func findings(_ findings: [Finding]) -> JSONValue {
    .array(
      findings.map { finding in
        [
          "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
          "change": .optional(finding.change?.display), "effects": CommonJSON.assets(finding.effects),
          "fingerprint": .string(finding.fingerprint), "message": .string(finding.message),
          "judgement": .strings(finding.judgement), "fixes": .array(finding.fixes.map(fix)),
          "location": finding.location.map(CommonJSON.location) ?? .null,
          "waiver": finding.waiver.map(CommonJSON.waiver) ?? .null,
        ]
      })
  }

  /// `{applied, unused, expired}`.
  static func waivers(_ summary: WaiverSummary) -> JSONValue {
    [
      "applied": .array(summary.applied.map(CommonJSON.waiver)),
      "unused": .array(summary.unused.map(CommonJSON.waiver)),
      "expired": .array(summary.expired.map(CommonJSON.waiver)),
    ]
  }

  /// One object a blind spot, in report order.
  static func blindSpots(_ spots: [BlindSpot]) -> JSONValue {
    .array(
      spots.map { spot in
        [
          "fingerprint": .string(spot.fingerprint), "severity": .string(spot.level.rawValue),
          "id": .string(spot.diagnostic.id), "summary": .string(spot.diagnostic.summary),
          "reach": .string(spot.diagnostic.reach.rawValue),
          "tables": .strings(spot.diagnostic.tables.map(\.display)),
          "location": CommonJSON.location(spot.diagnostic.location),
          "byteCount": .int(spot.diagnostic.byteCount),
          "waiver": spot.waiver.map(CommonJSON.waiver) ?? .null,
        ]
      })
  }

  private static func fix(_ fix: Fix) -> JSONValue {
    ["side": .string(fix.side.rawValue), "title": .string(fix.title), "text": .string(fix.text)]
  }
}
