import Documents
import Domain
import ScriptSyntax

extension SchemaWitness {
  /// The witness of a snapshot in JSON that a tool keeps beside its migrations, by the statements that make what it
  /// holds; nil if it is of a form that is not read.
  init?(
    snapshot entry: FileEntry, dialect: String, _ source: FileSource,
    statements: (DocumentNode) -> [String]?
  ) {
    guard let text = try? source.text(of: entry).get(),
      let document = try? JSONReader.document(of: text.bytes), let statements = statements(document)
    else { return nil }
    let sql = EmbeddedSQL(source: source, dialectName: dialect)
    let reading = sql.readAside(
      ScriptText(statements.joined(separator: ";\n")), in: text, content: entry.contentID)
    self.init(files: [entry], operations: reading.operations)
  }
}
