import Domain
import SQLSyntax

/// Relations that queries name themselves: implicit sources, where nothing declares them.
extension DbtReading {
  /// Sources that may be made in all.
  private static let sourceLimit = 20_000

  /// Finds the relations in all queries of the data team's own projects and hangs the queries on them.
  func readPhysicalNames() {
    let packages = Set(layout.projects.filter(\.isPackage).map(\.name))
    let ordered = assets.values.sorted { $0.id < $1.id }
    let names = PhysicalNames(ordered)
    let dialect = DialectList.dialect(named: renderer.dialect) ?? .generic
    var implicit: [AssetID: Asset] = [:]
    for asset in ordered {
      let project = asset.id.text.split(separator: ".").dropFirst().first.map(String.init) ?? ""
      guard var query = asset.query, !packages.contains(project) else { continue }
      let relations = query.relations
      let found = NamedRelations.find(in: query.bytes, dialect: dialect) { relations[$0] != nil }
      guard !found.isEmpty else { continue }
      var parents: [AssetID] = []
      for relation in found where query.relations[relation.key] == nil {
        let name = Self.relation(relation.knownParts)
        let id: AssetID
        if let declared = names.asset(of: name, in: asset.id) {
          id = declared
        } else {
          let location = query.location(ofByte: relation.offset)
          let made = Self.implicitSource(
            name, parts: relation.knownParts, project: project, at: location)
          id = made.id
          if let known = implicit[id] {
            if location < known.location { implicit[id]?.location = location }
          } else if assets[id] == nil, implicit.count < Self.sourceLimit {
            implicit[id] = made
          }
        }
        query.relations[relation.key] = id
        parents.append(id)
      }
      assets[asset.id]?.query = query
      assets[asset.id]?.parents += parents
    }
    assets.merge(implicit) { first, _ in first }
  }

  /// The last three parts of a name as a relation.
  private static func relation(_ parts: [String]) -> RelationName {
    let parts = Array(parts.suffix(3))
    return RelationName(
      database: parts.count > 2 ? parts[0] : nil, schema: parts.count > 1 ? parts[parts.count - 2] : nil,
      identifier: parts.last ?? "")
  }

  private static func implicitSource(
    _ name: RelationName, parts: [String], project: String, at location: SourceLocation
  ) -> Asset {
    let schema = name.schema?.lowercased() ?? "physical"
    let id = AssetID("source.\(project).\(schema).\(name.identifier.lowercased())")
    return Asset(
      id: id, kind: .source, name: parts.joined(separator: "."), location: location, relation: name,
      isImplicit: true)
  }
}
