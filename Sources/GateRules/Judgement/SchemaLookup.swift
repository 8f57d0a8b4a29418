import Domain

/// Finds the tables that a change is about, at base and at head.
struct SchemaLookup {
  private let pairs: [(base: [TableName: Table], head: [TableName: Table], headIDs: [ObjectID: Table])]

  /// Schemas of all histories; base and head in the same order. Only what these changes name is looked up.
  init(base: [Schema], head: [Schema], changes: [Change]) {
    let names = Set(changes.flatMap { ($0.to?.tables ?? []) + [$0.table].compactMap { $0 } })
    pairs = zip(base, head).map { base, head in
      let old = Self.named(base.tables.filter { names.contains($0.name) })
      let ids = Set(old.values.map(\.id))
      let new = head.tables.filter { names.contains($0.name) || ids.contains($0.id) }
      return (
        old, Self.named(new), Dictionary(new.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      )
    }
  }

  /// The table at base, and those at head that it became.
  func tables(of change: Change) -> (base: Table?, heads: [Table]) {
    let targets = change.to?.tables ?? []
    for pair in pairs {
      let base = change.table.flatMap { pair.base[$0] }
      let heads = targets.compactMap { pair.head[$0] }
      guard base != nil || !heads.isEmpty else { continue }
      if !heads.isEmpty { return (base, heads) }
      let same = base.flatMap { pair.headIDs[$0.id] ?? pair.head[$0.name] }
      return (base, same.map { [$0] } ?? [])
    }
    return (nil, [])
  }

  private static func named(_ tables: [Table]) -> [TableName: Table] {
    Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
