import Domain
import ScriptSyntax

/// Sequel's expressions as SQL: symbols are columns, `Sequel.lit` is SQL, hashes are conditions
/// (https://sequel.jeremyevans.net/rdoc/files/doc/dataset_filtering_rdoc.html).
struct SequelExpressions {
  let spelling: SQLSpelling
  /// The table whose rows are changed: `row[:a]` in a loop over them is a column.
  var table: TableName?
  /// Names without a receiver are columns and functions: inside of a block of a query.
  var isVirtual = false

  /// The expression; a placeholder for what is not known.
  func sql(_ value: FoldedValue, level: Int = 0) -> String {
    guard level < 30 else { return spelling.unknown }
    switch value.content {
    case .string, .number, .boolean, .null:
      return value.literal.map { spelling.literal($0) } ?? spelling.unknown
    case .symbol: return SequelNames.path(value).map { path($0) } ?? spelling.unknown
    case .reference(let reference): return self.reference(reference.resolved)
    case .element(let element):
      if let column = column(element) { return column }
      return SequelNames.path(value).map { path($0) } ?? spelling.unknown
    case .call(let call): return self.call(call, value, level)
    case .member(let member):
      return ["utc", "to_s", "lit"].contains(member.name)
        ? self.member(member.name, member.receiver, level) : spelling.unknown
    case .operation(let operation): return self.operation(operation, level)
    case .map(let entries): return conditions(entries, level) ?? spelling.unknown
    case .list(let values):
      return values.isEmpty
        ? "(NULL)" : "(" + values.map { sql($0, level: level + 1) }.joined(separator: ", ") + ")"
    case .joined(let parts):
      let pieces = parts.map { sql($0, level: level + 1) }
      return spelling.family == .mysql
        ? "concat(" + pieces.joined(separator: ", ") + ")" : "(" + pieces.joined(separator: " || ") + ")"
    case .tuple, .closure, .classValue, .opaque: return spelling.unknown
    }
  }

  /// SQL that is written as such: `Sequel.lit("now()")`; nil for other values.
  func literal(_ value: FoldedValue) -> String? {
    guard let call = value.call, call.name == "lit" else { return nil }
    if case .member(let member) = call.callee.content { return member.receiver.text }
    guard let text = call.positional.first?.located else { return nil }
    let rest = Array(call.positional.dropFirst())
    let bindings = rest.isEmpty ? nil : FoldedValue(.list(rest), at: call.range)
    return ProgramSQL(spelling).filled(text, bindings).string
  }

  func path(_ parts: [String]) -> String { parts.map { spelling.name($0) }.joined(separator: ".") }

  private func reference(_ name: String) -> String {
    switch name {
    case "Sequel.CURRENT_TIMESTAMP", "Sequel.CURRENT_DATE", "Sequel.CURRENT_TIME":
      return String(name.dropFirst(7))
    case "Time.now", "DateTime.now", "Time.now.utc", "Time.current", "Date.today":
      return name == "Date.today" ? "CURRENT_DATE" : "CURRENT_TIMESTAMP"
    default:
      return isVirtual && name.first?.isLowercase == true && !name.utf8.contains(UInt8(ascii: "."))
        ? spelling.name(name) : spelling.unknown
    }
  }

  /// `row[:a]` in a loop over rows of the table that is changed.
  private func column(_ element: FoldedElement) -> String? {
    guard let table, case .element(let row) = element.receiver.content, case .opaque = row.index.content,
      let dataset = SequelDataset(row.receiver), dataset.table == table,
      let name = element.index.nameText
    else { return nil }
    return spelling.name(name)
  }

  private func call(_ call: FoldedCall, _ value: FoldedValue, _ level: Int) -> String {
    if let text = literal(value) { return text }
    let arguments = call.positional
    func given(_ place: Int) -> String {
      arguments.indices.contains(place) ? sql(arguments[place], level: level + 1) : spelling.unknown
    }
    switch call.name {
    case "now", "current", "utc":
      let isTime = call.resolved.map { $0.hasPrefix("Time.") || $0.hasPrefix("DateTime.") } ?? true
      if isTime { return "CURRENT_TIMESTAMP" }
    case "today": return "CURRENT_DATE"
    case "uuid" where call.resolved == "SecureRandom.uuid": return spelling.unknown
    default: break
    }
    if let name = call.resolved, name.hasPrefix("Sequel.") {
      return self.library(call, given, level)
    }
    if isVirtual, let name = call.resolved, name.first?.isLowercase == true {
      if arguments.isEmpty { return spelling.name(name) }
      return name + "(" + arguments.map { sql($0, level: level + 1) }.joined(separator: ", ") + ")"
    }
    if let parts = SequelNames.path(value) { return path(parts) }
    if let dataset = SequelDataset(value), let query = SequelQuery(self).text(dataset, level + 1) {
      return "(" + query + ")"
    }
    guard case .member(let member) = call.callee.content else { return spelling.unknown }
    return self.member(call.name, member.receiver, level, given(0))
  }

  /// Functions of the library's module.
  private func library(_ call: FoldedCall, _ given: (Int) -> String, _ level: Int) -> String {
    let arguments = call.positional
    switch call.name {
    case "function":
      guard let name = arguments.first?.nameText else { return spelling.unknown }
      return name + "(" + arguments.indices.dropFirst().map { given($0) }.joined(separator: ", ") + ")"
    case "cast", "cast_string", "cast_numeric":
      guard let type = SequelTypes(spelling: spelling).sql(arguments.dropFirst().first, SequelArguments(call))
      else { return call.name == "cast_string" ? "CAST(" + given(0) + " AS text)" : given(0) }
      return "CAST(" + given(0) + " AS " + type + ")"
    case "expr", "pg_json", "pg_jsonb", "pg_jsonb_wrap", "pg_json_wrap", "hstore":
      if call.name != "expr" { return "'{}'" }
      return arguments.first.map { sql($0, level: level + 1) } ?? conditions(
        SequelArguments(call).entries, level)
        ?? spelling.unknown
    case "pg_array": return "'{}'"
    case "join":
      let parts = arguments.first?.elements?.map { sql($0, level: level + 1) } ?? [spelling.unknown]
      let separator = arguments.count > 1 ? given(1) : nil
      let all = separator.map { mark in Array(parts.map { [$0] }.joined(separator: [mark])) } ?? parts
      return spelling.family == .mysql
        ? "concat(" + all.joined(separator: ", ") + ")" : "(" + all.joined(separator: " || ") + ")"
    case "case": return choice(arguments, level)
    case "negate", "~":
      return "NOT (" + given(0) + ")"
    default:
      return SequelNames.path(FoldedValue(.call(call), at: call.range)).map { path($0) } ?? spelling.unknown
    }
  }

  /// `Sequel.case({ condition => value }, otherwise)`
  private func choice(_ arguments: [FoldedValue], _ level: Int) -> String {
    guard let first = arguments.first else { return spelling.unknown }
    var pairs: [(FoldedValue, FoldedValue)] = []
    if let entries = first.entries { pairs = entries.map { ($0.key, $0.value) } }
    for pair in first.elements ?? [] {
      guard let parts = pair.elements, parts.count == 2 else { return spelling.unknown }
      pairs.append((parts[0], parts[1]))
    }
    guard !pairs.isEmpty else { return spelling.unknown }
    let subject = arguments.count > 2 ? " " + sql(arguments[2], level: level + 1) : ""
    let branches = pairs.map {
      " WHEN " + sql($0.0, level: level + 1) + " THEN " + sql($0.1, level: level + 1)
    }
    let otherwise = arguments.count > 1 ? " ELSE " + sql(arguments[1], level: level + 1) : ""
    return "CASE" + subject + branches.joined() + otherwise + " END"
  }

  /// A method of an expression.
  private func member(_ name: String, _ receiver: FoldedValue, _ level: Int, _ first: String = "") -> String {
    if name == "lit", let text = receiver.text { return text }
    let own = sql(receiver, level: level + 1)
    guard own != spelling.unknown else { return own }
    switch name {
    case "like": return own + " LIKE " + first
    case "ilike": return own + " ILIKE " + first
    case "cast": return own
    case "to_s", "utc", "as", "desc", "asc", "strip": return own
    case "sql_string", "sql_number", "sql_boolean": return own
    default: return spelling.unknown
    }
  }

  private func operation(_ operation: FoldedOperation, _ level: Int) -> String {
    let parts = operation.operands
    if operation.operation == .bitNot || operation.operation == .not, let first = parts.first {
      return "NOT (" + sql(first, level: level + 1) + ")"
    }
    guard parts.count > 1 else { return spelling.unknown }
    let sign: String
    switch operation.operation {
    case .add: sign = " + "
    case .subtract: sign = " - "
    case .multiply: sign = " * "
    case .divide: sign = " / "
    case .less: sign = " < "
    case .lessEqual: sign = " <= "
    case .greater: sign = " > "
    case .greaterEqual: sign = " >= "
    case .bitAnd, .and: sign = " AND "
    case .bitOr, .or: sign = " OR "
    case .equal, .matches: return equality(sql(parts[0], level: level + 1), parts[1], level)
    case .notEqual, .notMatches:
      return "NOT (" + equality(sql(parts[0], level: level + 1), parts[1], level) + ")"
    default: return spelling.unknown
    }
    if operation.operation == .add, parts.contains(where: { $0.text != nil }) {
      return sql(FoldedValue(.joined(parts), at: parts[0].range), level: level + 1)
    }
    return "(" + parts.map { sql($0, level: level + 1) }.joined(separator: sign) + ")"
  }

  /// `{ a: 1, b: [2, 3], c: nil }`; nil for none.
  func conditions(_ entries: [FoldedEntry], _ level: Int = 0) -> String? {
    guard !entries.isEmpty, level < 30 else { return nil }
    return entries.map { equality(sql($0.key, level: level + 1), $0.value, level) }
      .joined(separator: " AND ")
  }

  private func equality(_ key: String, _ value: FoldedValue, _ level: Int) -> String {
    if value.isNull { return key + " IS NULL" }
    if let flag = value.boolean { return key + (flag ? " IS TRUE" : " IS FALSE") }
    if value.elements != nil { return key + " IN " + sql(value, level: level + 1) }
    let text = sql(value, level: level + 1)
    return key + (text.hasPrefix("(SELECT") ? " IN " : " = ") + text
  }
}
