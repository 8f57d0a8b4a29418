/// One history replayed at base and head, with what happened between them.
public struct ReplayResult: Hashable, Sendable {
  /// The schema at base.
  public var base: Schema
  /// The schema at head; equal ids mean the same thing as at base.
  public var head: Schema
  /// Head's operations beyond the common prefix, resolved, in order.
  public var trail: [ReplayedOperation]
  /// Operations of the common history that move data: evidence for expand and contract over several branches.
  public var earlierDataMovements: [ReplayedOperation]
  /// Ids of migrations that head adds, edits and deletes against base, in running order.
  public var added: [String]
  /// Migrations present in both with other contents.
  public var edited: [String]
  /// Migrations that base has and head has not.
  public var deleted: [String]
  /// Objects whose difference comes from an edited or deleted old migration only: "on a fresh database only".
  public var freshDatabaseOnly: Set<ObjectID>
  /// The author's hints in added and edited migrations.
  public var hints: [AuthorHint]
  /// Reverse parts of added and edited migrations: evidence.
  public var reverseOperations: [Operation]
  /// What the program calls tables and columns at base.
  public var baseNames: [ProgramName]
  /// What the program calls tables and columns at head.
  public var headNames: [ProgramName]
  /// Operations that do not fit the schema they meet (a column that is not there), with their places.
  public var diagnostics: [Diagnostic]

  /// A replayed history.
  public init(
    base: Schema, head: Schema, trail: [ReplayedOperation], earlierDataMovements: [ReplayedOperation] = [],
    added: [String] = [], edited: [String] = [], deleted: [String] = [],
    freshDatabaseOnly: Set<ObjectID> = [], hints: [AuthorHint] = [], reverseOperations: [Operation] = [],
    baseNames: [ProgramName] = [], headNames: [ProgramName] = [], diagnostics: [Diagnostic] = []
  ) {
    self.base = base
    self.head = head
    self.trail = trail
    self.earlierDataMovements = earlierDataMovements
    self.added = added
    self.edited = edited
    self.deleted = deleted
    self.freshDatabaseOnly = freshDatabaseOnly
    self.hints = hints
    self.reverseOperations = reverseOperations
    self.baseNames = baseNames
    self.headNames = headNames
    self.diagnostics = diagnostics
  }
}

/// An operation as replay met it, with identities.
public struct ReplayedOperation: Hashable, Sendable {
  /// The operation; the `column` of references inside its expressions is set where it resolves.
  public var operation: Operation
  /// The id of the migration that does it.
  public var migration: String
  /// The table, view or type it works on.
  public var target: ObjectID?
  /// Values that it writes into columns: target column and resolved expression.
  public var assignments: [ResolvedAssignment]
  /// Conditions under which rows are written, resolved; empty means all rows of the inputs.
  public var conditions: [Expression]
  /// Tables read beside the target, resolved.
  public var sources: [ObjectID]
  /// Whether each row of the one source gives one row (no join, grouping, limit, distinct).
  public var isRowForRow: Bool

  /// A replayed operation.
  public init(
    operation: Operation, migration: String, target: ObjectID?, assignments: [ResolvedAssignment] = [],
    conditions: [Expression] = [], sources: [ObjectID] = [], isRowForRow: Bool = true
  ) {
    self.operation = operation
    self.migration = migration
    self.target = target
    self.assignments = assignments
    self.conditions = conditions
    self.sources = sources
    self.isRowForRow = isRowForRow
  }
}

/// A value written into one column.
public struct ResolvedAssignment: Hashable, Sendable {
  /// The column written.
  public var column: ObjectID
  /// The value, its column references resolved; columns of a literal mapping table are already put in as a CASE.
  public var value: Expression

  /// A resolved assignment.
  public init(column: ObjectID, value: Expression) {
    self.column = column
    self.value = value
  }
}
