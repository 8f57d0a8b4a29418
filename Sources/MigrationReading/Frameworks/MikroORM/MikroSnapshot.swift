import Documents
import Domain

/// The schema that MikroORM writes beside its migrations, `.snapshot-<database>.json`, and compares the entities with
/// (https://mikro-orm.io/docs/migrations#snapshots).
struct MikroSnapshot {
  private let spelling: SQLSpelling
  /// The schema that names without one mean.
  private let schema: String?

  private init(dialect: String, schema: String?) {
    spelling = SQLSpelling(dialect)
    self.schema = schema
  }

  /// The only snapshot in the folder of a claim; of several, old ones were left lying.
  static func beside(_ claim: Claim, _ reader: HistoryReader) -> FileEntry? {
    let all = reader.shared("mikro-orm snapshots") {
      reader.source.tree.entries.filter { entry in
        let name = entry.path.lastComponent
        return name.hasPrefix(".snapshot-") && name.hasSuffix(".json")
      }
    }
    let found = all.filter { $0.path.parent == claim.root }
    return found.count == 1 ? found.first : nil
  }

  /// The witness of a snapshot; nil if it is of a form that is not read.
  static func witness(_ entry: FileEntry, dialect: String, _ source: FileSource) -> SchemaWitness? {
    SchemaWitness(snapshot: entry, dialect: dialect, source) { document in
      MikroSnapshot(dialect: dialect, schema: document["name"]?.string).statements(document)
    }
  }

  /// The statements that make what a snapshot holds.
  private func statements(_ document: DocumentNode) -> [String]? {
    guard let tables = document["tables"]?.sequence else { return nil }
    var statements: [String] = []
    var types: Set<String> = []
    let groups =
      [document["nativeEnums"]?.mapping] + tables.map { $0["nativeEnums"]?.mapping }
    for group in groups where spelling.family == .postgres {
      for entry in group?.entries ?? [] {
        guard let name = entry.value["name"]?.string ?? entry.key.string, types.insert(name).inserted else {
          continue
        }
        let labels = entry.value["items"]?.sequence?.compactMap(\.string) ?? []
        statements.append(
          "CREATE TYPE " + self.name(name, entry.value["schema"]) + " AS ENUM ("
            + labels.map { spelling.string($0) }.joined(separator: ", ") + ")")
      }
    }
    for table in tables {
      guard let name = table["name"]?.string, let columns = table["columns"]?.mapping else { return nil }
      var parts = columns.entries.compactMap { column($0.value) }
      for index in table["indexes"]?.sequence ?? [] {
        let names = index["columnNames"]?.sequence?.compactMap(\.string) ?? []
        guard !names.isEmpty, index["expression"]?.string == nil else { continue }
        if index["primary"]?.bool == true {
          parts.append("PRIMARY KEY (" + spelling.list(names) + ")")
        }
      }
      statements.append(
        "CREATE TABLE " + self.name(name, table["schema"]) + " (" + parts.joined(separator: ", ") + ")")
    }
    return statements
  }

  private func name(_ name: String, _ schema: DocumentNode?) -> String {
    let text = schema?.string ?? ""
    return spelling.name(TableName(schema: text.isEmpty || text == self.schema ? nil : text, name))
  }

  private func column(_ node: DocumentNode) -> String? {
    guard let name = node["name"]?.string, var type = node["type"]?.string else { return nil }
    let labels = node["enumItems"]?.sequence?.compactMap(\.string) ?? []
    if spelling.family == .mysql, type == "enum", !labels.isEmpty {
      type = "enum(" + labels.map { spelling.string($0) }.joined(separator: ",") + ")"
    }
    let isNullable = node["nullable"]?.bool ?? true
    return spelling.name(name) + " " + type + (isNullable ? "" : " NOT NULL")
  }
}
