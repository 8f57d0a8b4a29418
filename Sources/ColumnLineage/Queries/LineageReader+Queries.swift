import Domain
import SQLSyntax

extension LineageReader {
  /// What a query gives.
  mutating func relation(of query: Query, _ around: Surroundings) -> Relation {
    if around.depth > Self.depthLimit || isExhausted {
      return tooDeep(query.range)
    }
    let outerAggregate = sawAggregate
    defer { sawAggregate = outerAggregate }
    var around = around
    around.depth += 1
    if let with = query.with { around.frame = readCommonTables(with, around) }
    let result: Relation
    switch query.body {
    case .select(let select): result = relation(of: select, tail: query, around)
    case .values, .table, .compound, .nested, .opaque:
      result = relation(of: query.body, around)
      readOrdering(query, of: result, around)
    }
    return result
  }

  /// A query that is not followed: its words are scanned.
  mutating func tooDeep(_ range: ByteRange) -> Relation {
    if !isExhausted { note("sql-too-deep", "nested too deeply to be followed", range) }
    scan(range)
    return .unknown()
  }

  /// What a part of a set operation gives.
  mutating func relation(of body: QueryBody, _ around: Surroundings) -> Relation {
    switch body {
    case .select(let select): return relation(of: select, tail: nil, around)
    case .values(let list): return relation(of: list, around)
    case .table(let table):
      let range = table.range
      let scope = push(Scope(parent: around.scope, frame: around.frame))
      addTable(table, to: scope)
      var output = SelectOutput()
      for table in scopes[scope].tables {
        expand(table, Star(at: around.clause, range), into: &output)
      }
      return Relation(
        columns: output.columns, opening: output.opening,
        rawReads: scopes[scope].tables.flatMap(\.relation.rawReads).sortedUnique)
    case .compound(let compound): return relation(of: compound, around)
    case .nested(let query): return relation(of: query, around)
    case .opaque(let opaque): return relation(of: opaque, around)
    }
  }

  /// Reads the tables of WITH one after the other, whether anything reads them or not; gives the new frame.
  private mutating func readCommonTables(_ with: WithClause, _ around: Surroundings) -> Int {
    frames.append(CommonTableFrame(parent: around.frame))
    let frame = frames.count - 1
    var inner = around
    inner.frame = frame
    inner.clause = .select
    for table in with.tables {
      let name = names.name(table.name.text)
      let found = relation(of: table, named: name, isRecursive: with.isRecursive, inner)
      frames[frame].tables[name] = found
    }
    return frame
  }

  private mutating func relation(
    of table: CommonTable, named name: Name, isRecursive: Bool, _ around: Surroundings
  ) -> Relation {
    let columns = table.columns.map { names.name($0.text) }
    guard case .query(let query) = table.body else {
      note("sql-data-change", "a data change inside of \"with\" is not followed", table.range)
      scan(table.range)
      return Relation.unknown().renamed(columns)
    }
    var found: Relation
    if query.with == nil, case .compound(let compound) = query.body,
      isRecursive || !isTable(name, around.frame)
    {
      found = recursive(compound, name, columns, around)
      readOrdering(query, of: found, around)
    } else {
      found = relation(of: query, around)
    }
    found = found.renamed(columns)
    if table.addedColumns.isEmpty { return found }
    let added = table.addedColumns.map {
      RelationColumn(name: names.name($0.text), value: ColumnValue(), isFromStar: false)
    }
    return Relation(
      columns: found.columns + added, opening: found.opening, rawReads: found.rawReads)
  }

  /// Whether a name means a table, so that a common table of this name cannot mean itself.
  private func isTable(_ name: Name, _ frame: Int) -> Bool {
    commonTable(name, frame) != nil || query.relations[names.text(name)] != nil
  }

  /// The common table of a name.
  func commonTable(_ name: Name, _ frame: Int) -> Relation? {
    var next: Int? = frame
    while let index = next, frames.indices.contains(index) {
      if let found = frames[index].tables[name] { return found }
      next = frames[index].parent
    }
    return nil
  }

  /// A common table that may read itself: its first part stands for it in the others.
  private mutating func recursive(
    _ compound: CompoundQuery, _ name: Name, _ columns: [Name], _ around: Surroundings
  ) -> Relation {
    let anchor = relation(of: compound.first, around).renamed(columns)
    frames.append(CommonTableFrame(parent: around.frame, tables: [name: anchor]))
    var inner = around
    inner.frame = frames.count - 1
    return relation(of: compound, first: anchor, inner)
  }

  private mutating func relation(of list: ValuesList, _ around: Surroundings) -> Relation {
    if let mask = masks[list.range.start] {
      scan(mask)
      return .unknown()
    }
    let scope = push(Scope(parent: around.scope, frame: around.frame))
    let place = Place(scope: scope, clause: around.clause, depth: around.depth)
    var builders: [ValueBuilder] = []
    for row in list.rows {
      for (index, field) in row.fields.enumerated().prefix(Self.columnLimit) {
        if index == builders.count { builders.append(ValueBuilder()) }
        builders[index].addSide(value(field, place))
      }
      if isExhausted { break }
    }
    let columns = builders.enumerated().map { index, builder in
      let name = dialect.name == "duckdb" ? "col\(index)" : "column\(index + 1)"
      var value = finish(builder)
      value.isConstant = false
      return RelationColumn(name: names.name(name), value: value, isFromStar: false)
    }
    return Relation(columns: columns)
  }

  /// A statement that gives rows without being a select.
  private mutating func relation(of opaque: OpaqueQuery, _ around: Surroundings) -> Relation {
    let scope = push(Scope(parent: around.scope, frame: around.frame))
    for reference in opaque.from { addTable(reference, to: scope, depth: around.depth) }
    var isPivot = false
    if opaque.keyword == "pivot" || opaque.keyword == "unpivot" { isPivot = true }
    if !isPivot, opaque.from.isEmpty { scan(opaque.range) }
    let place = Place(scope: scope, clause: .select, depth: around.depth)
    let found = readPivot(opaque.expressions, place)
    var opening = Opening(isForeign: true, sources: found.sources)
    var columns: [RelationColumn] = []
    for table in scopes[scope].tables {
      opening = Opening.union(table.relation.opening, opening) ?? opening
      columns += table.relation.columns
    }
    let reads = opaque.keyword == "unpivot" ? scopes[scope].tables.flatMap(\.relation.rawReads) : []
    return Relation(columns: columns, opening: opening, rawReads: reads.sortedUnique)
  }
}
