import Domain

/// The tables of a schema by something that tells them apart: only places are kept beside the list.
struct PlacedTables<Key: Hashable & Sendable>: Sendable {
  private let tables: [Table]
  private var places: [Key: Int]

  /// Lists the tables; of several with one key the first counts.
  init(_ tables: [Table], by key: (Table) -> Key) {
    self.tables = tables
    places = Dictionary(minimumCapacity: tables.count)
    for (place, table) in tables.enumerated() {
      let key = key(table)
      if places[key] == nil { places[key] = place }
    }
  }

  /// The table of a key; nil if there is none.
  subscript(_ key: Key) -> Table? { places[key].map { tables[$0] } }
}
