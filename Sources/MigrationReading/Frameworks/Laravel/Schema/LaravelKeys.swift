import Domain
import ScriptSyntax

/// Keys and indexes of a table, named as Laravel names them where the program does not.
struct LaravelKeys {
  let table: TableName
  let location: SourceLocation

  func primary(_ columns: [String], _ name: String?) -> Constraint {
    Constraint(name: name, kind: .primaryKey(columns), location: location)
  }

  func unique(_ columns: [String], _ name: String?) -> Constraint {
    Constraint(
      name: name ?? LaravelNames.key(table.name, columns, "unique"), kind: .unique(columns),
      location: location)
  }

  func index(_ columns: [String], _ name: String?, kind: String = "index") -> OperationKind {
    let index = Index(
      name: name ?? LaravelNames.key(table.name, columns, kind), columns: columns, isUnique: false)
    return .createIndex(table, index, predicate: nil)
  }

  func foreign(
    _ columns: [String], to target: TableName, _ others: [String], _ name: String?, _ deletion: String?
  )
    -> Constraint
  {
    Constraint(
      name: name ?? LaravelNames.key(table.name, columns, "foreign"),
      kind: .foreignKey(columns, references: target, columns: others, onDelete: deletion), location: location)
  }

  /// `->references('id')->on('users')->onDelete('cascade')`; nil if the table is not known.
  func foreign(_ columns: [String], _ links: [FoldedCall]) -> Constraint? {
    var target: String?
    var others: [String] = []
    var name: String?
    for link in links {
      switch link.name {
      case "references": others = Self.names(link.positional.first) ?? []
      case "on": target = link.positional.first?.text
      case "foreign": name = link.argument(1, "name")?.text
      default: break
      }
    }
    guard let target else { return nil }
    return foreign(columns, to: SQLSpelling.table(target), others, name, Self.deletion(links))
  }

  /// What happens to rows when those that they refer to are deleted.
  static func deletion(_ links: [FoldedCall]) -> String? {
    var found: String?
    for link in links {
      switch link.name {
      case "onDelete": found = link.positional.first?.text?.uppercased()
      case "cascadeOnDelete": found = "CASCADE"
      case "restrictOnDelete": found = "RESTRICT"
      case "nullOnDelete": found = "SET NULL"
      case "noActionOnDelete": found = "NO ACTION"
      default: break
      }
    }
    return found
  }

  /// One name, or a list of them; nil if one is not known.
  static func names(_ value: FoldedValue?) -> [String]? {
    guard let value else { return nil }
    if let text = value.text { return [text] }
    guard let elements = value.elements ?? value.entries?.map(\.value) else { return nil }
    let texts = elements.compactMap { $0.text ?? LaravelValues.rawText($0) }
    return texts.count == elements.count ? texts : nil
  }
}
