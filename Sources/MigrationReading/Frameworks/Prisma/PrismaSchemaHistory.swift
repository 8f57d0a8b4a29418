import Domain

/// A schema as a history of its own, and as a witness beside migrations.
enum PrismaSchemaHistory {
  /// The history of a project without migrations: the schema as one unit that is put into effect whenever it changes.
  static func read(_ claim: Claim, _ reader: HistoryReader) -> MigrationHistory {
    let dialect = reader.dialect(of: claim, seen: nil, fallback: "postgres")
    var migration = Migration(id: "schema", files: claim.files, isRepeatable: true, operations: [])
    var names: [ProgramName] = []
    if let provider = PrismaProvider(named: claim.dialect ?? dialect.name) ?? provider(dialect.name),
      provider != .mongodb
    {
      let found = operations(claim.files, provider, reader)
      migration.operations = found.operations
      migration.diagnostics = found.diagnostics
      names = found.names
    } else {
      migration.diagnostics = [
        Diagnostic(
          id: "dialect-not-read", summary: "the schema of a \"\(dialect.name)\" database is not read",
          location: SourceLocation(repository: .backend, file: claim.files.first?.path.display ?? ""),
          reach: .mayChangeSchema)
      ]
    }
    return MigrationHistory(
      framework: claim.framework, root: claim.root.display, dialect: dialect.name,
      isDialectGuessed: dialect.isGuessed, migrations: [migration], programNames: names)
  }

  /// Lets the schema stand beside the migrations of a claim.
  static func addWitness(of claim: Claim, to history: inout MigrationHistory, _ reader: HistoryReader) {
    guard reader.hearsWitnesses, !claim.witnesses.isEmpty, let provider = provider(history.dialect) else {
      return
    }
    let found = operations(claim.witnesses, provider, reader)
    history.witness = SchemaWitness(files: claim.witnesses, operations: found.operations)
    history.programNames = found.names
    history.diagnostics += found.diagnostics.map(\.madeHarmless)
  }

  private static func provider(_ dialect: String) -> PrismaProvider? {
    dialect == "postgres" ? .postgresql : PrismaProvider(named: dialect)
  }

  /// Models and fields beside what the database calls them.
  private static func names(_ schema: PrismaSchema) -> [ProgramName] {
    schema.all(.model).flatMap { model in
      let block = model.block
      let whole = ProgramName(model: block.name, table: block.table, location: model.location(block.offset))
      let fields = block.fields.filter { !schema.isRelation($0) }.map { field in
        ProgramName(
          model: block.name, field: field.name, table: block.table, column: field.column,
          location: model.location(field.offset))
      }
      return [whole] + fields
    }
  }

  /// What builds a schema from nothing.
  private static func operations(
    _ entries: [FileEntry], _ provider: PrismaProvider, _ reader: HistoryReader
  ) -> (operations: [Operation], names: [ProgramName], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var files: [(file: PrismaFile, text: SourceText)] = []
    for entry in entries {
      switch reader.source.text(of: entry) {
      case .failure(let unread): diagnostics.append(unread.diagnostic)
      case .success(let text):
        let file = reader.remembered(entry, as: "prisma") { PrismaParser.read(text.bytes) }
        files.append((file, text))
        diagnostics += file.troubles.map { trouble in
          Diagnostic(
            id: "prisma-syntax", summary: trouble.message, location: text.location(trouble.offset),
            reach: .mayChangeSchema)
        }
      }
    }
    let schema = PrismaSchema(files)
    let named = schema.datasource?.setting("provider").flatMap(PrismaProvider.init(named:))
    var tables = PrismaTables(schema, named?.dialect == provider.dialect ? named ?? provider : provider)
    tables.build()
    return (tables.operations, names(schema), diagnostics + tables.diagnostics)
  }
}
