/// `DROP kind [CONCURRENTLY] [IF EXISTS] name, ... [CASCADE | RESTRICT]`.
package struct DropObjects: Hashable, Sendable {
  package var kind: ObjectKind
  package var objects: [ObjectReference]
  package var ifExists: Bool
  package var behavior: DropBehavior
}

/// `ALTER kind name RENAME TO name` where the object is no relation.
package struct RenameObject: Hashable, Sendable {
  package var kind: ObjectKind
  package var object: ObjectReference
  package var newName: Identifier
}

/// `ALTER kind name SET SCHEMA schema` where the object is no relation.
package struct MoveObject: Hashable, Sendable {
  package var kind: ObjectKind
  package var object: ObjectReference
  package var newSchema: Identifier
}

/// `COMMENT ON kind object IS 'text'`.
package struct CommentOn: Hashable, Sendable {
  package var kind: ObjectKind
  package var object: ObjectReference
  /// The comment; nil for `IS NULL`, which removes it.
  package var text: String?
}

/// A statement that is kept by what it does, to what kind of object, under which name.
///
/// Used for objects that hold no rows and give no columns: servers, casts, operators, publications, grants.
package struct ObjectDefinition: Hashable, Sendable {
  /// What the statement does.
  package enum Verb: String, Hashable, Sendable {
    case create, alter, changeOwner, importForeignSchema
  }

  package var verb: Verb
  package var kind: ObjectKind
  /// The objects named, as far as the statement names any.
  package var objects: [ObjectReference]
  /// `IF NOT EXISTS` or `IF EXISTS` was written.
  package var isConditional: Bool
  /// The schema in `CREATE EXTENSION ... SCHEMA name`, `IMPORT FOREIGN SCHEMA`'s target.
  package var schema: Identifier?

  /// A kept statement.
  package init(
    verb: Verb, kind: ObjectKind, objects: [ObjectReference] = [], isConditional: Bool = false,
    schema: Identifier? = nil
  ) {
    self.verb = verb
    self.kind = kind
    self.objects = objects
    self.isConditional = isConditional
    self.schema = schema
  }
}

/// `ATTACH [DATABASE] 'path' [AS name]` and `DETACH name` (DuckDB).
package struct AttachDatabase: Hashable, Sendable {
  package var detaches: Bool
  package var path: String?
  package var name: Identifier?
}
