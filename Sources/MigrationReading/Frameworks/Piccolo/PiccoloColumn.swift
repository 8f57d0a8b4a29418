import Domain
import ScriptSyntax

/// Columns of Piccolo as SQL: `column_type` and `ddl` of `piccolo/columns`.
struct PiccoloColumn {
  let run: ScriptRun
  let modules: PythonModules
  let state: PiccoloState
  let spelling: SQLSpelling
  /// The table that a column is of, by the name of its class.
  var own: (name: String, table: PiccoloState.Table)?

  private var isSQLite: Bool { spelling.family == .sqlite }

  /// The parameters of a column: `params={"length": 20}`, or those of its class's call.
  struct Parameters {
    let value: (String) -> FoldedValue?

    /// Those of a map.
    init(_ map: FoldedValue?) { value = { map?.entry($0) } }

    /// Those of a call.
    init(_ call: FoldedCall) { value = { call.keyword($0) } }

    subscript(name: String) -> FoldedValue? { value(name) }

    func flag(_ name: String) -> Bool { value(name)?.boolean == true }
  }

  /// The class of Piccolo that a class of a column is, or is built on.
  func kind(_ value: FoldedValue?, _ name: FoldedValue?, level: Int = 0) -> String? {
    var own: (ScriptClass, String)?
    if let value, case .classValue(let definition) = value.content { own = (definition, definition.name) }
    let named = value?.lastName ?? own?.1 ?? name?.text
    guard let named, level < 4 else { return nil }
    if Self.kinds.contains(named) { return named }
    if own == nil, let resolved = value?.resolved, let found = modules.value(resolved),
      case .classValue(let definition) = found.value.content
    {
      own = (definition, named)
    }
    // A class with a type of its own says it in code.
    guard let definition = own?.0, definition.method("column_type") == nil,
      let base = definition.bases.first?.dottedName?.split(separator: ".").last
    else { return nil }
    return Self.kinds.contains(String(base)) ? String(base) : nil
  }

  private static let kinds: Set<String> = [
    "Varchar", "Email", "Char", "Secret", "Text", "UUID", "Integer", "BigInt", "SmallInt", "Serial",
    "BigSerial",
    "PrimaryKey", "Timestamp", "Timestamptz", "Date", "Time", "Interval", "Boolean", "Numeric", "Decimal",
    "Real",
    "Float", "DoublePrecision", "ForeignKey", "JSON", "JSONB", "Bytea", "Blob", "Array",
  ]

  /// The type of a column; nil if it is not known.
  func type(_ kind: String, _ parameters: Parameters, level: Int = 0) -> String? {
    switch kind {
    case "Varchar", "Email", "Secret", "Char":
      let word = kind == "Char" ? "CHAR" : "VARCHAR"
      guard let length = parameters["length"] else { return word + "(255)" }
      return length.isNull ? word : length.number.map { word + "(\($0))" }
    case "Integer": return "INTEGER"
    case "BigInt": return isSQLite ? "INTEGER" : "BIGINT"
    case "SmallInt": return isSQLite ? "INTEGER" : "SMALLINT"
    case "Serial", "PrimaryKey": return isSQLite ? "INTEGER" : "SERIAL"
    case "BigSerial": return isSQLite ? "INTEGER" : "BIGSERIAL"
    case "Interval": return isSQLite ? "SECONDS" : "INTERVAL"
    case "Numeric", "Decimal":
      guard let digits = parameters["digits"], !digits.isNull else { return "NUMERIC" }
      let numbers = digits.elements?.compactMap(\.number) ?? []
      return numbers.count == 2 ? "NUMERIC(" + numbers.joined(separator: ", ") + ")" : nil
    case "DoublePrecision": return "DOUBLE PRECISION"
    case "Bytea", "Blob": return isSQLite ? "BLOB" : "BYTEA"
    case "ForeignKey": return target(parameters)?.type
    case "Array":
      guard level < 4, let base = parameters["base_column"]?.call, let kind = self.kind(base.callee, nil),
        let inner = type(kind, Parameters(base), level: level + 1)
      else { return nil }
      return isSQLite ? "ARRAY" : inner + "[]"
    default: return kind.uppercased()
    }
  }

  /// What a foreign key points to: a class that the migration defines with its key, or one of a table that is known.
  func target(_ parameters: Parameters) -> (table: TableName, column: String, type: String)? {
    guard let value = parameters["references"] else { return nil }
    let wanted = parameters["target_column"]?.text
    let name = Self.className(value)
    if let own, name == "self" || name == own.name {
      let key = own.table.key ?? ("id", "INTEGER")
      return wanted == nil || wanted == key.column ? (own.table.name, key.column, key.type) : nil
    }
    if case .classValue(let definition) = value.content {
      let table = PiccoloTables.name(of: definition)
      let fields = run.fields(of: definition).values
      let column = fields.first {
        wanted == nil ? $0.value.call?.keyword("primary_key")?.boolean == true : $0.key == wanted
      }
      guard let column, let call = column.value.call, let kind = kind(call.callee, nil) else {
        return state.key(of: table).map { (table, $0.column, $0.type) } ?? (table, "id", "INTEGER")
      }
      let name = call.keyword("db_column_name")?.text ?? column.key
      return keyType(kind, Parameters(call)).map { (table, name, $0) }
    }
    guard let name, let table = state.tables[name] else { return nil }
    return table.key.map { (table.name, $0.column, $0.type) }
  }

  /// The class that a foreign key names: `"Band"`, `Band`, `LazyTableReference(table_class_name="Band")`.
  static func className(_ value: FoldedValue?) -> String? {
    value?.text ?? value?.call?.keyword("table_class_name")?.text ?? value?.lastName
  }

  /// The type of what references a key.
  func keyType(_ kind: String, _ parameters: Parameters) -> String? {
    switch kind {
    case "Serial", "PrimaryKey": "INTEGER"
    case "BigSerial": isSQLite ? "INTEGER" : "BIGINT"
    default: type(kind, parameters)
    }
  }

  /// The definition of a column as it is written into a table; nil if its type is not known.
  func sql(_ name: String, _ kind: String, _ parameters: Parameters) -> String? {
    guard let type = type(kind, parameters) else { return nil }
    var text = spelling.name(name) + " " + type
    if parameters.flag("primary_key") || kind == "PrimaryKey" { text += " PRIMARY KEY" }
    if parameters.flag("unique") { text += " UNIQUE" }
    if !isNullable(kind, parameters) { text += " NOT NULL" }
    if kind == "ForeignKey", let target = target(parameters) {
      text +=
        " REFERENCES " + spelling.name(target.table) + " (" + spelling.name(target.column) + ") ON DELETE "
        + Self.action(parameters["on_delete"]) + " ON UPDATE " + Self.action(parameters["on_update"])
    }
    if let preset = preset(kind, parameters["default"]) { text += " DEFAULT " + preset }
    return text
  }

  /// Columns refuse NULL unless they say otherwise, but for foreign keys.
  private func isNullable(_ kind: String, _ parameters: Parameters) -> Bool {
    parameters["null"]?.boolean ?? (kind == "ForeignKey")
  }

  /// `OnDelete.set_null`
  static func action(_ value: FoldedValue?) -> String {
    let word = value?.lastName ?? value?.text ?? "cascade"
    return word.split { $0 == "_" || $0 == " " }.joined(separator: " ").uppercased()
  }

  /// The values of `choices=Enum("Tier", {"GOLD": "gold"})`, or of a class of the file; nil if there are none.
  func choices(_ value: FoldedValue?) -> [Literal]? {
    if let entries = value?.call?.argument(1, "names")?.entries {
      let values = entries.compactMap(\.value.literal)
      return values.count == entries.count ? values : nil
    }
    guard let value, case .classValue(let definition) = value.content else { return nil }
    let fields = run.fields(of: definition).values.filter { !$0.key.hasPrefix("_") }
    let values = fields.values.sorted { $0.range.start < $1.range.start }.compactMap(\.literal)
    return values.count == fields.count && !values.isEmpty ? values : nil
  }
}
