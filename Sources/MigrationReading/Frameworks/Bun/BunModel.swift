import Domain
import ScriptSyntax

/// A structure as Bun or go-pg makes a table of it.
struct BunModel {
  var table: TableName
  /// The name of the table in queries.
  var alias: String
  var columns: [BunColumn] = []
  /// Structures whose rows belong together with those of the table.
  var relations: [BunRelation] = []
  /// Fields whose types are not known.
  var unknown: [(field: String, type: String)] = []
  /// Whether it has tags of go-pg.
  var isOfGoPG = false

  /// The columns of the primary key.
  var primaryKey: [BunColumn] { columns.filter(\.isPrimaryKey) }
}

/// A field that is a column.
struct BunColumn {
  var field: String
  var name: String
  /// nil for a type that only the tag says.
  var kind: BunKind?
  var tag: BunTag
  var isPrimaryKey: Bool
  var isAutoIncrement: Bool
}

/// A row of another table that a row names: `bun:"rel:belongs-to,join:a_id=id"`.
struct BunRelation {
  var type: ScriptClass
  var columns: [String]
  var others: [String]
  var tag: BunTag
}

/// What a field holds, as the libraries tell apart.
indirect enum BunKind: Equatable {
  case bool, string, time, bytes, address, network
  /// `json.RawMessage`.
  case json
  /// A structure or map, which is kept as a document.
  case document
  /// A number with its bits.
  case int(Int), uint(Int), float(Int)
  case list(BunKind)
}

/// How the libraries name columns (`internal/underscore.go` of uptrace/bun and go-pg/pg).
enum BunNames {
  /// `UserID` is `user_id`, `HTTPCode` is `http_code`.
  static func column(_ name: String) -> String {
    let bytes = Array(name.utf8)
    func isUpper(_ at: Int) -> Bool { bytes[at] &- 0x41 < 26 }
    func isLower(_ at: Int) -> Bool { bytes[at] &- 0x61 < 26 }
    var text: [UInt8] = []
    for at in bytes.indices {
      if isUpper(at), at > 0, at + 1 < bytes.count, isLower(at - 1) || isLower(at + 1) {
        text.append(UInt8(ascii: "_"))
      }
      text.append(bytes[at].lowered)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `UserProfile` is `user_profiles`.
  static func table(_ name: String) -> String { GoNames.plural(column(name)) }
}

/// The types of columns in the database's own words (`sqltype.go` of uptrace/bun and its dialects, `orm/table.go` of
/// go-pg/pg).
struct BunTypes {
  let spelling: SQLSpelling
  let isOfGoPG: Bool

  /// The type of a column; nil if nothing says it.
  func type(of column: BunColumn) -> String? {
    if let written = column.tag["type"], !written.isEmpty {
      guard column.isAutoIncrement, spelling.family == .postgres else { return written }
      return serial(written.lowercased()) ?? written
    }
    if column.tag.has("hstore") { return "hstore" }
    if column.tag.has("msgpack") { return spelling.family == .postgres ? "bytea" : "blob" }
    guard let kind = column.kind else { return nil }
    if column.tag.has("array"), case .list(let element) = kind {
      return type(of: element) + "[]"
    }
    let type = type(of: kind)
    guard column.isAutoIncrement else { return type }
    switch spelling.family {
    case .postgres: return serial(type) ?? type
    case .mysql: return type + " AUTO_INCREMENT"
    case .sqlserver: return type + " IDENTITY"
    case .sqlite, .other: return type
    }
  }

  private func serial(_ type: String) -> String? {
    switch type {
    case "smallint": "smallserial"
    case "integer", "int": "serial"
    case "bigint": "bigserial"
    default: nil
    }
  }

  private func type(of kind: BunKind) -> String {
    switch kind {
    case .bool: return spelling.family == .sqlserver ? "bit" : "boolean"
    case .string:
      if isOfGoPG { return "text" }
      return switch spelling.family {
      case .mysql: "varchar(255)"
      case .sqlserver: "nvarchar(255)"
      case .postgres, .sqlite, .other: "varchar"
      }
    case .time:
      return switch spelling.family {
      case .postgres: "timestamptz"
      case .mysql, .sqlserver: "datetime"
      case .sqlite, .other: "timestamp"
      }
    case .bytes:
      return switch spelling.family {
      case .postgres: "bytea"
      case .sqlserver: "varbinary(max)"
      case .mysql, .sqlite, .other: "blob"
      }
    case .address: return spelling.family == .postgres ? "inet" : type(of: .string)
    case .network: return spelling.family == .postgres ? "cidr" : type(of: .string)
    case .json: return spelling.family == .postgres ? "jsonb" : "json"
    case .document, .list: return spelling.family == .postgres ? "jsonb" : type(of: .string)
    case .int(let bits): return number(bits)
    case .uint(let bits): return number(isOfGoPG && bits < 64 ? bits * 2 : bits)
    case .float(let bits): return bits == 32 ? "real" : "double precision"
    }
  }

  private func number(_ bits: Int) -> String {
    if spelling.family == .sqlite { return "integer" }
    return bits <= 16 ? "smallint" : bits == 32 ? "integer" : "bigint"
  }
}
