import Domain

/// What a source in the warehouse sees of one change, after the loader.
struct SourceEvent {
  /// What it sees.
  enum Kind {
    /// The table is no longer there.
    case tableGone
    /// The table stays and gets no new rows.
    case tableFrozen
    /// A column is no longer there.
    case columnGone(String)
    /// A column stays and is NULL from now on.
    case columnNull(String)
    /// A column came to be.
    case columnAdded(String)
    /// Something about a column's values.
    case column(String, ValueChange)
    /// One row stands for something else; the new key in source columns.
    case grain([String])
  }

  /// The change behind it.
  var change: Change
  /// The source.
  var source: AssetID
  /// What it sees.
  var kind: Kind
  /// Whether the link to the source is one of several possible ones.
  var isReviewOnly: Bool
  /// What the loader does with it, unless it is simply the change.
  var loaderEvidence: Evidence?
}

/// What happened to the values of a column that is still there.
enum ValueChange: Hashable {
  /// Old values no longer occur; new ones do.
  case replaced(lost: Set<String>, new: Set<String>, isCertain: Bool)
  /// New values may occur.
  case added(Set<String>)
  /// All values were rewritten in a way that names no pairs.
  case rewritten
  /// Numbers were multiplied.
  case rescaled
  /// The column under this name is another one.
  case otherColumn
  /// Another type.
  case retyped(TypeChange.Step)
  /// NULL may occur.
  case mayBeNull
  /// NULL from now on.
  case null
  /// Rows with these values were deleted; empty means rows that no literal names.
  case rowsGone(Set<String>)
  /// Uniqueness no longer holds.
  case keyLoosened
  /// It refers to other rows than before.
  case refersElsewhere
  /// Order or comparison may differ.
  case collated
  /// It is computed from something that is wrong.
  case derived(EffectKind)
}
