import Domain
import SQLSyntax

extension LineageReader {
  /// A star in a select list.
  mutating func expand(_ star: SQLSyntax.Star, _ place: Place, into output: inout SelectOutput) {
    var expansion = Star(at: place.clause, star.range)
    expansion.isTolerant = star.excluded.first?.name == QueryText.tolerantExclusion
    for name in star.excluded.dropFirst(expansion.isTolerant ? 1 : 0) {
      expansion.excluded[names.name(name.name)] = name.range.start
    }
    for item in star.replaced {
      let value = value(item.value, place.inside())
      expansion.replaced[names.name(item.name.text)] = value
    }
    for item in star.renamed {
      expansion.renamed[names.name(item.from.name)] = (names.name(item.to.text), item.from.range.start)
    }
    if let pattern = star.pattern { _ = value(pattern, place.inside()) }
    if let qualifier = star.qualifier {
      let path = qualifier.parts.map { names.name($0.text) }
      if let found = findTable(path, from: place.scope) {
        expand(found, expansion, into: &output)
      } else {
        let base = value(path, qualifier.range.start, place.inside())
        output.open(Opening(isFunction: true, sources: base.sources))
      }
    } else {
      expansion.merged = scopes[place.scope].merged
      for table in scopes[place.scope].tables where !table.isHidden {
        expand(table, expansion, into: &output)
      }
    }
    if star.pattern != nil { output.open(Opening(isForeign: true)) }
  }

  /// What a star leaves out and changes.
  struct Star {
    /// The clause that its columns count for; nil for none.
    var clause: QueryClause?
    /// Where it stands.
    var range: ByteRange
    var excluded: [Name: Int32] = [:]
    /// Whether what it leaves out need not exist.
    var isTolerant = false
    var replaced: [Name: ColumnValue] = [:]
    var renamed: [Name: (to: Name, offset: Int32)] = [:]
    /// Columns that stand for those of several joined tables.
    var merged: [Name: ColumnValue] = [:]

    /// A plain star.
    init(at clause: QueryClause?, _ range: ByteRange) {
      self.clause = clause
      self.range = range
    }
  }

  /// The columns of one table, as a star brings them.
  mutating func expand(_ table: ScopeTable, _ star: Star, into output: inout SelectOutput) {
    let relation = table.relation
    let merged = table.merged
    spend(relation.columns.count &* 4)
    noteStar(relation, star)
    for column in relation.columns where !merged.contains(column.name) {
      if output.columns.count >= Self.columnLimit || isExhausted {
        if !isExhausted { note("sql-too-large", "a star gives too many columns to follow them", star.range) }
        output.open(Opening(isForeign: true))
        break
      }
      if let offset = star.excluded[column.name] {
        if let clause = star.clause, !star.isTolerant { use(column.value, clause, at: offset) }
        continue
      }
      var copy = column
      if let value = star.merged[column.name] { copy.value = value }
      if let value = star.replaced[column.name] {
        copy.value = value
        copy.isFromStar = false
      }
      if let renaming = star.renamed[column.name] {
        if let clause = star.clause { use(column.value, clause, at: renaming.offset) }
        copy.name = renaming.to
        copy.isFromStar = false
      } else if relation.base != nil, let clause = star.clause {
        use(copy.value, clause, at: star.range.start, isNamed: false)
      }
      output.columns.append(copy)
    }
    guard var opening = relation.opening else { return }
    resolveModifiers(of: star, in: relation, opening, into: &output)
    opening.hidden.formUnion(star.excluded.keys)
    opening.hidden.formUnion(star.renamed.keys)
    output.open(opening)
  }

  private mutating func noteStar(_ relation: Relation, _ star: Star) {
    guard let base = relation.base, let read = table.read(base), star.clause != nil else { return }
    notes.stars.insert(
      LineageNotes.Star(
        asset: read.asset, isResolved: relation.opening == nil, offset: star.range.start))
  }

  /// Columns that a star leaves out or renames although nobody listed them.
  private mutating func resolveModifiers(
    of star: Star, in relation: Relation, _ opening: Opening, into output: inout SelectOutput
  ) {
    guard let clause = star.clause, opening.reads.count == 1, let read = opening.reads.first else { return }
    for (name, offset) in star.excluded.sorted(by: { $0.value < $1.value })
    where !star.isTolerant && relation.column(name) == nil && !opening.hidden.contains(name) {
      use(table.origin(read, name), clause, at: offset, isNamed: true)
    }
    for (name, renaming) in star.renamed.sorted(by: { $0.value.offset < $1.value.offset })
    where relation.column(name) == nil && !opening.hidden.contains(name) {
      let value = ColumnValue(origin: table.origin(read, name))
      use(value, clause, at: renaming.offset)
      output.columns.append(RelationColumn(name: renaming.to, value: value, isFromStar: false))
    }
    for (name, value) in star.replaced.sorted(by: { $0.key.id < $1.key.id })
    where relation.column(name) == nil {
      output.columns.append(RelationColumn(name: name, value: value, isFromStar: false))
    }
  }
}
