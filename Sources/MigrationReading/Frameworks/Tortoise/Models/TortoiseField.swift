import Domain
import ScriptSyntax

/// A field of a model.
struct TortoiseField: Sendable {
  /// What a field is in the database.
  enum Kind: Sendable {
    /// A column of a type as SQL writes it.
    case column(String)
    /// A column with a foreign key.
    case relation(Relation)
    /// A table of pairs.
    case join(Join)
  }

  /// A foreign key.
  struct Relation: Hashable, Sendable {
    /// The model that it points to; nil if it is not known.
    var target: TortoiseModel.Key?
    var targetField: String?
    /// `SET NULL`
    var onDelete: String
  }

  /// A table for a many-to-many relation.
  struct Join: Hashable, Sendable {
    var target: TortoiseModel.Key?
    /// The table; empty until the model that has the field is known.
    var table: String
    /// The columns of the own and of the other side.
    var own: String
    var other: String
    var isUnique: Bool
  }

  var name: String
  var kind: Kind
  /// The column where it is not named for the field.
  var source: String?
  var isNullable = false
  var isKey = false
  var isGenerated = false
  var isUnique = false
  var isIndexed = false
  /// What follows the type of a column that the database computes.
  var computation = ""
  /// The default that the database gives, as SQL.
  var preset: String?
  /// The values that its enumeration had when the migration was written.
  var labels: [Literal]?

  var isRelation: Bool { if case .relation = kind { true } else { false } }

  /// The column; nil for a table of pairs.
  var column: String? {
    switch kind {
    case .column: source ?? name
    case .relation: source ?? name + "_id"
    case .join: nil
    }
  }
}
