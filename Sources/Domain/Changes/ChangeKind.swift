/// What kind of difference a change is. Raw values are the report's words; see product.md, "Change kinds".
public enum ChangeKind: String, Hashable, Sendable, CaseIterable {
  /// A new table.
  case tableCreated
  /// A table is gone.
  case tableDropped
  /// A table has another name.
  case tableRenamed
  /// Dropped and created again under the same name.
  case tableRecreated
  /// Rows or columns of one table now live in several.
  case tableSplit
  /// Several tables became one.
  case tablesMerged
  /// A table is in another schema.
  case tableMoved
  /// A new view.
  case viewCreated
  /// A view selects something else.
  case viewChanged
  /// A view is gone.
  case viewDropped
  /// A schema with all it held is gone or rebuilt.
  case schemaDropped
  /// A new column.
  case columnAdded
  /// A column is gone.
  case columnDropped
  /// A column has another name.
  case columnRenamed
  /// Dropped and added again under the same name.
  case columnRecreated
  /// One column became several.
  case columnSplit
  /// Several columns became one.
  case columnsMerged
  /// A column lives in another table.
  case columnMoved
  /// A column has another type.
  case columnRetyped
  /// NULL is no longer allowed.
  case nullabilityTightened
  /// NULL is now allowed.
  case nullabilityLoosened
  /// Another default value.
  case defaultChanged
  /// Identity or generation expression changed.
  case generationChanged
  /// Collation or time zone handling changed.
  case collationChanged
  /// The primary key changed, or uniqueness was dropped.
  case keyChanged
  /// One row stands for something else than before.
  case grainChanged
  /// A foreign key points elsewhere.
  case foreignKeyChanged
  /// A value joined an enumeration, CHECK or choices.
  case enumValueAdded
  /// A value left it.
  case enumValueRemoved
  /// A value is spelled otherwise.
  case enumValueRenamed
  /// Values were replaced by others.
  case valuesRemapped
  /// Numbers were multiplied or shifted.
  case valuesRescaled
  /// NULLs got a value.
  case nullsBackfilled
  /// Rows were deleted.
  case rowsDeleted
  /// Rows are marked as deleted instead of being deleted.
  case softDeleteIntroduced
  /// A registry's own definition changed.
  case definitionChanged
}

extension ChangeKind {
  /// The rule that judges this kind: its name in kebab case, `column-renamed`.
  public var ruleID: String {
    var text = ""
    for scalar in rawValue.unicodeScalars {
      if scalar.properties.isUppercase { text += "-" }
      text += String(scalar).lowercased()
    }
    return text
  }

  /// Whether the base table itself is no longer there under its name.
  public var losesTable: Bool { ChangeKind.tableLosses.contains(self) }

  /// Whether the base columns are no longer there under their names, or only by chance.
  public var losesColumns: Bool { ChangeKind.columnLosses.contains(self) }

  private static let tableLosses: Set<ChangeKind> = [
    .tableDropped, .tableRenamed, .tableSplit, .tablesMerged, .tableMoved, .viewDropped,
  ]

  private static let columnLosses: Set<ChangeKind> = [
    .columnDropped, .columnRenamed, .columnRecreated, .columnSplit, .columnsMerged, .columnMoved,
  ]
}
