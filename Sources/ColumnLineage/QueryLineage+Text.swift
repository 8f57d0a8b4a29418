package import Domain
import SQLSyntax

/// What a query does with the columns of its direct inputs.
///
/// `inputs` tells the columns of an input, nil when none are known; it is asked once for each input that is read.
/// Of several statements the last query counts; what cannot be read is a diagnostic, and every word of it that
/// is a column of an input counts as a use.
package func lineage(of query: QueryText, inputs: (AssetID) -> KnownColumns?) -> QueryLineage {
  withoutActuallyEscaping(inputs) { inputs in
    var reader = LineageReader(query: query, inputs: inputs)
    let result = reader.readText()
    return reader.lineage(result)
  }
}

extension LineageReader {
  /// Reads the text's last query; nil if there is none.
  mutating func readText() -> Relation? {
    var result: Relation?
    var hasTrouble = false
    for statement in StatementReader(query.bytes, dialect: dialect) {
      var read = statement.statement
      if case .unparsed(let trouble) = read, let recovered = recover(statement.range, trouble) {
        read = recovered
      }
      if case .unparsed(let trouble) = read {
        hasTrouble = true
        let place = trouble.range.count > 0 ? trouble.range : statement.range
        let summary = "this query could not be read: \(trouble.message)"
        note(trouble.kind == .tooLarge ? "sql-too-large" : "sql-syntax", summary, place)
        scan(statement.range)
        continue
      }
      guard let query = read.query else { continue }
      result = relation(of: query, Surroundings(frame: 0, scope: nil, clause: .select, depth: 0))
    }
    if hasTrouble || isExhausted { return result.map { open($0) } }
    return result
  }

  private func open(_ relation: Relation) -> Relation {
    Relation(
      columns: relation.columns,
      opening: Opening.union(relation.opening, Opening(isForeign: true)), rawReads: relation.rawReads)
  }

  /// The notes with names and places.
  func lineage(_ result: Relation?) -> QueryLineage {
    var lineage = QueryLineage()
    lineage.hasAllOutputs = result.map { $0.opening == nil } ?? false
    lineage.outputs = (result?.columns ?? []).map(output)
    lineage.uses = uses(notes.uses)
    lineage.unresolved = uses(notes.unresolved)
    lineage.literals = literals()
    lineage.equalities = equalities()
    lineage.stars = notes.stars
      .map { StarUse(asset: $0.asset, isResolved: $0.isResolved, location: location($0.offset)) }
      .sorted { ($0.location.position, $0.asset) < ($1.location.position, $1.asset) }
    lineage.reads = reads(raw: scannedReads.union(result?.rawReads ?? []))
    lineage.outsideRelations = notes.outside
      .map { OutsideRelation(name: $0.name, location: location($0.offset)) }
      .sorted { ($0.location.position, $0.name) < ($1.location.position, $1.name) }
    lineage.diagnostics = notes.diagnostics
    return lineage
  }

  private func location(_ offset: Int32) -> SourceLocation { query.location(ofByte: Int(offset)) }

  private func column(_ id: OriginID) -> InputColumn? {
    guard let origin = table.origin(id), let read = table.read(origin.read) else { return nil }
    return InputColumn(asset: read.asset, column: names.text(origin.name))
  }

  private func columns(_ ids: [OriginID]) -> [InputColumn] {
    if ids.count == 1 { return ids.compactMap(column) }
    return Set(ids.compactMap(column)).sorted()
  }

  private func output(_ column: RelationColumn) -> OutputColumn {
    OutputColumn(
      name: names.text(column.name), sources: columns(column.value.sources),
      passesOn: columns(column.value.passesOn), isFromStar: column.isFromStar, isCast: column.value.isCast)
  }

  /// Sorted by place; only where several uses share one, the columns' names are compared.
  private func uses(_ notes: Set<LineageNotes.Use>) -> [ColumnUse] {
    var placed: [(place: TextPosition, note: LineageNotes.Use)] = []
    placed.reserveCapacity(notes.count)
    for note in notes { placed.append((query.positions.position(ofByte: Int(note.offset)), note)) }
    placed.sort { left, right in
      if left.place != right.place { return left.place < right.place }
      if left.note.origin != right.note.origin {
        let first = column(left.note.origin)
        let second = column(right.note.origin)
        if let first, let second, first != second { return first < second }
      }
      let first = (left.note.clause.rawValue, left.note.isNamed ? 0 : 1)
      return first < (right.note.clause.rawValue, right.note.isNamed ? 0 : 1)
    }
    var found: [ColumnUse] = []
    found.reserveCapacity(placed.count)
    for (place, note) in placed {
      guard let input = column(note.origin) else { continue }
      let location = SourceLocation(repository: .registry, file: query.file, position: place)
      let use = ColumnUse(input: input, clause: note.clause, location: location, isNamed: note.isNamed)
      if found.last != use { found.append(use) }
    }
    return found
  }

  private func literals() -> [LiteralUse] {
    var found: Set<LiteralUse> = []
    for note in notes.comparisons {
      guard let input = column(note.origin) else { continue }
      let place = location(note.literal.offset)
      found.insert(
        LiteralUse(
          input: input, value: note.literal.text, match: note.match, ignoresCase: note.ignoresCase,
          clause: note.clause, location: place))
    }
    return found.sorted { left, right in
      let first = (left.location.position, left.input, left.value, left.clause.rawValue)
      let second = (right.location.position, right.input, right.value, right.clause.rawValue)
      if first != second { return first < second }
      if left.match != right.match { return left.match.rawValue < right.match.rawValue }
      return !left.ignoresCase && right.ignoresCase
    }
  }

  private func equalities() -> [ColumnEquality] {
    var found: Set<ColumnEquality> = []
    for note in notes.equalities {
      guard let first = column(note.left), let second = column(note.right), first.asset != second.asset else {
        continue
      }
      found.insert(
        ColumnEquality(
          left: min(first, second), right: max(first, second), ignoresCase: note.ignoresCase,
          clause: note.clause))
    }
    return found.sorted { left, right in
      if left.left != right.left { return left.left < right.left }
      if left.right != right.right { return left.right < right.right }
      let first = (left.clause.rawValue, left.ignoresCase ? 1 : 0)
      return first < (right.clause.rawValue, right.ignoresCase ? 1 : 0)
    }
  }

  private func reads(raw: Set<ReadID>) -> [InputRead] {
    var found: Set<InputRead> = []
    for (index, read) in table.reads.enumerated() {
      found.insert(
        InputRead(
          asset: read.asset, isAggregated: !raw.contains(ReadID(truncatingIfNeeded: index)),
          keyedBy: read.keys.map { names.text($0) }.sorted(), location: location(read.offset)))
    }
    return found.sorted { left, right in
      let first = (left.location.position, left.asset)
      let second = (right.location.position, right.asset)
      return first == second ? !left.isAggregated && right.isAggregated : first < second
    }
  }
}

extension Statement {
  /// The query of the statement: its own, or the one that fills what it makes.
  fileprivate var query: Query? {
    switch self {
    case .query(let query): return query
    case .insert(let insert):
      if case .query(let query) = insert.source { return query }
      return nil
    case .definition(.createView(let view)): return view.query
    case .definition(.createTableAs(let table)): return table.query
    case .update, .delete, .merge, .truncate, .copy, .definition, .other, .unparsed: return nil
    }
  }
}
