import Domain

/// One value and what becomes of it; nil is NULL.
struct MappedValue: Hashable, Sendable {
  /// The value before.
  let from: String?
  /// The value after.
  let to: String?
}

/// What happens to values that a map does not name.
enum UnmappedValues: Hashable, Sendable {
  /// They stay.
  case kept
  /// They become this constant; nil is NULL.
  case constant(String?)
  /// Not known.
  case unknown
}

/// Which part of a text is taken.
struct PartSelector: Hashable, Sendable {
  /// What the text is cut at; nil if cut otherwise.
  var separator: String?
  /// Which piece, from 1, or a key of JSON; nil if not a constant.
  var piece: String?
}

/// What an assigned expression makes of the columns that it reads.
enum ValueForm: Hashable, Sendable {
  /// The column as it is.
  case copy(ObjectID)
  /// The column in another type.
  case cast(ObjectID, ColumnType)
  /// The column, with a constant in place of NULL.
  case defaulted(ObjectID, with: String)
  /// Constants replaced by constants.
  case mapped(ObjectID, [MappedValue], otherwise: UnmappedValues)
  /// A number times or plus a constant, factor as written: `100`, `1/100`, `+1`.
  case rescaled(ObjectID, factor: String)
  /// A piece of a text or document.
  case part(ObjectID, PartSelector)
  /// Texts put together; nil separator if not the same everywhere.
  case joined([ObjectID], separator: String?)
  /// One column through a function that is named.
  case rewritten(ObjectID, by: String)
  /// Several columns in another way.
  case combined([ObjectID])
  /// The same constant for all rows; nil is NULL.
  case constant(String?)
  /// Something else: a default, a new identifier, a value that was not followed.
  case unknown

  /// The columns that it reads.
  var sources: [ObjectID] {
    switch self {
    case .copy(let column), .cast(let column, _), .defaulted(let column, _), .mapped(let column, _, _),
      .rescaled(let column, _), .part(let column, _), .rewritten(let column, _):
      [column]
    case .joined(let columns, _), .combined(let columns): columns
    case .constant, .unknown: []
    }
  }

  /// Whether it hands one column on, value by value, without loss of meaning.
  var isOneToOne: Bool {
    switch self {
    case .copy, .cast, .defaulted, .mapped, .rescaled: true
    case .part, .joined, .rewritten, .combined, .constant, .unknown: false
    }
  }

  /// The verb for evidence: `copied from`, `a part of`.
  var verb: String {
    switch self {
    case .copy: "copied from"
    case .cast: "cast from"
    case .defaulted: "copied, NULL filled, from"
    case .mapped: "mapped value by value from"
    case .rescaled(_, let factor): "rescaled by \(factor) from"
    case .part: "a part of"
    case .joined: "put together from"
    case .rewritten(_, let function): "computed by \"\(function)\" from"
    case .combined: "computed from"
    case .constant, .unknown: "set without"
    }
  }
}
