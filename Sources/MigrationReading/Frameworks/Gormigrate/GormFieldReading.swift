import Domain
import ScriptSyntax

/// What the type of a field is for GORM (`ParseField`, go-gorm/gorm `schema/field.go`).
struct GormFieldReading {
  let models: GormModels
  /// The structure of the field.
  let type: ScriptClass
  let tag: GormTag

  enum Reading {
    /// A value, with its bits.
    case kind(GormKind, Int)
    /// Another structure, or several.
    case structure(ScriptClass, isList: Bool)
    case unknown
  }

  func read(_ field: GoType.Field) -> Reading {
    if let structure = field.structure { return .structure(structure, isList: false) }
    return read(field.type, in: type, level: 0)
  }

  private func read(_ written: String, in type: ScriptClass, level: Int) -> Reading {
    guard level < 8 else { return .unknown }
    let name = String(written.drop { $0 == "*" })
    if name.hasPrefix("[") {
      guard let close = name.firstIndex(of: "]") else { return .unknown }
      let element = String(name[name.index(after: close)...])
      if element == "byte" || element == "uint8" { return .kind(.bytes, 0) }
      if case .structure(let inner, _) = read(element, in: type, level: level + 1) {
        return .structure(inner, isList: true)
      }
      return .unknown
    }
    switch models.library.meaning(of: name, in: type) {
    case .basic(let word): return basic(word)
    case .foreign(let path): return foreign(path)
    case .type(let other): return own(other, level)
    }
  }

  private func basic(_ word: String) -> Reading {
    switch word {
    case "bool": .kind(.bool, 0)
    case "int", "int64": .kind(.int, 64)
    case "int32", "rune": .kind(.int, 32)
    case "int16": .kind(.int, 16)
    case "int8": .kind(.int, 8)
    case "uint", "uint64": .kind(.uint, 64)
    case "uint32": .kind(.uint, 32)
    case "uint16": .kind(.uint, 16)
    case "uint8", "byte": .kind(.uint, 8)
    case "float64": .kind(.float, 64)
    case "float32": .kind(.float, 32)
    case "string": .kind(.string, 0)
    default: .unknown
    }
  }

  /// Types of packages that many programs use.
  private func foreign(_ path: String) -> Reading {
    switch path {
    case "time.Time", "database/sql.NullTime", "gorm.io/gorm.DeletedAt", "github.com/lib/pq.NullTime":
      return .kind(.time, 0)
    case "time.Duration", "database/sql.NullInt64": return .kind(.int, 64)
    case "time.Month", "time.Weekday": return .kind(.int, 64)
    case "database/sql.NullInt32": return .kind(.int, 32)
    case "database/sql.NullInt16": return .kind(.int, 16)
    case "database/sql.NullString", "github.com/shopspring/decimal.Decimal",
      "github.com/shopspring/decimal.NullDecimal":
      return .kind(.string, 0)
    case "database/sql.NullBool": return .kind(.bool, 0)
    case "database/sql.NullFloat64": return .kind(.float, 64)
    case "encoding/json.RawMessage", "net.IP": return .kind(.bytes, 0)
    default: break
    }
    let parts = path.split(separator: "/")
    let last = parts.last.map(String.init) ?? path
    if last.hasSuffix(".UUID") || last.hasSuffix(".NullUUID") || last.hasSuffix(".ULID") {
      return .kind(.string, 0)
    }
    if path.hasPrefix("gopkg.in/guregu/null") || path.contains(text: "volatiletech/null") {
      switch last.split(separator: ".").last {
      case "String": return .kind(.string, 0)
      case "Int", "Int64": return .kind(.int, 64)
      case "Time": return .kind(.time, 0)
      case "Bool": return .kind(.bool, 0)
      case "Float", "Float64": return .kind(.float, 64)
      default: return .unknown
      }
    }
    return documents(path)
  }

  /// `datatypes.JSON` and its kin (https://github.com/go-gorm/datatypes).
  private func documents(_ path: String) -> Reading {
    let family = models.spelling.family
    if path.hasPrefix("gorm.io/datatypes.") || path.hasPrefix("github.com/go-gorm/datatypes.") {
      switch path.split(separator: ".").last {
      case "Date": return .kind(.written("date"), 0)
      case "JSON", "JSONMap", "JSONType", "JSONSlice":
        switch family {
        case .postgres: return .kind(.written("JSONB"), 0)
        case .sqlserver: return .kind(.written("NVARCHAR(MAX)"), 0)
        case .mysql, .sqlite, .other: return .kind(.written("JSON"), 0)
        }
      default: return .unknown
      }
    }
    if path == "github.com/jinzhu/gorm/dialects/postgres.Jsonb" { return .kind(.written("jsonb"), 0) }
    if path == "github.com/jinzhu/gorm/dialects/postgres.Hstore" { return .kind(.written("hstore"), 0) }
    return .unknown
  }

  /// A type of the repository.
  private func own(_ other: ScriptClass, _ level: Int) -> Reading {
    for name in ["GormDBDataType", "GormDataType"] {
      if other.method(name) != nil, let text = models.text(of: name, other) {
        return .kind(.written(text), 0)
      }
    }
    let isValue = other.method("Value") != nil
    guard GoType.fields(of: other) != nil else {
      guard let name = GoType.underlying(other) else { return .unknown }
      let inner = read(name, in: other, level: level + 1)
      if case .kind(.bytes, _) = inner { return inner }
      // What a method makes of a list or structure is not known.
      if isValue, case .kind = inner { return inner }
      return isValue ? .unknown : inner
    }
    guard isValue else { return .structure(other, isList: false) }
    guard let first = GoType.fields(of: other)?.first, first.structure == nil else { return .unknown }
    // The first field stands for the value, as that of `sql.NullString`.
    return read(first.type, in: other, level: level + 1)
  }
}
