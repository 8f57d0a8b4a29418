import Domain

/// Applies operations one by one to a schema, giving identities and resolving what they mention.
struct Replayer {
  /// The schema of the moment.
  var state: SchemaState
  /// Where identities come from; handed on from one side to the other.
  var ledger: IdentityLedger
  /// What did not fit.
  var diagnostics: [Diagnostic] = []
  /// Tables and columns that were altered without having been created, as they were assumed.
  var assumed: [AssumedObject] = []
  /// How often something of a name was assumed.
  var assumedNames: [String: Int] = [:]
  /// Columns that were dropped or renamed in tables which are only partly known.
  var gone: Set<String> = []
  /// Parts of the last operation beside the one that it gave back: branches of a set operation.
  var furtherParts: [ReplayedOperation] = []
  /// How the operation that is being applied stands.
  var current = Standing(
    Operation(.setSearchPath([]), location: SourceLocation(repository: .backend, file: "")))

  /// Where an operation stands, and what it puts up with.
  struct Standing {
    let location: SourceLocation
    let isConditional: Bool
    let toleratesAbsence: Bool
    let makesTemporaryTable: Bool

    init(_ operation: Operation) {
      location = operation.location
      isConditional = operation.isConditional
      toleratesAbsence = operation.toleratesAbsence
      makesTemporaryTable = operation.makesTemporaryTable
    }
  }

  /// A table or column that must have existed before the first migration that is read.
  struct AssumedObject {
    /// Its table as first met.
    var table: Table
    /// The column, or nil for the table itself.
    var column: Column?

    /// The names of both.
    var names: [String] { [table.name.display] + (column.map { [$0.name] } ?? []) }
  }

  /// Applies all operations of a migration and records each as it was met, or only those that move data.
  mutating func replay(
    _ migration: Migration, as origin: IdentityLedger.Origin, onlyMovements: Bool = false
  ) -> [ReplayedOperation] {
    ledger.begin(origin)
    state.searchPath = []
    var trail: [ReplayedOperation] = []
    let rebuilds = RebuildSearch(migration.operations, onlyKept: !state.rules.rebuildsTables).found
    if state.rules.rebuildsTables || !rebuilds.isEmpty {
      trail = replay(migration, rebuilding: rebuilds)
      if onlyMovements { trail.removeAll { !$0.movesData } }
    } else {
      // By place: a loop over operations copies each of them.
      let operations = migration.operations
      for place in operations.indices {
        if onlyMovements, !operations[place].kind.isOfData {
          current = Standing(operations[place])
          _ =
            state.rules.ignoresCase
            ? target(of: spelled(operations[place]).kind) : target(of: operations[place].kind)
        } else {
          let replayed = applyOne(operations[place], of: migration.id)
          trail += onlyMovements ? replayed.filter(\.movesData) : replayed
        }
      }
    }
    if state.hasTemporaryTables {
      for (name, table) in state.tables where table.isTemporary { state.tables[name] = nil }
      state.hasTemporaryTables = false
    }
    return trail
  }

  /// Applies the operations of a migration in which tables are built anew.
  private mutating func replay(
    _ migration: Migration, rebuilding rebuilds: [TableRebuild]
  ) -> [ReplayedOperation] {
    let steps = rebuilds.reduce(into: Set<Int>()) { $0.formUnion($1.steps) }
    var trail: [ReplayedOperation] = []
    var isRefused = false
    for (index, operation) in migration.operations.enumerated() {
      let isStep = steps.contains(index) && !isRefused
      if !isStep, isRefused || !rebuilds.contains(where: { $0.later[index] != nil }) {
        trail += applyOne(operation, of: migration.id)
      }
      for rebuild in rebuilds where rebuild.position == index && !isRefused {
        current = Standing(operation)
        guard let done = apply(rebuild, operation, of: migration.id) else {
          // What was left out so far is made up for, in order.
          isRefused = true
          for (missed, operation) in migration.operations.enumerated() where missed <= index {
            if steps.contains(missed) || rebuilds.contains(where: { $0.later[missed] != nil }) {
              trail += applyOne(operation, of: migration.id)
            }
          }
          continue
        }
        trail += done
        for later in rebuild.later.keys.sorted() {
          var waited = migration.operations[later]
          waited.kind = waited.kind.onTable(rebuild.table)
          trail += applyOne(waited, of: migration.id)
        }
      }
    }
    return trail
  }

  /// Applies one operation, its names in the spelling of what is there; several when it fills a table from several.
  mutating func applyOne(_ operation: Operation, of migration: String) -> [ReplayedOperation] {
    current = Standing(operation)
    let spelled = spelled(operation)
    guard spelled.kind.isOfData else {
      let target = target(of: spelled.kind)
      return [ReplayedOperation(operation: spelled, migration: migration, target: target)]
    }
    let first = applyDataOperation(spelled, of: migration)
    if case .alterColumnType = spelled.kind { applyToChildren(spelled.kind) }
    defer { furtherParts = [] }
    return furtherParts.isEmpty ? [first] : [first] + furtherParts
  }

  /// The operation in the spelling of what is there.
  private func spelled(_ operation: Operation) -> Operation {
    state.rules.ignoresCase ? NameSpelling(state: state).respelled(operation) : operation
  }

  /// Applies an operation that writes no values and gives what it was about.
  private mutating func target(of kind: OperationKind) -> ObjectID? {
    switch kind {
    case .createSchema, .setSearchPath, .dropSchema, .renameSchema:
      return applySchemaOperation(kind)
    case .createTable, .dropTable, .renameTable, .setTableSchema, .setPartition:
      return applyTableOperation(kind)
    case .addColumn, .dropColumn, .renameColumn, .setNullability, .setDefault, .setGeneration,
      .redefineColumn:
      let target = applyColumnOperation(kind)
      applyToChildren(kind)
      return target
    case .addConstraint, .dropConstraint, .dropPrimaryKey, .renameConstraint, .createIndex, .dropIndex,
      .renameIndex:
      return applyConstraintOperation(kind)
    case .createEnum, .addEnumLabel, .renameEnumLabel, .createDomain, .addDomainConstraint,
      .dropDomainConstraint, .setDomainNullability, .createOtherType, .renameType, .dropType:
      return applyTypeOperation(kind)
    case .createView, .dropView:
      return applyViewOperation(kind)
    case .createTableFromQuery, .alterColumnType, .updateRows, .insertFromQuery, .insertRows, .deleteRows,
      .truncate:
      return nil
    }
  }

  /// Notes that the operation does not fit; nothing is said where a condition may have kept it from running.
  mutating func misfit(_ id: String, _ summary: String) {
    guard !current.isConditional else { return }
    diagnostics.append(Diagnostic(id: id, summary: summary, location: current.location, reach: .harmless))
  }
}

extension Replayer {
  /// The full name of a table that the operation needs; assumed to have existed when no migration creates it.
  ///
  /// Nil when it is absent and the operation does nothing then (`IF EXISTS`).
  mutating func existingTable(_ name: TableName, onlyIfPresent: Bool = false) -> TableName? {
    let full = state.lookupName(name)
    if state.tables[full] != nil { return full }
    if state.isCatalog(name) { return nil }
    if state.views[full] != nil { return nil }
    if onlyIfPresent || current.toleratesAbsence, !mayStandElsewhere(full) { return nil }
    let id = assumedID("table " + full.display)
    let table = Table(id: id, name: full, columns: [], location: current.location, isPartial: true)
    state.tables[full] = TableState(table: table, literalRows: nil)
    assumed.append(AssumedObject(table: table, column: nil))
    misfit("table-not-created", "table \"\(full.display)\" is altered, but no migration creates it")
    return full
  }

  /// The place of a column that the operation needs; assumed to have existed in a table that is only partly known.
  mutating func existingColumn(_ column: String, in table: TableName, onlyIfPresent: Bool = false) -> Int? {
    guard let found = state.tables[table] else { return nil }
    if let index = found.index(of: column) { return index }
    if onlyIfPresent, !found.table.isPartial || gone.contains(Self.place(of: column, in: table)) {
      return nil
    }
    guard found.table.isPartial else {
      misfit("column-not-found", "table \"\(table.display)\" has no column \"\(column)\" at this point")
      return nil
    }
    let definition = ColumnDefinition(name: column, type: ColumnType("unknown"), location: current.location)
    let new = Column(
      id: assumedID("column " + table.display + " " + column), definition: definition)
    assumed.append(AssumedObject(table: found.table, column: new))
    state.tables[table]?.table.columns.append(new)
    return found.table.columns.count
  }

  /// Whether another history makes a table of this name, and this one has not dropped it before.
  func mayStandElsewhere(_ table: TableName) -> Bool {
    !state.elsewhere.isEmpty && state.elsewhere.contains(table.name.lowercased())
      && assumedNames["table " + table.display] == nil
  }

  /// Notes that a column of a table that is only partly known is no longer there.
  mutating func noteGone(_ column: String, of table: TableName) {
    guard state.tables[table]?.table.isPartial == true else { return }
    gone.insert(Self.place(of: column, in: table))
  }

  private static func place(of column: String, in table: TableName) -> String {
    table.display + " " + column
  }

  /// The identity of something that must have been there before.
  private mutating func assumedID(_ name: String) -> ObjectID {
    let occurrence = assumedNames[name, default: 0]
    assumedNames[name] = occurrence + 1
    return ledger.identity(assumed: name, occurrence: occurrence)
  }

  /// The identity of something that is created now.
  mutating func newID(_ kind: String, _ table: TableName, _ column: String = "") -> ObjectID {
    ledger.identity(for: kind + " " + table.display + " " + column)
  }
}

extension OperationKind {
  /// Whether it writes values, which replay resolves as evidence.
  fileprivate var isOfData: Bool {
    switch self {
    case .createTableFromQuery, .alterColumnType, .updateRows, .insertFromQuery, .insertRows, .deleteRows,
      .truncate:
      true
    default: false
    }
  }
}
