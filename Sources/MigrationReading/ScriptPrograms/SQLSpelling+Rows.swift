import ScriptSyntax

extension SQLSpelling {
  /// New rows that are written as maps, the first of which names the columns; nil where it does not name them all.
  ///
  /// `table` is SQL; `name` and `value` say what a key and a value of a map stand for.
  func insert(
    into table: String, _ rows: some Collection<[FoldedEntry]>,
    name: (FoldedValue) -> String? = { $0.text }, value: (FoldedValue) -> String
  ) -> String? {
    guard let first = rows.first else { return nil }
    let columns = first.compactMap { name($0.key) }
    guard !columns.isEmpty, first.count == columns.count else { return nil }
    let lists = rows.map { row in
      columns.map { column in row.last { name($0.key) == column }.map { value($0.value) } ?? "NULL" }
    }
    return insert(into: table, columns, lists)
  }

  /// New rows of values that are SQL.
  func insert(into table: String, _ columns: [String], _ rows: [[String]]) -> String {
    "INSERT INTO " + table + " (" + list(columns) + ") VALUES ("
      + rows.map { $0.joined(separator: ", ") }.joined(separator: "), (") + ")"
  }
}
