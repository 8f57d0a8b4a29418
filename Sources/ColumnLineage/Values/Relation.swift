/// One column of a relation.
struct RelationColumn: Sendable {
  /// Its name.
  var name: Name
  /// What it is made of.
  var value: ColumnValue
  /// Whether only stars brought it here, from the input on.
  var isFromStar: Bool
}

/// Columns of a relation that nobody listed.
struct Opening: Sendable {
  /// The reads that may have more columns than are known.
  var reads: [ReadID] = []
  /// Whether something that is no asset may have them too: a hard-coded table, a pivot.
  var isForeign = false
  /// Whether only a function in FROM may have them: it rarely does.
  var isFunction = false
  /// What such a column is made of, as far as known.
  var sources: [OriginID] = []
  /// Names that it has not.
  var hidden: Set<Name> = []

  /// The columns of both.
  func union(_ other: Opening) -> Opening {
    Opening(
      reads: (reads + other.reads).sortedUnique, isForeign: isForeign || other.isForeign,
      isFunction: isFunction || other.isFunction, sources: (sources + other.sources).sortedUnique,
      hidden: hidden.intersection(other.hidden))
  }

  /// The columns of both, where one may be missing.
  static func union(_ left: Opening?, _ right: Opening?) -> Opening? {
    guard let left else { return right }
    guard let right else { return left }
    return left.union(right)
  }
}

/// What FROM, a subquery or a common table gives: columns, and the reads whose rows reach it.
final class Relation {
  /// The known columns in order.
  let columns: [RelationColumn]
  /// Whether and whence there may be more; nil if the columns are complete.
  let opening: Opening?
  /// Reads whose rows reach it as they are, without aggregate or DISTINCT.
  let rawReads: [ReadID]
  /// The read, when it is an input itself.
  let base: ReadID?
  private let index: [Name: Int]

  /// A relation; of columns with one name the first is found.
  init(columns: [RelationColumn], opening: Opening? = nil, rawReads: [ReadID] = [], base: ReadID? = nil) {
    self.columns = columns
    self.opening = opening
    self.rawReads = rawReads
    self.base = base
    var index: [Name: Int] = [:]
    if columns.count > 8 {
      index.reserveCapacity(columns.count)
      for (place, column) in columns.enumerated() where index[column.name] == nil {
        index[column.name] = place
      }
    }
    self.index = index
  }

  /// A relation of which nothing is known.
  static func unknown() -> Relation { Relation(columns: [], opening: Opening(isForeign: true)) }

  /// The column of a name.
  func column(_ name: Name) -> RelationColumn? {
    if columns.count > 8 { return index[name].map { columns[$0] } }
    return columns.first { $0.name == name }
  }

  /// The relation with other names for its first columns; a list for all of them leaves none unknown.
  func renamed(_ names: [Name]) -> Relation {
    if names.isEmpty { return self }
    var columns = self.columns
    for (place, name) in names.enumerated() {
      if place < columns.count {
        columns[place].name = name
        columns[place].isFromStar = false
      } else {
        var value = ColumnValue()
        value.sources = opening?.sources ?? []
        columns.append(RelationColumn(name: name, value: value, isFromStar: false))
      }
    }
    let isOpen = opening != nil && names.count < columns.count
    return Relation(columns: columns, opening: isOpen ? opening : nil, rawReads: rawReads)
  }
}
