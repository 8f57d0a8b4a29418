import Domain

extension OperationKind {
  /// What takes it back, as tools do that derive the way back from the way forward; nil for what they do not take back.
  var inverse: OperationKind? {
    switch self {
    case .createTable(let table): .dropTable(table.name, onlyIfPresent: false, cascade: false)
    case .createTableFromQuery(let table, _, _, _, _): .dropTable(table, onlyIfPresent: false, cascade: false)
    case .renameTable(let old, let new): .renameTable(new, to: old)
    case .addColumn(let table, let column, _, _, _):
      .dropColumn(table, column: column.name, onlyIfPresent: false, cascade: false)
    case .renameColumn(let table, let old, let new): .renameColumn(table, column: new, to: old)
    case .setNullability(let table, let column, let isNullable):
      .setNullability(table, column: column, isNullable: !isNullable)
    case .addConstraint(let table, let constraint, _): Self.inverse(of: constraint, on: table)
    case .renameConstraint(let table, let old, let new): .renameConstraint(table, name: new, to: old)
    case .createIndex(let table, let index, _):
      .dropIndex(TableName(schema: table.schema, index.name), table: table)
    case .createEnum(let type, _, _): .dropType(type, onlyIfPresent: false, cascade: false)
    case .renameEnumLabel(let type, let old, let new): .renameEnumLabel(type, label: new, to: old)
    case .renameType(let old, let new): .renameType(new, to: old)
    case .createView(let view, _, _, _, _, _): .dropView(view, onlyIfPresent: false, cascade: false)
    case .createSchema(let name): .dropSchema(name, cascade: false)
    case .renameSchema(let old, let new): .renameSchema(new, to: old)
    case .dropSchema, .setSearchPath, .dropTable, .setTableSchema, .setPartition, .dropColumn,
      .alterColumnType,
      .setDefault, .setGeneration, .redefineColumn, .dropConstraint, .dropPrimaryKey, .dropIndex,
      .renameIndex,
      .addEnumLabel, .createDomain, .addDomainConstraint, .dropDomainConstraint, .setDomainNullability,
      .createOtherType, .dropType, .dropView, .updateRows, .insertFromQuery, .insertRows, .deleteRows,
      .truncate:
      nil
    }
  }

  private static func inverse(of constraint: Constraint, on table: TableName) -> OperationKind? {
    if let name = constraint.name {
      return .dropConstraint(table, name: name, onlyIfPresent: false, cascade: false)
    }
    if case .primaryKey = constraint.kind { return .dropPrimaryKey(table) }
    return nil
  }
}

extension Operation {
  /// Operations that take these back, the last first.
  static func inverse(of operations: some BidirectionalCollection<Operation>) -> [Operation] {
    operations.reversed().compactMap { operation in
      operation.kind.inverse.map {
        var inverse = operation
        inverse.kind = $0
        return inverse
      }
    }
  }
}
