import Domain
import ScriptSyntax

/// Definitions of columns as SQL: texts, constants of `Schema`, and builders
/// (https://www.yiiframework.com/doc/api/2.0/yii-db-schemabuildertrait).
struct YiiColumn {
  let values: YiiValues

  private var spelling: SQLSpelling { values.spelling }
  private var isMySQL: Bool { spelling.family == .mysql }
  private var types: YiiTypes { YiiTypes(family: spelling.family) }

  /// What follows a column's name; nil if it is not known.
  func sql(_ value: FoldedValue) -> String? {
    text(value).map { types.sql(values.names.sql(ScriptText($0)).string) }
  }

  /// A definition in Yii's words.
  private func text(_ value: FoldedValue, level: Int = 0) -> String? {
    guard level < 12 else { return nil }
    switch value.content {
    case .string(let text): return text.string
    case .number(let digits): return digits
    case .null: return ""
    case .reference(let reference): return Self.constant(reference.name)
    case .joined(let parts):
      let texts = parts.map { text($0, level: level + 1) }
      let known = texts.compactMap { $0 }
      return known.count == texts.count ? known.joined() : nil
    case .call(let call): return builder(call)
    default: return nil
    }
  }

  /// `Schema::TYPE_STRING`
  private static func constant(_ name: String) -> String? {
    guard name.hasPrefix("TYPE_") else { return nil }
    switch name.dropFirst(5) {
    case "PK", "UPK", "BIGPK", "UBIGPK", "CHAR", "STRING", "TEXT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT",
      "FLOAT", "DOUBLE", "DECIMAL", "DATETIME", "TIMESTAMP", "TIME", "DATE", "BINARY", "BOOLEAN", "MONEY",
      "JSON":
      return name.dropFirst(5).lowercased()
    default: return nil
    }
  }

  /// `$this->string(64)->notNull()`
  private func builder(_ call: FoldedCall) -> String? {
    let links = call.chain
    guard let at = links.lastIndex(where: { type($0) != nil }), let type = type(links[at]) else { return nil }
    var (isNotNull, isUnique, isUnsigned): (Bool?, Bool, Bool) = (nil, false, false)
    var (preset, check, more, place) = ("", "", "", "")
    for link in links[(at + 1)...] {
      let first = link.positional.first
      switch link.name {
      case "notNull": isNotNull = true
      case "null": isNotNull = false
      case "unique": isUnique = true
      case "unsigned": isUnsigned = isMySQL
      case "defaultValue":
        guard let first else { continue }
        if first.isNull {
          isNotNull = isNotNull ?? false
        } else {
          preset = defaultClause(first)
        }
      case "defaultExpression": preset = first?.text.map { " DEFAULT " + $0 } ?? ""
      case "check": check = first?.text.map { " CHECK (" + $0 + ")" } ?? ""
      case "append": more += first?.text.map { " " + $0 } ?? ""
      case "after" where isMySQL: place = first?.text.map { " AFTER " + spelling.name($0) } ?? ""
      case "first" where isMySQL: place = " FIRST"
      case "comment", "after", "first", "toString", "__toString", "collate", "charset": continue
      default: return nil
      }
    }
    let isKey = type.hasPrefix("pk") || type.hasPrefix("bigpk")
    let stem = isUnsigned && isKey ? "u" + type : type
    let null = isNotNull.map { $0 ? " NOT NULL" : " NULL" } ?? ""
    let sign = isUnsigned && !isKey ? " UNSIGNED" : ""
    return stem + sign + (isKey ? "" : null) + preset + (isUnique ? " UNIQUE" : "") + check + more + place
  }

  private func defaultClause(_ value: FoldedValue) -> String {
    if let flag = value.boolean { return flag ? " DEFAULT TRUE" : " DEFAULT FALSE" }
    let sql = values.sql(value)
    return sql == spelling.unknown ? "" : " DEFAULT " + sql
  }

  /// The word of a call that begins a definition, with its size.
  private func type(_ call: FoldedCall) -> String? {
    let first = call.positional.first
    switch call.name {
    case "createColumnSchemaBuilder", "ColumnSchemaBuilder":
      return first.flatMap { text($0) }.map { $0 + size(Array(call.positional.dropFirst())) }
    case "enum":
      guard let labels = call.positional.last?.elements?.compactMap(\.text), !labels.isEmpty else {
        return nil
      }
      guard isMySQL else { return "string" }
      return "enum(" + labels.map { spelling.string($0) }.joined(separator: ", ") + ")"
    case "mediumText", "longText", "tinyText": return isMySQL ? call.name.lowercased() : "text"
    default: break
    }
    // PHP does not tell apart the case of the names of methods.
    guard let word = Self.words[call.name.lowercased()] else { return nil }
    return word + size(call.positional)
  }

  private func size(_ values: [FoldedValue]) -> String {
    let parts = values.flatMap { $0.elements ?? [$0] }.compactMap { $0.digits ?? $0.text }
    return parts.isEmpty ? "" : "(" + parts.joined(separator: ",") + ")"
  }

  private static let words = [
    "primarykey": "pk", "bigprimarykey": "bigpk", "char": "char", "string": "string", "text": "text",
    "tinyinteger": "tinyint", "smallinteger": "smallint", "integer": "integer", "biginteger": "bigint",
    "float": "float", "double": "double", "decimal": "decimal", "datetime": "datetime",
    "timestamp": "timestamp", "time": "time", "date": "date", "binary": "binary", "boolean": "boolean",
    "money": "money", "json": "json",
  ]
}
