import Domain
import ScriptSyntax

/// A column as a builder states it: `ColumnDef::new(A::B).string_len(30).not_null()`, or a short form
/// `string_null(A::B)` (https://docs.rs/sea-orm-migration/latest/sea_orm_migration/schema/).
struct SeaColumn {
  let name: String
  private var type: String?
  private var isSerial = false
  private(set) var isNullable: Bool?
  private(set) var isPrimaryKey = false
  private(set) var isUnique = false
  private(set) var defaultSQL: String?
  private(set) var conversion: String?
  private var generated: String?
  private var extra = ""
  private var check = ""
  private let spelling: SQLSpelling

  /// A column of a chain; nil if its name is not known.
  init?(_ value: FoldedValue, _ spelling: SQLSpelling) {
    guard let builder = SeaBuilder(value), let first = builder.links.first else { return nil }
    self.spelling = spelling
    guard let name = SeaName.text(first.positional.first) else { return nil }
    self.name = name
    let rest = Array(first.positional.dropFirst())
    switch builder.root {
    case "ColumnDef.new": break
    case "ColumnDef.new_with_type": type = rest.first.flatMap { columnType($0) }
    default:
      guard !builder.root.contains(text: ".") else { return nil }
      takeShortForm(builder.root, rest)
      guard type != nil else { return nil }
    }
    for link in builder.links.dropFirst() { take(link) }
  }

  /// A field of an entity.
  init?(_ field: SeaField, _ spelling: SQLSpelling) {
    self.spelling = spelling
    name = field.name
    guard let type = field.type else { return nil }
    self.type = SeaTypes(family: spelling.family).type(type.method, type.arguments)
    guard self.type != nil else { return nil }
    isNullable = field.isNullable
    isPrimaryKey = field.attributes.has("primary_key")
    isUnique = field.attributes.has("unique")
    let isOff = if case .boolean(false, _)? = field.attributes.value("auto_increment") { true } else { false }
    isSerial = isPrimaryKey && !isOff && type.method.hasSuffix("integer")
    switch field.attributes.value("default_value") {
    case .string(let text)?: defaultSQL = spelling.string(text.text.string)
    case .number(let number)?: defaultSQL = number.text
    case .boolean(let flag, _)?: defaultSQL = flag ? "TRUE" : "FALSE"
    default: break
    }
    if field.attributes.text("default_expr")?.contains(text: "current_timestamp") == true {
      defaultSQL = "CURRENT_TIMESTAMP"
    }
  }

  /// Whether a type is stated; a change may leave it out.
  var typeText: String? { type }

  /// `string_null(A)`, `pk_auto(A)`, `integer_uniq(A)`
  private mutating func takeShortForm(_ word: String, _ arguments: [FoldedValue]) {
    var method = word
    isNullable = false
    switch word {
    case "pk_auto", "pk_uuid", "big_pk_auto":
      method = word == "pk_uuid" ? "uuid" : word == "pk_auto" ? "integer" : "big_integer"
      isPrimaryKey = true
      isSerial = word != "pk_uuid"
    default:
      if method.hasSuffix("_null") {
        method = String(method.dropLast(5))
        isNullable = true
      } else if method.hasSuffix("_uniq") {
        method = String(method.dropLast(5))
        isUnique = true
      }
    }
    type = stated(method, arguments)
  }

  private mutating func take(_ link: FoldedCall) {
    let first = link.positional.first
    switch link.name {
    case "not_null": isNullable = false
    case "null": isNullable = true
    case "auto_increment": isSerial = true
    case "primary_key": isPrimaryKey = true
    case "unique_key", "unique": isUnique = true
    case "default", "default_expr": if let first { defaultSQL = SeaExpressions(spelling).known(first) }
    case "extra": if let text = first?.text { extra += " " + text }
    case "check":
      if let first, let sql = SeaExpressions(spelling).known(first) { check = " CHECK (" + sql + ")" }
    case "using": if let first { conversion = SeaExpressions(spelling).known(first) }
    case "generated":
      if let first, let sql = SeaExpressions(spelling).known(first) {
        let isStored = link.positional.dropFirst().first?.boolean ?? true
        generated = " GENERATED ALWAYS AS (" + sql + ")" + (isStored ? " STORED" : "")
      }
    default: if let type = stated(link.name, link.positional) { self.type = type }
    }
  }

  /// The type that a method states; nil for other methods.
  private func stated(_ method: String, _ arguments: [FoldedValue]) -> String? {
    switch method {
    case "custom":
      return SeaName.text(arguments.first).map {
        spelling.family == .postgres ? Self.plain($0, spelling) : $0
      }
    case "enumeration":
      guard let name = SeaName.text(arguments.first) else { return nil }
      switch spelling.family {
      case .postgres: return spelling.name(name)
      case .mysql:
        let labels = SeaName.list(arguments.dropFirst().first) ?? []
        return "ENUM(" + labels.map { spelling.string($0) }.joined(separator: ", ") + ")"
      case .sqlite, .sqlserver, .other: return "enum_text"
      }
    case "array": return arguments.first.flatMap { columnType($0) }.map { $0 + "[]" }
    default:
      let texts = arguments.compactMap(\.digits)
      return SeaTypes(family: spelling.family).type(method, method == "interval" ? [] : texts)
    }
  }

  /// A type that is no word of SQL keeps its letters.
  private static func plain(_ text: String, _ spelling: SQLSpelling) -> String {
    let isWord = text.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
    let isPart = text.contains { "( [".contains($0) }
    return isWord || isPart ? text : spelling.name(text)
  }

  /// `ColumnType::JsonBinary`, `ColumnType::String(StringLen::N(16))`
  private func columnType(_ value: FoldedValue) -> String? {
    switch value.content {
    case .reference(let reference): return stated(SeaNames.snake(reference.name), [])
    case .call(let call):
      let arguments = call.positional.flatMap { $0.call?.positional ?? [$0] }.flatMap { $0.elements ?? [$0] }
      return stated(SeaNames.snake(call.name), arguments)
    default: return nil
    }
  }

  /// What follows the column's name; nil if its type is not known.
  var clause: String? {
    guard var sql = type else { return nil }
    if isSerial {
      switch spelling.family {
      case .postgres:
        sql =
          sql == "bigint"
          ? "bigserial" : sql == "smallint" ? "smallserial" : sql == "integer" ? "serial" : sql
      case .mysql: extraMarks(&sql, " AUTO_INCREMENT")
      case .sqlite, .sqlserver, .other: break
      }
    }
    sql += generated ?? ""
    if isNullable == false || isPrimaryKey {
      sql += " NOT NULL"
    } else if isNullable == true {
      sql += " NULL"
    }
    if let defaultSQL {
      sql += " DEFAULT " + (Self.isPlain(defaultSQL) ? defaultSQL : "(" + defaultSQL + ")")
    }
    if isPrimaryKey { sql += " PRIMARY KEY" }
    if isUnique { sql += " UNIQUE" }
    return sql + check + extra
  }

  private func extraMarks(_ sql: inout String, _ mark: String) { sql += mark }

  private static func isPlain(_ sql: String) -> Bool {
    !sql.contains { " (".contains($0) } || sql.hasPrefix("'") || sql == "CURRENT_TIMESTAMP"
  }
}
