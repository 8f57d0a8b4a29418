import Documents
import Domain

/// The schema that drizzle-kit writes beside each migration: `meta/0012_snapshot.json`, or `snapshot.json` in the
/// folder of the migration. The last one states the schema as a whole
/// (https://orm.drizzle.team/docs/drizzle-kit-generate).
struct DrizzleSnapshot {
  private let spelling: SQLSpelling

  init(dialect: String) { spelling = SQLSpelling(dialect) }

  /// The last snapshot of a claim, by the order of its migrations.
  static func last(of claim: Claim, ids: [String], in source: FileSource) -> FileEntry? {
    guard let last = ids.last else { return nil }
    let number = last.prefix { $0.isNumber }
    for path in ["meta/\(number)_snapshot.json", "\(last)/snapshot.json"] {
      if let entry = source.tree.entry(at: claim.root.appending(path)) { return entry }
    }
    return nil
  }

  /// The witness of a snapshot; nil if it is of a form that is not read.
  static func witness(_ entry: FileEntry, dialect: String, _ source: FileSource) -> SchemaWitness? {
    SchemaWitness(snapshot: entry, dialect: dialect, source) { document in
      DrizzleSnapshot(dialect: dialect).statements(document)
    }
  }

  /// The statements that make what a snapshot holds.
  private func statements(_ document: DocumentNode) -> [String]? {
    guard let tables = document["tables"]?.mapping else { return nil }
    var statements: [String] = []
    for entry in document["schemas"]?.mapping?.entries ?? [] {
      if let name = entry.value.string { statements.append("CREATE SCHEMA " + spelling.name(name)) }
    }
    for entry in document["enums"]?.mapping?.entries ?? [] {
      guard spelling.family == .postgres, let name = entry.value["name"]?.string else { continue }
      let values = entry.value["values"]
      let labels =
        values?.sequence?.compactMap(\.string) ?? values?.mapping?.entries.compactMap(\.value.string) ?? []
      statements.append(
        "CREATE TYPE " + self.name(name, entry.value["schema"]) + " AS ENUM ("
          + labels.map { spelling.string($0) }.joined(separator: ", ") + ")")
    }
    for entry in tables.entries {
      guard let name = entry.value["name"]?.string else { return nil }
      statements.append(table(name, entry.value))
    }
    return statements
  }

  private func name(_ name: String, _ schema: DocumentNode?) -> String {
    let text = schema?.string ?? ""
    return spelling.name(TableName(schema: text.isEmpty ? nil : text, name))
  }

  private func table(_ name: String, _ node: DocumentNode) -> String {
    var parts: [String] = []
    for entry in node["columns"]?.mapping?.entries ?? [] {
      guard let column = column(entry.value) else { continue }
      parts.append(column)
    }
    for entry in node["compositePrimaryKeys"]?.mapping?.entries ?? [] {
      let columns = entry.value["columns"]?.sequence?.compactMap(\.string) ?? []
      if !columns.isEmpty { parts.append("PRIMARY KEY (" + spelling.list(columns) + ")") }
    }
    for entry in node["uniqueConstraints"]?.mapping?.entries ?? [] {
      let columns = entry.value["columns"]?.sequence?.compactMap(\.string) ?? []
      if !columns.isEmpty { parts.append("UNIQUE (" + spelling.list(columns) + ")") }
    }
    return "CREATE TABLE " + self.name(name, node["schema"]) + " (" + parts.joined(separator: ", ") + ")"
  }

  private func column(_ node: DocumentNode) -> String? {
    guard let name = node["name"]?.string, var type = node["type"]?.string else { return nil }
    if let schema = node["typeSchema"]?.string {
      let isList = type.hasSuffix("[]")
      let bare = isList ? String(type.dropLast(2)) : type
      type = spelling.name(TableName(schema: schema, bare)) + (isList ? "[]" : "")
    }
    var text = spelling.name(name) + " " + type
    if node["primaryKey"]?.bool == true { text += " PRIMARY KEY" }
    if node["notNull"]?.bool == true { text += " NOT NULL" }
    return text
  }
}
