/// `CREATE SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] elements`.
package struct CreateSchema: Sendable {
  /// Nil with `AUTHORIZATION role` alone: then the role's name is the schema's.
  package var name: Identifier?
  package var authorization: Identifier?
  package var orReplace = false
  package var ifNotExists = false
  /// Tables, views and the like created inside; names without a schema belong to the new one.
  package var elements: [Statement] = []
}
