/// A constraint or unique index of a table. Columns are named by their names at that time.
public struct Constraint: Hashable, Sendable {
  /// What it demands.
  public enum Kind: Hashable, Sendable {
    /// PRIMARY KEY.
    case primaryKey([String])
    /// UNIQUE, or a unique index without expression; a partial unique index carries its predicate.
    case unique([String], predicate: Expression? = nil)
    /// FOREIGN KEY; empty referenced columns mean the primary key.
    case foreignKey([String], references: TableName, columns: [String], onDelete: String? = nil)
    /// CHECK.
    case check(Expression, text: String)
    /// EXCLUDE and others, as text.
    case other(String)
  }

  /// How the names of checks begin that stand for the labels of a column's own type, as MySQL's `enum('a', 'b')`.
  public static let labelPrefix = "labels of "

  /// The name, or nil when the database makes one up.
  public var name: String?
  /// What it demands.
  public var kind: Kind
  /// Where it is declared.
  public var location: SourceLocation

  /// A constraint.
  public init(name: String? = nil, kind: Kind, location: SourceLocation) {
    self.name = name
    self.kind = kind
    self.location = location
  }
}

/// A secondary index: evidence for pairing, and a thing that a drop takes with it.
public struct Index: Hashable, Sendable {
  /// The index's name.
  public var name: String
  /// Column names; an expression stands as its text.
  public var columns: [String]
  /// Whether it forbids duplicates.
  public var isUnique: Bool

  /// An index.
  public init(name: String, columns: [String], isUnique: Bool) {
    self.name = name
    self.columns = columns
    self.isUnique = isUnique
  }
}
