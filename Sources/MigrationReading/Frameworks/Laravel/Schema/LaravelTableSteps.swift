import Domain
import ScriptSyntax

/// Calls of the table builder that change what is there.
struct LaravelTableSteps {
  let table: TableName
  let spelling: SQLSpelling
  let models: LaravelModels
  let location: SourceLocation

  private var keys: LaravelKeys { LaravelKeys(table: table, location: location) }

  /// Calls that change nothing that is read here.
  private static let quiet: Set<String> = [
    "engine", "innoDb", "charset", "collation", "temporary", "comment", "storeAs", "engine=", "charset=",
    "collation=", "after", "comment=", "dropFullText", "dropFulltext", "dropSpatialIndex", "create",
    "getTable", "getColumns", "getCommands", "getPrefix", "hasColumn", "build", "toSql", "creating",
    "getChangedColumns", "getAddedColumns", "defaultTimePrecision", "setConnection", "lock", "ifNotExists",
  ]

  private static let known: Set<String> = [
    "dropColumn", "removeColumn", "renameColumn", "dropTimestamps", "dropTimestampsTz", "dropDatetimes",
    "dropSoftDeletes", "dropSoftDeletesTz", "dropSoftDeletesDatetime", "dropRememberToken", "dropMorphs",
    "dropConstrainedForeignId", "dropForeignIdFor", "dropConstrainedForeignIdFor", "dropForeign",
    "dropUnique",
    "dropIndex", "dropPrimary", "renameIndex", "rename", "drop", "dropIfExists", "primary", "unique", "index",
    "fullText", "fulltext", "spatialIndex", "rawIndex", "foreign", "vectorIndex", "dropNestedSet",
  ]

  /// Whether a call would be understood with other arguments.
  func isKnown(_ name: String) -> Bool { Self.known.contains(name) }

  /// What a call does; nil if it is not known.
  func steps(_ links: [FoldedCall]) -> [OperationKind]? {
    guard let call = links.first else { return nil }
    if Self.quiet.contains(call.name) { return [] }
    switch call.name {
    case "primary", "unique", "index", "fullText", "fulltext", "spatialIndex", "rawIndex", "vectorIndex",
      "foreign":
      return added(links, call)
    case "dropForeignIdFor":
      return foreignColumn(call).map { column in
        let name = LaravelNames.key(table.name, [column], "foreign")
        return [.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false)]
      }
    case "dropForeign", "dropUnique", "dropIndex", "dropPrimary", "renameIndex": return droppedKey(call)
    case "rename":
      return call.argument(0, "to")?.text.map { [.renameTable(table, to: SQLSpelling.table($0))] }
    case "drop": return [.dropTable(table, onlyIfPresent: false, cascade: false)]
    case "dropIfExists": return [.dropTable(table, onlyIfPresent: true, cascade: false)]
    case "renameColumn":
      guard let old = Self.bare(call.argument(0, "from")), let new = Self.bare(call.argument(1, "to")) else {
        return nil
      }
      return [.renameColumn(table, column: old, to: new)]
    default:
      return dropped(call)?.map { .dropColumn(table, column: $0, onlyIfPresent: false, cascade: false) }
    }
  }

  /// A name without the quotes that some programs put around it.
  private static func bare(_ value: FoldedValue?) -> String? {
    guard let text = value?.text, text.utf8.count > 2, text.hasPrefix("`"), text.hasSuffix("`") else {
      return value?.text
    }
    return String(text.dropFirst().dropLast())
  }

  /// The columns that a call drops.
  private func dropped(_ call: FoldedCall) -> [String]? {
    let first = call.positional.first
    switch call.name {
    case "dropColumn", "removeColumn":
      guard !call.hasUnknownArguments else { return nil }
      if call.positional.count == 1 { return LaravelKeys.names(first) }
      let texts = call.positional.compactMap(\.text)
      return texts.isEmpty || texts.count != call.positional.count ? nil : texts
    case "dropTimestamps", "dropTimestampsTz", "dropDatetimes": return ["created_at", "updated_at"]
    case "dropSoftDeletes", "dropSoftDeletesTz", "dropSoftDeletesDatetime":
      return first == nil ? ["deleted_at"] : first?.text.map { [$0] }
    case "dropRememberToken": return ["remember_token"]
    case "dropMorphs": return first?.text.map { [$0 + "_type", $0 + "_id"] }
    case "dropNestedSet": return ["_lft", "_rgt", "parent_id"]
    case "dropConstrainedForeignId": return first?.text.map { [$0] }
    case "dropConstrainedForeignIdFor": return foreignColumn(call).map { [$0] }
    default: return nil
    }
  }

  /// The column that refers to a model.
  private func foreignColumn(_ call: FoldedCall) -> String? {
    if let own = call.argument(1, "column")?.text { return own }
    guard let model = call.positional.first?.text.flatMap({ models.model($0) }) else { return nil }
    return LaravelNames.snake(model.name) + "_" + model.key
  }

  /// `primary([...])`, `unique([...])`, `index([...])`, `foreign('a')->references('id')->on('b')`.
  private func added(_ links: [FoldedCall], _ call: FoldedCall) -> [OperationKind]? {
    let name = call.argument(1, "name")?.text
    if call.name == "rawIndex" { return [] }
    guard let columns = LaravelKeys.names(call.argument(0, "columns")) else { return nil }
    switch call.name {
    case "primary": return [.addConstraint(table, keys.primary(columns, name), usingIndex: nil)]
    case "unique": return [.addConstraint(table, keys.unique(columns, name), usingIndex: nil)]
    case "foreign":
      return keys.foreign(columns, links).map { [.addConstraint(table, $0, usingIndex: nil)] } ?? []
    case "index": return [keys.index(columns, name)]
    default: return [keys.index(columns, name, kind: call.name.lowercased())]
    }
  }

  private func droppedKey(_ call: FoldedCall) -> [OperationKind]? {
    let first = call.positional.first
    func name(_ kind: String) -> String? {
      first?.text ?? LaravelKeys.names(first).map { LaravelNames.key(table.name, $0, kind) }
    }
    switch call.name {
    case "renameIndex":
      guard let old = first?.text, let new = call.positional.dropFirst().first?.text else { return nil }
      return [.renameIndex(TableName(schema: table.schema, old), to: new)]
    case "dropPrimary": return [.dropPrimaryKey(table)]
    case "dropIndex":
      return name("index").map { [.dropIndex(TableName(schema: table.schema, $0), table: table)] }
    default:
      return name(call.name == "dropUnique" ? "unique" : "foreign").map {
        [.dropConstraint(table, name: $0, onlyIfPresent: false, cascade: false)]
      }
    }
  }
}
