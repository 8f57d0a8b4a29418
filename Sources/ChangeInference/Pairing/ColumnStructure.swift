import Domain

/// What keys, references, value lists and defaults say about a column: things that a rename carries over.
struct ColumnStructure: Sendable {
  /// The columns of the primary key; empty if the column is not in it.
  let primaryKey: [String]
  /// What it references, by the names at its side.
  let references: [Reference]
  /// Whether it is unique by itself.
  let isUnique: Bool
  /// Whether an index begins with it.
  let isIndexed: Bool
  /// The values that it may have.
  let values: [String]?
  /// Its default, casts removed.
  let defaultValue: Expression?
  /// Its default as written.
  let defaultText: String?
  /// Whether NULL is allowed.
  let isNullable: Bool
  /// Whether it fills itself.
  let generatesKey: Bool

  /// Looks a column up in its table.
  init(_ column: Column, in table: Table, index: SchemaIndex) {
    let key = table.primaryKey
    primaryKey = key.contains(column.name) ? key : []
    references = table.foreignKeys.filter { $0.columns == [column.name] }.map { Reference($0, index) }
    isUnique = table.constraints.contains { constraint in
      if case .unique([column.name], nil) = constraint.kind { true } else { false }
    }
    isIndexed = table.indexes.contains { $0.columns.first == column.name }
    values = ValueSet.of(column, in: table, index: index)?.values
    defaultValue = column.definition.defaultValue?.withoutCasts
    defaultText = column.definition.defaultText
    isNullable = column.isNullable
    generatesKey =
      switch column.definition.generation {
      case .identity, .sequence: true
      case .computed, nil: false
      }
  }

  /// A table that a column references, and the columns there.
  struct Reference: Sendable {
    /// The table's full name.
    let table: TableName
    /// The columns; those of its primary key if none are written.
    let columns: [String]
    /// All columns of that table.
    let neighbours: Set<String>

    /// Looks the target of a key up.
    init(_ key: Table.ForeignKey, _ index: SchemaIndex) {
      let target = index.table(named: key.target)
      table = index.full(key.target)
      columns = key.targetColumns.isEmpty ? target?.primaryKey ?? [] : key.targetColumns
      neighbours = Set(target?.columns.map(\.name) ?? [])
    }

    /// Whether the other one points at a column that the table had beside this one's: an e-mail address and a
    /// number tell the same row, but are not the same value.
    func isOtherColumn(_ other: Reference) -> Bool {
      !columns.isEmpty && !other.columns.isEmpty && columns != other.columns
        && neighbours.isSuperset(of: other.columns)
    }
  }

  /// How two structures compare.
  struct Likeness: Sendable {
    /// From -1 (they contradict) to 1.
    var score = 0.0
    /// Whether both are the whole primary key of their tables.
    var isSoleKey = false
    /// Whether both reference the same table.
    var sharesReference = false
    /// The share of listed values that both have.
    var sharedValues = 0.0
    /// Whether both have a list of values.
    var hasValueLists = false
    /// Whether keys, references, NULL and default are equal: a rename leaves them as they are.
    var isSame = false
    /// Whether that is more than any column may have: a reference, a key, a list of values, or a value in each row.
    var isTelling = false
    /// Whether it is more than a value in each row: a reference, a key, a list of values or a default.
    var isMarked = false
    /// Whether they reference different tables, or only one of them any.
    var contradictsReference = false
    /// Whether the new column has a default that the old one has not, or forbids NULL where that one allows it: what
    /// a column needs that is made anew, and what no rename brings.
    var isMadeAnew = false
    /// In the report's words.
    var reasons: [String] = []
  }

  /// Compares with a column at head; tables that it references at base are given by their names at head.
  func likeness(to other: ColumnStructure, headName: (TableName) -> TableName) -> Likeness {
    var result = Likeness()
    compareKeys(other, into: &result)
    compareReferences(other, headName: headName, into: &result)
    compareValues(other, into: &result)
    if let defaultValue, defaultValue == other.defaultValue, defaultValue != .literal(.null) {
      result.score += 0.25
      result.reasons.append("both have the same default")
    }
    if isIndexed, other.isIndexed { result.score += 0.15 }
    result.score += isNullable == other.isNullable ? 0.1 : -0.05
    result.score = min(1, max(-1, result.score))
    result.isSame = isSame(as: other, result)
    result.isMadeAnew = (isNullable && !other.isNullable) || (other.hasDefault && !hasSameDefault(as: other))
    let hasKey = !references.isEmpty || !primaryKey.isEmpty || isUnique
    result.isTelling = hasKey || !(values?.isEmpty ?? true) || !isNullable
    result.isMarked =
      hasKey || result.sharedValues > 0 || hasTellingDefault
    return result
  }

  private func isSame(as other: ColumnStructure, _ result: Likeness) -> Bool {
    guard isNullable == other.isNullable, isUnique == other.isUnique, generatesKey == other.generatesKey,
      primaryKey.count == other.primaryKey.count, !result.contradictsReference
    else { return false }
    return hasSameDefault(as: other) && values?.count == other.values?.count
      && (!result.hasValueLists || result.sharedValues > 0)
  }

  /// Whether it has a default; NULL is none.
  private var hasDefault: Bool { defaultText != nil && defaultValue != .literal(.null) }

  /// Whether it has a default that not every other column has: more than a truth value, a first number or no text.
  private var hasTellingDefault: Bool {
    guard hasDefault, let defaultValue else { return false }
    switch defaultValue {
    case .literal(.boolean): return false
    case .literal(.number(let text)): return text != "0" && text != "1"
    case .literal(.string(let text)): return !Self.commonTexts.contains(text)
    case .literal(.null), .column, .call, .cast, .concatenation, .caseWhen, .opaque: return true
    }
  }

  private static let commonTexts: Set<String> = ["", "0", "1", "f", "t", "false", "true", "{}", "[]"]

  private func hasSameDefault(as other: ColumnStructure) -> Bool {
    guard hasDefault, other.hasDefault else { return hasDefault == other.hasDefault }
    return defaultValue != nil && other.defaultValue != nil
      ? defaultValue == other.defaultValue : defaultText == other.defaultText
  }

  private func compareKeys(_ other: ColumnStructure, into result: inout Likeness) {
    if primaryKey.count == 1, other.primaryKey.count == 1 {
      result.isSoleKey = true
      result.score += 0.8
      result.reasons.append("both are the primary key")
    } else if primaryKey.isEmpty != other.primaryKey.isEmpty {
      result.score -= 0.4
    } else if !primaryKey.isEmpty {
      result.score += 0.4
      result.reasons.append("both stand in the primary key")
    }
    if isUnique, other.isUnique {
      result.score += 0.4
      result.reasons.append("both are unique")
    }
    if generatesKey != other.generatesKey { result.score -= 0.2 }
  }

  private func compareReferences(
    _ other: ColumnStructure, headName: (TableName) -> TableName, into result: inout Likeness
  ) {
    let shared = references.first { own in
      other.references.contains { $0.table == headName(own.table) && !own.isOtherColumn($0) }
    }
    if let shared {
      result.sharesReference = true
      result.score += 0.7
      result.reasons.append("both reference \(quoted(headName(shared.table).display))")
    } else if !references.isEmpty, !other.references.isEmpty {
      result.score -= 0.6
      result.contradictsReference = true
    } else if references.isEmpty != other.references.isEmpty {
      result.score -= 0.2
      result.contradictsReference = true
    }
  }

  private func compareValues(_ other: ColumnStructure, into result: inout Likeness) {
    guard let values, let others = other.values else {
      if values != nil || other.values != nil { result.score -= 0.1 }
      return
    }
    result.hasValueLists = true
    let shared = Set(values).intersection(others).count
    result.sharedValues = Double(shared) / Double(max(1, min(values.count, others.count)))
    if shared > 0 {
      result.score += 0.8 * result.sharedValues
      result.reasons.append("\(shared) of \(values.count) listed values are the same")
    } else if values.count == others.count {
      result.score += 0.5
      result.reasons.append("both list \(values.count) values")
    } else {
      result.score += 0.2
    }
  }
}
