import Domain
import ScriptSyntax

/// Column types of ActiveRecord as PostgreSQL has them.
enum RailsTypes {
  /// The methods of a table block that add a column of their own name's type.
  static let names: Set<String> = [
    "string", "text", "integer", "bigint", "float", "decimal", "numeric", "datetime", "timestamp",
    "timestamptz",
    "time", "date", "binary", "blob", "boolean", "json", "jsonb", "uuid", "inet", "cidr", "macaddr", "hstore",
    "citext", "xml", "tsvector", "tsquery", "ltree", "interval", "money", "point", "line", "lseg", "box",
    "path",
    "polygon", "circle", "oid", "bit", "bit_varying", "int4range", "int8range", "numrange", "tsrange",
    "tstzrange",
    "daterange", "serial", "bigserial", "smallint", "st_point", "geometry", "geography", "vector", "enum",
    "virtual",
    "tinyint", "mediumint", "mediumtext", "longtext", "tinytext", "char", "double", "real", "primary_key",
  ]

  /// The type of a column by its ActiveRecord name and options.
  static func type(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> ColumnType {
    var type = scalar(name, options, version)
    if options.flag("array") == true { type.arrayDimensions = 1 }
    return type
  }

  private static func scalar(_ name: String, _ options: RailsOptions, _ version: RailsVersion) -> ColumnType {
    let limit = options.integer("limit")
    switch name {
    case "string": return ColumnType("character varying", modifiers: limit.map { [String($0)] } ?? [])
    case "char": return ColumnType("character", modifiers: limit.map { [String($0)] } ?? [])
    case "integer", "primary_key":
      if name == "primary_key", version >= RailsVersion(5, 1) { return ColumnType("bigint") }
      guard let limit else { return ColumnType("integer") }
      return ColumnType(limit <= 2 ? "smallint" : limit <= 4 ? "integer" : "bigint")
    case "float":
      return ColumnType(limit.map { $0 <= 24 } ?? false ? "real" : "double precision")
    case "double": return ColumnType("double precision")
    case "decimal", "numeric":
      let precision = options.integer("precision").map { [String($0)] } ?? []
      let scale = precision.isEmpty ? [] : options.integer("scale").map { [String($0)] } ?? []
      return ColumnType("numeric", modifiers: precision + scale)
    case "datetime", "timestamp", "timestamptz":
      let zone = name == "timestamptz" ? "timestamp with time zone" : "timestamp without time zone"
      let isStated = options["precision"] != nil
      let precision = isStated ? options.integer("precision") : version >= RailsVersion(7, 0) ? 6 : nil
      return ColumnType(zone, modifiers: precision.map { [String($0)] } ?? [])
    case "time": return ColumnType("time without time zone")
    case "binary", "blob": return ColumnType("bytea")
    case "bit_varying": return ColumnType("bit varying", modifiers: limit.map { [String($0)] } ?? [])
    case "serial": return ColumnType("integer")
    case "bigserial": return ColumnType("bigint")
    case "mediumtext", "longtext", "tinytext": return ColumnType("text")
    case "enum": return ColumnType(options.text("enum_type") ?? "enum")
    case "virtual": return scalar(options.text("type") ?? "string", options, version)
    case "references", "belongs_to":
      return ColumnType(version >= RailsVersion(5, 1) ? "bigint" : "integer")
    default: return ColumnType(name.lowercased())
    }
  }
}

/// The version in `ActiveRecord::Migration[7.0]`; it fixes what calls mean.
struct RailsVersion: Comparable {
  var major: Int
  var minor: Int

  init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  static func < (left: RailsVersion, right: RailsVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}

/// Values of a migration program, as far as its text says them.
indirect enum RailsValue {
  case text(ScriptText)
  case number(String)
  case boolean(Bool)
  case null
  case list([RailsValue])
  case map([(key: String, value: RailsValue)])
  case code(ScriptFunction)
  /// The parameter of a table block.
  case table
  /// The parameter of `reversible`.
  case direction
  /// `column_exists?` and its kin: true for "is there".
  case presence(Bool)
  /// A model, with the conditions of its chain; nil conditions are not known.
  case rows(TableName, [Expression]?)
  case unknown

  /// The text of a string, symbol or number.
  var string: String? {
    switch self {
    case .text(let text): text.string
    case .number(let text): text
    default: nil
    }
  }
}

/// The options of a call by name; the last of a name counts.
struct RailsOptions {
  var entries: [(key: String, value: RailsValue)] = []

  subscript(_ name: String) -> RailsValue? { entries.last { $0.key == name }?.value }

  func text(_ name: String) -> String? { self[name]?.string }

  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  func flag(_ name: String) -> Bool? {
    if case .boolean(let value)? = self[name] { value } else { nil }
  }

  /// The names of an option that is one name or a list of them.
  func names(_ name: String) -> [String] {
    switch self[name] {
    case .list(let values)?: values.compactMap(\.string)
    case let value?: value.string.map { [$0] } ?? []
    case nil: []
    }
  }
}

/// English words as ActiveSupport forms them, the common endings.
enum RailsWords {
  static func plural(_ word: String) -> String {
    if word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us") && !word.hasSuffix("is") {
      return word
    }
    if word.hasSuffix("person") { return word.dropLast(6) + "people" }
    if word.hasSuffix("child") { return word + "ren" }
    if word.hasSuffix("status") || word.hasSuffix("alias") || word.hasSuffix("bus") { return word + "es" }
    if word.hasSuffix("sis") { return word.dropLast(2) + "es" }
    if ["ss", "sh", "ch", "x"].contains(where: word.hasSuffix) { return word + "es" }
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    return word + "s"
  }

  static func singular(_ word: String) -> String {
    if word.hasSuffix("people") { return word.dropLast(6) + "person" }
    if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    if ["sses", "shes", "ches", "xes", "statuses"].contains(where: word.hasSuffix) {
      return String(word.dropLast(2))
    }
    return word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }

  /// `LineItem` is `line_items`.
  static func table(_ model: String) -> String {
    let last = model.split(whereSeparator: { $0 == ":" || $0 == "." }).last.map(String.init) ?? model
    var text = ""
    var previous: Character = "_"
    for sign in last {
      if sign.isUppercase, previous.isLowercase || previous.isNumber { text.append("_") }
      text += sign.lowercased()
      previous = sign
    }
    return plural(text)
  }
}
