import Domain

/// What a witness knows and the migrations of its side do not: what was there before the first of them, and what one
/// of them must have made in a way that was not read.
struct WitnessCompletion {
  /// Types and tables that no migration creates: they are there before the first one.
  private(set) var before: [Operation] = []
  /// Columns and views that are missing in what the migrations made; they are put in where both sides part.
  private(set) var after: [Operation] = []

  /// Whether the witness adds nothing.
  var isEmpty: Bool { before.isEmpty && after.isEmpty }

  private let start: SchemaState
  private let end: Replayer
  private let mentioned: MentionedNames

  /// Compares a witness with the `end` of replaying the migrations of its side; `start` is the point in them at which
  /// columns are put in.
  init(_ witness: SchemaWitness, start: SchemaState, end: Replayer, migrations: [Migration]) {
    self.start = start
    self.end = end
    mentioned = MentionedNames(migrations)
    let said = witness.state(dialect: end.state.dialect)
    for type in said.types.values.sorted(by: { $0.name < $1.name }) { add(type) }
    for table in said.tables.values.map(\.table).sorted(by: { $0.name < $1.name }) { add(table) }
    for operation in witness.operations {
      guard case .createView(let name, _, _, _, _, _) = operation.kind else { continue }
      let full = end.state.creationName(name)
      if end.state.views[full] == nil, !mentioned.tables.contains(full.name) { after.append(operation) }
    }
  }

  private mutating func add(_ type: UserType) {
    guard end.state.types[type.name] == nil, !mentioned.types.contains(type.name.name) else { return }
    switch type.kind {
    case .enumeration(let labels):
      before.append(
        Operation(.createEnum(type.name, labels: labels, onlyIfAbsent: true), location: type.location))
    case .domain(let base, let checks, let isNullable):
      before.append(
        Operation(
          .createDomain(type.name, base: base, checks: checks, isNullable: isNullable),
          location: type.location))
    case .other: before.append(Operation(.createOtherType(type.name), location: type.location))
    }
  }

  private mutating func add(_ table: Table) {
    guard let found = end.state.tables[table.name]?.table else {
      let isSeen = end.state.views[table.name] != nil || mentioned.tables.contains(table.name.name)
      if !isSeen { create(table, as: table.name, renamed: [:]) }
      return
    }
    if found.isPartial,
      let assumed = end.assumed.first(where: { $0.column == nil && $0.table.id == found.id })
    {
      create(table, found, as: assumed.table.name)
    } else {
      complete(table, found)
    }
  }

  /// A table that migrations only alter: as it was before the first of them.
  private mutating func create(_ table: Table, _ found: Table, as name: TableName) {
    var oldNames: [String: String] = [:]
    var original = table
    // What migrations made comes from them.
    original.constraints.removeAll { constraint in found.constraints.contains { $0.kind == constraint.kind } }
    original.indexes.removeAll { index in found.indexes.contains { $0.name == index.name } }
    original.columns = table.columns.filter { column in
      guard let same = found.column(named: column.name) else { return true }
      guard let assumed = end.assumed.first(where: { $0.column?.id == same.id })?.column else { return false }
      oldNames[column.name] = assumed.name
      return true
    }
    // Columns that were dropped since: nothing is known but that they were there.
    let left = Set(original.columns.map { oldNames[$0.name] ?? $0.name })
    let known = Set(found.columns.map(\.id))
    for object in end.assumed where object.table.id == found.id {
      if let column = object.column, !known.contains(column.id), !left.contains(column.name) {
        original.columns.append(column)
      }
    }
    create(original, as: name, renamed: oldNames)
  }

  private mutating func create(_ table: Table, as name: TableName, renamed: [String: String]) {
    let present = Set(table.columns.map(\.name))
    let definition = TableDefinition(
      name: name,
      columns: table.columns.map { column in
        var copy = column.definition
        copy.name = renamed[copy.name] ?? copy.name
        return copy
      },
      constraints: table.constraints.compactMap { constraint in
        constraint.named(within: present, renamed)
      })
    before.append(Operation(.createTable(definition), location: table.location))
    for var index in table.indexes where index.columns.allSatisfy(present.contains) {
      index.columns = index.columns.map { renamed[$0] ?? $0 }
      before.append(Operation(.createIndex(name, index, predicate: nil), location: table.location))
    }
  }

  /// Columns that a table of the migrations lacks.
  private mutating func complete(_ table: Table, _ found: Table) {
    guard let place = start.tables.values.first(where: { $0.table.id == found.id })?.table else { return }
    for column in table.columns where found.column(named: column.name) == nil {
      let isGone =
        mentioned.isGone(column.name, of: table.name) || mentioned.isGone(column.name, of: place.name)
      guard !isGone, place.column(named: column.name) == nil else { continue }
      after.append(
        Operation(
          .addColumn(place.name, column.definition, constraints: [], position: .last, onlyIfAbsent: true),
          location: column.definition.location))
    }
  }
}

extension SchemaWitness {
  /// The schema that it states.
  func state(dialect: String) -> SchemaState {
    var replayer = Replayer(state: SchemaState(dialect: dialect), ledger: IdentityLedger())
    _ = replayer.replay(Migration(id: "", files: [], operations: operations), as: .shared)
    return replayer.state
  }
}

extension Constraint {
  /// The constraint with the names that its columns had before; nil if one of them is not `present`.
  fileprivate func named(within present: Set<String>, _ renamed: [String: String]) -> Constraint? {
    func old(_ columns: [String]) -> [String] { columns.map { renamed[$0] ?? $0 } }
    var copy = self
    switch kind {
    case .primaryKey(let columns):
      guard columns.allSatisfy(present.contains) else { return nil }
      copy.kind = .primaryKey(old(columns))
    case .unique(let columns, let predicate):
      guard columns.allSatisfy(present.contains) else { return nil }
      copy.kind = .unique(old(columns), predicate: predicate)
    case .foreignKey(let columns, let target, let targets, let onDelete):
      guard columns.allSatisfy(present.contains) else { return nil }
      copy.kind = .foreignKey(old(columns), references: target, columns: targets, onDelete: onDelete)
    case .check, .other: break
    }
    return copy
  }
}
