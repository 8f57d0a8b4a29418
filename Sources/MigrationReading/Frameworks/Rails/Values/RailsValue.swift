import Domain
import ScriptSyntax

/// Values of a migration program, as far as its text says them.
indirect enum RailsValue: Sendable {
  case text(ScriptText)
  /// Text that begins so; the rest is not known.
  case partial(ScriptText)
  case number(String)
  case boolean(Bool)
  case null
  case list([RailsValue])
  case map([RailsEntry])
  case code(RailsClosure)
  /// A regular expression, without its slashes.
  case pattern(String)
  /// The parameter of a table block.
  case table
  /// The parameter of `reversible`.
  case direction
  /// `self`, and the connection.
  case migration
  /// `column_exists?` and its kin: true for "is there".
  case presence(Bool)
  /// Rows of a table.
  case relation(RailsRelation)
  /// One of the rows that the program holds.
  case row(Int)
  /// SQL over the columns of a row.
  case sql(String)
  /// A condition on the columns of a row, as SQL.
  case condition(String)
  /// A constant that no file in sight defines, as written with dots.
  case constant(String)
  /// An object of a class of the application, by its constant.
  case object(String)
  case unknown

  /// The text of a string, symbol or number.
  var string: String? {
    switch self {
    case .text(let text): text.string
    case .number(let text): text
    default: nil
    }
  }

  /// The elements of a list; a single value is a list of itself.
  var elements: [RailsValue] {
    switch self {
    case .list(let values): values
    case .null: []
    default: [self]
    }
  }

  /// Whether it counts as true; nil if that is not known.
  var truth: Bool? {
    switch self {
    case .boolean(let holds): holds
    case .null: false
    case .text, .number, .list, .map, .code, .pattern, .table, .direction, .migration, .partial: true
    case .presence, .relation, .row, .sql, .condition, .constant, .object, .unknown: nil
    }
  }
}

/// One entry of a hash; keys are symbols, strings or numbers.
struct RailsEntry: Sendable {
  var key: String
  var value: RailsValue
}

/// A block or lambda with the names around it.
struct RailsClosure: Sendable {
  var function: ScriptFunction
  /// The table whose block it stands in.
  var names: [String: RailsValue]
}

/// Rows of a table: those for which all conditions hold.
struct RailsRelation: Sendable {
  var table: TableName
  /// SQL texts.
  var conditions: [String] = []
  /// Further conditions hold that are not known.
  var isNarrowed = false

  /// The relation with conditions that are not known.
  var narrowed: RailsRelation {
    var copy = self
    copy.isNarrowed = true
    return copy
  }
}

/// A row that the program holds.
struct RailsRow: Sendable {
  var relation: RailsRelation
  /// What was assigned and not saved yet.
  var pending: [Assignment] = []
  /// It is not in the table yet.
  var isNew = false
}

/// What a call is given.
struct RailsArguments: Sendable {
  var values: [RailsValue] = []
  var options = RailsOptions()
  var block: RailsClosure?
  /// `&:name`
  var blockName: String?

  /// The texts of the values, in order, nil for others.
  var texts: [String?] { values.map(\.string) }

  func text(_ place: Int) -> String? { values.indices.contains(place) ? values[place].string : nil }

  func value(_ place: Int) -> RailsValue? { values.indices.contains(place) ? values[place] : nil }

  /// The entries of the only hash that is given, by name or in braces.
  var entries: [RailsEntry] {
    if values.isEmpty { return options.entries }
    if values.count == 1, case .map(let entries) = values[0] { return entries + options.entries }
    return []
  }
}

/// The options of a call by name; the last of a name counts.
struct RailsOptions: Sendable {
  var entries: [RailsEntry] = []

  /// No options.
  init() {}

  /// The entries of a hash; anything else has none.
  init(_ value: RailsValue?) {
    if case .map(let entries)? = value { self.entries = entries }
  }

  subscript(_ name: String) -> RailsValue? { entries.last { $0.key == name }?.value }

  func text(_ name: String) -> String? { self[name]?.string }

  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  /// A flag; anything given but false and nil sets it.
  func flag(_ name: String) -> Bool? {
    switch self[name] {
    case nil: nil
    case .boolean(let value)?: value
    case .null?: false
    default: true
    }
  }

  /// The names of an option that is one name or a list of them.
  func names(_ name: String) -> [String] { self[name]?.elements.compactMap(\.string) ?? [] }

  mutating func set(_ name: String, _ value: RailsValue) {
    entries.append(RailsEntry(key: name, value: value))
  }

  /// Sets what is not given.
  mutating func complete(_ name: String, _ value: RailsValue) {
    if self[name] == nil { set(name, value) }
  }

  func without(_ names: Set<String>) -> RailsOptions {
    var copy = self
    copy.entries.removeAll { names.contains($0.key) }
    return copy
  }
}

/// The version in `ActiveRecord::Migration[7.0]`; it fixes what calls mean.
struct RailsVersion: Comparable, Sendable {
  var major: Int
  var minor: Int

  /// A version.
  init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// `[7.0]`
  init?(_ base: ScriptNode?) {
    guard case .subscripted(let node)? = base else { return nil }
    let text: String
    switch node.index {
    case .number(let number): text = number.text
    case .string(let string): text = string.text.string
    default: return nil
    }
    let parts = text.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 1 else { return nil }
    self.init(parts[0], parts.count > 1 ? parts[1] : 0)
  }

  /// Whether a migration without a version was written while Rails was one of 3.1 (August 2011) to 4.1 (until
  /// December 2014), by the date in its name (https://rubygems.org/gems/rails/versions).
  static func wroteNotNull(_ name: String) -> Bool {
    let digits = name.utf8.prefix { $0 &- 0x30 < 10 }
    guard digits.count == 14 else { return false }
    let day = String(decoding: digits.prefix(8), as: UTF8.self)
    return day >= "20110901" && day < "20150101"
  }

  static func < (left: RailsVersion, right: RailsVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
