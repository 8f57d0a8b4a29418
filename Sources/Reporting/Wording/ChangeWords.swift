import Domain

/// Says in plain text what a change is: shared by all formats for people, which escape it in their own way.
enum ChangeWords {
  /// `table renamed`, `values remapped`: the kind in words.
  static func title(of kind: ChangeKind) -> String {
    String(kind.ruleID.map { $0 == "-" ? " " : $0 })
  }

  /// Names before and after: `users.user_id -> accounts.account_id`.
  static func names(of change: Change) -> String {
    let tables = change.to?.tables ?? []
    let base = place(change.table.map { [$0] } ?? [], change.columns)
    let staysInTable = tables.count == 1 && tables.first == change.table && !change.columns.isEmpty
    let head = place(staysInTable ? [] : tables, change.to?.columns ?? [])
    if base.isEmpty || change.kind.isAdditive { return head.isEmpty ? base : head }
    if head.isEmpty || place(tables, change.to?.columns ?? []) == base { return base }
    return base + " -> " + head
  }

  /// Everything beside the names, one clause each: value pairs, types, keys, factor, filter.
  static func details(of change: Change) -> [String] {
    var clauses: [String] = []
    if !change.values.isEmpty { clauses.append(pairs(change.values)) }
    if let type = change.type { clauses.append("\(type.from) -> \(type.to) (\(step(type.step)))") }
    if let key = change.key { clauses.append("key \(list(key.from)) -> \(list(key.to))") }
    if let factor = change.factor { clauses.append("multiplied by \(factor)") }
    if !change.filter.isEmpty {
      clauses.append("where " + change.filter.map(term).joined(separator: " and "))
    }
    if let view = change.servedBy { clauses.append("old names still served by \"\(view)\"") }
    if change.onFreshDatabaseOnly { clauses.append("on a fresh database only") }
    return clauses
  }

  /// `ambiguous, or ...`: the other pairings, nil when there are none.
  static func alternatives(of change: Change, limit: Int = 4) -> String? {
    guard !change.alternatives.isEmpty else { return nil }
    let shown = change.alternatives.prefix(limit).map { other in
      "\(place(other.to.tables, other.to.columns)) (\(other.confidence.rawValue))"
    }
    let rest = change.alternatives.count - shown.count
    let tail = rest > 0 ? ", and \(rest) more" : ""
    return (change.isAmbiguous ? "a person must choose, it may also be " : "or ")
      + shown.joined(separator: ", ") + tail
  }

  /// `"premium" -> "gold"`, with a question mark on a pair that is only possible.
  static func pair(_ pair: ValuePair) -> String {
    let doubt = pair.isCertain ? "" : " ?"
    switch (pair.from, pair.to) {
    case (let from?, let to?): return "\"\(from)\" -> \"\(to)\"" + doubt
    case (let from?, nil): return "\"\(from)\" removed" + doubt
    case (nil, let to?): return "\"\(to)\" added" + doubt
    case (nil, nil): return "?"
    }
  }

  /// The first pairs, and how many more there are.
  static func pairs(_ values: [ValuePair], limit: Int = 12) -> String {
    let shown = values.prefix(limit).map(pair).joined(separator: ", ")
    return values.count > limit ? shown + ", and \(values.count - limit) more" : shown
  }

  /// `users`, `users.address`, `accounts (street, city)`; names that are no plain words are quoted.
  static func place(_ tables: [TableName], _ columns: [String]) -> String {
    let table = tables.map(name).joined(separator: " + ")
    let words = columns.map(quotedIfOdd)
    guard let first = words.first else { return table }
    if words.count == 1, tables.count <= 1 { return table.isEmpty ? first : table + "." + first }
    return (table.isEmpty ? "" : table + " ") + "(" + words.joined(separator: ", ") + ")"
  }

  /// A table's name without the usual schema of PostgreSQL.
  static func name(_ table: TableName) -> String {
    let bare = quotedIfOdd(table.name)
    guard let schema = table.schema, schema != "public" else { return bare }
    return quotedIfOdd(schema) + "." + bare
  }

  /// A name as it is when it is one plain word, else in double quotes, so that it cannot pose as several.
  static func quotedIfOdd(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        scalar == "_" || scalar == "$" || scalar.properties.isAlphabetic
          || scalar.properties.numericType == .decimal
      }
    return isPlain ? name : "\"\(name)\""
  }

  /// The judgement of a type change in words.
  static func step(_ step: TypeChange.Step) -> String {
    switch step {
    case .wider: "wider"
    case .constraintOnly: "constraint only"
    case .otherClass: "another class of value"
    case .narrower: "narrower"
    case .incompatible: "incompatible"
    }
  }

  private static func list(_ columns: [String]) -> String {
    "(" + columns.map(quotedIfOdd).joined(separator: ", ") + ")"
  }

  private static func term(_ term: FilterTerm) -> String {
    let values = term.values.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ")
    let column = quotedIfOdd(term.column)
    return term.values.count == 1 ? "\(column) = \(values)" : "\(column) in (\(values))"
  }
}
