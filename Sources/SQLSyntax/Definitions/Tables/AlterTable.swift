/// `ALTER TABLE [IF EXISTS] [ONLY] name action, ...` and the same for other relations.
package struct AlterTable: Sendable {
  /// The keyword written: `table`, `view`, `materializedView`, `index`, `sequence`, `foreignTable`.
  ///
  /// PostgreSQL accepts `ALTER TABLE` for the other relations too, so this is no proof of what the name is.
  package var kind: ObjectKind
  package var name: QualifiedName
  package var ifExists = false
  package var only = false
  package var actions: [AlterTableAction] = []
}

/// One action of `ALTER TABLE`.
package struct AlterTableAction: Sendable {
  package var kind: Kind
  package var range: ByteRange

  /// What is done.
  package enum Kind: Sendable {
    case addColumn(ColumnDefinition, ifNotExists: Bool)
    case dropColumn(Identifier, ifExists: Bool, DropBehavior)
    case alterColumn(Identifier, ColumnChange)
    case addConstraint(TableConstraint)
    case alterConstraint(Identifier, ConstraintTiming)
    case validateConstraint(Identifier)
    case dropConstraint(Identifier, ifExists: Bool, DropBehavior)
    case renameTable(Identifier)
    case renameColumn(Identifier, to: Identifier)
    case renameConstraint(Identifier, to: Identifier)
    case setSchema(Identifier)
    /// `MODIFY a type ...`, `CHANGE a b type ...`, SQL Server's `ALTER COLUMN a type ...`: the column stated anew.
    case redefineColumn(Identifier, ColumnDefinition)
    /// `ADD INDEX i (a)` and its relatives.
    case addIndex(CreateIndex)
    case dropIndex(Identifier, ifExists: Bool)
    case dropPrimaryKey
    case renameIndex(Identifier, to: Identifier)
    case attachPartition(QualifiedName, PartitionBound?)
    case detachPartition(QualifiedName)
    case inherit(QualifiedName)
    case noInherit(QualifiedName)
    case ofType(QualifiedName)
    case notOfType
    /// `OWNER TO`, triggers, storage, replica identity, row security, ...: no column or value changes.
    case setting(TableSetting)
  }
}

/// What `ALTER COLUMN name` does.
package enum ColumnChange: Sendable {
  /// `[SET DATA] TYPE type [COLLATE collation] [USING expression]`.
  case setType(TypeName, collation: QualifiedName?, using: Expression?)
  case setDefault(Expression)
  case dropDefault
  case setNotNull
  case dropNotNull
  /// `SET EXPRESSION AS (expression)` (PostgreSQL 17).
  case setExpression(Expression)
  case dropExpression(ifExists: Bool)
  case addIdentity(always: Bool, [SequenceOption])
  /// `SET GENERATED ...`, `SET sequence option`, `RESTART`; `always` is nil if not written.
  case alterIdentity(always: Bool?, [SequenceOption])
  case dropIdentity(ifExists: Bool)
  /// `SET STATISTICS`, `SET STORAGE`, `SET COMPRESSION`, `SET (...)`, `RESET (...)`, `OPTIONS (...)`.
  case setting(String)
}

/// An action that changes neither columns nor values.
package struct TableSetting: Hashable, Sendable {
  /// What is set.
  package enum Kind: String, Hashable, Sendable {
    case owner, enableTrigger, disableTrigger, enableRule, disableRule
    case enableRowSecurity, disableRowSecurity, forceRowSecurity, noForceRowSecurity
    case replicaIdentity, setOptions, resetOptions, foreignOptions, tablespace, accessMethod
    case clusterOn, withoutCluster, withoutOids, logged, unlogged
    case attachIndex, dependsOnExtension, indexColumnStatistics
  }

  package var kind: Kind
  /// The role, trigger, index, tablespace or the like; nil where there is none.
  package var name: Identifier?
}
