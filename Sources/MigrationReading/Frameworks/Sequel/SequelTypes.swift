import ScriptSyntax

/// Column types by Ruby class and by name, as the adapters write them
/// (https://sequel.jeremyevans.net/rdoc/files/doc/schema_modification_rdoc.html).
struct SequelTypes {
  let spelling: SQLSpelling

  /// Classes that have a method of their own in a block: `String :name`.
  static let classes: Set<String> = [
    "String", "Integer", "Fixnum", "Bignum", "Float", "Numeric", "BigDecimal", "Date", "DateTime", "Time",
    "File", "TrueClass", "FalseClass",
  ]

  /// The SQL of a type; nil if it is not known.
  func sql(_ value: FoldedValue?, _ options: SequelArguments) -> String? {
    guard let value else { return nil }
    if let name = value.resolved, let sql = sql(class: name, options) { return sql }
    guard let name = value.nameText ?? SequelExpressions(spelling: spelling).literal(value) else {
      return nil
    }
    return sql(named: name, options)
  }

  /// The SQL of a type by the name that a block's method has.
  func sql(named name: String, _ options: SequelArguments) -> String {
    if let sql = sql(class: name, options) { return sql }
    let lower = name.lowercased()
    if lower == "double" { return "double precision" }
    // The block's method of this name stands for what the database calls a boolean.
    if lower == "boolean" || lower == "bool", spelling.family == .sqlserver { return "bit" }
    let unsigned = options.flag("unsigned") ? " unsigned" : ""
    if let labels = options.option("elements")?.elements {
      return name + "(" + labels.compactMap(\.nameText).map { spelling.string($0) }.joined(separator: ", ")
        + ")" + unsigned
    }
    return name + (size(options) ?? (lower == "varchar" ? "(255)" : "")) + unsigned
  }

  private func sql(class name: String, _ options: SequelArguments) -> String? {
    let isMySQL = spelling.family == .mysql
    let unsigned = options.flag("unsigned") ? " unsigned" : ""
    switch name {
    case "String": return text(options)
    case "Integer", "Fixnum": return (spelling.family == .sqlserver ? "int" : "integer") + unsigned
    case "Bignum": return "bigint" + unsigned
    case "Float": return "double precision"
    case "Numeric", "BigDecimal": return "numeric" + (size(options) ?? "")
    case "Date": return "date"
    case "DateTime", "Time":
      if options.flag("only_time") { return "time" }
      return (isMySQL ? "datetime" : spelling.family == .sqlserver ? "datetime2" : "timestamp")
        + (size(options) ?? "")
    case "TrueClass", "FalseClass":
      return isMySQL ? "tinyint(1)" : spelling.family == .sqlserver ? "bit" : "boolean"
    case "File":
      if let width = options.option("size")?.nameText, isMySQL { return width + "blob" }
      return switch spelling.family {
      case .postgres: "bytea"
      case .sqlserver: "varbinary(max)"
      case .mysql, .sqlite, .other: "blob"
      }
    default: return nil
    }
  }

  private func text(_ options: SequelArguments) -> String {
    if let flag = options.option("text"), flag.boolean != false, !flag.isNull {
      if spelling.family == .mysql, let width = options.option("size")?.nameText { return width + "text" }
      return spelling.family == .sqlserver ? "varchar(max)" : "text"
    }
    let size = size(options)
    if options.flag("fixed") { return "char" + (size ?? "(255)") }
    let isPlain = options.option("text") == nil && size == nil
    return spelling.family == .postgres && isPlain ? "text" : "varchar" + (size ?? "(255)")
  }

  /// `size: 10`, `size: [10, 2]`.
  private func size(_ options: SequelArguments) -> String? {
    guard let value = options.option("size") else { return nil }
    let digits = (value.elements ?? [value]).compactMap(\.integer)
    return digits.isEmpty ? nil : "(" + digits.map(String.init).joined(separator: ", ") + ")"
  }
}
