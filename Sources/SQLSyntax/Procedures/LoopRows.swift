/// The rows of a query whose values are all written out: `VALUES`, `unnest` of an array literal.
struct LoopRows {
  /// The output names, as far as they are known; fewer than the values if not.
  var names: [String]
  var rows: [[FoldedText]]

  /// Works out the rows; nil if any value is not known.
  init?(_ query: Query, _ folding: inout ConstantFolding) {
    guard query.with == nil, query.limit == nil, query.offset == nil else { return nil }
    guard let made = Self.rows(of: query.body, &folding, depth: 0) else { return nil }
    self = made
  }

  private init(names: [String], rows: [[FoldedText]]) {
    self.names = names
    self.rows = rows
  }

  /// The variables of each round: the targets by place, and `record.column` for a single target.
  func bound(to targets: [String]) -> [[String: FoldedText]] {
    rows.map { row in
      var round: [String: FoldedText] = [:]
      for (index, value) in row.enumerated() {
        // A single target takes a row of several values as a record.
        if targets.count > 1 || row.count == 1, index < targets.count { round[targets[index]] = value }
        if targets.count == 1, index < names.count { round[targets[0] + "." + names[index]] = value }
      }
      return round
    }
  }

  private static func rows(of body: QueryBody, _ folding: inout ConstantFolding, depth: Int) -> LoopRows? {
    guard depth < 8 else { return nil }
    switch body {
    case .values(let list): return values(list, &folding)
    case .nested(let query): return LoopRows(query, &folding)
    case .select(let select): return rows(of: select, &folding, depth: depth)
    case .table, .compound, .opaque: return nil
    }
  }

  private static func values(_ list: ValuesList, _ folding: inout ConstantFolding) -> LoopRows? {
    var rows: [[FoldedText]] = []
    for row in list.rows {
      var folded: [FoldedText] = []
      for field in row.fields {
        guard let value = folding.fold(field) else { return nil }
        folded.append(value)
      }
      rows.append(folded)
    }
    let width = rows.first?.count ?? 0
    return LoopRows(names: (0..<width).map { "column" + String($0 + 1) }, rows: rows)
  }

  private static func rows(of select: Select, _ folding: inout ConstantFolding, depth: Int) -> LoopRows? {
    guard select.filter == nil, select.groupBy == nil, select.having == nil, select.distinct == nil else {
      return nil
    }
    guard let item = select.items.first, select.items.count == 1 || !select.from.isEmpty else { return nil }
    if select.from.isEmpty { return unnested(item.value, named: item.alias?.text, &folding) }
    guard select.from.count == 1, let source = select.from.first,
      var rows = rows(from: source, &folding, depth: depth)
    else { return nil }
    if select.items.count == 1, case .star = item.value { return rows }
    var columns: [Int] = []
    for item in select.items {
      guard case .column(let column) = item.value, let place = rows.names.firstIndex(of: column.name.name)
      else { return nil }
      columns.append(place)
    }
    rows.rows = rows.rows.map { row in columns.compactMap { $0 < row.count ? row[$0] : nil } }
    rows.names = zip(select.items, columns).map { item, place in item.alias?.text ?? rows.names[place] }
    return rows
  }

  private static func rows(from source: TableReference, _ folding: inout ConstantFolding, depth: Int)
    -> LoopRows?
  {
    switch source {
    case .derived(let derived):
      guard derived.query.with == nil, var rows = rows(of: derived.query.body, &folding, depth: depth + 1)
      else { return nil }
      for (index, name) in (derived.alias?.columns ?? []).enumerated() where index < rows.names.count {
        rows.names[index] = name.text
      }
      return rows
    case .function(let function):
      guard function.calls.count == 1, let call = function.calls.first else { return nil }
      let alias = function.alias
      return unnested(.call(call), named: (alias?.columns.first ?? alias?.name)?.text, &folding)
    case .table, .joined, .pivoted: return nil
    }
  }

  private static func unnested(_ value: Expression, named name: String?, _ folding: inout ConstantFolding)
    -> LoopRows?
  {
    guard case .call(let call) = value, call.name.name == "unnest", call.arguments.count == 1,
      let array = call.arguments.first, let elements = folding.elements(of: array.value)
    else { return nil }
    return LoopRows(names: [name ?? "unnest"], rows: elements.map { [$0] })
  }
}

extension ConstantFolding {
  /// The elements of an array whose values are all known: `ARRAY['a', 'b']`, `'{a,b}'::text[]`.
  mutating func elements(of expression: Expression) -> [FoldedText]? {
    switch expression {
    case .array(let array):
      var values: [FoldedText] = []
      for element in array.elements {
        guard let value = fold(element) else { return nil }
        values.append(value)
      }
      return values
    case .cast(let cast): return elements(of: cast.value)
    case .literal, .column:
      guard let text = fold(expression), text.bytes.first == UInt8(ascii: "{"),
        text.bytes.last == UInt8(ascii: "}")
      else { return nil }
      let inner = text.bytes.dropFirst().dropLast()
      if inner.contains(where: { $0 == 34 || $0 == 92 || $0 == 123 }) { return nil }
      return inner.split(separator: UInt8(ascii: ",")).map {
        FoldedText(
          bytes: Array($0), positions: text.positions.shifted(by: Int32(truncatingIfNeeded: $0.startIndex)))
      }
    case .call(let call):
      guard call.name.name == "string_to_array" else { return nil }
      return split(call)
    default: return nil
    }
  }

  /// An array as its text: `{a,b}`; nil if its elements would need quotes there.
  mutating func text(ofArray elements: [Expression]) -> FoldedText? {
    func sign(_ text: String) -> FoldedText { FoldedText(bytes: Array(text.utf8), positions: .identity) }
    var whole = sign("{")
    for (place, element) in elements.enumerated() {
      guard let value = fold(element), !value.isNull, !value.bytes.isEmpty,
        !value.bytes.contains(where: { "\"\\{}, ".utf8.contains($0) }),
        place == 0 || whole.append(sign(",")), whole.append(value)
      else { return nil }
    }
    return whole.append(sign("}")) ? whole : nil
  }

  /// `string_to_array('a,b', ',')`
  private mutating func split(_ call: FunctionCall) -> [FoldedText]? {
    guard call.arguments.count == 2, let text = fold(call.arguments[0].value),
      let sign = fold(call.arguments[1].value), sign.bytes.count == 1
    else { return nil }
    return text.bytes.split(separator: sign.bytes[0], omittingEmptySubsequences: false).map {
      FoldedText(
        bytes: Array($0), positions: text.positions.shifted(by: Int32(truncatingIfNeeded: $0.startIndex)))
    }
  }
}
