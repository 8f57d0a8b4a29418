import Domain
import ScriptSyntax

/// Values and conditions of Yii's commands as SQL
/// (https://www.yiiframework.com/doc/guide/2.0/en/db-query-builder#where).
struct YiiValues {
  let names: YiiNames
  var values: ProgramValues

  init(names: YiiNames, table: TableName? = nil) {
    self.names = names
    values = ProgramValues(spelling: names.spelling, table: table)
  }

  init(names: YiiNames, values: ProgramValues) {
    self.names = names
    self.values = values
  }

  var spelling: SQLSpelling { names.spelling }

  /// The expression; a placeholder for what is not known.
  func sql(_ value: FoldedValue) -> String {
    guard let call = value.call, call.name == "Expression" || call.name == "CDbExpression" else {
      return values.sql(value)
    }
    guard let text = call.positional.first?.located else { return spelling.unknown }
    return filled(names.sql(text), call.positional.dropFirst().first).string
  }

  /// SQL with its parameters, `:name` with the colon or without.
  func filled(_ text: ScriptText, _ parameters: FoldedValue?) -> ScriptText {
    ProgramSQL(values).filled(text, parameters.map(Self.bindings), holes: false)
  }

  /// Parameters by their names without the colon.
  static func bindings(_ parameters: FoldedValue) -> FoldedValue {
    guard let entries = parameters.entries else { return parameters }
    let bare = entries.map { entry -> FoldedEntry in
      guard let key = entry.key.text, key.hasPrefix(":") else { return entry }
      let name = FoldedValue(.string(ScriptText(key.dropFirst().description)), at: entry.key.range)
      return FoldedEntry(key: name, value: entry.value)
    }
    return FoldedValue(.map(bare), at: parameters.range)
  }

  /// ` WHERE` with a condition and more of them, empty for none; nil if its form is not known.
  func clause(_ condition: FoldedValue?, _ parameters: FoldedValue?, _ filter: String) -> String? {
    guard let condition, !condition.isNull else { return SQLSpelling.clause("", and: filter) }
    return self.condition(condition, parameters).map { SQLSpelling.clause($0, and: filter) }
  }

  /// A condition; empty for none, nil if its form is not known.
  private func condition(_ value: FoldedValue, _ parameters: FoldedValue?, level: Int = 0) -> String? {
    guard level < 20 else { return nil }
    if let text = value.located { return filled(names.sql(text), parameters).string }
    if let entries = value.entries {
      // An operator before a map's own entries: `['not', 'a' => null]`.
      if entries.contains(where: { $0.key.text == nil }) { return spelling.unknown + " = 1" }
      return entries.map { comparison($0.key.text ?? "", $0.value) }.joined(separator: " AND ")
    }
    guard let parts = value.elements else {
      if value.call?.name == "Expression" { return sql(value) }
      return known(value, parameters)
    }
    guard let word = parts.first?.text?.lowercased() else { return parts.isEmpty ? "" : nil }
    let rest = Array(parts.dropFirst())
    switch word {
    case "and", "or":
      let texts = rest.map { condition($0, parameters, level: level + 1) }
      let known = texts.compactMap { $0 }.filter { !$0.isEmpty }.map { "(" + $0 + ")" }
      return texts.contains(nil) ? nil : known.joined(separator: word == "and" ? " AND " : " OR ")
    case "not":
      return rest.first.flatMap { condition($0, parameters, level: level + 1) }.map { "NOT (" + $0 + ")" }
    default: break
    }
    guard rest.count > 1, let column = rest[0].text.map({ values.path($0) }) else {
      return spelling.unknown + " = 1"
    }
    switch word {
    case "in", "not in": return member(column, rest[1], isIn: word == "in")
    case "between", "not between":
      guard rest.count > 2 else { return nil }
      return column + " " + word.uppercased() + " " + sql(rest[1]) + " AND " + sql(rest[2])
    case "like", "not like", "or like", "ilike":
      let texts = (rest[1].elements ?? [rest[1]]).map { $0.text }
      guard let text = texts.first ?? nil, texts.count == 1 else { return spelling.unknown + " = 1" }
      let isWhole = rest.count > 2 && rest[2].boolean == false
      return column + (word == "not like" ? " NOT LIKE " : " LIKE ")
        + spelling.string(isWhole ? text : "%" + text + "%")
    case "=", "!=", "<>", ">", ">=", "<", "<=", "is", "is not":
      if rest[1].isNull || sql(rest[1]).uppercased() == "NULL" {
        return column + (word == "=" || word == "is" ? " IS NULL" : " IS NOT NULL")
      }
      return column + " " + (word == "is" ? "=" : word == "is not" ? "<>" : word) + " " + sql(rest[1])
    default: return spelling.unknown + " = 1"
    }
  }

  /// SQL that is put together with values of a row.
  private func known(_ value: FoldedValue, _ parameters: FoldedValue?) -> String? {
    switch ProgramSQL(values).reading(of: value) {
    case .known(let text), .rows(let text): filled(text, parameters).string
    case .query, .unknownRows, .unknownIndex, .unknown: joined(value, parameters) ?? spelling.unknown + " = 1"
    }
  }

  /// `'id = ' . $row['id']`
  private func joined(_ value: FoldedValue, _ parameters: FoldedValue?) -> String? {
    guard case .joined(let parts) = value.content else { return nil }
    return parts.map { part in
      part.located.map { filled($0, parameters).string } ?? sql(part)
    }.joined()
  }

  /// `'a' => 1`, `'a' => [1, 2]`, `'a' => null`
  private func comparison(_ name: String, _ value: FoldedValue) -> String {
    let column = values.path(name)
    if value.isNull { return column + " IS NULL" }
    return value.elements == nil ? column + " = " + sql(value) : member(column, value, isIn: true)
  }

  private func member(_ column: String, _ value: FoldedValue, isIn: Bool) -> String {
    let list = (value.elements ?? [value]).map { sql($0) }.joined(separator: ", ")
    return column + (isIn ? " IN (" : " NOT IN (") + (list.isEmpty ? "NULL" : list) + ")"
  }
}
