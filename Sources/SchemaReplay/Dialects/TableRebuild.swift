import Domain

/// A table that a migration builds anew: created under another name, filled from the old one, put in its place.
///
/// SQLite cannot change a column otherwise. What is meant is a change of the table that was there.
struct TableRebuild {
  /// The table that stays.
  var table: TableName
  /// How it looks afterwards.
  var definition: TableDefinition
  /// Columns that the copy fills, empty for all in order.
  var columns: [String]
  /// What fills them, read from the table itself.
  var query: QueryShape
  /// Places of the operations that are only steps of the rebuild.
  var steps: Set<Int>
  /// The place where the copy stands: the change happens here.
  var position: Int
  /// Places of operations on the new table that wait for the change, under its name then.
  var later: [Int: TableName]
  /// The name under which the old table is kept beside the new one.
  var kept: TableName?
}

/// Finds the rebuilds of one migration.
struct RebuildSearch {
  /// A table of the migration while its operations are followed.
  private struct Followed {
    /// The old table that this is, under whatever name it has now.
    var old: TableName?
    /// The name that a statement gave to it.
    var name: TableName?
    /// The definition of a new table.
    var definition: TableDefinition?
    /// What fills a new table, and from which old table.
    var filling: (columns: [String], query: QueryShape, from: TableName)?
    /// The new table, a copy of the old one, that it is filled from.
    var backup: String?
    var steps: Set<Int> = []
    var position = 0
    var later: [Int: TableName] = [:]
    /// Whether an old table was worked on under a new name.
    var isChanged = false
  }

  private var tables: [String: Followed] = [:]
  /// Old tables that were dropped after they were copied, with the steps so far.
  private var dropped: [TableName: Set<Int>] = [:]
  private(set) var found: [TableRebuild] = []
  /// The rebuild that was made from each copy that is still there.
  private var backups: [String: Int] = [:]

  /// Whether only tables that are kept under another name count: other databases need no rebuild for a change.
  private let onlyKept: Bool

  /// Follows all operations of a migration.
  init(_ operations: [Operation], onlyKept: Bool = false) {
    self.onlyKept = onlyKept
    guard operations.contains(where: { Self.makesWay($0.kind, onlyKept: onlyKept) }) else { return }
    for (index, operation) in operations.enumerated() { follow(operation.kind, index) }
    for name in tables.keys.sorted() { completeKept(name) }
  }

  private static func makesWay(_ kind: OperationKind, onlyKept: Bool) -> Bool {
    switch kind {
    case .renameTable: true
    case .dropTable: !onlyKept
    default: false
    }
  }

  private func key(_ name: TableName) -> String { name.name.lowercased() }

  private func followed(_ name: TableName) -> Followed { tables[key(name)] ?? Followed(old: name) }

  private mutating func follow(_ kind: OperationKind, _ index: Int) {
    switch kind {
    case .createTable(let definition):
      var table = Followed(definition: definition)
      table.steps = [index]
      tables[key(definition.name)] = table
    case .createTableFromQuery(let name, _, let query, true, _):
      var table = Followed(definition: TableDefinition(name: name, columns: []))
      table.steps = [index]
      table.position = index
      if let query { fill(&table, columns: [], query, index) }
      tables[key(name)] = table
    case .insertFromQuery(let name, let columns, let query):
      guard var table = tables[key(name)], table.definition != nil else { return }
      guard table.filling == nil else {
        tables[key(name)] = nil
        return
      }
      fill(&table, columns: columns, query, index)
      tables[key(name)] = table
      complete(name)
    case .dropTable(let name, _, _):
      let table = followed(name)
      noteBackup(key(name), table, index)
      if let old = table.old {
        dropped[old] = table.steps.union([index])
      } else if table.filling != nil {
        dropped[name] = table.steps.union([index])
      }
      tables[key(name)] = nil
      for other in tables.keys.sorted() { complete(TableName(other)) }
    case .renameTable(let name, let new):
      var table = followed(name)
      table.steps.insert(index)
      table.isChanged = table.isChanged || table.name != nil
      table.name = new
      tables[key(name)] = nil
      tables[key(new)] = table
      complete(new)
    default: touch(kind, index)
    }
  }

  /// Notes what fills a table when that is one old table, or a copy of one.
  private func fill(_ table: inout Followed, columns: [String], _ query: QueryShape, _ index: Int) {
    table.steps.insert(index)
    table.position = index
    guard query.unionBranches.isEmpty, query.inputs.count == 1, query.grouping == nil, !query.isAggregate,
      !query.isLimited, !query.isDistinct, case .table(let source) = query.inputs[0].source
    else { return }
    let from = followed(source)
    var query = query
    if let old = from.old {
      query.inputs[0].source = .table(old)
      table.filling = (columns, query, old)
    } else if let filling = from.filling {
      query.inputs[0].source = .query(Self.named(filling.query, filling.columns, from.definition))
      table.filling = (columns, query, filling.from)
      table.backup = key(source)
    }
  }

  /// A query whose outputs carry the names of the columns that it filled.
  private static func named(
    _ query: QueryShape, _ columns: [String], _ definition: TableDefinition?
  ) -> QueryShape {
    var query = query
    let names = columns.isEmpty ? definition?.columns.map(\.name) ?? [] : columns
    guard names.count == query.outputs.count else { return query }
    query.outputs = zip(query.outputs, names).map { output, name in
      if case .expression(let value, _) = output { .expression(value, name: name) } else { output }
    }
    return query
  }

  /// Whether the table of this name now is the copy of the old one of that name, which is gone.
  private mutating func complete(_ name: TableName) {
    guard !onlyKept, let table = tables[key(name)], let definition = table.definition,
      let filling = table.filling,
      key(filling.from) == key(name),
      let gone = dropped.first(where: { key($0.key) == key(name) }), !definition.columns.isEmpty
    else { return }
    var steps = table.steps.union(gone.value)
    for (_, other) in tables where other.old.map(key) == key(name) { steps.formUnion(other.steps) }
    var target = definition
    target.name = filling.from
    found.append(
      TableRebuild(
        table: filling.from, definition: target, columns: filling.columns, query: filling.query, steps: steps,
        position: table.position, later: table.later))
    if let backup = table.backup { backups[backup] = found.count - 1 }
    tables[key(name)] = nil
    dropped[gone.key] = nil
  }

  /// The old table got another name, and the new one under the old name all that it had: it is the table that
  /// readers know, and the old one a copy.
  private mutating func completeKept(_ name: String) {
    guard let table = tables[name], let definition = table.definition, let filling = table.filling,
      key(filling.from) == name, table.backup == nil, !definition.columns.isEmpty,
      let (kept, old) = tables.first(where: { $0.value.old.map(key) == name }), kept != name, !old.isChanged
    else { return }
    var target = definition
    target.name = filling.from
    found.append(
      TableRebuild(
        table: filling.from, definition: target, columns: filling.columns, query: filling.query,
        steps: table.steps.union(old.steps), position: table.position,
        later: table.later.filter { $0.key < table.position }, kept: old.name ?? TableName(kept)))
  }

  /// A copy that a rebuild was made from is one of its steps once it is dropped; until then it is a table.
  private mutating func noteBackup(_ name: String, _ table: Followed, _ index: Int) {
    guard table.definition != nil, let place = backups[name], place < found.count else { return }
    found[place].steps.formUnion(table.steps.union([index]))
    backups[name] = nil
  }

  /// Another operation: on a new table it waits, or ends the search for it.
  private mutating func touch(_ kind: OperationKind, _ index: Int) {
    switch kind {
    case .createIndex(let name, _, _), .deleteRows(let name, _, _, _):
      wait(name, index)
    case .updateRows(let name, _, _, _, _):
      wait(name, index)
    case .insertRows(let name, _, _, _), .truncate(let name), .addConstraint(let name, _, _),
      .addColumn(let name, _, _, _, _), .dropColumn(let name, _, _, _), .renameColumn(let name, _, _),
      .alterColumnType(let name, _, _, _, _), .redefineColumn(let name, _, _, _):
      guard let table = tables[key(name)] else { return }
      if table.definition == nil {
        tables[key(name)]?.isChanged = true
      } else if !onlyKept || table.filling == nil {
        tables[key(name)] = nil
      }
    case .dropConstraint(let name, _, _, _), .renameConstraint(let name, _, _), .dropPrimaryKey(let name),
      .setNullability(let name, _, _), .setDefault(let name, _, _, _), .setGeneration(let name, _, _),
      .setTableSchema(let name, _):
      if tables[key(name)]?.definition == nil { tables[key(name)]?.isChanged = true }
    default: break
    }
  }

  private mutating func wait(_ name: TableName, _ index: Int) {
    if tables[key(name)]?.definition == nil {
      tables[key(name)]?.isChanged = true
    } else {
      tables[key(name)]?.later[index] = name
    }
  }
}
