import Domain
import SQLSyntax

extension LineageReader {
  /// Adds joined tables to a scope, their conditions read on the way.
  mutating func addJoined(_ joined: JoinedTable, to scope: Int, depth: Int) {
    let first = scopes[scope].tables.count
    addTable(joined.first, to: scope, depth: depth + 1)
    for join in joined.joins {
      let right = scopes[scope].tables.count
      addTable(join.table, to: scope, depth: depth + 1)
      readJoin(join, from: first, right: right, scope, depth)
      if join.kind == .semi || join.kind == .anti {
        for index in right..<scopes[scope].tables.count { scopes[scope].tables[index].isHidden = true }
      }
      if isExhausted { break }
    }
    if let alias = joined.alias { join(alias, from: first, scope) }
  }

  private mutating func readJoin(_ join: Join, from first: Int, right: Int, _ scope: Int, _ depth: Int) {
    switch join.condition {
    case .none: break
    case .on(let condition):
      _ = value(condition, Place(scope: scope, clause: .join, isCondition: true, depth: depth + 1))
    case .using(let columns, _):
      for column in columns {
        merge(names.name(column.text), column.range.start, first: first, right: right, scope)
      }
    case .natural:
      var left: Set<Name> = []
      for table in scopes[scope].tables[first..<right] {
        for column in table.relation.columns { left.insert(column.name) }
      }
      let shared = scopes[scope].tables[right...].flatMap(\.relation.columns).map(\.name)
        .filter { left.contains($0) }
      for name in shared {
        merge(name, join.table.range.start, first: first, right: right, scope)
      }
    }
  }

  /// Merges a column of both sides of a join into one.
  private mutating func merge(_ name: Name, _ offset: Int32, first: Int, right: Int, _ scope: Int) {
    let place = Place(scope: scope, clause: .join, depth: 0)
    let tables = scopes[scope].tables
    let left = scopes[scope].merged[name] ?? column(name, in: tables[first..<right], offset, place)
    let other = column(name, in: tables[right...], offset, place)
    if let left, scopes[scope].merged[name] != nil { use(left, .join, at: offset) }
    var builder = ValueBuilder()
    if let left { builder.addSide(left) }
    if let other { builder.addSide(other) }
    if let left, let other {
      compare(left, other, place)
      hold(left, equalTo: other)
    }
    let value = finish(builder)
    scopes[scope].merged[name] = value
    for index in right..<scopes[scope].tables.count { scopes[scope].tables[index].merged.insert(name) }
  }

  /// `(a join b on ...) as c`: one table in the place of several.
  private mutating func join(_ alias: TableAlias, from first: Int, _ scope: Int) {
    var output = SelectOutput()
    var reads: [ReadID] = []
    for table in scopes[scope].tables[first...] where !table.isHidden {
      expand(table, Star(at: nil, alias.range), into: &output)
      reads += table.relation.rawReads
    }
    scopes[scope].tables.removeSubrange(first...)
    let relation = Relation(
      columns: output.columns, opening: output.opening, rawReads: reads.sortedUnique)
    add(relation, alias, path: [], to: scope)
  }
}
