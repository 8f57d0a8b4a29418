import Domain
import ScriptSyntax

/// Values of a migration program, as far as its text says them.
indirect enum EctoValue: Sendable {
  case text(ScriptText)
  /// Text that begins so; the rest is not known.
  case partial(ScriptText)
  case number(String)
  case boolean(Bool)
  case null
  case atom(String)
  case list([EctoValue])
  case tuple([EctoValue])
  case map([EctoEntry])
  case code(EctoClosure)
  /// A regular expression.
  case pattern(String)
  /// A module by its full name.
  case module(String)
  /// `repo()`
  case repo
  case table(EctoTable)
  case index(EctoIndex)
  case constraint(EctoConstraint)
  case reference(EctoReference)
  /// SQL as it is put into a statement: `fragment("now()")`.
  case fragment(ScriptText)
  case query(EctoQuery)
  /// The rows that a query gives.
  case rows(EctoQuery)
  /// One row that the program holds.
  case row(EctoQuery)
  /// A column of a row that the program holds.
  case field(String)
  /// Computed from columns of a row that the program holds, in a way that is not followed.
  case derived([String])
  /// What the database tells about its own schema.
  case catalogue
  case unknown

  /// The text of a string, atom or number.
  var string: String? {
    switch self {
    case .text(let text): text.string
    case .atom(let name), .number(let name): name
    default: nil
    }
  }

  /// The elements of a list or tuple.
  var elements: [EctoValue]? {
    switch self {
    case .list(let values), .tuple(let values): values
    default: nil
    }
  }

  /// Whether it counts as true; nil if that is not known.
  var truth: Bool? {
    switch self {
    case .boolean(let holds): holds
    case .null: false
    case .text, .number, .atom, .list, .tuple, .map, .code, .module, .repo, .table, .index, .constraint,
      .reference, .fragment, .query, .partial, .pattern:
      true
    case .rows, .row, .field, .derived, .catalogue, .unknown: nil
    }
  }

  /// Whether it is a regular expression for white space: what is replaced by it means the same in SQL.
  var isWhiteSpacePattern: Bool {
    guard case .pattern(let text) = self else { return false }
    return ["\\s+", "\\s{2,}", "\\n", "\\n+", "\\s*\\n\\s*", "[\\s\\n]+", "\\n\\s+", "\\s\\s+"].contains(text)
  }

  /// Columns of a row that it is computed from.
  var columns: [String] {
    switch self {
    case .field(let name): [name]
    case .derived(let names): names
    case .list(let values), .tuple(let values): Array(Set(values.prefix(50).flatMap(\.columns))).sorted()
    case .map(let entries): Array(Set(entries.prefix(50).flatMap(\.value.columns))).sorted()
    default: []
    }
  }

  /// Whether the database's own schema decides it.
  var isCatalogue: Bool {
    switch self {
    case .catalogue: true
    case .tuple(let values), .list(let values): values.prefix(20).contains(where: \.isCatalogue)
    default: false
    }
  }
}

/// One entry of a map.
struct EctoEntry: Sendable {
  var key: EctoValue
  var value: EctoValue
}

/// A function with the names around it.
struct EctoClosure: Sendable {
  var function: ScriptFunction
  var names: [String: EctoValue]
}

/// `table(:users, prefix: "shop")`
struct EctoTable: Sendable {
  var name: TableName
  var options = EctoOptions()
}

/// `index(:users, [:name])`
struct EctoIndex: Sendable {
  var table: TableName
  /// Columns, and expressions as SQL.
  var columns: [EctoValue]
  var options: EctoOptions
  var isUnique: Bool
}

/// `constraint(:users, :age_is_positive, check: "age > 0")`
struct EctoConstraint: Sendable {
  var table: TableName
  var name: String
  var options: EctoOptions
}

/// `references(:users, type: :uuid)`
struct EctoReference: Sendable {
  var table: TableName
  var options: EctoOptions
}

/// The options of a call by name, as a list of pairs gives them; the first of a name counts.
struct EctoOptions: Sendable {
  var entries: [(name: String, value: EctoValue)] = []

  /// No options.
  init() {}

  /// The pairs of a list or map; anything else has none.
  init(_ value: EctoValue?) {
    switch value {
    case .list(let values)?:
      for case .tuple(let pair) in values where pair.count == 2 {
        if let name = pair[0].string { entries.append((name, pair[1])) }
      }
    case .map(let pairs)?:
      for pair in pairs { if let name = pair.key.string { entries.append((name, pair.value)) } }
    default: break
    }
  }

  subscript(_ name: String) -> EctoValue? { entries.first { $0.name == name }?.value }

  func text(_ name: String) -> String? { self[name]?.string }

  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  func flag(_ name: String) -> Bool? { self[name].flatMap(\.truth) }

  /// These options, and those of others that are not given.
  func completed(by others: EctoOptions) -> EctoOptions {
    var copy = self
    copy.entries += others.entries.filter { entry in self[entry.name] == nil }
    return copy
  }
}

extension EctoValue {
  /// Levels of values in each other that are kept.
  static let heightLimit = 12
  /// Values in each other that are kept, if several of them are lists or maps.
  static let weightLimit = 4_000

  /// Whether the value is nested no deeper than `levels`, and not too large.
  func fits(_ levels: Int = heightLimit) -> Bool {
    var budget = Self.weightLimit
    return fits(levels, &budget)
  }

  fileprivate func fits(_ levels: Int, _ budget: inout Int) -> Bool {
    switch self {
    case .list(let values), .tuple(let values): Self.fit(values, levels, &budget)
    case .map(let entries):
      Self.fit(entries.map(\.key), levels, &budget) && Self.fit(entries.map(\.value), levels, &budget)
    case .code(let closure): Self.fit(Array(closure.names.values), levels, &budget)
    case .table(let table): Self.fit(table.options.values, levels, &budget)
    case .index(let index): Self.fit(index.options.values + index.columns, levels, &budget)
    case .constraint(let constraint): Self.fit(constraint.options.values, levels, &budget)
    case .reference(let reference): Self.fit(reference.options.values, levels, &budget)
    case .text, .partial, .number, .boolean, .null, .atom, .module, .repo, .fragment, .query, .rows, .row,
      .pattern, .field, .derived, .catalogue, .unknown:
      true
    }
  }

  private static func fit(_ values: [EctoValue], _ levels: Int, _ budget: inout Int) -> Bool {
    guard levels > 0 else { return false }
    for value in values {
      switch value {
      case .list, .tuple, .map, .code, .table, .index, .constraint, .reference:
        budget -= 1
        guard budget > 0, value.fits(levels - 1, &budget) else { return false }
      default: break
      }
    }
    return true
  }

  /// Whether both are the same; nil if that is not known.
  func equals(_ other: EctoValue) -> Bool? {
    switch (self, other) {
    case (.text(let left), .text(let right)): return left.string == right.string
    case (.atom(let left), .atom(let right)): return left == right
    case (.module(let left), .module(let right)): return left == right
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.number(let left), .number(let right)): return left == right
    case (.null, .null): return true
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      guard left.count == right.count else { return false }
      for (one, two) in zip(left, right) {
        guard let isSame = one.equals(two) else { return nil }
        if !isSame { return false }
      }
      return true
    default: return truth == nil || other.truth == nil || isOpen || other.isOpen ? nil : false
    }
  }

  /// Whether parts of it are not known.
  private var isOpen: Bool {
    switch self {
    case .partial, .map, .code, .query, .repo: true
    default: false
    }
  }
}

extension EctoOptions {
  fileprivate var values: [EctoValue] { entries.map(\.value) }
}
