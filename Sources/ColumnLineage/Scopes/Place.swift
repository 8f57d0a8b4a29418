import Domain

/// Where an expression stands.
struct Place {
  /// Index of its scope.
  var scope: Int
  /// Its clause.
  var clause: QueryClause
  /// Whether it must hold for every row: an operand of the ANDs of WHERE or ON.
  var isCondition = false
  /// Levels of nesting above it.
  var depth: Int

  /// The place of a part of the expression.
  func inside() -> Place {
    Place(scope: scope, clause: clause, isCondition: false, depth: depth + 1)
  }

  /// The same, in another clause.
  func inside(_ clause: QueryClause) -> Place {
    Place(scope: scope, clause: clause, isCondition: false, depth: depth + 1)
  }
}

/// Where a query stands.
struct Surroundings {
  /// Common tables that it sees.
  var frame: Int
  /// The scope that its columns may come from besides its own.
  var scope: Int?
  /// The clause that its select list counts for.
  var clause: QueryClause
  /// Levels of nesting above it.
  var depth: Int
}
