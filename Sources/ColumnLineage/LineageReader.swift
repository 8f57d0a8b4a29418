import Domain
import SQLSyntax

/// Walks one query and notes what it does with the columns of its inputs.
///
/// Every query, common table and subquery is read once and becomes a `Relation`, whose columns point straight to the
/// inputs: references to it cost what it has columns, not what stands below it.
struct LineageReader {
  /// Levels of nested queries and expressions that are followed; what is deeper is scanned for names.
  static let depthLimit = 150
  /// Columns that a relation may have.
  static let columnLimit = 20_000
  /// Elements of lists that may be handled in all.
  static let workLimit = 4_000_000

  /// The text with its relations.
  let query: QueryText
  /// How it is written.
  let dialect: Dialect
  /// Columns of the inputs.
  let inputs: (AssetID) -> KnownColumns?

  /// Whether `"x"` is a string as well as a name, as in BigQuery, Spark and MySQL.
  let quotesAreStrings: Bool

  var names = NameTable()
  var table = InputTable()
  var frames = [CommonTableFrame()]
  var scopes: [Scope] = []
  var notes = LineageNotes()
  /// Reads in text that was only scanned: nothing is known of what becomes of their rows.
  var scannedReads: Set<ReadID> = []
  /// Parts that were masked so that the rest could be read, by their first byte.
  var masks: [Int32: ByteRange] = [:]
  /// Whether words are only tried: one that means no column is no news.
  var isScanning = false
  /// Bytes that may still be read again to find such parts.
  var recoveryBudget = 16 << 20
  /// Whether the expression that was read last had an aggregate outside of its subqueries.
  var sawAggregate = false
  private var work = 0
  private var known: [AssetID: KnownInput] = [:]

  /// A reader for a text.
  init(query: QueryText, inputs: @escaping (AssetID) -> KnownColumns?) {
    self.query = query
    self.inputs = inputs
    dialect = DialectList.dialect(named: query.dialect) ?? .generic
    quotesAreStrings = Self.quotesAreStrings(query, dialect)
  }

  /// By the dialect's name; one that is not known by name is told by its backticks.
  private static func quotesAreStrings(_ query: QueryText, _ dialect: Dialect) -> Bool {
    switch query.dialect {
    case "bigquery", "databricks", "spark", "sparksql", "hive", "mysql", "mariadb", "clickhouse": true
    default: dialect.name == Dialect.generic.name && query.bytes.contains(UInt8(ascii: "`"))
    }
  }

  /// Whether the budget is used up.
  var isExhausted: Bool { work > Self.workLimit }

  /// Takes from the budget; the first time that it is used up leaves a diagnostic.
  mutating func spend(_ amount: Int) {
    let wasExhausted = isExhausted
    work &+= max(0, amount)
    if isExhausted, !wasExhausted {
      let whole = ByteRange(0, Int32(truncatingIfNeeded: query.bytes.count))
      note("sql-too-large", "the query has too many columns to follow them all", whole)
    }
  }

  /// A value put together, at the cost of its parts.
  mutating func finish(_ builder: ValueBuilder) -> ColumnValue {
    spend(builder.work)
    return builder.finish()
  }

  /// Leaves a diagnostic.
  mutating func note(_ id: String, _ summary: String, _ range: ByteRange) {
    notes.diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: query.location(ofByte: range.offset), byteCount: range.count,
        reach: .registryUnknown))
  }

  /// What is known of an input's columns, asked for once.
  mutating func knownInput(_ asset: AssetID) -> KnownInput {
    if let found = known[asset] { return found }
    let columns = inputs(asset) ?? KnownColumns(names: [], isComplete: false)
    let input = KnownInput(
      names: columns.names.prefix(Self.columnLimit).map { names.name($0) },
      isComplete: columns.isComplete && columns.names.count <= Self.columnLimit)
    known[asset] = input
    return input
  }

  /// Notes a use of whatever input columns a value stands for.
  ///
  /// A value that is made of several columns counts where it decides which rows there are.
  mutating func use(_ value: ColumnValue, _ clause: QueryClause, at offset: Int32, isNamed: Bool = true) {
    let origins = clause.decidesRows ? value.sources : value.passesOn
    for origin in origins { use(origin, clause, at: offset, isNamed: isNamed) }
    if origins.count > 8 { spend(origins.count) }
  }

  /// Notes a use of one input column.
  mutating func use(_ origin: OriginID, _ clause: QueryClause, at offset: Int32, isNamed: Bool) {
    notes.uses.insert(LineageNotes.Use(origin: origin, clause: clause, offset: offset, isNamed: isNamed))
  }

  /// Notes a name that may be a column of several inputs, or of none.
  mutating func unresolved(_ origin: OriginID, _ clause: QueryClause, at offset: Int32) {
    notes.unresolved.insert(LineageNotes.Use(origin: origin, clause: clause, offset: offset, isNamed: true))
  }
}

/// Columns of an input as numbers.
struct KnownInput {
  /// The names in order.
  var names: [Name]
  /// Whether there can be no others.
  var isComplete: Bool
}

/// What was noted of a query, as numbers and byte offsets.
struct LineageNotes {
  /// A use of a column.
  struct Use: Hashable {
    var origin: OriginID
    var clause: QueryClause
    var offset: Int32
    var isNamed: Bool
  }
  /// A comparison with a literal.
  struct Comparison: Hashable {
    var origin: OriginID
    var literal: ComparedLiteral
    var match: LiteralMatch
    var ignoresCase: Bool
    var clause: QueryClause
  }
  /// A comparison of two columns.
  struct Equality: Hashable {
    var left: OriginID
    var right: OriginID
    var ignoresCase: Bool
    var clause: QueryClause
  }
  /// A star over an input.
  struct Star: Hashable {
    var asset: AssetID
    var isResolved: Bool
    var offset: Int32
  }
  /// A relation that is no asset.
  struct Outside: Hashable {
    var name: String
    var offset: Int32
  }

  var uses: Set<Use> = []
  var unresolved: Set<Use> = []
  var comparisons: Set<Comparison> = []
  var equalities: Set<Equality> = []
  var stars: Set<Star> = []
  var outside: Set<Outside> = []
  var diagnostics: [Diagnostic] = []
}

extension QueryClause {
  /// Whether it decides which rows there are.
  var decidesRows: Bool {
    switch self {
    case .join, .filter, .grouping, .having: true
    case .select, .ordering, .window, .opaque: false
    }
  }
}
