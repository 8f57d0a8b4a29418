import Domain
import ScriptSyntax

/// Calls of the table builder that change what is there.
struct KnexTableSteps {
  let table: TableName
  let spelling: SQLSpelling

  /// What a call does; nil if it is not known.
  func steps(_ call: FoldedCall) -> [OperationKind]? {
    let first = call.positional.first
    switch call.name {
    case "dropColumn", "dropColumns":
      let names = call.positional.count == 1 ? KnexTableBlock.names(first) : texts(call.positional)
      return names?.map { .dropColumn(table, column: $0, onlyIfPresent: false, cascade: false) }
    case "renameColumn":
      guard let old = first?.text, let new = call.positional.dropFirst().first?.text else { return nil }
      return [.renameColumn(table, column: old, to: new)]
    case "dropTimestamps":
      let isCamel = first?.boolean ?? first?.entry("useCamelCase")?.boolean ?? false
      return (isCamel ? ["createdAt", "updatedAt"] : ["created_at", "updated_at"]).map {
        .dropColumn(table, column: $0, onlyIfPresent: false, cascade: false)
      }
    case "setNullable", "dropNullable":
      let isNullable = call.name == "setNullable"
      return KnexTableBlock.names(first)?.map { .setNullability(table, column: $0, isNullable: isNullable) }
    case "dropPrimary":
      return first?.text.map { [.dropConstraint(table, name: $0, onlyIfPresent: false, cascade: false)] }
        ?? [.dropPrimaryKey(table)]
    case "dropUnique", "dropForeign", "dropIndex", "dropChecks": return dropKey(call)
    case "dropSpatialIndex", "comment", "engine", "charset", "collate", "inherits", "specificType",
      "queryContext",
      "spatialIndex", "storageEngine", "fulltext", "withKeyName", "setSchema":
      return []
    default: return nil
    }
  }

  private func texts(_ values: [FoldedValue]) -> [String]? {
    let texts = values.compactMap(\.text)
    return texts.count == values.count ? texts : nil
  }

  private func dropKey(_ call: FoldedCall) -> [OperationKind]? {
    if call.name == "dropChecks" {
      let names =
        call.positional.count == 1 ? KnexTableBlock.names(call.positional.first) : texts(call.positional)
      return names?.map { .dropConstraint(table, name: $0, onlyIfPresent: false, cascade: false) }
    }
    let suffix = call.name == "dropUnique" ? "unique" : call.name == "dropForeign" ? "foreign" : "index"
    let columns = KnexTableBlock.names(call.positional.first)
    guard let name = KnexTableBlock.keyName(call) ?? columns.map({ KnexKeys.name(table, $0, suffix) }) else {
      return nil
    }
    if suffix == "index" { return [.dropIndex(TableName(schema: table.schema, name), table: table)] }
    return [.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false)]
  }
}
