import Documents
import Domain

/// The renames that a project keeps, for a deployment to rename and not to drop and create:
/// `<Operation Name="Rename Refactor"><Property Name="ElementName" Value="[dbo].[Users]" /> ...`
/// (https://learn.microsoft.com/sql/tools/sql-database-projects/concepts/refactor-log).
enum RefactorLog {
  /// The renames of a log in its order; none of a log that cannot be read.
  static func renames(_ file: FileEntry, _ source: FileSource) -> [KeptRename] {
    guard let text = try? source.text(of: file).get(), let root = try? XMLReader.root(of: text.bytes) else {
      return []
    }
    return root.elements.compactMap { rename($0, text) }
  }

  private static func rename(_ operation: XMLElement, _ text: SourceText) -> KeptRename? {
    var values: [String: String] = [:]
    for property in operation.elements where property.name == "Property" {
      if let name = property["Name"], let value = property["Value"] { values[name] = value }
    }
    guard let old = values["ElementName"].map(parts), old.count == 2 || old.count == 3 else { return nil }
    let table = TableName(schema: old[0], old[1])
    let location = text.location(operation.byteOffset)
    switch operation["Name"] {
    case "Rename Refactor":
      guard let new = values["NewName"].map(parts)?.last else { return nil }
      if old.count == 3 { return KeptRename(.column(of: table, old[2], to: new), location) }
      return KeptRename(.table(table, to: TableName(schema: old[0], new)), location)
    case "Move Schema":
      guard old.count == 2, let schema = values["NewSchema"].map(parts)?.last else { return nil }
      return KeptRename(.table(table, to: TableName(schema: schema, old[1])), location)
    default: return nil
    }
  }

  /// `[dbo].[Users]` as two names.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var name = ""
    var isOpen = false
    for character in text {
      switch character {
      case "[" where !isOpen: isOpen = true
      case "]" where isOpen: isOpen = false
      case "." where !isOpen:
        parts.append(name)
        name = ""
      default: name.append(character)
      }
    }
    return parts + [name]
  }
}
