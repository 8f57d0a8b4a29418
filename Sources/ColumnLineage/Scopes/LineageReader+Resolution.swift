import Domain
import SQLSyntax

extension LineageReader {
  /// What a written name means: a column, a field of one, a whole row.
  mutating func value(of reference: ColumnReference, _ place: Place) -> ColumnValue {
    if quotesAreStrings, let text = quotedString(reference, place) { return text }
    let path = reference.name.parts.map { names.name($0.text) }
    return value(path, reference.range.start, place)
  }

  /// The string that a single name in double quotes is, where no column is known by it.
  private mutating func quotedString(_ reference: ColumnReference, _ place: Place) -> ColumnValue? {
    guard reference.name.parts.count == 1, let part = reference.name.parts.first, part.isQuoted,
      part.range.offset < query.bytes.count, query.bytes[part.range.offset] == UInt8(ascii: "\"")
    else { return nil }
    let name = names.name(part.text)
    var next: Int? = place.scope
    while let index = next, scopes.indices.contains(index) {
      if scopes[index].tables.contains(where: { $0.relation.column(name) != nil }) { return nil }
      next = scopes[index].parent
    }
    var value = ColumnValue.constant
    value.literals = [ComparedLiteral(text: part.text, offset: part.range.start)]
    return value
  }

  /// What a path of names means.
  mutating func value(_ path: [Name], _ offset: Int32, _ place: Place) -> ColumnValue {
    guard let first = path.first else { return ColumnValue() }
    if path.count == 1 { return bare(first, offset, place) }
    if isParameter(first, place.scope) { return ColumnValue() }
    for count in stride(from: path.count - 1, to: 0, by: -1) {
      guard let found = findTable(Array(path[..<count]), from: place.scope) else { continue }
      let value =
        column(path[count], in: [found], offset, place) ?? missing(path[count], found, offset, place)
      return path.count == count + 1 ? value : value.asIngredient
    }
    return bare(first, offset, place).asIngredient
  }

  private func isParameter(_ name: Name, _ scope: Int) -> Bool {
    var next: Int? = scope
    while let index = next, scopes.indices.contains(index) {
      if scopes[index].parameters.contains(name) { return true }
      next = scopes[index].parent
    }
    return false
  }

  /// The table that a qualifier means: by alias, or by the end of its written name.
  func findTable(_ path: [Name], from scope: Int) -> ScopeTable? {
    var next: Int? = scope
    while let index = next, scopes.indices.contains(index) {
      for table in scopes[index].tables where table.path.count >= path.count {
        if table.path.suffix(path.count).elementsEqual(path) { return table }
      }
      next = scopes[index].parent
    }
    return nil
  }

  /// A name without qualifier: from the inside out a column, an alias of the select list, a whole row.
  ///
  /// A table with unlisted columns is believed to have it only where nobody else is known to.
  private mutating func bare(_ name: Name, _ offset: Int32, _ place: Place) -> ColumnValue {
    var open: (tables: [ScopeTable], scope: Int)?
    var next: Int? = place.scope
    while let index = next, scopes.indices.contains(index) {
      next = scopes[index].parent
      if scopes[index].parameters.contains(name) { return ColumnValue() }
      if let merged = scopes[index].merged[name] {
        use(merged, place.clause, at: offset)
        return merged
      }
      let tables = scopes[index].tables
      let known = tables.filter { $0.relation.column(name) != nil && !$0.merged.contains(name) }
      if !known.isEmpty {
        if let open { noteCandidates(open.tables, name, offset, place) }
        return column(name, in: known[...], offset, place) ?? ColumnValue()
      }
      if let met = metBefore(name, tables) {
        let value = ColumnValue(origin: met)
        use(value, place.clause, at: offset)
        return value
      }
      if let alias = scopes[index].aliases[name] {
        use(alias, place.clause, at: offset)
        return alias
      }
      if let row = tables.first(where: { $0.path.last == name && $0.path.count == 1 }) {
        return wholeRow(row, offset, place)
      }
      let others = tables.filter { $0.relation.opening?.hidden.contains(name) == false }
      if !others.isEmpty, open == nil { open = (others, index) }
    }
    if let open {
      return column(name, in: open.tables[...], offset, place) ?? ColumnValue()
    }
    return missing(name, nil, offset, place)
  }

  /// The column, when the only open table was already found to have it.
  private func metBefore(_ name: Name, _ tables: [ScopeTable]) -> OriginID? {
    let open = tables.filter { $0.relation.opening?.hidden.contains(name) == false }
    guard open.count == 1, let opening = open.first?.relation.opening, opening.reads.count == 1,
      !opening.isForeign, let read = opening.reads.first
    else { return nil }
    return table.knownOrigin(read, name)
  }

  /// All columns of a table, when its name stands for a value.
  private mutating func wholeRow(_ row: ScopeTable, _ offset: Int32, _ place: Place) -> ColumnValue {
    var builder = ValueBuilder()
    for column in row.relation.columns {
      use(column.value, place.clause, at: offset, isNamed: false)
      builder.add(column.value)
    }
    var value = finish(builder).asIngredient
    value.isConstant = false
    return value
  }

  /// A column of one of several tables, noted as used; nil if none can have it.
  mutating func column(
    _ name: Name, in tables: ArraySlice<ScopeTable>, _ offset: Int32, _ place: Place
  ) -> ColumnValue? {
    let known = tables.compactMap { $0.relation.column(name) }
    if let first = known.first {
      var value = first.value
      if known.count > 1 {
        var builder = ValueBuilder()
        for column in known { builder.addSide(column.value) }
        value = finish(builder)
        value.isConstant = false
      }
      use(value, place.clause, at: offset)
      return value
    }
    return open(name, in: tables, offset, place)
  }

  /// A column that nobody listed: certain when only one input can have it.
  private mutating func open(
    _ name: Name, in tables: ArraySlice<ScopeTable>, _ offset: Int32, _ place: Place
  ) -> ColumnValue? {
    let openings = tables.compactMap(\.relation.opening).filter { !$0.hidden.contains(name) }
    guard !openings.isEmpty else { return nil }
    let reads = openings.flatMap(\.reads).sortedUnique
    let assets = Set(reads.compactMap { table.read($0)?.asset })
    if assets.count == 1, !openings.contains(where: \.isForeign), let read = reads.first {
      let value = ColumnValue(origin: table.origin(read, name))
      use(value, place.clause, at: offset)
      return value
    }
    var value = ColumnValue()
    if reads.isEmpty {
      var builder = ValueBuilder()
      for opening in openings {
        var part = ColumnValue()
        part.sources = opening.sources
        builder.add(part)
      }
      value = finish(builder).asIngredient
    } else {
      for read in reads {
        let origin = table.origin(read, name)
        unresolved(origin, place.clause, at: offset)
        value.sources.append(origin)
      }
      value.sources = value.sources.sortedUnique
      spend(reads.count)
    }
    return value
  }

  /// Notes a name for the inputs of an inner scope that may have it, though an outer one is known to.
  private mutating func noteCandidates(
    _ tables: [ScopeTable], _ name: Name, _ offset: Int32, _ place: Place
  ) {
    let reads = tables.compactMap(\.relation.opening).flatMap(\.reads).sortedUnique
    for read in reads { unresolved(table.origin(read, name), place.clause, at: offset) }
    spend(reads.count)
  }

  /// A column that nobody has: noted with the input when there is only one.
  private mutating func missing(
    _ name: Name, _ found: ScopeTable?, _ offset: Int32, _ place: Place
  ) -> ColumnValue {
    let tables = found.map { [$0] } ?? scopes[place.scope].tables
    if !isScanning, tables.count == 1, let read = tables.first?.relation.base {
      unresolved(table.origin(read, name), place.clause, at: offset)
    }
    return ColumnValue()
  }
}
