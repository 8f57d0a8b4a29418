import Domain

/// The tables of a schema by something that tells them apart: only places are kept beside the list.
struct PlacedTables<Key: Hashable & Sendable>: Sendable {
  private let tables: [Table]
  private var placeOf: [Key: Int]

  /// Lists the tables; of several with one key the first counts.
  init(_ tables: [Table], by key: (Table) -> Key) {
    self.tables = tables
    placeOf = Dictionary(minimumCapacity: tables.count)
    for place in tables.indices {
      let key = key(tables[place])
      if placeOf[key] == nil { placeOf[key] = place }
    }
  }

  /// The table of a key; nil if there is none.
  subscript(_ key: Key) -> Table? { placeOf[key].map { tables[$0] } }

  /// Its place in the list.
  func place(of key: Key) -> Int? { placeOf[key] }

  /// Whether there is one.
  func holds(_ key: Key) -> Bool { placeOf[key] != nil }

  /// Whether the table of a key is equal to another one in all that is known of it.
  func isEqual(_ key: Key, to other: Table) -> Bool {
    guard let place = placeOf[key] else { return false }
    return tables[place] == other
  }
}
