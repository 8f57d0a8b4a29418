import ScriptSyntax

extension RailsValue {
  /// Levels of lists and hashes in each other that are kept.
  static let heightLimit = 12

  /// Whether the value is nested no deeper than `levels`.
  func fits(_ levels: Int = heightLimit) -> Bool {
    switch self {
    case .list(let values): levels > 0 && values.allSatisfy { $0.fits(levels - 1) }
    case .map(let entries): levels > 0 && entries.allSatisfy { $0.value.fits(levels - 1) }
    case .code(let closure): levels > 0 && closure.names.values.allSatisfy { $0.fits(levels - 1) }
    case .text, .partial, .number, .boolean, .null, .pattern, .table, .direction, .migration, .presence,
      .relation,
      .row, .sql, .condition, .constant, .object, .unknown:
      true
    }
  }

  /// Whether a block may keep the value: no code, so that what is kept never grows in itself.
  func isPlain(_ levels: Int = 4) -> Bool {
    switch self {
    case .list(let values): levels > 0 && values.count < 200 && values.allSatisfy { $0.isPlain(levels - 1) }
    case .map(let entries):
      levels > 0 && entries.count < 200 && entries.allSatisfy { $0.value.isPlain(levels - 1) }
    case .code: false
    case .text, .partial, .number, .boolean, .null, .pattern, .table, .direction, .migration, .presence,
      .relation,
      .row, .sql, .condition, .constant, .object, .unknown:
      true
    }
  }
}

extension RailsValue {
  /// Whether it is a list or hash.
  var isCollection: Bool {
    switch self {
    case .list, .map: true
    default: false
    }
  }

  /// Whether it is known to be the same constant as another; collections of up to 200 elements are compared.
  func isSame(_ other: RailsValue, _ levels: Int = 4) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.text(let one), .text(let other)): one.string == other.string
    case (.number(let one), .number(let other)): one == other
    case (.boolean(let one), .boolean(let other)): one == other
    case (.list(let one), .list(let other)):
      levels > 0 && one.count == other.count && one.count < 200
        && zip(one, other).allSatisfy { $0.isSame($1, levels - 1) }
    case (.map(let one), .map(let other)):
      levels > 0 && one.count == other.count && one.count < 200
        && zip(one, other).allSatisfy { $0.key == $1.key && $0.value.isSame($1.value, levels - 1) }
    default: false
    }
  }
}

extension RailsValue {
  /// Bytes of SQL over a row that are kept.
  static let sqlLimit = 4_000

  /// SQL over the columns of a row; not known if it is too long.
  static func overRow(_ sql: String) -> RailsValue {
    sql.utf8.count <= sqlLimit ? .sql(sql) : .unknown
  }
}

extension RailsRunner {
  /// Counts the work that a text of this many bytes makes.
  mutating func spend(bytes: Int) { workLeft -= min(bytes / 64, max(0, workLeft - 1)) }

  /// A list or hash; not known if it is too large or nested too deep.
  mutating func made(_ value: RailsValue) -> RailsValue {
    let count: Int
    switch value {
    case .list(let values): count = values.count
    case .map(let entries): count = entries.count
    default: count = 0
    }
    workLeft -= min(count / 8, max(0, workLeft - 1))
    return workLeft > 0 && value.fits() ? value : .unknown
  }

  /// A block with what it may see of the running method.
  func closure(_ function: ScriptFunction) -> RailsClosure {
    RailsClosure(function: function, names: names.filter { $0.value.isPlain() })
  }
}
