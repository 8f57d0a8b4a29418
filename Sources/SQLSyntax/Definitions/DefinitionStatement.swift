/// A statement that defines, changes or removes database objects, or governs access to them.
///
/// Everything that may change tables, columns, types, keys or values has a shape of its own; what cannot
/// is kept by name (`objectDefinition`, `other`), so that nothing is dropped silently.
package indirect enum DefinitionStatement: Sendable {
  /// `CREATE TABLE` and `CREATE FOREIGN TABLE` with elements, `OF type` or `PARTITION OF`.
  case createTable(CreateTable)
  /// `CREATE TABLE ... AS query`.
  case createTableAs(CreateTableAs)
  /// `ALTER TABLE`, and the same for views, indexes, sequences and foreign tables as far as the shape is shared.
  case alterTable(AlterTable)
  /// `CREATE [UNIQUE] INDEX`.
  case createIndex(CreateIndex)
  /// `CREATE TYPE`.
  case createType(CreateType)
  /// `ALTER TYPE`.
  case alterType(AlterType)
  /// `CREATE DOMAIN`.
  case createDomain(CreateDomain)
  /// `ALTER DOMAIN`.
  case alterDomain(AlterDomain)
  /// `CREATE SEQUENCE`.
  case createSequence(CreateSequence)
  /// `ALTER SEQUENCE` with sequence options; renames and moves stand under `alterTable`.
  case alterSequence(AlterSequence)
  /// `CREATE SCHEMA`, possibly with elements inside.
  case createSchema(CreateSchema)
  /// `CREATE VIEW` and `CREATE MATERIALIZED VIEW`.
  case createView(CreateView)
  /// `REFRESH MATERIALIZED VIEW`.
  case refreshView(RefreshView)
  /// `CREATE FUNCTION` and `CREATE PROCEDURE`.
  case createRoutine(CreateRoutine)
  /// `CREATE MACRO` (DuckDB).
  case createMacro(CreateMacro)
  /// `CREATE TRIGGER`.
  case createTrigger(CreateTrigger)
  /// `CREATE RULE`.
  case createRule(CreateRule)
  /// `CREATE POLICY` and `ALTER POLICY`.
  case policy(PolicyDefinition)
  /// MySQL's `RENAME TABLE a TO b, c TO d`.
  case renameTables([(from: QualifiedName, to: QualifiedName)])
  /// Rename of an object that is no relation: schema, function, role, trigger, policy, ...
  case rename(RenameObject)
  /// `ALTER ... SET SCHEMA` of an object that is no relation.
  case setSchema(MoveObject)
  /// `DROP` of any kind of object.
  case drop(DropObjects)
  /// `COMMENT ON ... IS ...`.
  case comment(CommentOn)
  /// Every other `CREATE` and `ALTER`, kept by verb, kind and name: extensions, casts, servers, owners, ...
  case objectDefinition(ObjectDefinition)
  /// `ATTACH` and `DETACH` of a database (DuckDB).
  case attachDatabase(AttachDatabase)
  /// `DO 'program'`.
  case doBlock(DoBlock)
  /// `CALL procedure(arguments)`.
  case call(FunctionCall)
  /// A definition that is known only by its first words.
  case other(OtherStatement)
}
