import Domain

/// Changes of keys and of what one row stands for.
struct KeyDifferences {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let headNames: [ObjectID: [String: String]]
  private let headTables: [TableName: TableName]
  /// Names at base of tables with which something happened.
  private let stirred: Set<TableName>

  /// Names are followed through the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome, columns: ColumnOutcome) {
    self.comparison = comparison
    self.tables = tables
    var names: [ObjectID: [String: String]] = [:]
    for match in columns.matches where match.staysInTable {
      names[match.baseTable.id, default: [:]][match.base.name] = match.head.name
    }
    headNames = names
    stirred = Set(comparison.unsettled(comparison.base).map(\.name))
    headTables = Dictionary(tables.matches.map { ($0.base.name, $0.head.name) }) { first, _ in first }
  }

  /// The changes of all carried-on tables, in no order.
  func drafts() -> [ChangeDraft] {
    let own = tables.matches.flatMap { [primaryKey($0)] + uniqueness($0) + foreignKeys($0) }
    return (own + settledReferences()).compactMap { $0 }
  }

  /// Even in a table that is what it was, a foreign key may have lost what it references.
  private func settledReferences() -> [ChangeDraft?] {
    let tables = comparison.base.schema.tables
    return tables.indices.flatMap { place -> [ChangeDraft?] in
      guard comparison.settled.contains(tables[place].id), tables[place].references(stirred, comparison.base)
      else { return [] }
      return foreignKeys(TableMatch(base: tables[place], head: tables[place], basis: .identity))
    }
  }

  /// The columns by their names at head; nil if one is gone.
  private func atHead(_ columns: [String], of table: Table) -> [String]? {
    if comparison.settled.contains(table.id) { return columns }
    let names = headNames[table.id] ?? [:]
    let found = columns.compactMap { names[$0] }
    return found.count == columns.count ? found : nil
  }

  // Primary key.

  private func primaryKey(_ match: TableMatch) -> ChangeDraft? {
    let (old, new) = (match.base.primaryKey, match.head.primaryKey)
    guard !match.base.isPartial || !old.isEmpty else { return nil }
    if old.isEmpty { return newKey(match, new) }
    let followed = atHead(old, of: match.base)
    if let followed, Set(followed) == Set(new) { return nil }
    let kept = Set(old.compactMap { headNames[match.base.id]?[$0] })
    let isGrain = !new.isEmpty && !kept.isEmpty && isWiderOrNarrower(kept, old.count, Set(new))
    let text =
      new.isEmpty
      ? "the primary key \(list(old)) is gone" : "the primary key is \(list(new)), and was \(list(old))"
    return draft(
      isGrain || isRegrouped(match, kept, new) ? .grainChanged : .keyChanged, match, from: old, to: new,
      text: text)
  }

  /// Columns joined or left the key, and the others stayed.
  private func isWiderOrNarrower(_ kept: Set<String>, _ count: Int, _ new: Set<String>) -> Bool {
    if kept.count == count { return kept.isStrictSubset(of: new) || new.isStrictSubset(of: kept) }
    return new == kept && count > new.count
  }

  /// A table that was made anew with a key of other columns counts other things.
  private func isRegrouped(_ match: TableMatch, _ kept: Set<String>, _ new: [String]) -> Bool {
    match.basis != .identity && match.rowFlows.isEmpty && !new.isEmpty && kept.isDisjoint(with: new)
      && new.contains { name in
        match.base.column(named: name) == nil && match.head.column(named: name)?.isKeyMaker == false
      }
  }

  /// A table without key that is made anew and has one over a new column: one row is something else.
  private func newKey(_ match: TableMatch, _ new: [String]) -> ChangeDraft? {
    guard match.basis != .identity, match.rowFlows.isEmpty, !new.isEmpty else { return nil }
    let known = Set((headNames[match.base.id] ?? [:]).values)
    let added = new.filter { !known.contains($0) }
    guard added.contains(where: { match.head.column(named: $0)?.isKeyMaker == false }) else { return nil }
    let text = "there was no key, and one row is now one \(list(new))"
    return draft(.grainChanged, match, from: [], to: new, text: text)
  }

  // Unique constraints.

  private func uniqueness(_ match: TableMatch) -> [ChangeDraft?] {
    let new = uniqueSets(match.head)
    return uniqueSets(match.base).map { old -> ChangeDraft? in
      guard old != match.base.primaryKey, let followed = atHead(old, of: match.base) else { return nil }
      let wanted = Set(followed)
      if new.contains(where: { Set($0).isSubset(of: wanted) }) { return nil }
      if let wider = new.first(where: { wanted.isSubset(of: Set($0)) }), wider != match.head.primaryKey {
        let text = "\(list(wider)) is unique, and \(list(old)) was"
        return draft(.grainChanged, match, from: old, to: wider, text: text)
      }
      return draft(.keyChanged, match, from: old, to: [], text: "\(list(old)) is no longer unique")
    }
  }

  /// Column lists that forbid duplicates in all rows, the primary key among them, each once.
  private func uniqueSets(_ table: Table) -> [[String]] {
    var sets: [[String]] = table.primaryKey.isEmpty ? [] : [table.primaryKey]
    for constraint in table.constraints {
      if case .unique(let columns, nil) = constraint.kind { sets.append(columns) }
    }
    let names = Set(table.columns.map(\.name))
    for index in table.indexes where index.isUnique && index.columns.allSatisfy(names.contains) {
      if !isPartial(index, table) { sets.append(index.columns) }
    }
    var seen: Set<Set<String>> = []
    return sets.filter { seen.insert(Set($0)).inserted }
  }

  /// A unique index that also stands as a constraint with a condition.
  private func isPartial(_ index: Index, _ table: Table) -> Bool {
    table.constraints.contains { constraint in
      if case .unique(index.columns, .some) = constraint.kind { true } else { false }
    }
  }

  // Foreign keys.

  private func foreignKeys(_ match: TableMatch) -> [ChangeDraft?] {
    let new = match.head.foreignKeys
    return match.base.foreignKeys.map { old -> ChangeDraft? in
      guard let columns = atHead(old.columns, of: match.base) else { return nil }
      let candidates = new.filter { $0.columns == columns }
      guard !candidates.isEmpty, let wanted = target(old) else { return nil }
      if candidates.contains(where: { full($0) == wanted }) { return nil }
      guard let other = candidates.first else { return nil }
      let (before, after) = (shown(base: old), shown(full(other)))
      let text = "\(list(old.columns)) references \(quoted(after)), and referenced \(quoted(before))"
      var draft = draft(
        .foreignKeyChanged, match, from: [before], to: [after], text: text, place: other.location)
      draft.change.columns = old.columns
      draft.change.to?.columns = columns
      return draft
    }
  }

  private struct Target: Hashable {
    let table: TableName
    let columns: [String]
  }

  /// What a foreign key of base references, by names at head; nil when it is gone for good.
  private func target(_ key: Table.ForeignKey) -> Target? {
    let name = comparison.base.full(key.target)
    guard let table = comparison.base.table(named: name) else {
      return Target(table: headTables[name] ?? name, columns: key.targetColumns)
    }
    let columns = key.targetColumns.isEmpty ? table.primaryKey : key.targetColumns
    let names = headNames[table.id] ?? [:]
    return Target(table: headTables[name] ?? name, columns: columns.map { names[$0] ?? $0 })
  }

  private func full(_ key: Table.ForeignKey) -> Target {
    let name = comparison.head.full(key.target)
    let columns =
      key.targetColumns.isEmpty ? comparison.head.table(named: name)?.primaryKey ?? [] : key.targetColumns
    return Target(table: name, columns: columns)
  }

  private func shown(base key: Table.ForeignKey) -> String {
    let table = comparison.base.table(named: key.target)
    let columns = key.targetColumns.isEmpty ? table?.primaryKey ?? [] : key.targetColumns
    return shown(Target(table: comparison.base.full(key.target), columns: columns))
  }

  private func shown(_ target: Target) -> String {
    target.columns.isEmpty
      ? target.table.display : target.table.display + "(" + target.columns.joined(separator: ", ") + ")"
  }

  // Drafts.

  private func list(_ columns: [String]) -> String { "(" + columns.map(quoted).joined(separator: ", ") + ")" }

  private func draft(
    _ kind: ChangeKind, _ match: TableMatch, from: [String], to: [String], text: String,
    place: SourceLocation? = nil
  ) -> ChangeDraft {
    let location = place ?? keyPlace(match, to)
    let change = Change(
      kind: kind, table: match.base.name, columns: from,
      to: ChangeTarget(tables: [match.head.name], columns: to), key: KeyChange(from: from, to: to),
      confidence: match.confidence, evidence: [Evidence(.key, text, location: location)])
    return ChangeDraft(change, subjects: [match.base.id, match.head.id], fallback: match.head.location)
  }

  /// Where the new key is declared, else where the old one was taken away.
  private func keyPlace(_ match: TableMatch, _ columns: [String]) -> SourceLocation {
    for constraint in match.head.constraints {
      switch constraint.kind {
      case .primaryKey(columns), .unique(columns, _): return constraint.location
      default: break
      }
    }
    let drops = comparison.trail.operations(on: match.head.id).compactMap { operation -> SourceLocation? in
      switch operation.operation.kind {
      case .dropConstraint, .dropPrimaryKey, .dropIndex, .dropColumn: operation.operation.location
      default: nil
      }
    }
    return drops.last ?? match.head.location
  }
}

extension Table {
  /// Whether a foreign key leads to one of these tables.
  fileprivate func references(_ tables: Set<TableName>, _ index: SchemaIndex) -> Bool {
    constraints.contains { constraint in
      if case .foreignKey(_, let target, _, _) = constraint.kind {
        tables.contains(index.full(target))
      } else {
        false
      }
    }
  }
}

extension Column {
  /// Whether it makes up its own values: a surrogate key says nothing about what a row is.
  var isKeyMaker: Bool {
    switch definition.generation {
    case .identity, .sequence: return true
    case .computed, nil: break
    }
    if case .call(let name, _)? = definition.defaultValue?.withoutCasts {
      return ["nextval", "gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuid_generate_v1mc"]
        .contains(name)
    }
    return false
  }
}
