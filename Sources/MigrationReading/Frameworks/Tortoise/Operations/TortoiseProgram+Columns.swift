import Domain
import ScriptSyntax

/// Columns and their keys as SQL.
extension TortoiseProgram {
  /// The definition of a column; nil where what it points to is not known.
  func columnSQL(_ field: TortoiseField, of model: TortoiseModel, isNew: Bool) -> String? {
    guard let column = field.column, let type = type(of: field) else { return nil }
    let name = spelling.name(column)
    if field.isKey, field.isGenerated {
      return name + " " + TortoiseTypes(family: spelling.family).counter(type)
    }
    var parts = [name, type]
    if !field.computation.isEmpty { parts.append(computation(field, model)) }
    if !field.isNullable || field.isKey { parts.append("NOT NULL") }
    // SQLite adds no unique columns: Tortoise makes an index of them.
    if field.isUnique, !field.isKey, isNew || spelling.family != .sqlite { parts.append("UNIQUE") }
    if field.isKey { parts.append("PRIMARY KEY") }
    if let preset = field.preset { parts.append("DEFAULT " + preset) }
    return parts.joined(separator: " ")
  }

  /// The type of a column; that of the key for a relation.
  func type(of field: TortoiseField) -> String? {
    switch field.kind {
    case .column(let type): type
    case .relation(let relation): state.target(of: relation)?.type
    case .join: nil
    }
  }

  /// Names of fields in it are those of columns in the database.
  private func computation(_ field: TortoiseField, _ model: TortoiseModel) -> String {
    model.fields.reduce(field.computation) { text, other in
      guard let source = other.source, source != other.name else { return text }
      return text.replacing(
        text: "(" + spelling.name(other.name) + ",", with: "(" + spelling.name(source) + ",")
    }
  }

  /// The foreign key of a relation; only MySQL's has a name.
  func foreignSQL(_ field: TortoiseField, of model: TortoiseModel) -> String? {
    guard case .relation(let relation) = field.kind, let column = field.column,
      let target = state.target(of: relation)
    else { return nil }
    let name = TortoiseNames.foreignKey(
      table: model.table.name, column: column, target: target.table.name, targetColumn: target.column)
    return (spelling.family == .mysql ? "CONSTRAINT " + spelling.name(name) + " " : "")
      + "FOREIGN KEY (" + spelling.name(column) + ") REFERENCES " + spelling.name(target.table) + " ("
      + spelling.name(target.column) + ") ON DELETE " + relation.onDelete
  }

  func uniqueSQL(_ columns: [String], of model: TortoiseModel) -> String {
    "CONSTRAINT " + spelling.name(TortoiseNames.index("uid", table: model.table.name, columns)) + " UNIQUE ("
      + spelling.list(columns) + ")"
  }

  /// An index; its name is made up where it has none, and left out for expressions.
  func index(_ name: String?, _ columns: [String], of model: TortoiseModel) -> OperationKind {
    let name = name ?? (columns.isEmpty ? "" : TortoiseNames.index("idx", table: model.table.name, columns))
    return .createIndex(model.table, Index(name: name, columns: columns, isUnique: false), predicate: nil)
  }

  /// The names of the unique constraints that a new table has, by their columns.
  func uniqueNames(of model: TortoiseModel) -> [[String]: String] {
    var names: [[String]: String] = [:]
    for field in model.fields where field.isUnique && !field.isKey {
      if let column = field.column { names[[column]] = madeUp(column, model) }
    }
    for fields in model.uniqueTogether {
      let columns = fields.map { model.listed($0) }
      names[columns] = TortoiseNames.index("uid", table: model.table.name, columns)
    }
    return names
  }

  /// The name that the database gives to a unique column.
  func madeUp(_ column: String, _ model: TortoiseModel) -> String {
    spelling.family == .mysql ? column : model.table.name + "_" + column + "_key"
  }

  /// The values of an enumeration: no constraint of the database, but the same promise to readers.
  mutating func emitLabels(_ field: TortoiseField, of model: TortoiseModel, _ call: FoldedCall) {
    guard let column = field.column, let labels = field.labels, !labels.isEmpty else { return }
    let constraint = Constraint.promise(
      labels, of: column, name: Self.labelsName(column), spelling: spelling, at: output.location(call.range))
    emit(.addConstraint(model.table, constraint, usingIndex: nil), call)
  }

  static func labelsName(_ column: String) -> String { column + "_choices" }

  /// A column's definition, read from SQL.
  mutating func definition(_ field: TortoiseField, of model: TortoiseModel, at range: ScriptRange)
    -> ColumnDefinition?
  {
    guard let sql = columnSQL(field, of: model, isNew: true) else { return nil }
    return output.column(sql, of: model.table, at: range)?.definition
  }
}
