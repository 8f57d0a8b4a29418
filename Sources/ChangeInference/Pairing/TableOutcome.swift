import Domain

/// Why a table at head is taken for a table at base.
enum TableBasis: Hashable, Sendable {
  /// The same identity.
  case identity
  /// It came back with the schema that was dropped and built anew.
  case rebuilt
  /// The same name, and every row was copied.
  case copied
  /// The same name, but dropped and created again.
  case recreated
  /// Inferred from evidence.
  case inferred
}

/// A table at base and what it is at head.
struct TableMatch: Sendable {
  let base: Table
  let head: Table
  let basis: TableBasis
  var confidence = Confidence.certain
  var evidence: [Evidence] = []
  var alternatives: [Alternative] = []
  var isAmbiguous = false
  /// Statements that copy its rows.
  var rowFlows: [RowFlow] = []
}

/// A table whose rows or columns went to several.
struct TableSplitting: Sendable {
  let base: Table
  let heads: [Table]
  let confidence: Confidence
  let evidence: [Evidence]
}

/// A table whose rows went into one that others fill, too.
struct TableMerging: Sendable {
  let base: Table
  let head: Table
  let confidence: Confidence
  let evidence: [Evidence]
}

/// A table that is gone with nothing in its place.
struct TableLoss: Sendable {
  let base: Table
  var alternatives: [Alternative] = []
}

/// What became of all tables; settled ones stand in no list.
struct TableOutcome: Sendable {
  var matches: [TableMatch] = []
  var splittings: [TableSplitting] = []
  var mergings: [TableMerging] = []
  var losses: [TableLoss] = []
  var created: [Table] = []

  /// The base tables whose rows went into a table that others fill, too: a column there may carry one of each on.
  var mergedTables: Set<ObjectID> { Set(mergings.map(\.base.id)) }

  /// The tables at head that carry on a table at base, once all is decided.
  private(set) var successors: [ObjectID: [Table]] = [:]

  /// Works out the successors.
  mutating func settle() {
    var found = [ObjectID: [Table]](minimumCapacity: matches.count)
    for match in matches { found[match.base.id, default: []].append(match.head) }
    for splitting in splittings { found[splitting.base.id, default: []] += splitting.heads }
    for merging in mergings { found[merging.base.id, default: []].append(merging.head) }
    successors = found
  }
}
