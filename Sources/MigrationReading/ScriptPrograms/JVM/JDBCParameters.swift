import ScriptSyntax

/// Values of statements by their names, and columns of rows that a query gave.
enum JDBCParameters {
  /// `new MapSqlParameterSource("a", b).addValue("c", d)` as a map; nil for other values.
  static func map(_ value: FoldedValue) -> FoldedValue? {
    guard let call = value.call, let first = call.chain.first, first.name == "MapSqlParameterSource" else {
      return nil
    }
    if let entries = first.positional.first?.entries, call.chain.count == 1 {
      return FoldedValue(.map(entries), at: value.range)
    }
    var entries: [FoldedEntry] = []
    for link in call.chain {
      let values = link.positional
      guard values.count >= 2 else { continue }
      entries.append(FoldedEntry(key: values[0], value: values[1]))
    }
    return FoldedValue(.map(entries), at: value.range)
  }

  private static let columns: Set<String> = [
    "getString", "getInt", "getLong", "getObject", "getBoolean", "getTimestamp", "getDate", "getBigDecimal",
    "getArray", "getShort", "getDouble", "getFloat", "getBytes", "get", "getNString", "getValue",
  ]
  private static let queries: Set<String> = [
    "executeQuery", "query", "queryForList", "queryForRowSet", "queryForStream", "queryForMap", "fetch",
  ]

  /// `rows.getString("a")`: the column of a row that a query gave.
  static func column(_ call: FoldedCall) -> FoldedValue? {
    guard columns.contains(call.name), let name = call.positional.first?.text,
      let query = call.receiverCall, queries.contains(query.name)
    else { return nil }
    let any = FoldedValue(.opaque("a row"), at: call.range)
    let row = FoldedElement(receiver: FoldedValue(.call(query), at: query.range), index: any)
    return .member(name, ofRow: row, at: call.range)
  }
}

extension FoldedValue {
  fileprivate static func member(_ name: String, ofRow row: FoldedElement, at range: ScriptRange)
    -> FoldedValue
  {
    let value = FoldedValue(.element(row), at: range)
    return FoldedMember.made(name, of: value)
  }
}
