/// `CREATE TYPE name ...`.
package struct CreateType: Sendable {
  /// What kind of type.
  package enum Definition: Sendable {
    /// `AS ENUM ('a', 'b')`.
    case enumeration([EnumLabel])
    /// `AS (name type, ...)`.
    case composite([ColumnDefinition])
    /// `AS RANGE (SUBTYPE = type, ...)`.
    case range([DefinitionOption])
    /// `(INPUT = f, ...)`.
    case base([DefinitionOption])
    /// `CREATE TYPE name`: a shell to be filled later.
    case shell
    /// `CREATE TYPE name AS type` (DuckDB).
    case alias(TypeName)
    /// `AS ENUM (SELECT ...)` (DuckDB).
    case enumerationOf(Query)
  }

  package var name: QualifiedName
  package var definition: Definition
  /// `OR REPLACE` (DuckDB).
  package var orReplace = false
  /// `IF NOT EXISTS` (DuckDB).
  package var ifNotExists = false
}

/// A label of an enum type.
package struct EnumLabel: Hashable, Sendable {
  package var text: String
  package var range: ByteRange
}

/// `ALTER TYPE name ...`, except renames of other objects.
package struct AlterType: Sendable {
  /// What is done.
  package enum Action: Sendable {
    case addValue(EnumLabel, ifNotExists: Bool, EnumPlace)
    case renameValue(EnumLabel, to: EnumLabel)
    case rename(Identifier)
    case setSchema(Identifier)
    case owner(Identifier)
    case renameAttribute(Identifier, to: Identifier, DropBehavior)
    case addAttribute(ColumnDefinition, DropBehavior)
    case dropAttribute(Identifier, ifExists: Bool, DropBehavior)
    case alterAttribute(Identifier, TypeName, collation: QualifiedName?, DropBehavior)
    /// `SET (property = value, ...)`.
    case setOptions([DefinitionOption])
  }

  package var name: QualifiedName
  /// One, except where several attributes are changed at once.
  package var actions: [Action]
}

/// Where a new enum label goes.
package enum EnumPlace: Hashable, Sendable {
  case end
  case before(EnumLabel)
  case after(EnumLabel)
}

/// `CREATE DOMAIN name AS type constraints`.
package struct CreateDomain: Sendable {
  package var name: QualifiedName
  package var type: TypeName
  package var collation: QualifiedName?
  /// `NOT NULL`, `NULL`, `DEFAULT`, `CHECK`.
  package var constraints: [ColumnConstraint] = []
}

/// `ALTER DOMAIN name action`.
package struct AlterDomain: Sendable {
  /// What is done.
  package enum Action: Sendable {
    case setDefault(Expression)
    case dropDefault
    case setNotNull
    case dropNotNull
    case addConstraint(TableConstraint)
    case dropConstraint(Identifier, ifExists: Bool, DropBehavior)
    case validateConstraint(Identifier)
    case renameConstraint(Identifier, to: Identifier)
    case rename(Identifier)
    case setSchema(Identifier)
    case owner(Identifier)
  }

  package var name: QualifiedName
  package var action: Action
}
