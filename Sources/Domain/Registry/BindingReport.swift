/// One backend table linked to one source asset.
public struct LinkedTable: Hashable, Sendable {
  /// The backend's table, at base, or at head for a `ready` one.
  public var table: TableName
  /// The source it feeds.
  public var asset: AssetID
  /// Which rule linked them, for people: `declared in tidegate.yml:9`, `table-pattern`, `name rule: singular and plural`.
  public var how: String
  /// What the loader is and how that is known.
  public var loader: LoaderChoice
  /// Backend column -> source column, for every base column of the table (identity unless mapped).
  public var columns: [String: String]
  /// Whether several sources or tables matched, so that findings through this link are review at most.
  public var isAmbiguous: Bool

  /// A link.
  public init(
    table: TableName, asset: AssetID, how: String, loader: LoaderChoice, columns: [String: String],
    isAmbiguous: Bool = false
  ) {
    self.table = table
    self.asset = asset
    self.how = how
    self.loader = loader
    self.columns = columns
    self.isAmbiguous = isAmbiguous
  }
}

/// The loader of a link.
public struct LoaderChoice: Hashable, Sendable {
  /// Id in `rules/loaders.yml`; `unknown` for the worst case of all.
  public var id: String
  /// Where it was declared, for people; `assumed` when nothing says it.
  public var how: String
  /// Whether the worst case was assumed.
  public var isAssumed: Bool

  /// A choice.
  public init(id: String, how: String, isAssumed: Bool = false) {
    self.id = id
    self.how = how
    self.isAssumed = isAssumed
  }
}

/// Which backend tables feed which sources.
public struct BindingReport: Hashable, Sendable {
  /// Links of base tables, sorted by table, then asset.
  public var linked: [LinkedTable]
  /// Base tables that feed nothing, sorted.
  public var unmapped: [TableName]
  /// Declared bindings whose table exists neither at base nor at head, as text with place, sorted.
  public var dangling: [DanglingBinding]
  /// Links that hold at head only: the data team has prepared.
  public var ready: [LinkedTable]
  /// Why no verdict is possible (backend unknown to the registry, nothing linked); nil when it is.
  public var problem: String?

  /// A report; lists are expected sorted.
  public init(
    linked: [LinkedTable] = [], unmapped: [TableName] = [], dangling: [DanglingBinding] = [],
    ready: [LinkedTable] = [], problem: String? = nil
  ) {
    self.linked = linked
    self.unmapped = unmapped
    self.dangling = dangling
    self.ready = ready
    self.problem = problem
  }
}

/// A binding that points at nothing.
public struct DanglingBinding: Hashable, Sendable {
  /// What it names.
  public var text: String
  /// Where it is declared.
  public var location: SourceLocation

  /// A dangling binding.
  public init(text: String, location: SourceLocation) {
    self.text = text
    self.location = location
  }
}
