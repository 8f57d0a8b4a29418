import Domain

/// One statement that writes values into one column.
struct ColumnFlow: Hashable, Sendable {
  /// The column written.
  let target: ObjectID
  /// The value, columns that base has not put back to what they were made of.
  let value: Expression
  /// What the value makes of its columns.
  let form: ValueForm
  /// Which rows are written.
  let condition: RowCondition
  /// Place in the trail; below zero for base's own history.
  let step: Int
  /// Whether it fills a table (INSERT ... SELECT, CREATE TABLE AS) and not rows that are there.
  let fillsTable: Bool
  /// Whether it converts values because the column gets another type.
  let isConversion: Bool
  /// Whether each row of the source gives one row.
  let isRowForRow: Bool
  /// Whether only rows that have a partner in another table are written.
  let isJoined: Bool
  /// Whether it is run at all is not known.
  let isConditional: Bool
  /// The migration that does it.
  let migration: String
  /// Where it is written.
  let location: SourceLocation

  /// Whether base's own history already did it.
  var isEarlier: Bool { step < 0 }

  /// Whether all rows get the value, or all that have none yet.
  func coversAllRows(from source: ObjectID?) -> Bool {
    guard !isConditional, !condition.hasOther else { return false }
    return condition.terms.allSatisfy { term in
      guard term.values == [.null] else { return false }
      return term.isNegated ? term.column.column == source : term.column.column == target
    }
  }
}

/// One statement that fills one table with rows of another.
struct RowFlow: Hashable, Sendable {
  /// The table filled.
  let target: ObjectID
  /// The table read, or one that filled a table which the branch made and reads.
  let source: ObjectID
  /// Conditions under which rows came along, those of tables in between included.
  let conditions: [Expression]
  /// Whether each row of the source gives one row.
  let isRowForRow: Bool
  /// Whether it is run at all is not known.
  let isConditional: Bool
  /// Place in the trail; below zero for base's own history.
  let step: Int
  /// The migration that does it.
  let migration: String
  /// Where it is written.
  let location: SourceLocation

  /// Whether base's own history already did it.
  var isEarlier: Bool { step < 0 }

  /// Whether every row came along.
  var isComplete: Bool { isRowForRow && !isConditional && RowCondition(conditions).isEmpty }
}
