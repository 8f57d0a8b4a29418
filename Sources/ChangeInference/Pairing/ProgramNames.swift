import Domain

/// Things of the database that the program calls the same at base and at head, although their names changed: a field
/// that keeps its name while `@map` puts it on another column.
struct ProgramNames: Sendable {
  /// What the program calls a thing at both sides, and where head says so.
  struct Bond: Hashable, Sendable {
    let name: String
    let location: SourceLocation
  }

  private struct Thing: Hashable {
    let table: TableName
    let column: String?
  }

  private struct Move: Hashable {
    let old: Thing
    let new: Thing
  }

  private var bonds: [Move: Bond] = [:]

  /// Compares the names of both sides; tables are looked up by their full names.
  init(base: [ProgramName], head: [ProgramName], baseIndex: SchemaIndex, headIndex: SchemaIndex) {
    guard !base.isEmpty, !head.isEmpty else { return }
    var olds: [String: Thing] = [:]
    for name in base {
      olds[Self.key(name)] = Thing(table: baseIndex.full(name.table), column: name.column)
    }
    for name in head {
      let new = Thing(table: headIndex.full(name.table), column: name.column)
      guard let old = olds[Self.key(name)], old != new, old.column != new.column || name.column == nil else {
        continue
      }
      let shown = [name.model, name.field].compactMap { $0 }.joined(separator: ".")
      bonds[Move(old: old, new: new)] = Bond(name: shown, location: name.location)
    }
  }

  private static func key(_ name: ProgramName) -> String { name.model + "." + (name.field ?? "") }

  /// What the program calls both columns.
  func column(_ old: String, of table: TableName, to new: String, of newTable: TableName) -> Bond? {
    bonds[Move(old: Thing(table: table, column: old), new: Thing(table: newTable, column: new))]
  }

  /// What the program calls both tables.
  func table(_ old: TableName, to new: TableName) -> Bond? {
    bonds[Move(old: Thing(table: old, column: nil), new: Thing(table: new, column: nil))]
  }
}
