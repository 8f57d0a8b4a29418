import Domain

extension Replayer {
  /// Enumerations, domains and other types.
  mutating func applyTypeOperation(_ kind: OperationKind) -> ObjectID? {
    switch kind {
    case .createEnum(let name, let labels, let onlyIfAbsent):
      return createType(name, .enumeration(labels), onlyIfAbsent: onlyIfAbsent)
    case .createDomain(let name, let base, let checks, let isNullable):
      let kind = UserType.Kind.domain(resolved(base), checks: named(checks, name), isNullable: isNullable)
      return createType(name, kind, onlyIfAbsent: false)
    case .createOtherType(let name):
      return createType(name, .other, onlyIfAbsent: true)
    case .addEnumLabel(let name, let label, let position, _):
      return changeLabels(of: name) { Self.insert(label, into: &$0, at: position) }
    case .renameEnumLabel(let name, let label, let new):
      return changeLabels(of: name) { labels in
        if let index = labels.firstIndex(of: label) { labels[index] = new }
      }
    case .addDomainConstraint(let name, let check):
      return changeDomain(name) { checks, _ in checks.append(check) }
    case .dropDomainConstraint(let name, let check):
      return changeDomain(name) { checks, _ in checks.removeAll { $0.name == check } }
    case .setDomainNullability(let name, let isNullable):
      return changeDomain(name) { _, nullable in nullable = isNullable }
    case .renameType(let name, let new):
      let full = state.lookupName(name)
      let id = state.types[full]?.id
      renameType(full, to: TableName(schema: new.schema ?? full.schema, new.name))
      return id
    case .dropType(let name, let onlyIfPresent, let cascade):
      return dropType(name, onlyIfPresent: onlyIfPresent, cascade: cascade)
    default:
      return nil
    }
  }

  private mutating func createType(_ name: TableName, _ kind: UserType.Kind, onlyIfAbsent: Bool) -> ObjectID?
  {
    let full = state.creationName(name)
    if let old = state.types[full] {
      if !onlyIfAbsent { misfit("type-exists", "type \"\(full.display)\" exists already") }
      return old.id
    }
    let id = newID("type", full)
    state.types[full] = UserType(id: id, name: full, kind: kind, location: current.location)
    return id
  }

  private func named(_ checks: [Constraint], _ domain: TableName) -> [Constraint] {
    checks.enumerated().map { index, check in
      var check = check
      if check.name == nil { check.name = domain.name + "_check" + (index == 0 ? "" : String(index)) }
      return check
    }
  }

  private mutating func changeLabels(of name: TableName, _ change: (inout [String]) -> Void) -> ObjectID? {
    let full = state.lookupName(name)
    guard let type = state.types[full], case .enumeration(var labels) = type.kind else {
      misfit("type-not-found", "type \"\(full.display)\" is altered, but no migration creates it")
      return nil
    }
    change(&labels)
    state.types[full]?.kind = .enumeration(labels)
    return type.id
  }

  private static func insert(_ label: String, into labels: inout [String], at position: LabelPosition) {
    guard !labels.contains(label) else { return }
    switch position {
    case .last: labels.append(label)
    case .before(let other): labels.insert(label, at: labels.firstIndex(of: other) ?? labels.count)
    case .after(let other):
      labels.insert(label, at: labels.firstIndex(of: other).map { $0 + 1 } ?? labels.count)
    }
  }

  private mutating func changeDomain(
    _ name: TableName, _ change: (inout [Constraint], inout Bool) -> Void
  ) -> ObjectID? {
    let full = state.lookupName(name)
    guard let type = state.types[full], case .domain(let base, var checks, var isNullable) = type.kind else {
      misfit("type-not-found", "domain \"\(full.display)\" is altered, but no migration creates it")
      return nil
    }
    change(&checks, &isNullable)
    state.types[full]?.kind = .domain(base, checks: checks, isNullable: isNullable)
    return type.id
  }

  /// Renames a type and the columns that are of it.
  mutating func renameType(_ full: TableName, to target: TableName) {
    guard var type = state.types[full] else { return }
    state.types[full] = nil
    type.name = target
    state.types[target] = type
    replaceType(written(full), by: written(target))
  }

  private mutating func replaceType(_ old: TableName, by new: TableName) {
    for (name, found) in state.tables {
      for (index, column) in found.table.columns.enumerated()
      where column.type.name == old.name && column.type.schema == old.schema {
        state.tables[name]?.table.columns[index].definition.type.name = new.name
        state.tables[name]?.table.columns[index].definition.type.schema = new.schema
      }
    }
  }

  private mutating func dropType(_ name: TableName, onlyIfPresent: Bool, cascade: Bool) -> ObjectID? {
    let full = state.lookupName(name)
    guard let type = state.types[full] else {
      if !onlyIfPresent {
        misfit("type-not-found", "type \"\(full.display)\" is dropped, but no migration creates it")
      }
      return nil
    }
    state.types[full] = nil
    guard cascade else { return type.id }
    let written = written(full)
    for name in state.tables.keys.sorted() {
      for column in state.tables[name]?.table.columns ?? []
      where column.type.name == written.name && column.type.schema == written.schema {
        _ = applyColumnOperation(.dropColumn(name, column: column.name, onlyIfPresent: true, cascade: true))
      }
    }
    return type.id
  }

  /// A type name as columns carry it: without schema when that is the default one.
  private func written(_ full: TableName) -> TableName { state.written(full) }

  /// A column type with the schema of a user-defined type filled in by the search path.
  func resolved(_ type: ColumnType) -> ColumnType { state.resolved(type) }
}

extension SchemaState {
  /// A type name as columns carry it: without schema when that is the default one.
  func written(_ full: TableName) -> TableName {
    TableName(schema: full.schema == defaultSchema ? nil : full.schema, full.name)
  }

  /// A column type with the schema of a user-defined type filled in by the search path.
  func resolved(_ type: ColumnType) -> ColumnType {
    guard !types.isEmpty else { return type }
    let full = lookupName(TableName(schema: type.schema, type.name))
    guard types[full] != nil else { return type }
    var copy = type
    copy.schema = written(full).schema
    return copy
  }
}
