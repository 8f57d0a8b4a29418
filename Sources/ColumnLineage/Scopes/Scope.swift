/// A relation in a scope, with the names it goes by.
struct ScopeTable {
  /// Its alias, or the parts of its name; empty when it has none.
  var path: [Name]
  /// The relation.
  var relation: Relation
  /// Whether its columns cannot be seen outside of its condition: the right side of a semi or anti join.
  var isHidden = false
  /// Columns that USING or NATURAL merged into those of an earlier table.
  var merged: Set<Name> = []
}

/// What names mean at one place: tables, aliases, parameters of lambdas; then whatever the parent has.
struct Scope {
  /// The scope around it.
  var parent: Int?
  /// Common tables that can be seen.
  var frame: Int
  /// Tables of FROM so far.
  var tables: [ScopeTable] = []
  /// Columns that USING or NATURAL merged.
  var merged: [Name: ColumnValue] = [:]
  /// Names that the select list gave so far.
  var aliases: [Name: ColumnValue] = [:]
  /// Named windows.
  var windows: [Name: ColumnValue] = [:]
  /// Parameters of a lambda.
  var parameters: Set<Name> = []
  /// Reads of scalar subqueries, whose rows reach the output.
  var subqueryReads: [ReadID] = []
}

/// Common tables of one WITH.
struct CommonTableFrame {
  /// The frame around it.
  var parent: Int?
  /// The tables so far.
  var tables: [Name: Relation] = [:]
}
