import Domain

/// The models of a project between two migration operations, like Django's `ProjectState`.
struct DjangoState: Sendable {
  /// Models by app and name.
  var models: [ModelKey: DjangoModel] = [:]
  /// Models that left the state and still have their tables.
  var pendingModels: [ModelKey: DjangoModel] = [:]
  /// Names that models had before: old migrations of other apps may still say them.
  var formerNames: [ModelKey: ModelKey] = [:]
  /// The type of keys that no migration writes out, if settings say it.
  var defaultKeyType: ColumnType?
  /// Models of apps that are not in the repository.
  let known = KnownModels()

  /// The model of a key, also by a former name.
  func model(_ key: ModelKey) -> DjangoModel? {
    models[current(key)]
  }

  /// The key that a model has now.
  func current(_ key: ModelKey) -> ModelKey {
    var key = key
    var steps = 0
    while models[key] == nil, let next = formerNames[key], steps < 100 {
      key = next
      steps += 1
    }
    return key
  }

  /// The table of a model, of this repository or not; a proxy stands for its parent's.
  func table(of key: ModelKey) -> TableName {
    var key = current(key)
    var steps = 0
    while let model = models[key], model.isProxy, let parent = model.parents.first, steps < 50 {
      key = current(parent)
      steps += 1
    }
    return models[key]?.tableName ?? known.table(of: key)
  }

  /// The name of a model's key column.
  func keyColumn(of key: ModelKey) -> String {
    guard let model = concrete(key) else { return known.keyColumn(of: current(key)) }
    return model.primaryKey?.columnName ?? "id"
  }

  /// The model whose table a model's rows stand in; nil if it is not of this repository.
  func concrete(_ key: ModelKey) -> DjangoModel? {
    var model = self.model(key)
    var steps = 0
    while let proxy = model, proxy.isProxy, let parent = proxy.parents.first, steps < 50 {
      model = self.model(parent)
      steps += 1
    }
    return model
  }

  /// The type of a column that points to a model's field, the primary key by default.
  func keyType(of key: ModelKey, field name: String? = nil, depth: Int = 0) -> ColumnType {
    guard depth < 32, let model = concrete(key) else { return known.keyType(of: current(key)) }
    let field = name.flatMap { model.field(named: $0) } ?? model.primaryKey
    guard let field else { return ColumnType("integer") }
    return type(of: field, depth: depth + 1) ?? ColumnType("integer")
  }

  /// The type of a field's column; nil if it has none.
  func type(of field: DjangoField, depth: Int = 0) -> ColumnType? {
    switch field.storage {
    case .column(let type): type
    case .relation(let relation):
      relation.target.map { keyType(of: $0, field: relation.targetField, depth: depth) }
        ?? ColumnType("integer")
    case .join, .nothing: nil
    }
  }

  /// The models with a relation to one of these, in order, with those that point to them by their keys.
  func referrers(of key: ModelKey) -> [ModelKey] {
    var found: Set<ModelKey> = []
    var pending = [key]
    while let next = pending.popLast() {
      for (other, model) in models where other != key && !found.contains(other) {
        let links = model.fields.filter { points($0, to: next) }
        guard !links.isEmpty else { continue }
        found.insert(other)
        if links.contains(where: \.isPrimaryKey) { pending.append(other) }
      }
    }
    return found.sorted()
  }

  private func points(_ field: DjangoField, to key: ModelKey) -> Bool {
    switch field.storage {
    case .relation(let relation): relation.target.map { current($0) == key } ?? false
    case .join(let join): join.target.map { current($0) == key } ?? false
    case .column, .nothing: false
    }
  }
}
