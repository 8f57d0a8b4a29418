/// Number of an origin: a column of one read of an input.
typealias OriginID = Int32
/// Number of a read: one place in FROM where an input stands.
typealias ReadID = Int32

/// A literal with the place where it is written.
struct ComparedLiteral: Hashable, Sendable {
  /// The literal as text.
  var text: String
  /// Its first byte in the rendered text.
  var offset: Int32
}

/// What a value is made of. All lists of origins are sorted and without repeats.
struct ColumnValue: Sendable {
  /// Everything the value is made of, conditions included.
  var sources: [OriginID] = []
  /// The columns it passes on unchanged: bare or cast.
  var passesOn: [OriginID] = []
  /// The columns whose values it can equal: passed on, or only changed in case, spaces or NULLs.
  var comparable: [OriginID] = []
  /// The literals it can equal, when it is a literal or stands for rows of literals.
  var literals: [ComparedLiteral] = []
  /// Whether a type is given to what it passes on.
  var isCast = false
  /// Whether the case of what it can equal may have been changed.
  var isFolded = false
  /// Whether it is the same for all rows: made of literals and parameters alone.
  var isConstant = false

  /// A value made of nothing known, that may differ by row.
  init() {}

  /// A column as it is.
  init(origin: OriginID) {
    sources = [origin]
    passesOn = sources
    comparable = sources
  }

  /// The same for all rows.
  static let constant: ColumnValue = {
    var value = ColumnValue()
    value.isConstant = true
    return value
  }()

  /// A value made of this one, equal to nothing known.
  var asIngredient: ColumnValue {
    var value = ColumnValue()
    value.sources = sources
    value.isConstant = isConstant
    return value
  }

  /// A value that differs from this one only in case, spaces or NULLs.
  var asComparable: ColumnValue {
    var value = self
    value.passesOn = []
    return value
  }
}

/// Puts a value together from many parts; sorts once at the end.
struct ValueBuilder {
  private var sources: [OriginID] = []
  private var passesOn: [OriginID] = []
  private var comparable: [OriginID] = []
  private var literals: [ComparedLiteral] = []
  private var isConstant = true
  private var isFolded = false
  private var isCast = false
  private var count = 0
  /// Elements taken in, for the budget.
  private(set) var work = 0

  /// Takes something that the value is made of but never equal to.
  mutating func add(_ value: ColumnValue) {
    count += 1
    work += value.sources.count
    if sources.isEmpty { sources = value.sources } else { sources += value.sources }
    isConstant = isConstant && value.isConstant
  }

  /// Takes something that the value may be equal to: a branch of a CASE, an argument of COALESCE.
  mutating func addAlternative(_ value: ColumnValue) {
    add(value)
    work += value.comparable.count + value.literals.count
    comparable += value.comparable
    literals += value.literals
    isFolded = isFolded || value.isFolded
  }

  /// Takes one side of a set operation or merged join column: passed on as it is.
  mutating func addSide(_ value: ColumnValue) {
    addAlternative(value)
    passesOn += value.passesOn
    isCast = isCast || value.isCast
  }

  /// The value.
  func finish() -> ColumnValue {
    var value = ColumnValue()
    value.sources = count > 1 ? sources.sortedUnique : sources
    value.passesOn = passesOn.sortedUnique
    value.comparable = comparable.sortedUnique
    value.literals = literals
    value.isFolded = isFolded
    value.isCast = isCast
    value.isConstant = isConstant
    return value
  }
}

extension Array where Element == Int32 {
  /// Sorted, each element once.
  var sortedUnique: [Int32] {
    if count < 2 { return self }
    var result = self
    result.sort()
    var kept = 1
    for index in 1..<result.count where result[index] != result[kept - 1] {
      result[kept] = result[index]
      kept += 1
    }
    result.removeLast(result.count - kept)
    return result
  }
}
