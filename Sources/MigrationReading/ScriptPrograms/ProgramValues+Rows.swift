import Domain
import ScriptSyntax

/// Rows that a program fetched and goes through: `for (const user of await knex("users"))`.
extension ProgramValues {
  /// What `row.name` means in a loop over the table's own rows, and a field of a document that such a column holds.
  func rowMember(_ name: String, of receiver: FoldedValue, _ level: Int) -> String? {
    if let column = row(receiver, name)?.column(name) { return spelling.name(column) }
    return field(name, of: receiver, level)
  }

  /// What `row["name"]`, `MAP[row.name]` and `row.name.split(",")[0]` mean.
  func rowElement(_ element: FoldedElement, _ level: Int) -> String? {
    if let entries = element.receiver.entries { return lookup(entries, element.index, nil, level) }
    if let name = element.index.text {
      return rowMember(name, of: element.receiver, level)
    }
    guard let place = element.index.integer, place >= 0, place < 100 else {
      return rowPart(element.receiver, level)
    }
    return piece(element.receiver, place + 1, level) ?? rowPart(element.receiver, level)
  }

  /// The SQL of a value that a row's columns go into; nil for others.
  func rowPart(_ value: FoldedValue, _ level: Int) -> String? {
    guard isOfRow(value.content, level) else { return nil }
    let text = sql(value, level: level + 1)
    return text == spelling.unknown ? nil : text
  }

  /// Whether columns of a row go into a value.
  func isOfRow(_ content: FoldedValue.Content, _ level: Int = 0) -> Bool { rows(of: content, level) != nil }

  /// Parts of a value that are looked through for rows: what a loop puts into itself is endless.
  private static let partLimit = 2_000

  /// The query of the rows whose columns go into a value.
  func rows(of content: FoldedValue.Content, _ level: Int = 0) -> RowSource? {
    var left = Self.partLimit
    return rows(of: content, level, &left)
  }

  private func rows(of content: FoldedValue.Content, _ level: Int, _ left: inout Int) -> RowSource? {
    guard table != nil, level < 40, left > 0 else { return nil }
    left -= 1
    func first(_ values: [FoldedValue]) -> RowSource? {
      for value in values {
        if let found = rows(of: value.content, level + 1, &left) { return found }
      }
      return nil
    }
    switch content {
    case .member(let member): return row(member.receiver, member.name) ?? first([member.receiver])
    case .element(let element):
      return element.index.text.flatMap { row(element.receiver, $0) }
        ?? first([element.receiver, element.index])
    case .call(let call): return first(call.arguments.map(\.value) + [call.callee])
    case .operation(let operation): return first(operation.operands)
    case .joined(let values), .list(let values), .tuple(let values): return first(values)
    case .map(let entries): return first(entries.map(\.value))
    case .string, .number, .boolean, .null, .symbol, .reference, .closure, .classValue, .opaque: return nil
    }
  }

  /// The query that a value is a row of, if it gives a column of the table by a name.
  private func row(_ value: FoldedValue, _ name: String) -> RowSource? {
    guard case .element(let element) = value.content, let table, let source = RowSource(element.receiver),
      source.table == table, source.column(name) != nil
    else { return nil }
    return source
  }

  /// A field of a document: `row.profile.city`.
  private func field(_ name: String, of receiver: FoldedValue, _ level: Int) -> String? {
    guard let whole = rowPart(receiver, level) else { return nil }
    if let call = receiver.call, call.resolved != "JSON.parse" { return whole }
    return spelling.family == .postgres
      ? "(" + whole + " ->> " + spelling.string(name) + ")"
      : "json_extract(" + whole + ", " + spelling.string("$." + name) + ")"
  }

  /// `MAP[row.tier]`: the value by the key; nil if the key is not of a row.
  func lookup(_ entries: [FoldedEntry], _ key: FoldedValue, _ otherwise: String?, _ level: Int) -> String? {
    guard let operand = rowPart(key, level), !entries.isEmpty, entries.count <= 200 else { return nil }
    let branches = entries.map { (sql($0.key, level: level + 1), sql($0.value, level: level + 1)) }
    return SQLSpelling.choice(of: operand, branches, otherwise: otherwise)
  }
}
