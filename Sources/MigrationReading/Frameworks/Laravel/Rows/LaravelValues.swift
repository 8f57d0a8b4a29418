import Domain
import ScriptSyntax

/// Values of a program as SQL.
struct LaravelValues {
  let spelling: SQLSpelling
  let models: LaravelModels
  /// The table whose rows are changed: members of its rows are columns.
  var table: TableName?
  /// The rows come from several tables: names of columns may carry theirs.
  var joined = false

  /// The text of `DB::raw('...')` and `new Expression('...')`.
  static func rawText(_ value: FoldedValue) -> String? {
    guard case .call(let call) = value.content,
      call.name == "raw" || call.name == "Expression" || call.name == "selectRaw"
    else { return nil }
    guard let argument = call.positional.first else { return nil }
    return argument.text ?? argument.number
  }

  /// A text, a number, or the value of a case of an enumeration.
  static func plainText(_ value: FoldedValue) -> String? {
    if let text = value.text ?? value.number { return text }
    guard let entries = value.entries, entries.count == 2, value.entry("name") != nil else { return nil }
    return value.entry("value").flatMap { $0.isNull ? nil : $0.text ?? $0.number }
  }

  /// `a` or `b.a` in quotes.
  func column(_ text: String) -> String {
    let parts = text.split(separator: ".").map(String.init)
    if !joined, parts.count == 2, let table, parts[0] == table.name { return spelling.name(parts[1]) }
    return parts.map { spelling.name($0) }.joined(separator: ".")
  }

  /// The expression; a placeholder for what is not known.
  func sql(_ value: FoldedValue, level: Int = 0) -> String {
    guard level < 30 else { return spelling.unknown }
    if let literal = value.literal { return spelling.literal(literal) }
    switch value.content {
    case .call(let call): return self.call(call, level)
    case .member(let member): return rowColumn(member) ?? spelling.unknown
    case .element(let element):
      if let entries = element.receiver.entries {
        return lookup(entries, element.index, nil, level) ?? spelling.unknown
      }
      // A part of what a function makes of a column.
      if case .call = element.receiver.content { return sql(element.receiver, level: level + 1) }
      return spelling.unknown
    case .joined(let parts):
      let pieces = parts.map { sql($0, level: level + 1) }
      return spelling.family == .mysql || spelling.family == .sqlserver
        ? "concat(" + pieces.joined(separator: ", ") + ")" : "(" + pieces.joined(separator: " || ") + ")"
    case .operation(let operation): return self.operation(operation, level)
    case .map: return Self.plainText(value).map { spelling.string($0) } ?? spelling.unknown
    case .string, .number, .boolean, .null, .symbol, .list, .tuple, .reference, .closure, .classValue,
      .opaque:
      return spelling.unknown
    }
  }

  /// The column that `$row->name` means for a row of the table that is changed.
  private func rowColumn(_ member: FoldedMember) -> String? {
    guard let table else { return nil }
    let source = LaravelTarget(value: member.receiver, models, level: 0)
    guard source.isRow, source.table == table else { return nil }
    return spelling.name(member.name)
  }

  private func call(_ call: FoldedCall, _ level: Int) -> String {
    if let text = Self.rawText(FoldedValue(.call(call), at: call.range)) { return text }
    switch call.name {
    case "now", "today", "date", "time", "freshTimestamp", "toDateTimeString", "toDateString", "utcNow",
      "parse":
      return "CURRENT_TIMESTAMP"
    case "strtolower", "mb_strtolower", "lower": return function("lower", call, level)
    case "strtoupper", "mb_strtoupper", "upper": return function("upper", call, level)
    case "trim", "ltrim", "rtrim": return function(call.name, call, level)
    case "raw": return spelling.unknown
    default: return function(nil, call, level)
    }
  }

  /// A function of the program on columns, by its own name: which columns it takes is what counts.
  private func function(_ name: String?, _ call: FoldedCall, _ level: Int) -> String {
    let arguments = call.positional.map { sql($0, level: level + 1) }
    let hasColumn = zip(call.positional, arguments).contains { $0.literal == nil && $1 != spelling.unknown }
    guard hasColumn, call.resolved != nil else { return spelling.unknown }
    return (name ?? LaravelNames.snake(call.name)) + "(" + arguments.joined(separator: ", ") + ")"
  }

  private func operation(_ operation: FoldedOperation, _ level: Int) -> String {
    let sign = operation.operation.calculation
    if operation.operation == .conditional { return choice(operation.operands, level) }
    if operation.operation == .coalesce || operation.operation == .or, let first = operation.operands.first {
      if operation.operands.count == 2, case .element(let element) = first.content,
        let entries = element.receiver.entries,
        let found = lookup(entries, element.index, operation.operands[1], level)
      {
        return found
      }
      return sql(first, level: level + 1)
    }
    guard let sign, operation.operands.count > 1 else { return spelling.unknown }
    return "(" + operation.operands.map { sql($0, level: level + 1) }.joined(separator: " \(sign) ") + ")"
  }

  /// `$row->tier === 'gold' ? 2 : 1`
  private func choice(_ operands: [FoldedValue], _ level: Int) -> String {
    guard operands.count == 3, let test = condition(operands[0], holds: true) else { return spelling.unknown }
    let values = operands.dropFirst().map { sql($0, level: level + 1) }
    guard !values.contains(spelling.unknown) else { return spelling.unknown }
    return SQLSpelling.choice([(test, values[0])], otherwise: values[1])
  }

  /// `self::MAP[$row->tier]`: the value by the key; nil if the key is not of a row.
  private func lookup(
    _ entries: [FoldedEntry], _ key: FoldedValue, _ otherwise: FoldedValue?, _ level: Int
  ) -> String? {
    guard case .member(let member) = key.content, let column = rowColumn(member), !entries.isEmpty,
      entries.count <= 200
    else { return nil }
    let branches = entries.map { (sql($0.key, level: level + 1), sql($0.value, level: level + 1)) }
    return SQLSpelling.choice(of: column, branches, otherwise: otherwise.map { sql($0, level: level + 1) })
  }

  /// A condition on the row that is changed, as SQL; nil for others.
  func condition(_ value: FoldedValue, holds: Bool, level: Int = 0) -> String? {
    guard level < 10 else { return nil }
    switch value.content {
    case .operation(let operation):
      switch operation.operation {
      case .not: return operation.operands.first.flatMap { condition($0, holds: !holds, level: level + 1) }
      case .and where holds, .or where !holds:
        let parts = operation.operands.compactMap { condition($0, holds: holds, level: level + 1) }
        return parts.count == operation.operands.count ? parts.joined(separator: " AND ") : nil
      case .equal, .identical, .notEqual, .notIdentical: return comparison(operation, holds)
      default: return nil
      }
    case .member(let member):
      return rowColumn(member).map { $0 + (holds ? " IS NOT NULL" : " IS NULL") }
    case .call(let call) where ["is_null", "empty", "isset", "blank", "filled"].contains(call.name):
      guard case .member(let member)? = call.positional.first?.content, let column = rowColumn(member) else {
        return nil
      }
      let isAbsent = call.name != "isset" && call.name != "filled"
      return column + (isAbsent == holds ? " IS NULL" : " IS NOT NULL")
    default: return nil
    }
  }

  private func comparison(_ operation: FoldedOperation, _ holds: Bool) -> String? {
    let isEqual = operation.operation == .equal || operation.operation == .identical
    for (one, other) in [(0, 1), (1, 0)] where operation.operands.count == 2 {
      guard case .member(let member) = operation.operands[one].content, let column = rowColumn(member) else {
        continue
      }
      let value = operation.operands[other]
      if value.isNull { return column + (isEqual == holds ? " IS NULL" : " IS NOT NULL") }
      guard value.literal != nil || Self.plainText(value) != nil else { return nil }
      return column + (isEqual == holds ? " = " : " <> ") + sql(value)
    }
    return nil
  }
}
