import Domain
import ScriptSyntax

/// Calls on the parameter of a table block, and the columns that calls describe.
extension RailsRunner {
  /// `t.string :name`, `t.index [:a]`, `t.rename :a, :b`
  mutating func tableCall(_ name: String, _ arguments: RailsArguments, _ range: ScriptRange) {
    guard let table = tables.last else { return }
    let texts = arguments.texts.compactMap { $0 }
    if RailsTypes.common.contains(name) { return typedColumns(texts, name, arguments, range) }
    switch name {
    case "column":
      guard let column = arguments.text(0), let type = arguments.text(1) else { return dynamic(name, range) }
      // What is written so is made as the running Rails does, which only other calls change for old migrations.
      let isKey = type == "primary_key" && isVersioned && types.dialect != "sqlite"
      let key = types.dialect == "postgres" ? "bigserial" : "bigint"
      var options = arguments.options
      if isKey { options.set("primary_key", .boolean(true)) }
      if isKey, key == "bigint" { options.set("auto_increment", .boolean(true)) }
      addColumns([column], isKey ? key : type, options, range)
    case "database_authenticatable", "recoverable", "rememberable", "trackable", "confirmable", "lockable",
      "token_authenticatable", "encryptable", "timeoutable", "omniauthable":
      addDevise(name, range)
    case "primary_key" where arguments.values.count == 2:
      // `t.primary_key :id, :uuid`
      guard texts.count == 2 else { return dynamic(name, range) }
      var options = arguments.options.with("primary_key", .boolean(true))
      if ["integer", "bigint"].contains(texts[1]) { options.complete("auto_increment", .boolean(true)) }
      addColumns([texts[0]], texts[1], options, range)
    case "references", "belongs_to":
      guard texts.count == arguments.values.count else { return dynamic(name, range) }
      for one in texts { addReference(one, arguments.options, range) }
    case "timestamps",
      "timestamptz" where texts.isEmpty:
      addTimestamps(arguments.options, range)
    case "attachment", "userstamps", "has_attached_file":
      guard name != "userstamps", !texts.isEmpty else { return unknownColumn(name, range) }
      for one in texts { addAttachment(one, range) }
    case "monetize", "remove_monetize", "remove_money",
      "money" where name != "money" || !arguments.options.entries.isEmpty && types.dialect != "postgres":
      guard !texts.isEmpty else { return dynamic(name, range) }
      for one in texts {
        changeMoney(table.name, one, arguments.options, isGone: name.hasPrefix("remove"), range)
      }
    case "column_exists?", "index_exists?", "comment", "exclusion_constraint", "foreign_key_exists?",
      "check_constraint_exists?", "remove_exclusion_constraint", "name":
      break
    default:
      if let full = Self.calls[name] {
        var own = arguments
        own.values.insert(.text(ScriptText(table.name.display, at: range.start)), at: 0)
        return changeColumns(full, table.name, own, range)
      }
      guard RailsTypes.names.contains(name) || name == "primary_key" else {
        return enumeration(name)
          ? addColumns(texts, name, arguments.options, range) : unknownColumn(name, range)
      }
      typedColumns(texts, name, arguments, range)
    }
  }

  /// `t.string :first, :last`
  private mutating func typedColumns(
    _ names: [String], _ type: String, _ arguments: RailsArguments, _ range: ScriptRange
  ) {
    guard names.count == arguments.values.count else { return dynamic(type, range) }
    addColumns(names, type, arguments.options, range)
  }

  /// Calls of a table block that are calls of the migration under another name.
  private static let calls = [
    "index": "add_index", "remove": "remove_columns", "remove_columns": "remove_columns",
    "rename": "rename_column",
    "change": "change_column", "change_default": "change_column_default", "change_null": "change_column_null",
    "remove_references": "remove_reference", "remove_belongs_to": "remove_reference",
    "check_constraint": "add_check_constraint", "remove_timestamps": "remove_timestamps",
    "remove_index": "remove_index", "foreign_key": "add_foreign_key",
    "remove_foreign_key": "remove_foreign_key",
    "remove_check_constraint": "remove_check_constraint", "rename_index": "rename_index",
    "unique_constraint": "add_unique_constraint", "remove_unique_constraint": "remove_unique_constraint",
  ]

  /// Whether an enumerated type of this name was made here.
  func enumeration(_ name: String) -> Bool {
    operations.contains { if case .createEnum(let type, _, _) = $0.kind { type.name == name } else { false } }
  }

  private mutating func dynamic(_ name: String, _ range: ScriptRange) {
    report(
      "dynamic-call", "a name in \"\(name)\" is not known from the text", range, .mayChangeSchema,
      tables: tables.last.map { [$0.name] } ?? [])
  }

  private mutating func unknownColumn(_ name: String, _ range: ScriptRange) {
    report(
      "unknown-helper", "the column helper \"\(name)\" is not known", range, .mayChangeSchema,
      tables: tables.last.map { [$0.name] } ?? [])
  }

  /// Columns of one type in the table of the block.
  mutating func addColumns(_ names: [String], _ type: String, _ options: RailsOptions, _ range: ScriptRange) {
    for name in names {
      if type == "references" || type == "belongs_to" {
        addReference(name, options, range)
        continue
      }
      var constraints: [Constraint] = []
      if type == "primary_key" || options.flag("primary_key") == true {
        constraints.append(Constraint(kind: .primaryKey([name]), location: place(range)))
      }
      add(column(name, type, options, range), constraints, options, range)
      if let index = options["index"], options.flag("index") == true {
        addIndex([name], RailsOptions(index), range)
      }
    }
  }

  private mutating func add(
    _ column: ColumnDefinition, _ constraints: [Constraint], _ options: RailsOptions, _ range: ScriptRange
  ) {
    guard let table = tables.last else { return }
    if table.definition != nil {
      tables[tables.count - 1].definition?.columns.removeAll { $0.name == column.name }
      tables[tables.count - 1].definition?.columns.append(column)
      tables[tables.count - 1].definition?.constraints += constraints
      return
    }
    let position: ColumnPosition =
      options.flag("first") == true ? .first : options.text("after").map { .after($0) } ?? .last
    emit(
      .addColumn(
        table.name, column, constraints: constraints, position: position,
        onlyIfAbsent: options.flag("if_not_exists") == true || isPresenceGuarded), range)
  }

  /// A column as a call describes it.
  mutating func column(_ name: String, _ type: String, _ options: RailsOptions, _ range: ScriptRange)
    -> ColumnDefinition
  {
    let isKey = type == "primary_key" || options.flag("primary_key") == true
    var column = ColumnDefinition(
      name: name, type: sqlType(type, options), isNullable: options.flag("null") ?? !isKey,
      collation: options.text("collation"), location: place(range))
    if type == "primary_key" || type == "serial" || type == "bigserial"
      || options.flag("auto_increment") == true
    {
      column.generation = .sequence
      if type.hasSuffix("serial") { column.isNullable = false }
    }
    if type == "virtual", let text = options.text("as") {
      column.generation = .computed(expression(sql: text), text: text)
    } else if let text = options.text("as") {
      column.generation = .computed(expression(sql: text), text: text)
    }
    if let value = options["default"] { (column.defaultValue, column.defaultText) = defaultValue(value) }
    return column
  }

  /// A default as an expression and as text; nothing for nil.
  mutating func defaultValue(_ value: RailsValue) -> (Expression?, String?) {
    switch value {
    case .null: return (nil, nil)
    case .code(let closure):
      guard let text = run(closure, []).string else {
        return (.opaque(text: "expression", columns: []), "expression")
      }
      return (expression(sql: text), text)
    case .list(let values):
      let texts = values.compactMap(\.string)
      guard texts.count == values.count else { return (.opaque(text: "list", columns: []), "list") }
      let text = "{" + texts.joined(separator: ",") + "}"
      return (.literal(.string(text)), SQLSpelling.quoted(text))
    case .map(let entries):
      let text = entries.isEmpty ? "{}" : "{...}"
      return (.literal(.string(text)), SQLSpelling.quoted(text))
    default:
      guard let literal = Self.literal(value), let text = value.constantSQL else {
        return (.opaque(text: "expression", columns: []), "expression")
      }
      return (literal, text)
    }
  }

  /// A constant; nil for what is not one.
  static func literal(_ value: RailsValue) -> Expression? {
    switch value {
    case .text(let text): .literal(.string(text.string))
    case .number(let text): .literal(.number(text))
    case .boolean(let value): .literal(.boolean(value))
    case .null: .literal(.null)
    default: nil
    }
  }

  mutating func addTimestamps(_ options: RailsOptions, _ range: ScriptRange) {
    var options = options
    options.complete("null", .boolean(version < RailsVersion(5, 0) && !wroteNotNull))
    if version >= RailsVersion(6, 0) { options.complete("precision", .number("6")) }
    addColumns(["created_at", "updated_at"], "datetime", options, range)
  }

  /// The columns of devise before 2.0, by the names of its modules (`lib/devise/schema.rb`).
  private mutating func addDevise(_ module: String, _ range: ScriptRange) {
    var texts: [String] = []
    var times: [String] = []
    switch module {
    case "database_authenticatable": texts = ["email", "encrypted_password"]
    case "recoverable": (texts, times) = (["reset_password_token"], ["reset_password_sent_at"])
    case "rememberable": times = ["remember_created_at"]
    case "trackable":
      addColumns(["sign_in_count"], "integer", Self.options(["default": .number("0")]), range)
      (texts, times) = (
        ["current_sign_in_ip", "last_sign_in_ip"], ["current_sign_in_at", "last_sign_in_at"]
      )
    case "confirmable": (texts, times) = (["confirmation_token"], ["confirmed_at", "confirmation_sent_at"])
    case "lockable":
      addColumns(["failed_attempts"], "integer", Self.options(["default": .number("0")]), range)
      (texts, times) = (["unlock_token"], ["locked_at"])
    case "token_authenticatable": texts = ["authentication_token"]
    case "encryptable": texts = ["password_salt"]
    default: return
    }
    let isKept = module == "database_authenticatable"
    let options = isKept ? Self.options(["default": .text(ScriptText("")), "null": .boolean(false)]) : nil
    addColumns(texts, "string", options ?? RailsOptions(), range)
    addColumns(times, "datetime", RailsOptions(), range)
  }

  private static func options(_ values: [String: RailsValue]) -> RailsOptions {
    var options = RailsOptions()
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { options.set(name, value) }
    return options
  }

  /// Paperclip's columns.
  mutating func addAttachment(_ name: String, _ range: ScriptRange) {
    for (suffix, type) in [
      ("file_name", "string"), ("content_type", "string"),
      ("file_size", version < RailsVersion(5, 0) ? "integer" : "bigint"),
      ("updated_at", "datetime"),
    ] {
      addColumns([name + "_" + suffix], type, RailsOptions(), range)
    }
  }

  /// `x_id`, and `x_type` if polymorphic, with index and foreign key.
  mutating func addReference(_ name: String, _ options: RailsOptions, _ range: ScriptRange) {
    let plain = options.without(["index", "foreign_key", "polymorphic", "type", "to_table"])
    var names = [name + "_id"]
    let polymorphic = options.flag("polymorphic") == true ? options["polymorphic"] : nil
    let adapted = RailsOptions(polymorphic)
    if polymorphic != nil {
      names = [name + "_type", name + "_id"]
      // The type takes the options that say whether it may be null, before those of its own.
      var kind = plain.without(["default", "primary_key", "limit"])
      kind.entries += adapted.entries
      if version >= RailsVersion(5, 0) { addColumns([name + "_type"], "string", kind, range) }
    }
    let type = options.text("type") ?? "references"
    add(column(name + "_id", type, plain, range), [], options, range)
    if polymorphic != nil, version < RailsVersion(5, 0) {
      addColumns([name + "_type"], "string", plain.without(["default"]), range)
    }
    if options.flag("index") ?? (version >= RailsVersion(5, 0)) {
      var details = RailsOptions(options["index"])
      if polymorphic != nil, version >= RailsVersion(6, 1), let table = tables.last {
        details.complete("name", .text(ScriptText("index_\(table.name.name)_on_\(name)", at: range.start)))
      }
      addIndex(
        version >= RailsVersion(5, 0) || polymorphic == nil ? names : [name + "_id", name + "_type"], details,
        range)
    }
    guard options.flag("foreign_key") == true, let table = tables.last else { return }
    let details = RailsOptions(options["foreign_key"])
    let target = details.text("to_table") ?? options.text("to_table") ?? EnglishWords.plural(name)
    addForeignKey(
      from: table.name, [details.text("column") ?? name + "_id"], to: Self.tableName(target), details, range)
  }

  /// An operation that follows the creation of the block's table.
  mutating func later(_ kind: OperationKind, _ range: ScriptRange) {
    if tables.last?.definition != nil {
      tables[tables.count - 1].later.append((kind, range))
    } else {
      emit(kind, range)
    }
  }
}
