import Domain
import ScriptSyntax

/// Keys between tables (`guessRelation`, go-gorm/gorm `schema/relationship.go`).
enum GormKeys {
  /// The column of a model by which its rows belong to those of another, with the column there; nil if there is none.
  static func belongsTo(_ relation: GormRelation, of model: GormModel, to other: GormModel) -> (
    own: GormColumn, other: GormColumn
  )? {
    guard !relation.isList, relation.tag["POLYMORPHIC"] == nil else { return nil }
    let named = names(relation.tag["REFERENCES"])
    let target = named.first.flatMap { other.column($0) } ?? other.primaryKey.first
    guard let target, other.primaryKey.count < 2 || !named.isEmpty else { return nil }
    if let written = names(relation.tag["FOREIGNKEY"]).first {
      // The name may be one of the other table.
      if model.table != other.table, other.column(written) != nil, named.isEmpty { return nil }
      return model.column(written).map { ($0, target) }
    }
    // The other one's rows may belong to this one's.
    if model.table != other.table,
      other.column(model.name + (model.primaryKey.first?.field ?? "ID")) != nil
        || other.column(model.name + "ID") != nil
    {
      return nil
    }
    for name in [relation.field + target.field, relation.field + "ID", relation.field + "Id"] {
      if let own = model.column(name) { return (own, target) }
    }
    return nil
  }

  static func names(_ list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { String($0).trimmedSpaces }
  }

  /// The words behind `constraint:` of a tag: `OnDelete:CASCADE`.
  static func actions(_ tag: GormTag) -> String {
    var text = ""
    for part in (tag["CONSTRAINT"] ?? "").split(separator: ",") {
      let words = part.split(separator: ":").map { String($0).trimmedSpaces }
      guard words.count == 2 else { continue }
      switch words[0].uppercased() {
      case "ONDELETE": text += " ON DELETE " + words[1]
      case "ONUPDATE": text += " ON UPDATE " + words[1]
      default: break
      }
    }
    return text
  }
}

/// Indexes that tags of fields ask for (`ParseIndexes`, go-gorm/gorm `schema/index.go`).
struct GormIndex {
  var name: String
  var isUnique: Bool
  var columns: [String]
  var condition: String?

  static func all(of model: GormModel) -> [GormIndex] {
    var found: [GormIndex] = []
    for column in model.columns {
      for word in column.tag.words {
        let isUnique = ["UNIQUEINDEX", "UNIQUE_INDEX"].contains(word.name)
        guard isUnique || word.name == "INDEX" else { continue }
        var name = String(word.value.prefix { $0 != "," }).trimmedSpaces
        let options = word.value.split(separator: ",").dropFirst().map { String($0).trimmedSpaces }
        func option(_ key: String) -> String? {
          let found = options.first { $0.lowercased().hasPrefix(key + ":") }
          return found.map { String($0.dropFirst(key.count + 1)) }
        }
        if name.isEmpty || name.contains(":") {
          name =
            "idx_" + model.table.name + "_" + (option("composite") ?? GormNames.column(column.field))
        }
        let isAlsoUnique = isUnique || options.contains { $0.lowercased() == "unique" }
        if let at = found.firstIndex(where: { $0.name == name }) {
          found[at].columns.append(column.column)
          found[at].isUnique = found[at].isUnique || isAlsoUnique
          found[at].condition = found[at].condition ?? option("where")
        } else {
          found.append(
            GormIndex(
              name: name, isUnique: isAlsoUnique, columns: [column.column], condition: option("where")))
        }
      }
    }
    return found
  }
}
