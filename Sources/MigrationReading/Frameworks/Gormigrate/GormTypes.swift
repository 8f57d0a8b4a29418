import Domain

/// The types of columns in a database's own words (`DataTypeOf` of go-gorm/postgres, mysql, sqlite and sqlserver; the
/// first version: jinzhu/gorm `dialect_*.go`).
struct GormTypes {
  let spelling: SQLSpelling
  /// The first version of GORM, before `gorm.io/gorm`.
  let isFirstVersion: Bool

  /// The type of a column, with what belongs to it.
  func type(of column: GormColumn) -> String {
    if case .written(let text) = column.kind { return written(text, column) }
    switch spelling.family {
    case .mysql: return mysql(column)
    case .sqlite: return sqlite(column)
    case .sqlserver: return sqlserver(column)
    case .postgres, .other: return postgres(column)
    }
  }

  private func written(_ text: String, _ column: GormColumn) -> String {
    let lower = text.lowercased()
    guard column.isAutoIncrement else { return text }
    switch spelling.family {
    case .mysql: return lower.contains(text: "auto_increment") ? text : text + " AUTO_INCREMENT"
    case .postgres where !isFirstVersion && !lower.contains(text: "serial"): return serial(column)
    default: return text
    }
  }

  private func serial(_ column: GormColumn) -> String {
    let size = bits(column)
    return size <= 16 ? "smallserial" : size <= 32 ? "serial" : "bigserial"
  }

  /// One bit more for numbers without a sign.
  private func bits(_ column: GormColumn) -> Int { column.size + (column.valueKind == .uint ? 1 : 0) }

  private func postgres(_ column: GormColumn) -> String {
    switch column.kind {
    case .bool: return "boolean"
    case .int, .uint:
      if isFirstVersion {
        let isWide = column.size > 32 && column.isWideInFirstVersion
        if column.isAutoIncrement { return isWide ? "bigserial" : "serial" }
        return isWide ? "bigint" : "integer"
      }
      if column.isAutoIncrement { return serial(column) }
      let size = bits(column)
      return size <= 16 ? "smallint" : size <= 32 ? "integer" : "bigint"
    case .float:
      if isFirstVersion { return "numeric" }
      if column.precision > 0 {
        return column.scale > 0
          ? "numeric(\(column.precision), \(column.scale))" : "numeric(\(column.precision))"
      }
      return "decimal"
    case .string:
      let limit = isFirstVersion ? 65_531 : 10_485_760
      return column.size > 0 && column.size <= limit ? "varchar(\(column.size))" : "text"
    case .time:
      if isFirstVersion { return "timestamp with time zone" }
      return column.precision > 0 ? "timestamptz(\(column.precision))" : "timestamptz"
    case .bytes: return "bytea"
    case .written(let text): return text
    }
  }

  private func mysql(_ column: GormColumn) -> String {
    switch column.kind {
    case .bool: return "boolean"
    case .int, .uint:
      let sign = column.kind == .uint ? " unsigned" : ""
      let counted = column.isAutoIncrement ? " AUTO_INCREMENT" : ""
      if isFirstVersion {
        let type = column.size <= 8 ? "tinyint" : column.size <= 16 ? "smallint" : nil
        return (type ?? (column.size > 32 && column.isWideInFirstVersion ? "bigint" : "int")) + sign + counted
      }
      let type =
        switch column.size {
        case ...8: "tinyint"
        case ...16: "smallint"
        case ...24: "mediumint"
        case ...32: "int"
        default: "bigint"
        }
      return type + sign + counted
    case .float:
      if column.precision > 0 { return "decimal(\(column.precision), \(column.scale))" }
      return column.size <= 32 && !isFirstVersion ? "float" : "double"
    case .string: return mysqlText(column)
    case .time:
      if isFirstVersion { return column.isNotNull ? "datetime" : "datetime NULL" }
      let digits = column.tag["PRECISION"] == nil ? 3 : column.precision
      let type = digits > 0 ? "datetime(\(digits))" : "datetime"
      return column.isNotNull || column.isPrimaryKey ? type : type + " NULL"
    case .bytes:
      if column.size > 0, column.size < 65_536 { return "varbinary(\(column.size))" }
      return column.size >= 65_536 && column.size <= 1 << 24 ? "mediumblob" : "longblob"
    case .written(let text): return text
    }
  }

  private func mysqlText(_ column: GormColumn) -> String {
    var size = column.size
    if isFirstVersion {
      if size == 0 { size = 255 }
      return size < 65_532 ? "varchar(\(size))" : "longtext"
    }
    if size == 0 {
      let tag = column.tag
      let isShort =
        column.isPrimaryKey || tag["DEFAULT"] != nil || tag["INDEX"] != nil || tag["UNIQUE"] != nil
      if isShort { size = 191 }
    }
    if size >= 65_536, size <= 1 << 24 { return "mediumtext" }
    return size <= 0 || size > 1 << 24 ? "longtext" : "varchar(\(size))"
  }

  private func sqlite(_ column: GormColumn) -> String {
    switch column.kind {
    case .bool: return isFirstVersion ? "bool" : "numeric"
    case .int, .uint:
      // The key of a table is written where it stands.
      if column.isAutoIncrement { return "integer" }
      return isFirstVersion && column.size > 32 && column.isWideInFirstVersion ? "bigint" : "integer"
    case .float: return "real"
    case .string:
      guard isFirstVersion else { return "text" }
      return column.size < 65_532 ? "varchar(\(column.size == 0 ? 255 : column.size))" : "text"
    case .time: return "datetime"
    case .bytes: return "blob"
    case .written(let text): return text
    }
  }

  private func sqlserver(_ column: GormColumn) -> String {
    switch column.kind {
    case .bool: return "bit"
    case .int, .uint:
      let type = column.size <= 16 ? "smallint" : column.size <= 32 ? "int" : "bigint"
      return column.isAutoIncrement ? type + " IDENTITY(1,1)" : type
    case .float:
      if column.precision > 0 {
        return column.scale > 0
          ? "decimal(\(column.precision), \(column.scale))" : "decimal(\(column.precision))"
      }
      return "float"
    case .string:
      var size = column.size
      let tag = column.tag
      if size == 0, column.isPrimaryKey || tag["INDEX"] != nil || tag["UNIQUE"] != nil { size = 256 }
      return size > 0 && size <= 4_000 ? "nvarchar(\(size))" : "nvarchar(MAX)"
    case .time: return column.precision > 0 ? "datetimeoffset(\(column.precision))" : "datetimeoffset"
    case .bytes: return "varbinary(MAX)"
    case .written(let text): return text
    }
  }
}

extension GormColumn {
  /// The first version makes wide numbers of `int64` and `uint64` alone, not of `int` and `uint`.
  var isWideInFirstVersion: Bool { tag["wide"] != nil }
}
