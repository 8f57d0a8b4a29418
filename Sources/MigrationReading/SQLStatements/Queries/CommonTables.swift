import SQLSyntax

/// The common tables in reach of a query, in the order in which they are written; the last of a name counts.
struct CommonTables {
  private var tables: [CommonTable] = []
  /// How many of the tables are in reach.
  private var reach = 0

  /// Takes the tables of a clause into reach.
  mutating func bring(_ with: WithClause) {
    if reach < tables.count { tables.removeSubrange(reach...) }
    tables += with.tables
    reach = tables.count
  }

  /// A table by its name, with those in reach of its own query: the ones before it; nil if there is none.
  func table(named name: String) -> (table: CommonTable, outer: CommonTables)? {
    guard let place = tables[..<reach].lastIndex(where: { $0.name.text == name }) else { return nil }
    var outer = self
    outer.reach = place
    return (tables[place], outer)
  }
}
