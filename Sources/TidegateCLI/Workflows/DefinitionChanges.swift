import Domain

/// Definitions of a registry inside the reviewed repository that read otherwise at head than at the target tip.
enum DefinitionChanges {
  /// One change for each model, view, template or contract that is there at both sides, numbered from `first`.
  ///
  /// Only definitions in files that the branch touches: the target tip may have moved on by itself.
  static func changes(from old: Registry, to head: Registry, touched: Set<String>, first: Int) -> [Change] {
    let files = Set(touched.flatMap(ends))
    let before = Dictionary(old.assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var changes: [Change] = []
    for asset in head.assets.sorted(by: { $0.id < $1.id }) {
      let isTouched =
        files.contains(asset.location.file) || asset.columns.contains { files.contains($0.location.file) }
      guard isTouched, let known = before[asset.id], let text = difference(known, asset) else { continue }
      changes.append(
        Change(
          id: ChangeID(first + changes.count), kind: .definitionChanged,
          table: TableName(asset.name),
          evidence: [Evidence(.statement, text, location: asset.location)], locations: [asset.location]))
    }
    return changes
  }

  /// A path of the repository as folders in it know it: itself, and without its first folders.
  private static func ends(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    return parts.indices.suffix(40).map { parts[$0...].joined(separator: "/") }
  }

  /// What is another in a definition; nil if nothing that its readers see.
  private static func difference(_ old: Asset, _ new: Asset) -> String? {
    switch new.kind {
    case .model, .snapshot, .view, .template, .query, .contract: break
    case .source, .column, .seed, .test, .unitTest, .exposure, .metric: return nil
    }
    if words(old.query) != words(new.query) { return "its query reads otherwise" }
    let types = { (asset: Asset) in asset.columns.map { [$0.name, $0.type ?? ""] }.sorted { $0[0] < $1[0] } }
    if new.isContractEnforced || new.kind != .model, types(old) != types(new) {
      return "its declared columns are others"
    }
    return nil
  }

  /// The rendered query without the spaces between its words.
  private static func words(_ query: QueryText?) -> [ArraySlice<UInt8>] {
    (query?.bytes ?? []).split { $0 == 32 || ($0 >= 9 && $0 <= 13) }
  }
}
