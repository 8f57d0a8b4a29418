/// What the source in the warehouse sees of a change in the backend, the worst first.
///
/// Raw values are the words of `rules/loaders.yml`.
public enum LoaderEffect: String, Hashable, Comparable, Sendable, CaseIterable {
  /// What was there is gone: the next query that names it fails.
  case errorNow
  /// The database or the loader refuses the change, and loading fails until someone acts.
  case refused
  /// The loader stops the sync until someone acts: no new rows.
  case syncPaused
  /// The old table stays with its last rows and gets no new ones.
  case frozenTable
  /// The values go on in another column or type beside the old one.
  case typeForked
  /// The old column stays and is NULL for new or changed rows.
  case nullOnward
  /// New values arrive as they are; the source keeps its shape.
  case valueDrift
  /// The source follows the change without loss under the old name.
  case renamedOK

  private var rank: Int { LoaderEffect.allCases.firstIndex(of: self) ?? LoaderEffect.allCases.count }

  /// The worse effect is smaller.
  public static func < (left: LoaderEffect, right: LoaderEffect) -> Bool { left.rank < right.rank }
}

/// What kind of change a loader meets; raw values are the keys of `rules/loaders.yml`.
public enum LoaderChange: String, Hashable, Comparable, Sendable, CaseIterable {
  /// A column has another name.
  case columnRename
  /// A column is gone.
  case columnDrop
  /// A column has another type.
  case typeChange
  /// A table has another name or schema.
  case tableRename
  /// A table is gone.
  case tableDrop
  /// The set of values of a column changed.
  case enumValueChange
  /// The primary key, or the column that the loader reads along, is renamed, dropped or another one.
  case keyChange

  /// By raw value.
  public static func < (left: LoaderChange, right: LoaderChange) -> Bool { left.rawValue < right.rawValue }
}

/// What one loader does with one kind of change.
public struct LoaderOutcome: Hashable, Sendable {
  /// What the source sees under the old name.
  public var effect: LoaderEffect
  /// Whether the new name or type arrives in the source by itself, beside whatever happens to the old one.
  public var newArrives: Bool
  /// One clause for people: `the old column stays and is NULL for new rows`.
  public var text: String
  /// Where the fact comes from: a vendor's page, a thread, an inference.
  public var source: String

  /// An outcome.
  public init(effect: LoaderEffect, newArrives: Bool, text: String, source: String) {
    self.effect = effect
    self.newArrives = newArrives
    self.text = text
    self.source = source
  }
}
