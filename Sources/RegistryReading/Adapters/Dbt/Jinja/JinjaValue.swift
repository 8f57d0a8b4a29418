import Domain

/// A value while a template is evaluated. Lists, dictionaries and namespaces are shared, as in Python.
enum JinjaValue {
  /// A name that nothing defines, with its dotted path: `my_package.my_macro`.
  case undefined(String)
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case list(JinjaList)
  case dict(JinjaDict)
  /// Something that can be called by name: a built-in or a method of a value.
  case function(String)
  /// A method of a value.
  indirect case method(JinjaValue, String)
  /// A macro of the project or of a template.
  case macro(JinjaMacro)
  /// A built-in thing with attributes (`adapter`, `target`, `dbt_utils`).
  case object(String)
  /// A table that `ref`, `source` or `this` stands for.
  case relation(JinjaRelation)
  /// A value that only a run of dbt knows.
  case opaque(JinjaOpaque)
}

/// A list.
final class JinjaList {
  var items: [JinjaValue]

  init(_ items: [JinjaValue]) {
    self.items = items
  }
}

/// A dictionary or namespace in the order of insertion. Keys are texts; numbers stand as their text.
final class JinjaDict {
  private(set) var keys: [String] = []
  private var values: [String: JinjaValue] = [:]
  /// Whether it came from `namespace()`, whose attributes may be set.
  let isNamespace: Bool

  init(isNamespace: Bool = false) {
    self.isNamespace = isNamespace
  }

  convenience init(_ pairs: [(String, JinjaValue)]) {
    self.init()
    for (key, value) in pairs { self[key] = value }
  }

  var count: Int { keys.count }

  subscript(_ key: String) -> JinjaValue? {
    get { values[key] }
    set {
      if let newValue {
        if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if values.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  /// Keys with values, in order.
  var pairs: [(key: String, value: JinjaValue)] { keys.map { ($0, values[$0] ?? .none) } }
}

/// A table in a template.
struct JinjaRelation: Hashable {
  /// The identifier that stands for it in the rendered text.
  var placeholder: String
  /// The name that the warehouse knows it by, and that the text may use as a qualifier.
  var identifier: String
  /// Schema, if known.
  var schema: String?
  /// Database, if known.
  var database: String?
  /// The asset, nil when nothing in the registry has the name.
  var asset: AssetID?
}

/// What is known of a value that only a run of dbt knows.
struct JinjaOpaque {
  /// Strings that went into it: names of columns among them count as uses.
  var names: [String] = []
  /// Tables that went into it.
  var relations: [JinjaRelation] = []
  /// What it is, such as `target.type`: equal paths have equal values within one rendering.
  var path: String?
  /// If it is the answer of a comparison: what was compared with what.
  var guess: JinjaGuess?
  /// Whether it may stand for SQL that reads columns (an unknown macro, a query's result).
  var mayReadColumns = false

  /// The yes or no question that the value answers as a condition.
  var question: JinjaGuess? {
    guess ?? path.map { JinjaGuess(path: $0, value: "true", isEqual: true) }
  }
}

/// A yes or no question whose answer is not known: is `path` equal to `value`?
struct JinjaGuess: Hashable {
  var path: String
  var value: String
  var isEqual: Bool
}
