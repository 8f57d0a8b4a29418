import Domain

/// One place in FROM where an input stands.
struct InputReadEntry: Sendable {
  /// The input.
  var asset: AssetID
  /// First byte of its name.
  var offset: Int32
  /// Columns held equal to something.
  var keys: Set<Name> = []
}

/// The inputs of a query as numbers: assets, reads of them, columns of reads.
struct InputTable: Sendable {
  /// A column of a read.
  struct Origin: Hashable, Sendable {
    /// The read.
    var read: ReadID
    /// Its column.
    var name: Name
  }

  /// The reads in the order of the text.
  private(set) var reads: [InputReadEntry] = []
  private var origins: [Origin] = []
  private var ids: [Origin: OriginID] = [:]

  /// Notes a read.
  mutating func addRead(_ asset: AssetID, offset: Int32) -> ReadID {
    reads.append(InputReadEntry(asset: asset, offset: offset))
    return ReadID(truncatingIfNeeded: reads.count - 1)
  }

  /// A read by number.
  func read(_ id: ReadID) -> InputReadEntry? {
    reads.indices.contains(Int(id)) ? reads[Int(id)] : nil
  }

  /// The number of a read's column.
  mutating func origin(_ read: ReadID, _ name: Name) -> OriginID {
    let origin = Origin(read: read, name: name)
    if let id = ids[origin] { return id }
    let id = OriginID(truncatingIfNeeded: origins.count)
    origins.append(origin)
    ids[origin] = id
    return id
  }

  /// The number of a read's column, if it was met before.
  func knownOrigin(_ read: ReadID, _ name: Name) -> OriginID? { ids[Origin(read: read, name: name)] }

  /// The column that a number stands for.
  func origin(_ id: OriginID) -> Origin? {
    origins.indices.contains(Int(id)) ? origins[Int(id)] : nil
  }

  /// Notes that a column is held equal to something.
  mutating func addKey(_ id: OriginID) {
    guard let origin = origin(id), reads.indices.contains(Int(origin.read)) else { return }
    reads[Int(origin.read)].keys.insert(origin.name)
  }
}
