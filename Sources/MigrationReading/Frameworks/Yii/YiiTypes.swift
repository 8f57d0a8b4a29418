/// The types of columns that Yii writes for its own words (`QueryBuilder::$typeMap` of each database).
struct YiiTypes {
  let family: SQLSpelling.Family

  /// The SQL of a column for its definition in Yii's words: `string(64) NOT NULL` (`QueryBuilder::getColumnType`).
  func sql(_ definition: String) -> String {
    let bytes = Array(definition.utf8)
    let length = bytes.prefix { ScriptWordByte.isName($0) }.count
    let word = String(decoding: bytes[..<length], as: UTF8.self)
    guard let type = type(word) else { return definition }
    let rest = bytes[length...]
    guard rest.first == UInt8(ascii: "("), let close = rest.firstIndex(of: UInt8(ascii: ")")) else {
      let isWhole = rest.isEmpty || rest.first.map { $0 <= 0x20 } ?? true
      return isWhole ? type + String(decoding: rest, as: UTF8.self) : definition
    }
    let size = String(decoding: rest[...close], as: UTF8.self)
    let tail = String(decoding: rest[(close + 1)...], as: UTF8.self)
    guard let open = type.utf8.firstIndex(of: UInt8(ascii: "(")),
      let end = type.utf8.lastIndex(of: UInt8(ascii: ")"))
    else {
      let isTime = ["datetime", "timestamp", "time"].contains(type) && family == .mysql
      return type + (isTime ? size : "") + tail
    }
    return type[..<open] + size + type[type.utf8.index(after: end)...] + tail
  }

  /// The type for a word; nil if it is none of Yii's.
  private func type(_ word: String) -> String? {
    switch family {
    case .mysql: Self.mysql[word]
    case .postgres: Self.postgres[word]
    case .sqlserver: Self.sqlserver[word]
    case .sqlite, .other: Self.sqlite[word]
    }
  }

  private static let mysql = [
    "pk": "int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY",
    "upk": "int(10) UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY",
    "bigpk": "bigint(20) NOT NULL AUTO_INCREMENT PRIMARY KEY",
    "ubigpk": "bigint(20) UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY", "char": "char(1)",
    "string": "varchar(255)", "text": "text", "tinyint": "tinyint(3)", "smallint": "smallint(6)",
    "integer": "int(11)", "bigint": "bigint(20)", "float": "float", "double": "double",
    "decimal": "decimal(10,0)", "datetime": "datetime", "timestamp": "timestamp", "time": "time",
    "date": "date", "binary": "blob", "boolean": "tinyint(1)", "money": "decimal(19,4)", "json": "json",
  ]
  private static let postgres = [
    "pk": "serial NOT NULL PRIMARY KEY", "upk": "serial NOT NULL PRIMARY KEY",
    "bigpk": "bigserial NOT NULL PRIMARY KEY", "ubigpk": "bigserial NOT NULL PRIMARY KEY", "char": "char(1)",
    "string": "varchar(255)", "text": "text", "tinyint": "smallint", "smallint": "smallint",
    "integer": "integer", "bigint": "bigint", "float": "double precision", "double": "double precision",
    "decimal": "numeric(10,0)", "datetime": "timestamp(0)", "timestamp": "timestamp(0)", "time": "time(0)",
    "date": "date", "binary": "bytea", "boolean": "boolean", "money": "numeric(19,4)", "json": "jsonb",
  ]
  private static let sqlserver = [
    "pk": "int IDENTITY PRIMARY KEY", "upk": "int IDENTITY PRIMARY KEY",
    "bigpk": "bigint IDENTITY PRIMARY KEY", "ubigpk": "bigint IDENTITY PRIMARY KEY", "char": "nchar(1)",
    "string": "nvarchar(255)", "text": "nvarchar(max)", "tinyint": "tinyint", "smallint": "smallint",
    "integer": "int", "bigint": "bigint", "float": "float", "double": "float", "decimal": "decimal(18,0)",
    "datetime": "datetime", "timestamp": "datetime", "time": "time", "date": "date",
    "binary": "varbinary(max)", "boolean": "bit", "money": "decimal(19,4)", "json": "nvarchar(max)",
  ]
  private static let sqlite = [
    "pk": "integer PRIMARY KEY AUTOINCREMENT NOT NULL", "upk": "integer PRIMARY KEY AUTOINCREMENT NOT NULL",
    "bigpk": "integer PRIMARY KEY AUTOINCREMENT NOT NULL",
    "ubigpk": "integer PRIMARY KEY AUTOINCREMENT NOT NULL", "char": "char(1)", "string": "varchar(255)",
    "text": "text", "tinyint": "tinyint", "smallint": "smallint", "integer": "integer", "bigint": "bigint",
    "float": "float", "double": "double", "decimal": "decimal(10,0)", "datetime": "datetime",
    "timestamp": "timestamp", "time": "time", "date": "date", "binary": "blob", "boolean": "boolean",
    "money": "decimal(19,4)", "json": "json",
  ]
}
