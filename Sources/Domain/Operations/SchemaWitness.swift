/// A file that states the schema which a history gives as a whole: `schema.rb`, `structure.sql`, `schema.prisma`.
///
/// It is a second witness beside the migrations. Tables that no migration creates are taken from it (old migrations
/// are often deleted once the file has them); where both speak and disagree, the migrations count and the
/// disagreement is told.
public struct SchemaWitness: Hashable, Sendable {
  /// Its files; the first names it in messages.
  public var files: [FileEntry]
  /// What builds the schema from nothing: types, tables, indexes, keys, views. Tables of the tool itself are left out.
  public var operations: [Operation]

  /// A witness.
  public init(files: [FileEntry], operations: [Operation]) {
    self.files = files
    self.operations = operations
  }
}
