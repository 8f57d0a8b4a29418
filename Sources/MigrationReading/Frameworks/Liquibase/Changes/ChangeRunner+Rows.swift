import Domain
import ScriptSyntax

extension ChangeRunner {
  mutating func insert(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    let columns = node.children(named: "column").filter { $0.string("name") != nil }
    guard !columns.isEmpty else { return }
    let list = columns.compactMap { $0.string("name").map(names.quoted) }.joined(separator: ", ")
    let values = columns.map { ColumnText(node: $0, names: names).valueText ?? "NULL" }
    runText("INSERT INTO \(names.quoted(table)) (\(list)) VALUES (\(values.joined(separator: ", ")))", node)
  }

  mutating func update(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    let assignments = node.children(named: "column").compactMap { column in
      column.string("name").map {
        names.quoted($0) + " = " + (ColumnText(node: column, names: names).valueText ?? "NULL")
      }
    }
    guard !assignments.isEmpty else { return }
    let start = "UPDATE \(names.quoted(table)) SET \(assignments.joined(separator: ", "))"
    runText(start + condition(node), node)
  }

  mutating func delete(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    runText("DELETE FROM \(names.quoted(table))" + condition(node), node)
  }

  /// ` WHERE ...` with the parameters of `whereParams` in place.
  private func condition(_ node: ChangeNode) -> String {
    guard var text = node.string("where") else { return "" }
    let wrapped = node.children(named: "whereParams").flatMap(\.children)
    for parameter in (wrapped + node.children).filter({ $0.name == "param" }) {
      let value = ColumnText(node: parameter, names: names).valueText ?? "NULL"
      for (mark, new) in [
        (":name", parameter.string("name").map(names.quoted)), (":value", value), ("?", value),
      ] {
        let (bytes, part) = (Array(text.utf8), Array(mark.utf8))
        if let new, let start = ByteSearch.first(of: part, in: bytes) {
          text = String(decoding: bytes[..<start] + new.utf8 + bytes[(start + part.count)...], as: UTF8.self)
          if mark == ":value" { break }
        }
      }
    }
    return " WHERE " + text
  }

  /// Rows from a table file. Only that rows come is known.
  mutating func load(_ node: ChangeNode) {
    guard let table = table(node) else { return }
    emit(.insertRows(table, columns: [], rows: [], isComplete: false), node)
    guard node.name == "loadUpdateData" else { return }
    report(
      "rows-unread",
      "the rows that \"\(node.string("file") ?? "a file")\" changes in \"\(table.display)\" are not read",
      node, .mayChangeRows)
  }
}
