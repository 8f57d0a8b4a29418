/// Names a change inside one report: `c1`, `c2`, ... in report order.
public struct ChangeID: Hashable, Comparable, Sendable {
  /// The number behind the `c`.
  public var number: Int

  /// An id.
  public init(_ number: Int) {
    self.number = number
  }

  /// `c1`.
  public var display: String { "c\(number)" }

  /// Report order.
  public static func < (left: ChangeID, right: ChangeID) -> Bool { left.number < right.number }
}

/// How sure the pairing of old and new is; never how sure the loss is.
public enum Confidence: String, Hashable, Comparable, Sendable, CaseIterable {
  /// A weak sign; shown with its alternatives.
  case possible
  /// More likely than not.
  case likely
  /// Several independent signs, data movement among them.
  case strong
  /// Written down explicitly.
  case certain

  private var rank: Int {
    switch self {
    case .possible: 0
    case .likely: 1
    case .strong: 2
    case .certain: 3
    }
  }

  /// From possible to certain.
  public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
}

/// One net difference between base and head.
///
/// `table` and `columns` are names at base, `to` names at head; for something new only `to` is present.
public struct Change: Hashable, Sendable {
  /// Its name in the report.
  public var id: ChangeID
  /// What happened.
  public var kind: ChangeKind
  /// Framework and root of the history it belongs to (`flyway db/migration`); empty for a definition change.
  public var history: String
  /// The table or view at base.
  public var table: TableName?
  /// Columns at base; for key changes the old key's columns.
  public var columns: [String]
  /// The names at head.
  public var to: ChangeTarget?
  /// Old and new values. An empty `to` on a pair means removed, an empty `from` added.
  public var values: [ValuePair]
  /// What is known of all values after a rewrite that names no pairs.
  public var rewrite: ValueRewrite?
  /// Old and new type of a retype.
  public var type: TypeChange?
  /// Old and new key of a key or grain change.
  public var key: KeyChange?
  /// By what values were multiplied, as written (`0.01`, `1/100`), for rescaled values.
  public var factor: String?
  /// Columns and literals of the filter, for deleted rows: pairs of column at base and value.
  public var filter: [FilterTerm]
  /// Confidence of the pairing.
  public var confidence: Confidence
  /// Other pairings that were nearly as good.
  public var alternatives: [Alternative]
  /// Whether several pairings are equally good, so that a person must choose.
  public var isAmbiguous: Bool
  /// Why it was inferred.
  public var evidence: [Evidence]
  /// Where it is written, sorted.
  public var locations: [SourceLocation]
  /// A view, table or generated column at head that still gives the base name and values to direct readers.
  public var servedBy: String?
  /// Columns at base that a view of the lost table's name gives as they were, when it does not give all of them.
  public var servedColumns: [String]
  /// Whether only a database built from nothing would differ (an old migration was edited).
  public var onFreshDatabaseOnly: Bool

  /// A change; what does not apply to the kind stays empty.
  public init(
    id: ChangeID = ChangeID(0), kind: ChangeKind, history: String = "", table: TableName? = nil,
    columns: [String] = [], to: ChangeTarget? = nil, values: [ValuePair] = [], rewrite: ValueRewrite? = nil,
    type: TypeChange? = nil, key: KeyChange? = nil, factor: String? = nil, filter: [FilterTerm] = [],
    confidence: Confidence = .certain, alternatives: [Alternative] = [], isAmbiguous: Bool = false,
    evidence: [Evidence] = [], locations: [SourceLocation] = [], servedBy: String? = nil,
    servedColumns: [String] = [], onFreshDatabaseOnly: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.history = history
    self.table = table
    self.columns = columns
    self.to = to
    self.values = values
    self.rewrite = rewrite
    self.type = type
    self.key = key
    self.factor = factor
    self.filter = filter
    self.confidence = confidence
    self.alternatives = alternatives
    self.isAmbiguous = isAmbiguous
    self.evidence = evidence
    self.locations = locations
    self.servedBy = servedBy
    self.servedColumns = servedColumns
    self.onFreshDatabaseOnly = onFreshDatabaseOnly
  }
}

/// Names at head.
public struct ChangeTarget: Hashable, Sendable {
  /// The table or view; several for a table split.
  public var tables: [TableName]
  /// The columns.
  public var columns: [String]

  /// Names at head.
  public init(tables: [TableName], columns: [String] = []) {
    self.tables = tables
    self.columns = columns
  }

  /// The first table: the only one but for splits.
  public var table: TableName? { tables.first }
}

/// One value before and after.
public struct ValuePair: Hashable, Comparable, Sendable {
  /// The value at base; nil for an added one.
  public var from: String?
  /// The value at head; nil for a removed one.
  public var to: String?
  /// Whether the pair is read from a statement, or only possible.
  public var isCertain: Bool

  /// A pair of values.
  public init(from: String?, to: String?, isCertain: Bool = true) {
    self.from = from
    self.to = to
    self.isCertain = isCertain
  }

  /// By old, then new value.
  public static func < (left: ValuePair, right: ValuePair) -> Bool {
    (left.from ?? "", left.to ?? "") < (right.from ?? "", right.to ?? "")
  }
}

/// What holds for every value of a column after a rewrite of all rows.
public enum ValueRewrite: Hashable, Sendable {
  /// No other values than these are left; empty when all are NULL.
  case only([String])
  /// None has a small letter.
  case uppercase
  /// None has a capital letter.
  case lowercase
}

/// `column = value` (or `in`) of a filter.
public struct FilterTerm: Hashable, Sendable {
  /// Column at base.
  public var column: String
  /// Literals it is compared with.
  public var values: [String]

  /// One term.
  public init(column: String, values: [String]) {
    self.column = column
    self.values = values
  }
}

/// Types before and after, with the judgement of the step.
public struct TypeChange: Hashable, Sendable {
  /// What the step does to values and readers (product.md, "Default severities").
  public enum Step: String, Hashable, Sendable, CaseIterable {
    /// Every old value fits and reads the same (longer text, bigger number).
    case wider
    /// Only a constraint on the values changed (shorter text, enum to text with the same labels).
    case constraintOnly
    /// Readers see another class of value (uuid to text, number to text, date to timestamp).
    case otherClass
    /// Values lose precision or range.
    case narrower
    /// Values cannot be read as before (scalar to array or JSON, boolean to other).
    case incompatible
  }

  /// Type at base, as displayed.
  public var from: String
  /// Type at head, as displayed.
  public var to: String
  /// The judgement.
  public var step: Step

  /// A type change.
  public init(from: String, to: String, step: Step) {
    self.from = from
    self.to = to
    self.step = step
  }
}

/// Key columns before and after.
public struct KeyChange: Hashable, Sendable {
  /// Key at base, by base names.
  public var from: [String]
  /// Key at head, by head names.
  public var to: [String]

  /// A key change.
  public init(from: [String], to: [String]) {
    self.from = from
    self.to = to
  }
}

/// Another pairing that was considered.
public struct Alternative: Hashable, Sendable {
  /// What the old thing may have become instead.
  public var to: ChangeTarget
  /// How good it was.
  public var confidence: Confidence

  /// An alternative.
  public init(to: ChangeTarget, confidence: Confidence) {
    self.to = to
    self.confidence = confidence
  }
}

/// Why something was concluded.
public struct Evidence: Hashable, Sendable {
  /// What speaks for it.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A statement that says so.
    case statement
    /// Rows or values copied from one to the other.
    case dataMovement
    /// Old and new value named together.
    case valueMapping
    /// The down part names both.
    case reversePart
    /// The author's comment.
    case authorHint
    /// Alike names.
    case name
    /// Alike types.
    case type
    /// Place among the columns.
    case position
    /// Keys, indexes or constraints carried over.
    case key
    /// A declaration or query of the registry.
    case declaration
    /// A use of the column or value in a query.
    case use
    /// What the loader does with it.
    case loader
  }

  /// What speaks for it.
  public var kind: Kind
  /// One line for people: lower case, names quoted.
  public var text: String
  /// Where it stands, if it stands anywhere.
  public var location: SourceLocation?

  /// One piece of evidence.
  public init(_ kind: Kind, _ text: String, location: SourceLocation? = nil) {
    self.kind = kind
    self.text = text
    self.location = location
  }
}
