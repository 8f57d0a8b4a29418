import Domain

/// The schema of one database as its files say it together: names of the language and of the database.
struct PrismaSchema {
  /// A block with the file that it stands in.
  struct Definition {
    var block: PrismaBlock
    var file: SourceText

    /// The place of a byte of the block.
    func location(_ offset: Int) -> SourceLocation { file.location(offset) }
  }

  /// Models, views and enums in the order of the files; of blocks of the same name the first counts.
  private(set) var definitions: [Definition] = []
  /// The datasource.
  private(set) var datasource: PrismaBlock?
  private var places: [String: Int] = [:]

  /// Puts files together; the one with the datasource comes first.
  init(_ files: [(file: PrismaFile, text: SourceText)]) {
    datasource = files.lazy.compactMap(\.file.datasource).first
    for (file, text) in files {
      for block in file.blocks {
        switch block.kind {
        case .datasource, .generator: continue
        case .model, .view, .enumeration, .composite:
          guard places[block.name] == nil else { continue }
          places[block.name] = definitions.count
          definitions.append(Definition(block: block, file: text))
        }
      }
    }
  }

  /// The definition of a name of the language.
  func definition(_ name: String) -> Definition? { places[name].map { definitions[$0] } }

  /// The block of a name, if it is of this kind.
  func block(_ name: String, _ kind: PrismaBlock.Kind) -> PrismaBlock? {
    guard let block = definition(name)?.block, block.kind == kind else { return nil }
    return block
  }

  /// All blocks of a kind.
  func all(_ kind: PrismaBlock.Kind) -> [Definition] { definitions.filter { $0.block.kind == kind } }

  /// Whether relations are kept by foreign keys.
  var hasForeignKeys: Bool {
    (datasource?.setting("relationMode") ?? datasource?.setting("referentialIntegrity")) != "prisma"
  }

  /// Whether the type of a field stands for rows of another table.
  func isRelation(_ field: PrismaField) -> Bool {
    block(field.type, .model) != nil || block(field.type, .view) != nil || field.attribute("relation") != nil
  }
}

extension PrismaBlock {
  /// The name in the database: `@@map`, `@@schema`.
  var table: TableName {
    TableName(
      schema: attribute("schema")?.argument("name")?.text, attribute("map")?.argument("name")?.text ?? name)
  }

  /// The columns that make up the key, as fields.
  var keyFields: [String] {
    if let key = attribute("id") { return key.argument("fields")?.names ?? [] }
    return fields.filter { $0.attribute("id") != nil }.map(\.name)
  }

  /// The database's names of fields.
  func columns(_ names: [String]) -> [String] {
    names.map { name in fields.first { $0.name == name }?.column ?? name }
  }
}

extension PrismaField {
  /// The name in the database: `@map`.
  var column: String { attribute("map")?.argument("name")?.text ?? name }
}
