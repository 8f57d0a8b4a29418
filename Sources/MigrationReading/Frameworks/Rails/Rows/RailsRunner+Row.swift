import Domain
import ScriptSyntax

/// One row that the program holds, and values that come from its columns.
extension RailsRunner {
  /// A method of a row.
  mutating func row(_ name: String, _ index: Int, _ call: ScriptCall, _ isStatement: Bool) -> RailsValue {
    guard rows.indices.contains(index) else { return .unknown }
    switch name {
    case "update", "update!", "update_columns", "update_attributes", "update_attributes!",
      "assign_attributes",
      "attributes=":
      let entries = arguments(of: call).entries
      if entries.isEmpty {
        reportRow(name, index, call.range)
      } else {
        set(entries.map { Assignment(column: $0.key, value: expression($0.value)) }, index)
      }
      if name != "assign_attributes" { save(index, call.range) }
      return .unknown
    case "update_attribute", "update_column", "write_attribute", "[]=", "public_send_value":
      let found = arguments(of: call)
      guard let column = found.text(0), let value = found.value(1) else {
        reportRow(name, index, call.range)
        return .unknown
      }
      set([Assignment(column: column, value: expression(value))], index)
      if name != "write_attribute" { save(index, call.range) }
      return .unknown
    case "save", "save!":
      save(index, call.range)
      return .unknown
    case "increment!", "decrement!", "toggle!", "touch", "increment", "decrement":
      let columns = arguments(of: call).texts.compactMap { $0 }
      set(
        columns.prefix(1).map { Assignment(column: $0, value: .opaque(text: "expression", columns: [])) },
        index)
      save(index, call.range)
      return .unknown
    case "destroy", "destroy!", "delete":
      delete(rows[index].relation, call.range)
      return .unknown
    case "read_attribute", "[]", "attribute", "read_attribute_before_type_cast":
      return arguments(of: call).text(0).map { rowColumn($0, index) } ?? .unknown
    case "reload", "lock!", "becomes", "dup", "tap", "with_lock", "transaction":
      if let block = call.block { run(closure(block), [.row(index)]) }
      return .row(index)
    case "class": return .relation(RailsRelation(table: rows[index].relation.table))
    case "id": return .overRow("id")
    case "persisted?", "valid?", "new_record?", "changed?", "respond_to?", "has_attribute?", "errors",
      "attributes",
      "present?", "blank?", "nil?":
      return .unknown
    default: return attribute(name, index, call, isStatement)
    }
  }

  private mutating func attribute(_ name: String, _ index: Int, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue
  {
    if let value = ofFileModel(name, rows[index].relation.table, row: index, call) { return value }
    let found = arguments(of: call)
    if let block = found.block { run(block, [.unknown]) }
    if name.hasSuffix("_will_change!") { return .unknown }
    if name == "add_role" || name == "grant",
      library.models.calls("rolify", of: rows[index].relation.table)
    {
      // The gem rolify keeps roles and who has them in two tables.
      let table = rows[index].relation.table
      for place in [TableName("roles"), TableName(schema: table.schema, table.name + "_roles")] {
        emit(
          .insertRows(place, columns: [], rows: [], isComplete: false), call.range, isGuessed: true)
      }
      return .unknown
    }
    if name.hasSuffix("!"), found.values.isEmpty,
      let column = library.models.enumeration(String(name.dropLast()), of: rows[index].relation.table)
    {
      // Which number stands for the member is the model's affair.
      set([Assignment(column: column, value: .opaque(text: String(name.dropLast()), columns: []))], index)
      save(index, call.range)
      return .unknown
    }
    if name.hasSuffix("!") || isStatement && !found.values.isEmpty {
      reportRow(name, index, call.range)
      return .unknown
    }
    guard found.values.isEmpty, found.options.entries.isEmpty, !name.hasSuffix("?") else { return .unknown }
    return rowColumn(name, index)
  }

  private mutating func reportRow(_ name: String, _ index: Int, _ range: ScriptRange) {
    let table = rows[index].relation.table
    report(
      "program-rows", "\"\(name)\" may change rows of \"\(table.display)\" in a way that is not read", range,
      .mayChangeRows, tables: [table])
  }

  private mutating func set(_ assignments: [Assignment], _ index: Int) {
    for assignment in assignments {
      rows[index].pending.removeAll { $0.column == assignment.column }
      rows[index].pending.append(assignment)
    }
  }

  private mutating func save(_ index: Int, _ range: ScriptRange) {
    let row = rows[index]
    rows[index].pending = []
    if row.isNew {
      rows[index].isNew = false
      emit(
        .insertRows(
          row.relation.table, columns: row.pending.map(\.column), rows: [row.pending.map(\.value)],
          isComplete: false),
        range, isGuessed: true)
    } else {
      emitUpdate(row.relation, row.pending, range)
    }
  }

  /// A column of a row, as SQL.
  func rowColumn(_ name: String, _ index: Int) -> RailsValue {
    let isName = name.utf8.allSatisfy { $0 == 0x5F || $0 | 0x20 &- 0x61 < 26 || $0 &- 0x30 < 10 }
    return isName && !name.isEmpty ? .overRow(spelling.shortName(name)) : .unknown
  }

  /// A method of a value that comes from a row.
  mutating func column(_ name: String, _ text: String, _ call: ScriptCall, _ isStatement: Bool) -> RailsValue
  {
    let found = arguments(of: call)
    let functions = [
      "upcase": "upper", "downcase": "lower", "strip": "trim", "squish": "trim", "lstrip": "ltrim",
      "rstrip": "rtrim",
      "length": "length", "reverse": "reverse", "abs": "abs", "round": "round", "floor": "floor",
      "ceil": "ceil",
      "capitalize": "initcap", "titleize": "initcap", "titlecase": "initcap",
    ]
    if let function = functions[name], found.values.isEmpty { return .overRow("\(function)(\(text))") }
    switch name {
    case "to_s", "to_str", "itself", "presence", "to_sym", "intern", "dup", "freeze", "chomp", "html_safe",
      "utc",
      "in_time_zone",
      "to_time", "to_datetime":
      return .overRow(text)
    case "to_i": return .overRow("CAST(\(text) AS integer)")
    case "to_f", "to_d": return .overRow("CAST(\(text) AS numeric)")
    case "to_date": return .overRow("CAST(\(text) AS date)")
    case "split", "partition", "rpartition":
      let separator = found.text(0) ?? " "
      return .overRow("split(\(text), \(SQLSpelling.quoted(separator)))")
    case "first", "last":
      return part(of: .sql(text), name == "first" ? 0 : -1)
    case "gsub", "sub", "tr":
      guard let old = found.text(0), let new = found.text(1) else { return .unknown }
      return .overRow("replace(\(text), \(SQLSpelling.quoted(old)), \(SQLSpelling.quoted(new)))")
    case "nil?", "blank?", "empty?": return .overRow(condition: text + " IS NULL")
    case "present?": return .overRow(condition: text + " IS NOT NULL")
    case "zero?": return .overRow(condition: text + " = 0")
    case "in?": return found.value(0).flatMap { membership(text, $0) } ?? .unknown
    case "concat", "+": return found.value(0).map { operate(.add, [.sql(text), $0], call.range) } ?? .unknown
    default:
      if let value = associated(name, text, call, isStatement) { return value }
      return ofUnknown(name, .sql(text), call, isStatement)
    }
  }

  /// A method of `user.orders` or `order.user`, where a model stands behind the name.
  private mutating func associated(_ name: String, _ text: String, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue?
  {
    let member = text.filter { $0 != "\"" && $0 != "`" }
    guard !member.contains(where: { !$0.isLetter && !$0.isNumber && $0 != "_" }) else { return nil }
    let singular = EnglishWords.singular(member)
    let model = EnglishWords.camelized(singular)
    guard let table = models[model] ?? library.models.table(of: model) else { return nil }
    let relation = RailsRelation(table: table).narrowed
    if singular != member { return rows(name, relation, call, isStatement) }
    rows.append(RailsRow(relation: relation))
    return row(name, rows.count - 1, call, isStatement)
  }

  /// One part of a text that is split: `street, city = user.address.split(", ")`.
  func part(of value: RailsValue, _ place: Int) -> RailsValue {
    guard case .sql(let text) = value, text.hasPrefix("split("), text.hasSuffix(")"), place < 100 else {
      return .unknown
    }
    let number = place >= 0 ? place + 1 : -1
    return .overRow("split_part(" + text.dropFirst(6).dropLast() + ", \(number))")
  }
}
