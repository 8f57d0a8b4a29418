import Documents
import Domain

/// Counts per kind of asset and effect, per severity, and of blind spots.
enum SummaryJSON {
  /// The summary of a report; sources, models, tests and exposures always stand in it, other kinds when hit.
  static func value(of report: ImpactReport) -> JSONValue {
    var members: [JSONMember] = []
    for kind in AssetKind.allCases {
      let hit = report.effects.filter { $0.kind == kind }
      guard !hit.isEmpty || isAlwaysThere(kind) else { continue }
      let counts = EffectKind.allCases.compactMap { effect -> JSONMember? in
        let number = hit.count { $0.effect == effect }
        return number == 0 || effect == .unaffected ? nil : JSONMember(effect.rawValue, .int(number))
      }
      members.append(JSONMember(plural(kind), .object(counts)))
    }
    let open = report.findings.filter { $0.waiver == nil }
    var findings = Severity.allCases.map { severity in
      JSONMember(severity.rawValue, .int(open.count { $0.severity == severity }))
    }
    findings.append(JSONMember("waived", .int(report.findings.count - open.count)))
    members.append(JSONMember("findings", .object(findings)))
    var spots = BlindSpot.Level.allCases.map { level in
      JSONMember(level.rawValue, .int(report.blindSpots.count { $0.level == level }))
    }
    spots.append(JSONMember("untouched", .int(report.untouchedBlindSpots)))
    members.append(JSONMember("blindSpots", .object(spots)))
    let assets = AssetKind.allCases.compactMap { kind in
      report.assetCounts[kind].map { JSONMember(plural(kind), .int($0)) }
    }
    members.append(JSONMember("registry", .object(assets)))
    return .object(members)
  }

  /// `models`, `unitTests`, `queries`.
  static func plural(_ kind: AssetKind) -> String {
    kind == .query ? "queries" : kind.rawValue + "s"
  }

  private static func isAlwaysThere(_ kind: AssetKind) -> Bool {
    [.source, .model, .test, .exposure].contains(kind)
  }
}
