import Documents
import Domain

/// Findings as SARIF results (SARIF 2.1.0, section 3.27).
struct ResultSARIF {
  /// How many places of the registry stand beside one result.
  private static let relatedPlaces = 30

  private let report: ImpactReport
  private let lookup: AssetLookup
  private let effects: [AssetID: AssetEffect]
  private let changes: [ChangeID: Change]
  private let rules: [String]

  /// Results of a report; `rules` gives their indexes.
  init(_ report: ImpactReport, rules: [String]) {
    self.report = report
    self.rules = rules
    lookup = AssetLookup(report)
    effects = Dictionary(report.effects.map { ($0.asset, $0) }, uniquingKeysWith: { first, _ in first })
    changes = Dictionary(report.changes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// One result.
  func value(of finding: Finding) -> JSONValue {
    var members = [
      JSONMember("ruleId", .string(finding.rule)),
      JSONMember("ruleIndex", .int(rules.firstIndex(of: finding.rule) ?? -1)),
      JSONMember("level", .string(Self.level(of: finding.severity))),
      JSONMember("message", ["text": .string(message(of: finding))]),
      JSONMember("locations", [place(of: finding)]),
    ]
    let related = relatedLocations(of: finding)
    if !related.isEmpty { members.append(JSONMember("relatedLocations", .array(related))) }
    members.append(JSONMember("partialFingerprints", ["tidegate/v1": .string(finding.fingerprint)]))
    if let waiver = finding.waiver { members.append(JSONMember("suppressions", [suppression(waiver)])) }
    members.append(
      JSONMember(
        "properties",
        [
          "severity": .string(finding.severity.rawValue), "change": .optional(finding.change?.display),
          "effects": CommonJSON.assets(finding.effects), "judgement": .strings(finding.judgement),
        ]))
    return .object(members)
  }

  /// `error`, `warning`, `note`.
  static func level(of severity: Severity) -> String {
    switch severity {
    case .block: "error"
    case .review: "warning"
    case .notice: "note"
    }
  }

  private func message(of finding: Finding) -> String {
    var lines = [finding.message]
    for fix in finding.fixes.prefix(4) {
      lines.append("fix on the side of the \(fix.side == .backend ? "backend" : "data team"): \(fix.title)")
    }
    for question in finding.judgement.prefix(4) { lines.append("to decide: \(question)") }
    return lines.map(MessageSARIF.text).joined(separator: "\n")
  }

  /// Where the finding is shown: its own place, else its change's, else the folder of the migrations.
  private func place(of finding: Finding) -> JSONValue {
    let places = finding.change.flatMap { changes[$0]?.locations } ?? []
    let own = finding.location ?? places.first { $0.repository == .backend } ?? places.first
    let folder = report.frameworks.first?.paths.first ?? ""
    return PlaceSARIF.location(own ?? SourceLocation(repository: .backend, file: folder))
  }

  private func relatedLocations(of finding: Finding) -> [JSONValue] {
    var seen: Set<SourceLocation> = []
    var related: [JSONValue] = []
    for asset in finding.effects {
      guard let effect = effects[asset] else { continue }
      let masked = effect.masked.filter { $0.change == finding.change }.flatMap(\.evidence)
      let own = finding.change.map { effect.changes.contains($0) } ?? true ? effect.evidence : []
      for piece in own + masked {
        guard let location = piece.location, location.repository == .registry,
          related.count < Self.relatedPlaces, seen.insert(location).inserted
        else { continue }
        let text = "\(effect.kind.rawValue) \(lookup.name(asset)): \(piece.text)"
        related.append(PlaceSARIF.location(location, id: related.count + 1, message: text))
      }
    }
    return related
  }

  private func suppression(_ waiver: Waiver) -> JSONValue {
    let text = "\(waiver.reason) (\(waiver.owner), \(WaiverWords.period(waiver)))"
    return [
      "kind": "external", "status": "accepted", "justification": .string(MessageSARIF.text(text)),
      "location": PlaceSARIF.location(waiver.location),
    ]
  }
}

/// Places as SARIF locations (section 3.28).
enum PlaceSARIF {
  /// Base of paths in the repository under review.
  static let backendBase = "SRCROOT"
  /// Base of paths in the data team's registry.
  static let registryBase = "REGISTRY"

  /// A whole line: the report's columns count bytes, which SARIF does not know.
  static func location(_ location: SourceLocation, id: Int? = nil, message: String? = nil) -> JSONValue {
    var members: [JSONMember] = []
    if let id { members.append(JSONMember("id", .int(id))) }
    let base = location.repository == .backend ? backendBase : registryBase
    members.append(
      JSONMember(
        "physicalLocation",
        [
          "artifactLocation": [
            "uri": .string(RelativeURI.text(location.file)), "uriBaseId": .string(base),
          ],
          "region": ["startLine": .int(max(1, location.position.line))],
        ]))
    if let message { members.append(JSONMember("message", ["text": .string(MessageSARIF.text(message))])) }
    return .object(members)
  }
}

/// Message texts: viewers make links of `[text](target)` (section 3.11.6).
enum MessageSARIF {
  /// The text without embedded links, and without anything invisible.
  static func text(_ text: String) -> String {
    var output = ""
    var previous: Unicode.Scalar = " "
    for scalar in TerminalText.clean(text).unicodeScalars {
      if previous == "]", scalar == "(" { output += " " }
      output.unicodeScalars.append(scalar)
      previous = scalar
    }
    return output.isEmpty ? "-" : output
  }
}
