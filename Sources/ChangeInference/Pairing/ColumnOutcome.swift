import Domain

/// Why a column at head is taken for a column at base.
enum ColumnBasis: Hashable, Sendable {
  /// The same identity.
  case identity
  /// The same name in the table that carries on, with nothing that speaks against it.
  case sameName
  /// Dropped and added again under the same name, its values not carried over whole.
  case recreated
  /// Inferred from evidence.
  case inferred
}

/// A column at base and what it is at head.
struct ColumnMatch: Sendable {
  let baseTable: Table
  let base: Column
  let headTable: Table
  let head: Column
  let basis: ColumnBasis
  var confidence = Confidence.certain
  var evidence: [Evidence] = []
  var alternatives: [Alternative] = []
  var isAmbiguous = false
  /// Whether the table at head carries on the one at base; else the column moved.
  var staysInTable = true
}

/// A column that became several.
struct ColumnSplitting: Sendable {
  let baseTable: Table
  let base: Column
  let headTable: Table
  let heads: [Column]
  let confidence: Confidence
  let evidence: [Evidence]
}

/// Several columns that became one.
struct ColumnMerging: Sendable {
  let baseTable: Table
  let bases: [Column]
  let headTable: Table
  let head: Column
  let confidence: Confidence
  let evidence: [Evidence]
}

/// A column that is gone with nothing in its place.
struct ColumnLoss: Sendable {
  let table: Table
  let column: Column
  var alternatives: [Alternative] = []
}

/// What became of all columns of tables that are carried on; those of settled tables stand in no list.
struct ColumnOutcome: Sendable {
  var matches: [ColumnMatch] = []
  var splittings: [ColumnSplitting] = []
  var mergings: [ColumnMerging] = []
  var losses: [ColumnLoss] = []
  /// New columns of tables that base has, too.
  var added: [PlacedColumn] = []
}
