import Domain

/// The columns of a schema's tables by identity.
///
/// Replay counts identities up from one, so places stand in a list by number; identities far beyond it stand apart.
struct PlacedColumns: Sendable {
  private struct Place {
    var table: Int32 = -1
    var position: Int32 = 0
  }

  private let tables: [Table]
  private var places: [Place]
  private var others: [ObjectID: Place] = [:]

  /// Lists the columns; of several with one identity the first counts.
  init(_ tables: [Table]) {
    self.tables = tables
    var (count, highest) = (0, 0)
    for number in tables.indices {
      let columns = tables[number].columns
      count += columns.count + 1
      for position in columns.indices { highest = max(highest, columns[position].id.number) }
    }
    places = Array(repeating: Place(), count: min(highest, 4 * count + 1024) + 1)
    for number in tables.indices {
      for position in tables[number].columns.indices {
        let id = tables[number].columns[position].id
        let place = Place(
          table: Int32(truncatingIfNeeded: number), position: Int32(truncatingIfNeeded: position))
        if places.indices.contains(id.number) {
          if places[id.number].table < 0 { places[id.number] = place }
        } else if others[id] == nil {
          others[id] = place
        }
      }
    }
  }

  /// The column of an identity; nil if no table has it.
  subscript(_ id: ObjectID) -> PlacedColumn? {
    guard let place = place(of: id) else { return nil }
    let table = tables[Int(place.table)]
    let position = Int(place.position)
    return PlacedColumn(column: table.columns[position], table: table.id, position: position)
  }

  /// Whether a table has it.
  func holds(_ id: ObjectID) -> Bool { place(of: id) != nil }

  /// The table that has it.
  func table(of id: ObjectID) -> ObjectID? { place(of: id).map { tables[Int($0.table)].id } }

  private func place(of id: ObjectID) -> Place? {
    let place = places.indices.contains(id.number) ? places[id.number] : others[id]
    return place.flatMap { $0.table < 0 ? nil : $0 }
  }
}
