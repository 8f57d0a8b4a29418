import Domain
import ScriptSyntax

/// An attribute: a type, or `{ type, allowNull, defaultValue, references, ... }`.
struct SequelizeAttribute {
  let value: FoldedValue
  /// The column's name: `field`, else the attribute's own.
  let name: String?
  let table: TableName
  let spelling: SQLSpelling

  init(_ value: FoldedValue, key: String?, table: TableName, spelling: SQLSpelling) {
    self.value = value
    name = value.entry("field")?.text ?? key
    self.table = table
    self.spelling = spelling
  }

  /// The options, if it is more than a type.
  var options: FoldedValue? { value.entries == nil ? nil : value }
  private var typeValue: FoldedValue? { value.entries == nil ? value : value.entry("type") }
  /// `primaryKey: true`
  var isKey: Bool { options?.entry("primaryKey")?.boolean ?? false }
  /// It only says what the column points to.
  var isReference: Bool { options?.entry("references") != nil && options?.entry("allowNull") == nil }
  /// `ENUM`
  var isEnum: Bool { typeValue.map { SequelizeTypes.name($0) == "ENUM" } ?? false }
  /// Columns that are not in the database.
  var isVirtual: Bool { typeValue.map { SequelizeTypes.name($0) == "VIRTUAL" } ?? false }

  /// The column; nil if its type is not known. A new enum type is emitted first.
  func column(_ output: inout ProgramOutput) -> ColumnReading? {
    guard let name, let typeValue else { return nil }
    let types = SequelizeTypes(table: table, column: name, family: spelling.family, spelling: spelling)
    guard let written = types.type(typeValue) else { return nil }
    let type = Self.parted(written).type
    for made in types.enums(typeValue) {
      output.emit(.createEnum(made.name, labels: made.labels, onlyIfAbsent: true), at: typeValue.range)
    }
    let isSerial =
      options?.entry("autoIncrement")?.boolean ?? options?.entry("autoIncrementIdentity")?.boolean ?? false
    let sql = spelling.name(name) + " " + (isSerial ? serial(type) : type) + modifiers
    guard var column = output.column(sql, of: table, at: value.range) else { return nil }
    if isKey { column.definition.isNullable = false }
    column.constraints += keys(output.location(value.range))
    return column
  }

  /// How the values of a column that changes its type are made: what stands behind USING in a type's text.
  var conversion: String? { typeValue?.text.flatMap { Self.parted($0).conversion } }

  /// `uuid USING CAST("id" AS uuid)` as a type and an expression.
  private static func parted(_ text: String) -> (type: String, conversion: String?) {
    let bytes = Array(text.utf8)
    let mark = Array(" using ".utf8)
    let lower = bytes.map(\.lowered)
    // Something stands behind it.
    guard let start = ByteSearch.first(of: mark, in: lower, to: bytes.count - mark.count - 1) else {
      return (text, nil)
    }
    return (
      String(decoding: bytes[..<start], as: UTF8.self),
      String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
    )
  }

  private func serial(_ type: String) -> String {
    switch spelling.family {
    case .postgres, .other:
      let lower = type.lowercased()
      return lower.hasPrefix("bigint") ? "bigserial" : lower.hasPrefix("smallint") ? "smallserial" : "serial"
    case .mysql: return type + " auto_increment"
    case .sqlite: return type
    case .sqlserver: return type + " identity(1,1)"
    }
  }

  private var modifiers: String {
    var text = ""
    if let allows = options?.entry("allowNull"), allows.boolean == false { text += " NOT NULL" }
    if let value = options?.entry("defaultValue") {
      text += value.isNull ? " DEFAULT NULL" : defaultText(value).map { " DEFAULT " + $0 } ?? ""
    }
    return text
  }

  /// `Sequelize.literal("now()")`, `Sequelize.NOW`, constants; nil for what the application fills in.
  private func defaultText(_ value: FoldedValue) -> String? {
    let last = value.lastName ?? ""
    if last == "NOW" { return "CURRENT_TIMESTAMP" }
    if ["UUIDV1", "UUIDV4"].contains(last) { return nil }
    if let elements = value.elements {
      let labels = elements.compactMap(\.literal).map { spelling.literal($0) }
      if spelling.family == .postgres {
        return elements.isEmpty ? "'{}'" : "ARRAY[" + labels.joined(separator: ",") + "]"
      }
      return "'[]'"
    }
    if value.entries != nil { return "'{}'" }
    let sql = ProgramValues(spelling: spelling).sql(value)
    return sql == spelling.unknown ? nil : sql
  }

  /// Keys that stand in the attribute.
  private func keys(_ place: SourceLocation) -> [Constraint] {
    var found: [Constraint] = []
    guard let name, let options else { return [] }
    if let unique = options.entry("unique"), unique.boolean == true || unique.entries != nil {
      let given = unique.entry("name")?.text
      found.append(
        Constraint(name: given ?? table.name + "_" + name + "_key", kind: .unique([name]), location: place))
    }
    if let references = options.entry("references") {
      let model =
        references.entries == nil
        ? references : references.entry("model") ?? references.entry("table") ?? references
      let text = model.text ?? model.entry("tableName")?.text
      if let text {
        let target = TableName(schema: model.entry("schema")?.text, text)
        let key =
          references.entry("key")?.text ?? references.entry("field")?.text
          ?? options.entry("referencesKey")?.text
        let kind = Constraint.Kind.foreignKey(
          [name], references: target, columns: key.map { [$0] } ?? [],
          onDelete: options.entry("onDelete")?.text?.uppercased())
        found.append(Constraint(name: table.name + "_" + name + "_fkey", kind: kind, location: place))
      }
    }
    return found
  }

  /// One name or a list of them, each a text or `{ name }`.
  static func names(_ value: FoldedValue?) -> [String]? {
    guard let value else { return nil }
    if let text = value.text { return [text] }
    guard let elements = value.elements else { return nil }
    let texts = elements.compactMap {
      $0.text ?? $0.entry("name")?.text ?? $0.entry("attribute")?.text ?? $0.call?.positional.first?.text
    }
    return texts.count == elements.count ? texts : nil
  }
}
