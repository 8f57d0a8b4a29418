import Domain

extension Replayer {
  /// Schemas and the search path.
  mutating func applySchemaOperation(_ kind: OperationKind) -> ObjectID? {
    switch kind {
    case .setSearchPath(let schemas):
      state.searchPath = schemas
    case .dropSchema(let schema, _):
      for name in state.tables.keys.filter({ $0.schema == schema }).sorted() { remove(name, cascade: true) }
      for name in state.views.keys.filter({ $0.schema == schema }) { state.views[name] = nil }
      for name in state.types.keys.filter({ $0.schema == schema }) { state.types[name] = nil }
    case .renameSchema(let schema, let new):
      for name in state.tables.keys.filter({ $0.schema == schema }).sorted() {
        _ = applyTableOperation(.setTableSchema(name, schema: new))
      }
      for name in state.views.keys.filter({ $0.schema == schema }).sorted() {
        _ = applyTableOperation(.setTableSchema(name, schema: new))
      }
      for name in state.types.keys.filter({ $0.schema == schema }).sorted() {
        renameType(name, to: TableName(schema: new, name.name))
      }
    default:
      break
    }
    return nil
  }
}
