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

  /// The query of the rows whose columns go into a value.
  func rows(of content: FoldedValue.Content, _ level: Int = 0) -> RowSource? {
    guard table != nil, level < 40 else { return nil }
    func first(_ values: [FoldedValue]) -> RowSource? {
      values.lazy.compactMap { rows(of: $0.content, level + 1) }.first
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
    let branches = entries.map {
      " WHEN " + sql($0.key, level: level + 1) + " THEN " + sql($0.value, level: level + 1)
    }
    return "CASE " + operand + branches.joined() + (otherwise.map { " ELSE " + $0 } ?? "") + " END"
  }
}

/// The query that rows were taken from: `knex("t").select("a as b")`, `query("SELECT ... FROM t")`.
struct RowSource {
  /// The only table that is asked.
  let table: TableName
  /// What rows call by another name than the table does: `SELECT address AS addr`.
  private let words: [Substring]
  /// The conditions of a builder's query.
  let conditions: [FoldedCall]
  /// Whether it gives all rows that meet these conditions, as far as is known.
  let isWhole: Bool

  /// The query of a value; nil if it is none, or asks several tables.
  init?(_ value: FoldedValue, level: Int = 0) {
    guard level < 8 else { return nil }
    switch value.content {
    case .element(let element): self.init(element.receiver, level: level + 1)
    case .member(let member) where member.name == "rows": self.init(member.receiver, level: level + 1)
    case .call(let call): self.init(call)
    default: return nil
    }
  }

  private init?(_ call: FoldedCall) {
    let links = call.chain
    guard !links.contains(where: { $0.name.lowercased().hasSuffix("join") }) else { return nil }
    for link in links {
      let isTable =
        link.resolved == ProgramHandle.database || ["from", "table", "selectFrom"].contains(link.name)
      if isTable, let text = link.positional.first?.text {
        table = SQLSpelling.table(text)
        let selected = links.filter { $0.name == "select" || $0.name == "column" }.flatMap(\.positional)
        let names = selected.flatMap { $0.elements ?? [$0] }.compactMap(\.text)
        words = names.filter { $0.contains(" ") }.flatMap { Self.words(of: $0) }
        conditions = links.filter { $0.name.lowercased().contains(text: "where") }
        isWhole = !links.contains {
          ["limit", "offset", "first", "having", "groupBy", "distinct"].contains($0.name)
        }
        return
      }
      if ["query", "raw", "select"].contains(link.name), let text = link.positional.first?.text {
        let asked = Self.words(of: text)
        if link.name == "select", asked.first?.lowercased() != "select" { continue }
        guard let table = Self.table(asked) else { return nil }
        self.table = table
        words = asked
        conditions = []
        isWhole = !words.contains { ["where", "limit", "group", "distinct"].contains($0.lowercased()) }
        return
      }
    }
    return nil
  }

  /// The column of the table that rows give by a name; nil if it is an expression.
  func column(_ name: String) -> String? {
    for place in words.indices where place >= 2 && words[place] == name[...] {
      guard words[place - 1].lowercased() == "as" else { continue }
      let original = words[place - 2]
      guard original.utf8.allSatisfy({ ScriptWordByte.isName($0) || $0 == UInt8(ascii: ".") }) else {
        return nil
      }
      return original.split(separator: ".").last.map(String.init)
    }
    return name
  }

  /// Words of SQL without quotes, as far as names and signs stand apart.
  static func words(of text: String) -> [Substring] { text.split { " \t\r\n\"`[];,".contains($0) } }

  /// The only table after FROM of a plain query.
  private static func table(_ words: [Substring]) -> TableName? {
    let marks = words.indices.filter { words[$0].lowercased() == "from" }
    guard marks.count == 1, let mark = marks.first, mark + 1 < words.count,
      !words.contains(where: { $0.lowercased() == "join" })
    else { return nil }
    let name = words[mark + 1].filter { $0 != "(" && $0 != ")" }
    return name.isEmpty ? nil : SQLSpelling.table(name)
  }
}
