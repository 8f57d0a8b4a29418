import Domain
import ScriptSyntax

/// A table that is being created: its elements as SQL, and what is made after it.
struct SequelTable {
  let name: TableName
  /// Columns and constraints.
  var elements: [String] = []
  /// Indexes.
  var later: [(sql: String, call: FoldedCall)] = []
}

extension SequelProgram {
  /// A method of a block of `create_table`.
  mutating func performColumn(_ name: String, _ call: FoldedCall) {
    guard let last = tables.indices.last else { return }
    let table = tables[last].name
    let arguments = SequelArguments(call)
    switch name {
    case "primary_key": add(primaryKey(call, arguments), call)
    case "foreign_key": addForeignKey(call, arguments)
    case "column": addColumn(arguments[0], arguments[1], call, arguments)
    case "index", "full_text_index", "spatial_index":
      addIndex(call, table).map { tables[last].later.append(($0, call)) }
    case "unique", "composite_primary_key":
      let kind = name == "unique" ? "UNIQUE" : "PRIMARY KEY"
      add(SequelNames.columns(arguments[0]).map { key(kind, $0, arguments) }, call)
    case "constraint", "check": add(check(call, arguments, isNamed: name == "constraint"), call)
    case "composite_foreign_key": addForeignKey(call, arguments)
    // `validate do ... end` of a plugin: checks, which change nothing for those who read.
    case "exclude", "comment", "like", "validate", "engine", "charset", "from", "to", "values_in", "modulus",
      "remainder",
      "default_for":
      break
    default:
      if Self.harmless.contains(name) { return }
      guard arguments[0]?.nameText != nil || arguments[0].flatMap({ SequelNames.path($0) }) != nil else {
        return performHelper(name, call, false)
      }
      let type = SequelTypes(spelling: spelling).sql(named: name, arguments)
      add(column(arguments[0], type, call, arguments), call)
      addOwnIndex(arguments[0], arguments, call)
    }
  }

  /// Keeps an element; nil for one whose names are not known.
  private mutating func add(_ element: String?, _ call: FoldedCall) {
    guard let last = tables.indices.last else { return }
    guard let element else { return reportUnknownName(call, .mayChangeSchema, tables[last].name) }
    if output.standing.isNever { return }
    if output.standing.isConditional {
      output.report(
        "undecided-condition", "whether the table has this depends on a condition that is not known",
        at: call.range, .mayChangeSchema, tables: [tables[last].name])
    }
    tables[last].elements.append(element)
  }

  private mutating func addColumn(
    _ name: FoldedValue?, _ type: FoldedValue?, _ call: FoldedCall, _ arguments: SequelArguments
  ) {
    let sql = SequelTypes(spelling: spelling).sql(type.map { code.known($0) }, arguments)
    add(sql.flatMap { column(name, $0, call, arguments) }, call)
    addOwnIndex(name, arguments, call)
  }

  /// `index: true` of a column.
  private mutating func addOwnIndex(_ name: FoldedValue?, _ arguments: SequelArguments, _ call: FoldedCall) {
    guard let last = tables.indices.last, let option = arguments.option("index"), option.boolean != false,
      !option.isNull, let column = SequelNames.column(name)
    else { return }
    let isUnique = option.entry("unique")?.boolean == true
    let table = tables[last].name
    let named = option.entry("name")?.nameText ?? Self.indexName(table, [column])
    tables[last].later.append(
      (
        "CREATE " + (isUnique ? "UNIQUE " : "") + "INDEX " + spelling.name(named) + " ON "
          + spelling.name(table) + " (" + spelling.name(column) + ")", call
      ))
  }

  /// The definition of a column; nil if its name is not known.
  func column(_ name: FoldedValue?, _ type: String, _ call: FoldedCall, _ arguments: SequelArguments)
    -> String?
  {
    guard let name = SequelNames.column(name) else { return nil }
    return spelling.name(name) + " " + type + clauses(arguments)
  }

  func clauses(_ arguments: SequelArguments) -> String {
    var sql = ""
    if let text = arguments.option("generated_always_as") {
      sql += " GENERATED ALWAYS AS (" + expressions.sql(text) + ") STORED"
    }
    if let value = arguments.option("default"), !value.isNull { sql += " DEFAULT " + constant(value) }
    if arguments.option("null")?.boolean == false || arguments.option("allow_null")?.boolean == false {
      sql += " NOT NULL"
    }
    if arguments.flag("unique") { sql += " UNIQUE" }
    if arguments.flag("primary_key") { sql += " PRIMARY KEY" }
    if arguments.flag("auto_increment"), spelling.family == .mysql { sql += " AUTO_INCREMENT" }
    return sql
  }

  /// A default; what the program computes is a constant that is not known.
  func constant(_ value: FoldedValue) -> String {
    if value.entries != nil || value.elements != nil { return "'{}'" }
    if case .symbol(let name) = value.content { return spelling.string(name) }
    let sql = expressions.sql(value)
    return sql.hasPrefix("(") || !sql.utf8.contains(UInt8(ascii: " ")) || value.literal != nil
      ? sql : "(" + sql + ")"
  }

  /// `primary_key :id`, `primary_key :id, :uuid`, `primary_key [:a, :b]`.
  func primaryKey(_ call: FoldedCall, _ arguments: SequelArguments) -> String? {
    guard let first = arguments[0] ?? arguments.option("name"), let names = SequelNames.columns(first) else {
      return nil
    }
    if first.elements != nil { return key("PRIMARY KEY", names, arguments) }
    let types = SequelTypes(spelling: spelling)
    let given = arguments[1] ?? arguments.option("type")
    let type =
      given.flatMap { types.sql($0, arguments) }
      ?? (given == nil ? types.sql(named: "Integer", arguments) : nil)
    guard let type else { return nil }
    let isCounted =
      arguments.option("auto_increment")?.boolean != false && arguments.option("default") == nil
      && ["int", "integer", "bigint", "smallint", "int unsigned", "integer unsigned", "bigint unsigned"]
        .contains(type.lowercased())
    var sql = spelling.name(names[0]) + " " + type
    if isCounted {
      switch spelling.family {
      case .postgres: sql += " GENERATED BY DEFAULT AS IDENTITY"
      case .mysql: sql += " AUTO_INCREMENT"
      case .sqlserver: sql += " IDENTITY"
      case .sqlite, .other: break
      }
    }
    if let value = arguments.option("default"), !value.isNull { sql += " DEFAULT " + constant(value) }
    return sql + " PRIMARY KEY"
  }

  /// A key of several columns.
  func key(_ kind: String, _ names: [String], _ arguments: SequelArguments) -> String {
    let name = arguments.option("name")?.nameText.map { "CONSTRAINT " + spelling.name($0) + " " } ?? ""
    return name + kind + " (" + spelling.list(names) + ")"
  }

  /// `constraint(:name) { length(a) > 2 }`, `constraint :name, a: [1, 2]`, `check "a > 1"`.
  func check(_ call: FoldedCall, _ arguments: SequelArguments, isNamed: Bool) -> String? {
    var values = arguments.values
    var name: String?
    if isNamed {
      // `constraint(name: :a, deferrable: true)`
      name = values.first?.nameText ?? arguments.option("name")?.nameText
      values = Array(values.dropFirst())
    }
    var parts = values.map { value in value.text ?? expressions.sql(value) }
    let about: Set<String> = ["name", "if_not_exists", "deferrable", "not_valid"]
    let entries = arguments.entries.filter { !about.contains($0.key.nameText ?? "") }
    if let found = expressions.conditions(entries) { parts.append(found) }
    if let block = call.block {
      var virtual = expressions
      virtual.isVirtual = true
      let handle = FoldedReference(written: "(virtual)", resolved: "(virtual)")
      let argument = FoldedArgument(FoldedValue(.reference(handle), at: call.range))
      if let result = run.calls(in: block, arguments: [argument]).result {
        parts.append(result.entries.flatMap { virtual.conditions($0) } ?? virtual.sql(result))
      }
    }
    if parts.isEmpty { parts = [spelling.unknown] }
    let condition = parts.map { $0 == spelling.unknown ? "1 = 1" : $0 }.joined(separator: " AND ")
    return (name.map { "CONSTRAINT " + spelling.name($0) + " " } ?? "") + "CHECK (" + condition + ")"
  }

  /// `foreign_key :a_id, :as, null: false`, `foreign_key [:a, :b], :as`.
  private mutating func addForeignKey(_ call: FoldedCall, _ arguments: SequelArguments) {
    guard let parts = foreignKey(call, arguments) else { return add(nil, call) }
    if let column = parts.column { add(column, call) }
    if let constraint = parts.constraint { add(constraint, call) }
    if arguments[0]?.elements == nil { addOwnIndex(arguments[0], arguments, call) }
  }

  /// The column that `foreign_key` makes, if it makes one, and the constraint on it.
  func foreignKey(_ call: FoldedCall, _ arguments: SequelArguments) -> (column: String?, constraint: String?)?
  {
    guard let first = arguments[0], let names = SequelNames.columns(first) else { return nil }
    var column: String?
    if first.elements == nil {
      let types = SequelTypes(spelling: spelling)
      let given = arguments.option("type")
      guard
        let type = given == nil ? types.sql(named: "Integer", arguments) : types.sql(given, arguments),
        let text = self.column(first, type, call, arguments)
      else { return nil }
      column = text
    }
    guard let value = arguments[1] ?? arguments.option("table"), !value.isNull else { return (column, nil) }
    guard let target = SequelNames.table(value) else { return nil }
    let named = arguments.option("name") ?? arguments.option("foreign_key_constraint_name")
    var sql = named?.nameText.map { "CONSTRAINT " + spelling.name($0) + " " } ?? ""
    sql += "FOREIGN KEY (" + spelling.list(names) + ") REFERENCES " + spelling.name(target)
    if let keys = SequelNames.columns(arguments.option("key")) { sql += " (" + spelling.list(keys) + ")" }
    for (option, words) in [("on_delete", " ON DELETE "), ("on_update", " ON UPDATE ")] {
      guard let action = arguments.option(option)?.nameText else { continue }
      sql += words + action.uppercased().split(separator: "_").joined(separator: " ")
    }
    return (column, sql)
  }

  /// The name that an index has by itself.
  static func indexName(_ table: TableName, _ columns: [String]) -> String {
    ([table.schema, table.name].compactMap { $0 } + columns + ["index"]).joined(separator: "_")
  }

  /// The index of a call `index [:a, :b], unique: true`; what it is on changes no column.
  mutating func addIndex(_ call: FoldedCall, _ table: TableName, from place: Int = 0) -> String? {
    let arguments = SequelArguments(call)
    guard let value = arguments[place] else {
      reportUnknownName(call, .harmless, table)
      return nil
    }
    let keys = (value.elements ?? [value]).map { key -> String in
      SequelNames.column(key).map { spelling.name($0) } ?? expressions.literal(key)
        ?? "(" + expressions.sql(key) + ")"
    }
    guard !keys.isEmpty, !keys.contains("(" + spelling.unknown + ")") else {
      reportUnknownName(call, .harmless, table)
      return nil
    }
    let own = Self.indexName(table, SequelNames.columns(value) ?? ["expression"])
    var sql = "CREATE " + (arguments.flag("unique") ? "UNIQUE " : "") + "INDEX "
    if arguments.flag("if_not_exists"), spelling.family != .mysql { sql += "IF NOT EXISTS " }
    sql += spelling.name(arguments.option("name")?.nameText ?? own)
    sql += " ON " + spelling.name(table) + " (" + keys.joined(separator: ", ") + ")"
    if let filter = arguments.option("where"), spelling.family != .mysql {
      sql +=
        " WHERE "
        + (filter.text ?? filter.entries.flatMap { expressions.conditions($0) } ?? expressions.sql(filter))
    }
    return sql
  }
}
