import Domain
import ScriptSyntax

/// A chain of a builder: `Table::create().table(A).col(b)`.
struct SeaBuilder {
  /// What it begins with: `Table.create`, `ColumnDef.new`, or a function alone.
  let root: String
  /// The calls, the first among them.
  let links: [FoldedCall]

  init?(_ value: FoldedValue) {
    guard let links = value.call?.chain, let first = links.first else { return nil }
    self.links = links
    let path = first.resolved ?? first.name
    let parts = path.split(separator: ".").suffix(2).map(String.init)
    // `a::b::c(d)` is a function of a module.
    let isType = parts.first.map { $0.first?.isUppercase ?? false } ?? false
    let root = isType ? parts.joined(separator: ".") : parts.last ?? ""
    self.root = Self.longForms[root] ?? root
  }

  /// Builders by the names of their types.
  private static let longForms = [
    "TableCreateStatement.new": "Table.create", "TableAlterStatement.new": "Table.alter",
    "TableDropStatement.new": "Table.drop", "TableRenameStatement.new": "Table.rename",
    "TableTruncateStatement.new": "Table.truncate", "IndexCreateStatement.new": "Index.create",
    "IndexDropStatement.new": "Index.drop", "ForeignKeyCreateStatement.new": "ForeignKey.create",
    "ForeignKeyDropStatement.new": "ForeignKey.drop", "TypeCreateStatement.new": "Type.create",
    "TypeAlterStatement.new": "Type.alter", "TypeDropStatement.new": "Type.drop",
    "InsertStatement.new": "Query.insert", "UpdateStatement.new": "Query.update",
    "DeleteStatement.new": "Query.delete", "SelectStatement.new": "Query.select",
  ]

  /// The first argument of the last call of a name.
  func value(_ name: String) -> FoldedValue? { links.last { $0.name == name }?.positional.first }

  /// Whether a call of a name is made.
  func has(_ name: String) -> Bool { links.contains { $0.name == name } }

  /// The calls of a name.
  func all(_ name: String) -> [FoldedCall] { links.filter { $0.name == name } }
}

/// Names of the database as values.
enum SeaName {
  /// The name that a value stands for.
  static func text(_ value: FoldedValue?) -> String? {
    switch value?.content {
    case .string(let text): return text.string
    case .classValue(let definition): return definition.writtenName
    case .call(let call):
      if ["new", "from", "as_column_ref", "col", "column", "into_iden"].contains(call.name),
        call.positional.count == 1
      {
        return text(call.positional.first)
      }
      return nil
    case .tuple(let values): return values.last.flatMap { text($0) }
    default: return nil
    }
  }

  /// `A::Table`, `(schema, A::Table)`, an entity.
  static func table(_ value: FoldedValue?) -> TableName? {
    if case .tuple(let values)? = value?.content, values.count == 2, let schema = text(values[0]),
      let name = text(values[1])
    {
      return TableName(schema: schema, name)
    }
    guard let name = text(value) else { return nil }
    if case .classValue(let definition)? = value?.content {
      return TableName(schema: definition.field(SeaEntity.schemaField)?.stringText, name)
    }
    return TableName(schema: nil, name)
  }

  /// Names of a list; nil if one is not known.
  static func list(_ value: FoldedValue?) -> [String]? {
    guard let elements = value?.elements else { return text(value).map { [$0] } }
    let names = elements.compactMap { text($0) }
    return names.count == elements.count ? names : nil
  }
}
