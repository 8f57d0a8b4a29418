import Domain
import ScriptSyntax

extension PhinxProgram {
  /// New rows: one as a map, or a list of them; values that are not known are left open.
  mutating func insert(_ given: [FoldedValue], _ table: TableName, _ call: FoldedCall) {
    let rows = given.flatMap { $0.entries == nil ? $0.elements ?? [] : [$0] }.prefix(200).compactMap(
      \.entries)
    let values = ProgramValues(spelling: spelling)
    if let sql = spelling.insert(into: spelling.name(table), rows, value: { values.sql($0) }) {
      execute(sql, call)
    }
  }

  /// `$this->getUpdateBuilder()->update('a')->set('b', 1)->where([...])->execute()`
  mutating func performBuilder(_ call: FoldedCall, _ links: [FoldedCall]) {
    // A chain that is kept in a variable is listed again, longer.
    guard call.name == "execute" || call.name == "rowCountAndClose" else { return }
    let verb = links.dropFirst().first { ["update", "delete", "insert", "into"].contains($0.name) }
    guard let verb, verb.name == "update" || verb.name == "delete" else { return }
    let place = verb.positional.first?.text ?? links.first { $0.name == "from" }?.positional.first?.text
    let first = links.first?.positional.first?.text
    guard let name = place ?? (links.first?.name.hasSuffix("Query") == true ? first : nil) else {
      return output.report(
        "dynamic-rows", "the rows that \"\(verb.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows)
    }
    let table = SQLSpelling.table(name)
    var assignments: [FoldedEntry] = []
    for link in links where link.name == "set" {
      if let entries = link.positional.first?.entries {
        assignments += entries
      } else if let key = link.positional.first, let value = link.positional.dropFirst().first {
        assignments.append(FoldedEntry(key: key, value: value))
      }
    }
    let conditions = links.filter { $0.name == "where" || $0.name == "andWhere" }.map { $0.positional.first }
    change(table, verb.name == "delete" ? nil : assignments, conditions, call)
  }

  /// `$this->fetchTable('Users')->updateAll([...], [...])`: the table has the model's name.
  mutating func performModel(_ call: FoldedCall) {
    let links = call.chain
    let named = links.dropLast().reversed().compactMap { $0.positional.first?.text }.first
    guard let model = named?.split(separator: ".").last else {
      return output.report(
        "program-code", "what \"\(call.name)\" changes is not known", at: call.range, .mayChangeRows)
    }
    let table = TableName(EnglishWords.underscored(String(model)))
    if call.name == "deleteAll" { return change(table, nil, [call.positional.first], call) }
    change(
      table, call.positional.first?.entries ?? [], [call.positional.dropFirst().first], call)
  }

  /// Changes or deletes rows; what of the conditions is not known may hold.
  private mutating func change(
    _ table: TableName, _ assignments: [FoldedEntry]?, _ conditions: [FoldedValue?], _ call: FoldedCall
  ) {
    let values = ProgramValues(spelling: spelling)
    var parts: [String] = []
    for condition in conditions {
      guard let condition else { continue }
      guard let entries = condition.entries else {
        parts.append(condition.text ?? spelling.unknown + " = 1")
        continue
      }
      parts += entries.map { Self.condition($0, values) }
    }
    let filter = parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ")
    let name = spelling.name(table)
    guard let assignments else { return execute("DELETE FROM " + name + filter, call) }
    let sets = assignments.compactMap { entry -> String? in
      if let key = entry.key.text { return values.path(key) + " = " + values.sql(entry.value) }
      // `'a = b'` without a key is SQL.
      return entry.key.digits == nil ? nil : entry.value.text
    }
    guard !sets.isEmpty, sets.count == assignments.count else {
      return output.report(
        "dynamic-rows", "the rows that \"\(call.name)\" changes are chosen at run time", at: call.range,
        .mayChangeRows, tables: [table])
    }
    execute("UPDATE " + name + " SET " + sets.joined(separator: ", ") + filter, call)
  }

  /// `'a' => 1`, `'a IN' => [1, 2]`, `'a IS' => null`, `'a !=' => 1`.
  private static func condition(_ entry: FoldedEntry, _ values: ProgramValues) -> String {
    guard let key = entry.key.text else {
      return entry.value.text ?? values.spelling.unknown + " = 1"
    }
    let words = key.split(separator: " ", maxSplits: 1).map(String.init)
    let column = values.path(words[0])
    let sign = words.count > 1 ? words[1].uppercased() : "="
    if let elements = entry.value.elements {
      let list = elements.map { values.sql($0) }.joined(separator: ", ")
      return column + (sign.hasPrefix("NOT") || sign == "!=" ? " NOT IN (" : " IN (")
        + (list.isEmpty ? "NULL" : list) + ")"
    }
    if entry.value.isNull { return column + (sign == "IS NOT" || sign == "!=" ? " IS NOT NULL" : " IS NULL") }
    let known = ["=", "!=", "<>", "<", ">", "<=", ">=", "LIKE", "NOT LIKE", "IS", "IS NOT"]
    guard known.contains(sign) else { return values.spelling.unknown + " = 1" }
    return column + " " + (sign == "IS" ? "=" : sign == "IS NOT" ? "<>" : sign) + " "
      + values.sql(entry.value)
  }
}
