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
    /// Rows are told apart by their primary key as before, and may repeat other columns; the new key.
    case repeats([String])
  }

  /// The change behind it.
  var change: Change
  /// The table that feeds the source.
  var table: TableName
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
  case replaced(ReplacedValues)
  /// New values may occur.
  case added(Set<String>)
  /// All values were rewritten in a way that names no pairs.
  case rewritten
  /// All values were rewritten, and this holds for each of them.
  case rewrittenTo(ValueRewrite)
  /// Numbers were multiplied.
  case rescaled
  /// The column under this name is another one.
  case otherColumn
  /// Another type.
  case retyped(TypeChange)
  /// NULL may occur.
  case mayBeNull
  /// NULL from now on.
  case null
  /// Rows with these values were deleted; empty means rows that no literal names.
  case rowsGone(Set<String>)
  /// Uniqueness no longer holds. So many columns were unique together, where the primary key still tells rows apart;
  /// zero where it does not.
  case keyLoosened(beside: Int)
  /// It refers to other rows than before.
  case refersElsewhere
  /// Order or comparison may differ.
  case collated
  /// It is computed from something that is wrong.
  case derived(EffectKind)
}

/// Old values and those in their place.
struct ReplacedValues: Hashable {
  /// Old values.
  let lost: Set<String>
  /// Values that there were not before.
  let new: Set<String>
  /// Which became which.
  let pairs: [ValuePair]
  /// Whether all pairs are read, and none only possible.
  let isCertain: Bool

  /// The values of a change's pairs.
  init(_ pairs: [ValuePair]) {
    self.pairs = pairs
    lost = Set(pairs.compactMap(\.from))
    new = Set(pairs.compactMap(\.to)).subtracting(lost)
    isCertain = pairs.allSatisfy(\.isCertain)
  }
}
