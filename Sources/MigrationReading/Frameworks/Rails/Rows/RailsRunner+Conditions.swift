import ScriptSyntax

extension RailsValue {
  /// A condition on the columns of a row; not known if it is too long.
  static func overRow(condition sql: String) -> RailsValue {
    sql.utf8.count <= sqlLimit ? .condition(sql) : .unknown
  }
}

/// Conditions on the row at hand, and what they choose.
extension RailsRunner {
  /// A value as a condition on a row: a column that is tested is there.
  func test(_ value: RailsValue) -> String? {
    switch value {
    case .condition(let text): text
    case .sql(let text): text + " IS NOT NULL"
    default: nil
    }
  }

  /// `row.tier == "gold"` and other comparisons; nil for other operators.
  func comparison(_ operation: ScriptOperator, _ values: [RailsValue]) -> RailsValue? {
    let sign: String
    switch operation {
    case .equal, .identical: sign = " = "
    case .notEqual: sign = " <> "
    case .less: sign = " < "
    case .lessEqual: sign = " <= "
    case .greater: sign = " > "
    case .greaterEqual: sign = " >= "
    default: return nil
    }
    guard values.count == 2 else { return .unknown }
    if let null = values.firstIndex(where: { if case .null = $0 { true } else { false } }) {
      guard case .sql(let text) = values[1 - null], sign == " = " || sign == " <> " else { return .unknown }
      return .overRow(condition: text + (sign == " = " ? " IS NULL" : " IS NOT NULL"))
    }
    var texts: [String] = []
    for value in values {
      if case .list = value { return .unknown }
      guard let text = operand(value) else { return .unknown }
      texts.append(text)
    }
    // `when "gold"` asks the other way around.
    if operation == .identical { texts.reverse() }
    return .overRow(condition: texts.joined(separator: sign))
  }

  private func operand(_ value: RailsValue) -> String? {
    if case .sql(let text) = value { text } else { value.constantSQL }
  }

  /// `row.tier.in?(%w[gold silver])`
  func membership(_ text: String, _ list: RailsValue) -> RailsValue? {
    guard case .list(let values) = list, !values.isEmpty, values.count <= 200,
      values.allSatisfy({ $0.string != nil }), let all = list.constantSQL
    else { return nil }
    return .overRow(condition: text + " IN (" + all + ")")
  }

  /// The value that the first condition chooses that holds, the last one if none does; nil if one is not known.
  func chosen(_ tests: [String], _ values: [RailsValue]) -> RailsValue? {
    let texts = values.compactMap(operand)
    guard texts.count == values.count, texts.count == tests.count + 1, let last = texts.last,
      !values.contains(where: \.isCollection)
    else { return nil }
    return .overRow(SQLSpelling.choice(zip(tests, texts).map { ($0, $1) }, otherwise: last))
  }

  /// `MAP[row.tier]`, `MAP.fetch(row.tier, 0)`: the value by the key; nil if it is not of a row.
  func lookedUp(_ key: RailsValue, _ entries: [RailsEntry], _ otherwise: RailsValue?) -> RailsValue? {
    guard case .sql(let text) = key, !entries.isEmpty, entries.count <= 200 else { return nil }
    return chosen(
      entries.map { text + " = " + SQLSpelling.quoted($0.key) }, entries.map(\.value) + [otherwise ?? .null])
  }

  /// Runs what may be run or not; conditions on the row that alone decide it become conditions of what is written.
  mutating func under<Result>(_ filter: [String]?, _ body: (inout RailsRunner) -> Result) -> Result {
    let outer = (isConditional, rowFilter)
    let isDecided = !outer.0 || outer.1 != nil
    isConditional = true
    if let filter, isDecided { rowFilter = (outer.1 ?? []) + filter }
    let result = body(&self)
    restore(outer.0, outer.1)
    return result
  }

  /// Sets what held before a part that may be run or not.
  mutating func restore(_ conditional: Bool, _ filter: [String]?) {
    isConditional = conditional
    rowFilter = filter
  }
}
