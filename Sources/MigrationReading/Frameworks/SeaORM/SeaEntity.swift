import ScriptSyntax

/// An entity that stands among migrations: `struct Model` with what its macros make of it, the type `Entity` and the
/// enumeration `Column` (https://www.sea-ql.org/SeaORM/docs/generate-entity/entity-structure/).
struct SeaEntity {
  private let model: ScriptClass
  private let siblings: [ScriptClass]

  init(_ model: ScriptClass, among statements: [ScriptStatement]) {
    self.model = model
    siblings = statements.compactMap { if case .classDefinition(let found) = $0 { found } else { nil } }
  }

  /// A field of an entity's model.
  private var fields: [ScriptClass] { SeaNames.nested(model).filter { !SeaAttributes($0).has("ignore") } }

  /// `Entity`, and `Column` unless it is written out.
  var classes: [ScriptClass] {
    let attributes = SeaAttributes(model)
    guard let table = attributes.text("table_name") else { return [] }
    let place = model.range
    var entity = ScriptClass(
      derived: "Entity", of: Self.stated(model, siblings),
      body: [SeaNames.writing(table, at: place)] + Self.queries(at: place), at: place)
    if let schema = attributes.text("schema_name") {
      entity.body.append(.field(Self.schemaField, .text(schema, at: place), at: place))
    }
    guard !siblings.contains(where: { $0.name == "Column" }) else { return [entity] }
    let header = ScriptClass(derived: "Column", kind: .enumeration, at: place)
    var columns = header
    columns.body = fields.map { field in
      let name = SeaAttributes(field).text("column_name") ?? field.name
      return .classDefinition(
        ScriptClass(
          derived: SeaAttributes(field).text("enum_name") ?? SeaNames.camel(field.name), of: header,
          body: [SeaNames.writing(name, at: field.range)], at: field.range))
    }
    return [entity, columns]
  }

  /// The name of the field that holds an entity's schema.
  static let schemaField = "(schema)"

  /// The model with the types of enumerations beside it written out.
  private static func stated(_ model: ScriptClass, _ siblings: [ScriptClass]) -> ScriptClass {
    var result = model
    result.body = model.body.map { statement in
      guard case .classDefinition(var field) = statement,
        case .name(let type)? = field.bases.first,
        let values = siblings.first(where: { $0.name == SeaField.inner(type.text).name }),
        let stored = SeaAttributes(values).value("db_type")
      else { return statement }
      field.decorators.append(
        .call("sea_orm", with: "column_type", stored, at: field.range))
      return .classDefinition(field)
    }
    return result
  }

  /// `Entity::update_many()` and its kin, as the builders that they stand for.
  private static func queries(at range: ScriptRange) -> [ScriptStatement] {
    let kinds = [
      ("update_many", "update", "table"), ("delete_many", "delete", "from_table"), ("find", "select", "from"),
    ]
    return kinds.map { method, verb, table in
      let builder = ScriptNode.call(.named("Query", at: range), verb, at: range)
      let value = ScriptNode.call(builder, table, [.named("Self", at: range)], at: range)
      return .method(method, giving: value, at: range)
    }
  }
}

/// A column of an entity's model.
struct SeaField {
  /// Its name in the database.
  let name: String
  let attributes: SeaAttributes
  /// The builder's method for its type, with its arguments; nil if it is not known.
  let type: (method: String, arguments: [String])?
  let isNullable: Bool

  init(_ field: ScriptClass) {
    attributes = SeaAttributes(field)
    name = attributes.text("column_name") ?? field.name
    let written: String = if case .name(let type)? = field.bases.first { type.text } else { "" }
    let inner = Self.inner(written)
    isNullable = inner.isOptional || attributes.has("nullable")
    type = attributes.text("column_type").map { Self.stated($0) } ?? Self.method(inner.name).map { ($0, []) }
  }

  /// `A` of `Option<A>`, without its path.
  static func inner(_ type: String) -> (name: String, isOptional: Bool) {
    var text = type
    var isOptional = false
    if text.hasPrefix("Option<"), text.hasSuffix(">") {
      text = String(text.dropFirst(7).dropLast())
      isOptional = true
    }
    guard !text.contains("<") else { return (text, isOptional) }
    // `serde_json::Value` is told from other values by its path.
    if text.hasSuffix("Json") || text.hasSuffix("json::Value") || text.hasSuffix("JsonValue") {
      return ("Json", isOptional)
    }
    return (text.split(separator: ":").last.map(String.init) ?? text, isOptional)
  }

  /// `String(StringLen::N(16))`, `Decimal(Some((10, 2)))`
  static func stated(_ text: String) -> (method: String, arguments: [String]) {
    let head = text.prefix { $0 != "(" }.split(separator: ":").last.map(String.init) ?? text
    let rest = text.drop { $0 != "(" }
    var arguments = rest.split { !$0.isNumber }.map(String.init)
    if head == "Custom" { arguments = rest.split(separator: "\"").dropFirst().prefix(1).map(String.init) }
    return (SeaNames.snake(head), arguments)
  }

  /// The method for a type of Rust
  /// (https://www.sea-ql.org/SeaORM/docs/generate-entity/column-types/).
  private static func method(_ type: String) -> String? {
    switch type {
    case "String", "str": "string"
    case "char": "char"
    case "i8": "tiny_integer"
    case "i16": "small_integer"
    case "i32": "integer"
    case "i64": "big_integer"
    case "u8": "tiny_unsigned"
    case "u16": "small_unsigned"
    case "u32": "unsigned"
    case "u64": "big_unsigned"
    case "f32": "float"
    case "f64": "double"
    case "bool": "boolean"
    case "Uuid": "uuid"
    case "Json": "json"
    case "Decimal", "BigDecimal": "decimal"
    case "Date", "NaiveDate", "TimeDate", "ChronoDate": "date"
    case "Time", "NaiveTime", "TimeTime", "ChronoTime": "time"
    case "DateTime", "NaiveDateTime", "TimeDateTime", "PrimitiveDateTime", "ChronoDateTime": "date_time"
    case "DateTimeUtc", "DateTimeLocal", "DateTime<Utc>", "DateTime<FixedOffset>", "OffsetDateTime",
      "DateTimeWithTimeZone", "TimeDateTimeWithTimeZone", "ChronoDateTimeUtc",
      "ChronoDateTimeWithTimeZone":
      "timestamp_with_time_zone"
    case "Vec<u8>": "var_binary"
    default: nil
    }
  }
}
