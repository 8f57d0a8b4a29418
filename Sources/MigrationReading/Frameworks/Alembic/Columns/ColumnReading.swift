import Domain
import ScriptSyntax

/// A column as `sa.Column(...)` says it.
struct ReadColumn {
  /// The column.
  var definition: ColumnDefinition
  /// Keys and checks written beside it.
  var constraints: [Constraint] = []
  /// Indexes made for it.
  var indexes: [ColumnIndex] = []
  /// Enumerations that its type needs.
  var enums: [EnumerationType] = []
}

extension AlembicReplay {
  /// `sa.Column("a", sa.Integer(), sa.ForeignKey("b.id"), nullable=False, server_default=...)`; nil for anything else.
  mutating func readColumn(_ value: FoldedValue, of table: TableName) -> ReadColumn? {
    guard let call = value.call else { return nil }
    if call.name == "copy" || call.name == "_copy", let inner = call.receiverCall {
      return readColumn(FoldedValue(.call(inner), at: value.range), of: table)
    }
    guard call.name == "Column" || call.name == "mapped_column" else { return nil }
    var rest = call.positional[...]
    let given = call.keyword("name") ?? rest.first
    guard let given, let name = name(given) else { return nil }
    if call.keyword("name") == nil { rest = rest.dropFirst() }
    var column = ReadColumn(
      definition: ColumnDefinition(name: name, type: ColumnType("unknown"), location: place(call.range)))
    var typeValue = call.keyword("type_")
    if typeValue == nil, let first = rest.first, !Self.isColumnPart(first) {
      typeValue = first
      rest = rest.dropFirst()
    }
    let type = typeValue.map { readType($0) }
    if let type {
      column.definition.type = type.type
      column.definition.collation = type.collation
      column.definition.generation = type.generation
      column.enums = type.enums
      for check in type.checks {
        let test = Expression.call(
          "in", [.column(ColumnReference(name))] + check.labels.map { .literal(.string($0)) })
        let text = "\(name) in (\(check.labels.map(SQLSpelling.quoted).joined(separator: ", ")))"
        column.constraints.append(
          Constraint(name: check.name, kind: .check(test, text: text), location: place(call.range)))
      }
    }
    readFlags(call, &column, table)
    for part in rest { readPart(part, &column) }
    return column
  }

  /// Whether an argument of a column is not its type.
  private static func isColumnPart(_ value: FoldedValue) -> Bool {
    guard let call = value.call else { return false }
    return [
      "ForeignKey", "Identity", "Computed", "CheckConstraint", "Sequence", "FetchedValue", "DefaultClause",
    ].contains(call.name)
  }

  private mutating func readFlags(_ call: FoldedCall, _ column: inout ReadColumn, _ table: TableName) {
    let name = column.definition.name
    let isKey = call.flag("primary_key")
    if let nullable = call.keyword("nullable")?.truth {
      column.definition.isNullable = nullable
    } else if isKey || call.arguments.contains(where: { $0.value.call?.name == "Identity" }) {
      column.definition.isNullable = false
    }
    if isKey {
      column.constraints.append(Constraint(kind: .primaryKey([name]), location: place(call.range)))
    }
    let isUnique = call.flag("unique")
    if call.flag("index") {
      let index = Index(
        name: "ix_" + (table.schema.map { $0 + "_" } ?? "") + table.name + "_" + name,
        columns: [name], isUnique: isUnique)
      column.indexes.append(ColumnIndex(index: index, predicate: nil))
    } else if isUnique {
      column.constraints.append(Constraint(kind: .unique([name]), location: place(call.range)))
    }
    guard let value = call.keyword("server_default"), !value.isNone else { return }
    if let generation = generation(value) {
      column.definition.generation = generation
      return
    }
    if value.call?.name == "FetchedValue" { return }
    (column.definition.defaultValue, column.definition.defaultText) = fragment(default: value)
    if let text = column.definition.defaultText, text.lowercased().hasPrefix("nextval(") {
      column.definition.generation = .sequence
    }
  }

  private mutating func readPart(_ part: FoldedValue, _ column: inout ReadColumn) {
    guard let call = part.call else { return }
    let name = column.definition.name
    switch call.name {
    case "ForeignKey":
      guard let target = self.name(call.argument(0, "column")), let (table, key) = Self.reference(target)
      else {
        return
      }
      let kind = Constraint.Kind.foreignKey(
        [name], references: table, columns: key.map { [$0] } ?? [],
        onDelete: call.keyword("ondelete")?.text.map { $0.lowercased() })
      column.constraints.append(
        Constraint(name: self.name(call.keyword("name")), kind: kind, location: place(call.range)))
    case "CheckConstraint":
      guard let condition = call.argument(0, "sqltext") else { return }
      let (value, text) = fragment(condition: condition)
      column.constraints.append(
        Constraint(
          name: self.name(call.keyword("name")), kind: .check(value, text: text), location: place(call.range))
      )
    default:
      if let generation = generation(part) { column.definition.generation = generation }
    }
  }

  /// `sa.Identity(always=True)`, `sa.Computed("a + b")`
  mutating func generation(_ value: FoldedValue) -> Generation? {
    guard let call = value.call else { return nil }
    switch call.name {
    case "Identity": return .identity(always: call.argument(0, "always")?.truth ?? false)
    case "Computed":
      guard let text = call.argument(0, "sqltext") else { return nil }
      let (expression, written) = fragment(condition: text)
      return .computed(expression, text: written)
    default: return nil
    }
  }
}
