import Domain
import ScriptSyntax

/// The query that rows were taken from: `knex("t").select("a as b")`, `query("SELECT ... FROM t")`.
struct RowSource {
  /// Bytes of SQL that is looked into, for each use of its rows does.
  private static let sizeLimit = 4_000

  /// Calls whose first argument is a query.
  private static let queries: Set<String> = [
    "query", "raw", "select", "createCommand", "executeQuery", "prepareStatement", "queryForList",
    "queryForRowSet", "queryForStream", "queryForMap",
  ]

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
      if Self.queries.contains(link.name),
        let text = link.positional.first?.text,
        text.utf8.count <= Self.sizeLimit
      {
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
