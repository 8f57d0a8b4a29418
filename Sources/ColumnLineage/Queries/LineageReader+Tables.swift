import Domain
import SQLSyntax

extension LineageReader {
  /// Adds an item of FROM to a scope.
  mutating func addTable(_ reference: TableReference, to scope: Int, depth: Int) {
    if depth > Self.depthLimit || isExhausted {
      let relation = tooDeep(reference.range)
      scopes[scope].tables.append(ScopeTable(path: [], relation: relation))
      return
    }
    switch reference {
    case .table(let table): addTable(table, to: scope)
    case .derived(let table): addDerived(table, to: scope, depth: depth)
    case .function(let table): addFunction(table, to: scope, depth: depth)
    case .joined(let table): addJoined(table, to: scope, depth: depth)
    case .pivoted(let table): addPivoted(table, to: scope, depth: depth)
    }
  }

  /// Adds a relation under an alias.
  mutating func add(_ relation: Relation, _ alias: TableAlias?, path: [Name], to scope: Int) {
    let columns = (alias?.columns ?? []).map { names.name($0.text) }
    let path = alias?.name.map { [names.name($0.text)] } ?? path
    scopes[scope].tables.append(ScopeTable(path: path, relation: relation.renamed(columns)))
  }

  /// Adds a table by name: a common table, an input, or something outside.
  mutating func addTable(_ table: NamedTable, to scope: Int) {
    if let mask = masks[table.name.range.start] {
      addMaskedTable(mask, to: scope)
      return
    }
    let path = table.name.parts.map { names.name($0.text) }
    guard let last = path.last else { return }
    if path.count > 1, !table.isFile, findTable([path[0]], from: scope) != nil {
      addArray(table, path, to: scope)
      return
    }
    if path.count == 1, !table.isFile, let common = commonTable(last, scopes[scope].frame) {
      add(common, table.alias, path: path, to: scope)
      return
    }
    if !table.isFile, let asset = asset(of: path) {
      add(input(asset, at: table.name.range.start), table.alias, path: path, to: scope)
      return
    }
    let display = table.name.display
    if names.text(last) != QueryText.opaqueFunction {
      notes.outside.insert(LineageNotes.Outside(name: display, offset: table.name.range.start))
    }
    add(.unknown(), table.alias, path: path, to: scope)
  }

  /// The input of a name: written out with all its parts, else by the identifier that rendering made.
  private func asset(of path: [Name]) -> AssetID? {
    guard let last = path.last else { return nil }
    if path.count > 1 {
      let key = path.map { names.text($0) }.joined(separator: ".")
      if let asset = query.relations[key] { return asset }
    }
    return query.relations[names.text(last)]
  }

  /// BigQuery's `from t, t.items as i`: the elements of an array column.
  private mutating func addArray(_ table: NamedTable, _ path: [Name], to scope: Int) {
    let place = Place(scope: scope, clause: .join, depth: 0)
    let value = value(path, table.name.range.start, place).asIngredient
    var columns: [RelationColumn] = []
    let alias = table.alias?.name.map { names.name($0.text) } ?? path[path.count - 1]
    columns.append(RelationColumn(name: alias, value: value, isFromStar: false))
    let opening = Opening(isFunction: true, sources: value.sources)
    scopes[scope].tables.append(
      ScopeTable(path: [alias], relation: Relation(columns: columns, opening: opening)))
  }

  /// An input as it stands in FROM.
  mutating func input(_ asset: AssetID, at offset: Int32) -> Relation {
    let known = knownInput(asset)
    let read = table.addRead(asset, offset: offset)
    spend(known.names.count)
    let columns = known.names.map {
      RelationColumn(name: $0, value: ColumnValue(origin: table.origin(read, $0)), isFromStar: true)
    }
    let opening = known.isComplete ? nil : Opening(reads: [read])
    return Relation(columns: columns, opening: opening, rawReads: [read], base: read)
  }

  private mutating func addDerived(_ derived: DerivedTable, to scope: Int, depth: Int) {
    let outer = derived.isLateral ? scope : scopes[scope].parent
    let around = Surroundings(
      frame: scopes[scope].frame, scope: outer, clause: .select, depth: depth + 1)
    add(relation(of: derived.query, around), derived.alias, path: [], to: scope)
  }

  /// Columns of a function: those of its alias, else one by the alias' name and others that are not known.
  private mutating func addFunction(_ function: TableFunction, to scope: Int, depth: Int) {
    let place = Place(scope: scope, clause: .join, depth: depth + 1)
    var builder = ValueBuilder()
    var columns: [RelationColumn] = []
    var opening: Opening?
    var reads: [ReadID] = []
    for call in function.calls {
      if call.name.name.folded == QueryText.opaqueFunction {
        let found = opaqueTable(call, place)
        columns += found.columns
        opening = Opening.union(opening, found.opening)
        reads += found.rawReads
      } else {
        builder.addAlternative(value(of: call, place))
      }
    }
    let made = finish(builder)
    var value = made.asIngredient
    value.isConstant = false
    if function.calls.contains(where: { $0.name.name.folded == "unnest" }) { value.literals = made.literals }
    var added: [Name] = (function.alias?.columns ?? []).map { names.name($0.text) }
    if added.isEmpty {
      if let alias = function.alias?.name { added = [names.name(alias.text)] }
      for name in Self.functionColumns where names.name(name) != added.first {
        added.append(names.name(name))
      }
      opening = Opening.union(opening, Opening(isFunction: true, sources: value.sources))
    }
    columns += added.map { RelationColumn(name: $0, value: value, isFromStar: false) }
    let path = function.calls.first.map { [names.name($0.name.name)] } ?? []
    let relation = Relation(columns: columns, opening: opening, rawReads: reads.sortedUnique)
    scopes[scope].tables.append(
      ScopeTable(path: function.alias?.name.map { [names.name($0.text)] } ?? path, relation: relation))
  }

  /// Columns that Snowflake's FLATTEN and its relatives give.
  private static let functionColumns = ["value", "key", "index", "seq", "path", "this"]

  private mutating func addPivoted(_ pivoted: PivotedTable, to scope: Int, depth: Int) {
    let inner = push(Scope(parent: scopes[scope].parent, frame: scopes[scope].frame))
    addTable(pivoted.source, to: inner, depth: depth + 1)
    let found = readPivot(pivoted.expressions, Place(scope: inner, clause: .select, depth: depth + 1))
    var columns: [RelationColumn] = []
    var opening: Opening? = pivoted.isUnpivot ? nil : Opening(isForeign: true, sources: found.sources)
    for table in scopes[inner].tables {
      columns += table.relation.columns.filter { !found.named.contains($0.name) }
      opening = Opening.union(opening, table.relation.opening)
    }
    var made = ColumnValue()
    made.sources = found.sources
    columns += pivoted.madeColumns.map {
      RelationColumn(name: names.name($0.text), value: made, isFromStar: false)
    }
    let reads = pivoted.isUnpivot ? scopes[inner].tables.flatMap(\.relation.rawReads).sortedUnique : []
    let relation = Relation(columns: columns, opening: opening, rawReads: reads)
    add(relation, pivoted.alias, path: scopes[inner].tables.first?.path ?? [], to: scope)
  }

  /// Expressions of a pivot: what they name and are made of. Literals among them are compared with the columns.
  mutating func readPivot(
    _ expressions: [Expression], _ place: Place
  ) -> (named: Set<Name>, sources: [OriginID]) {
    var named: Set<Name> = []
    var all = ValueBuilder()
    var columns: [ColumnValue] = []
    var literals = ValueBuilder()
    for expression in expressions {
      let value = value(expression, place.inside())
      all.add(value)
      if !value.comparable.isEmpty { columns.append(value) } else { literals.addAlternative(value) }
      for origin in value.sources { if let found = table.origin(origin) { named.insert(found.name) } }
      if case .column(let reference) = expression { named.insert(names.name(reference.name.name)) }
    }
    let listed = finish(literals)
    for column in columns { compare(column, listed, place) }
    return (named, finish(all).sources)
  }
}
