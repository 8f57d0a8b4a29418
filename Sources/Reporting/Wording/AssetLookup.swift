import Domain

/// Names and places of assets for people.
struct AssetLookup {
  /// Names by id.
  let names: [AssetID: String]
  /// Where they are defined.
  let locations: [AssetID: SourceLocation]

  /// A lookup.
  init(names: [AssetID: String], locations: [AssetID: SourceLocation]) {
    self.names = names
    self.locations = locations
  }

  /// What a report knows.
  init(_ report: ImpactReport) {
    self.init(names: report.assetNames, locations: report.assetLocations)
  }

  /// The name, else the id.
  func name(_ asset: AssetID) -> String { names[asset] ?? asset.text }

  /// `file:line` of its definition.
  func place(_ asset: AssetID) -> String? { locations[asset].map(Places.text) }
}

/// Places as people write them.
enum Places {
  /// `file:line`.
  static func text(_ location: SourceLocation) -> String { "\(location.file):\(location.position.line)" }

  /// The place in the queries that says most about a piece of evidence: a use before anything else.
  static func telling(_ evidence: [Evidence]) -> Evidence? {
    evidence.first { $0.kind == .use && $0.location != nil } ?? evidence.first { $0.location != nil }
      ?? evidence.first
  }

  /// `(and 4 more places)`: in how many other places queries or declarations speak of it; empty for none.
  static func others(_ evidence: [Evidence], beside shown: Evidence?) -> String {
    let places = Set(evidence.compactMap(\.location)).subtracting(shown?.location.map { [$0] } ?? [])
    if places.isEmpty { return "" }
    return "(and \(places.count) more \(places.count == 1 ? "place" : "places"))"
  }
}
