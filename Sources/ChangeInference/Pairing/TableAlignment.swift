import Domain

/// Whether one table has the columns of another, some under other names: what a renamed table looks like.
struct TableAlignment: Sendable {
  /// Columns of one name and type that both have.
  let equalColumns: Int
  /// Whether all other columns agree in type, NULL and reference, in the same order.
  let isWhole: Bool

  /// Compares tables of equally many columns; `mayReplace` tells whether one foreign key's target may be the other's under a new name.
  init(
    _ base: Table, _ head: Table, _ comparison: SchemaComparison,
    mayReplace: (TableName, TableName) -> Bool
  ) {
    let isAligned = zip(base.columns, head.columns).allSatisfy { $0.name == $1.name && $0.type == $1.type }
    guard !isAligned else {
      (equalColumns, isWhole) = (base.columns.count, true)
      return
    }
    let heads = Dictionary(head.columns.map { ($0.name, $0) }) { first, _ in first }
    var rest: [Column] = []
    var taken: Set<String> = []
    var equal = 0
    for column in base.columns {
      guard let other = heads[column.name] else {
        rest.append(column)
        continue
      }
      taken.insert(column.name)
      let same = comparison.base.typeClass(of: column.type) == comparison.head.typeClass(of: other.type)
      if same { equal += 1 }
    }
    equalColumns = equal
    let others = head.columns.filter { !taken.contains($0.name) }
    guard taken.count == equal, rest.count == others.count else {
      isWhole = false
      return
    }
    let (olds, news) = (Self.targets(base, comparison.base), Self.targets(head, comparison.head))
    isWhole = zip(rest, others).allSatisfy { old, new in
      guard old.isNullable == new.isNullable,
        comparison.base.typeClass(of: old.type) == comparison.head.typeClass(of: new.type)
      else { return false }
      switch (olds[old.name], news[new.name]) {
      case (nil, nil): return true
      case (let left?, let right?): return left == right || mayReplace(left, right)
      default: return false
      }
    }
  }

  private static func targets(_ table: Table, _ index: SchemaIndex) -> [String: TableName] {
    var found: [String: TableName] = [:]
    for key in table.foreignKeys {
      if let column = key.columns.first, key.columns.count == 1 { found[column] = index.full(key.target) }
    }
    return found
  }
}
