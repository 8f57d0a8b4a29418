import Domain

/// What a model is in the database: a table, its columns, and the tables of its many-to-many fields.
struct ModelLayout: Sendable {
  /// The column of a field.
  struct Column: Sendable {
    /// The field's name.
    var field: String
    /// The column.
    var definition: ColumnDefinition
    /// Whether it is the primary key.
    var isPrimaryKey: Bool
    /// Whether it is unique by itself.
    var isUnique: Bool
    /// Whether it has an index by itself.
    var isIndexed: Bool
    /// What it references.
    var reference: Reference?
    /// The listed values; nil if there are none.
    var choices: [Literal]?
    /// Whether values are listed in a way that is not read.
    var hasUnreadChoices: Bool
    /// What rows get that have no value.
    var fill: Expression?
    /// Names in the database.
    var names: DjangoField.DatabaseNames
  }

  /// A foreign key.
  struct Reference: Hashable, Sendable {
    /// The table.
    var table: TableName
    /// The column.
    var column: String
  }

  /// The table that Django makes for a many-to-many field.
  struct JoinTable: Sendable {
    /// The field's name.
    var field: String
    /// The table.
    var name: TableName
    /// Key, own side, other side, and what the field adds.
    var columns: [ColumnDefinition]
    /// What the two sides reference.
    var references: [Reference]
    /// What the database calls these foreign keys.
    var referenceNames: [String]
  }

  /// The table; nil if Django does not keep it.
  var table: TableName?
  /// Its columns in order.
  var columns: [Column] = []
  /// Tables of many-to-many fields.
  var joins: [JoinTable] = []

  /// A model that has nothing in the database.
  static let none = ModelLayout()
}

extension DjangoState {
  /// What a model is in the database.
  func layout(of model: DjangoModel) -> ModelLayout {
    guard model.hasTable else { return .none }
    var layout = ModelLayout(table: model.tableName)
    for field in model.fields {
      if let column = column(of: field) { layout.columns.append(column) }
      if case .join(let join) = field.storage, let table = joinTable(join, of: field, model) {
        layout.joins.append(table)
      }
    }
    if model.isOrdered {
      let definition = ColumnDefinition(
        name: "_order", type: ColumnType("integer"), isNullable: false, location: model.location)
      layout.columns.append(
        ModelLayout.Column(
          field: "_order", definition: definition, isPrimaryKey: false, isUnique: false, isIndexed: false,
          reference: nil, choices: nil, hasUnreadChoices: false, fill: .literal(.number("0")),
          names: DjangoField.DatabaseNames()))
    }
    return layout
  }

  private func column(of field: DjangoField) -> ModelLayout.Column? {
    guard let name = field.columnName, let type = type(of: field) else { return nil }
    let definition = ColumnDefinition(
      name: name, type: type, isNullable: field.isNullable && !field.isPrimaryKey,
      defaultValue: field.databaseDefault, generation: field.generation, location: field.location)
    return ModelLayout.Column(
      field: field.name, definition: definition, isPrimaryKey: field.isPrimaryKey,
      isUnique: field.isUnique && !field.isPrimaryKey, isIndexed: field.isIndexed,
      reference: reference(of: field), choices: field.choices, hasUnreadChoices: field.hasUnreadChoices,
      fill: field.databaseDefault ?? field.defaultValue, names: field.names)
  }

  private func reference(of field: DjangoField) -> ModelLayout.Reference? {
    guard case .relation(let relation) = field.storage, relation.isConstrained, let target = relation.target
    else { return nil }
    return reference(to: target, field: relation.targetField)
  }

  private func reference(to key: ModelKey, field: String? = nil) -> ModelLayout.Reference {
    let column = field.flatMap { concrete(key)?.field(named: $0)?.columnName } ?? keyColumn(of: key)
    return ModelLayout.Reference(table: table(of: key), column: column)
  }

  /// Two columns named for the models of both sides; `from_` and `to_` where both are the same model.
  func joinTable(_ join: DjangoField.Join, of field: DjangoField, _ model: DjangoModel)
    -> ModelLayout.JoinTable?
  {
    guard join.through == nil, let written = join.target else { return nil }
    let target = current(written)
    let isSelf = target == model.key
    let own = (isSelf ? "from_" : "") + model.key.name + "_id"
    let other = (isSelf ? "to_" : "") + target.name + "_id"
    func column(_ name: String, _ type: ColumnType, generation: Generation? = nil) -> ColumnDefinition {
      ColumnDefinition(
        name: name, type: type, isNullable: false, generation: generation, location: field.location)
    }
    // Without settings the model's own key shows what the project's keys are.
    let ownKey = model.primaryKey.flatMap { type(of: $0) }?.name == "bigint" ? "bigint" : "integer"
    var columns = [
      column("id", defaultKeyType ?? ColumnType(ownKey), generation: .identity(always: false)),
      column(own, self.keyType(of: model.key)), column(other, self.keyType(of: target)),
    ]
    for (name, type) in join.extraColumns.sorted(by: { $0.key < $1.key }) {
      columns.append(column(name, type))
    }
    let name = join.table.map(DjangoNames.table)
    let base = model.tableName
    let table = name ?? TableName(schema: base.schema, DjangoNames.truncated(base.name + "_" + field.name))
    let references = [reference(to: model.key), reference(to: target)]
    let names = zip([own, other], references).map { column, reference in
      DjangoNames.foreignKey(
        table: table.name, column: column, target: reference.table.name, targetColumn: reference.column)
    }
    return ModelLayout.JoinTable(
      field: field.name, name: table, columns: columns, references: references,
      referenceNames: join.referenceNames.count == 2 ? join.referenceNames : names)
  }
}
