import Domain
import ScriptSyntax

/// Changes of one table's columns.
extension RailsRunner {
  /// A call of the migration that names a table first, or the same call on a table block's parameter.
  mutating func changeColumns(
    _ name: String, _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) {
    let isOwn = tables.last?.name == target
    if !isOwn { tables.append(RailsTable(name: target)) }
    defer { if !isOwn { tables.removeLast() } }
    if !changeColumn(name, target, arguments, range), !changeKeys(name, target, arguments, range) {
      report(
        "dynamic-call", "a name in \"\(name)\" is not known from the text", range,
        Self.reach(ofUnknown: name), tables: [target])
    }
  }

  /// What a call can do to those who read the table, whatever it names: an index more or a foreign key takes nothing
  /// from them, an index less at most lets rows repeat.
  static func reach(ofUnknown name: String) -> Diagnostic.Reach {
    switch name {
    case "add_index", "add_concurrent_index", "add_index_concurrently", "rename_index", "add_foreign_key",
      "remove_foreign_key", "add_concurrent_foreign_key", "add_foreign_key_constraint":
      .harmless
    case "remove_index", "remove_concurrent_index", "remove_concurrent_index_by_name": .mayChangeRows
    default: .mayChangeSchema
    }
  }

  /// False if a needed name is not known, or for other calls.
  private mutating func changeColumn(
    _ name: String, _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    let options = arguments.options
    let texts = arguments.values.dropFirst().compactMap(\.string)
    let isComplete = texts.count == arguments.values.count - 1
    switch name {
    case "add_column", "add_column_with_default":
      guard texts.count > 1, arguments.text(2) != nil else { return false }
      addColumns([texts[0]], texts[1], options, range)
    case "add_columns":
      guard isComplete, let type = options.text("type") else { return false }
      addColumns(texts, type, options.without(["type"]), range)
    case "add_timestamps": addTimestamps(options, range)
    case "add_attachment":
      guard isComplete else { return false }
      for one in texts { addAttachment(one, range) }
    case "remove_attachment", "drop_attached_file":
      guard isComplete else { return false }
      for one in texts {
        for suffix in ["file_name", "content_type", "file_size", "updated_at"] {
          drop(target, one + "_" + suffix, options, range)
        }
      }
    case "add_monetize", "add_money", "remove_monetize", "remove_money":
      guard let column = arguments.text(1) else { return false }
      changeMoney(target, column, options, isGone: name.hasPrefix("remove"), range)
    case "remove_timestamps":
      for column in ["created_at", "updated_at"] { drop(target, column, options, range) }
    case "remove_column":
      guard let column = arguments.text(1) else { return false }
      drop(target, column, options, range)
      // Before Rails 4 several could be named; since then the second is a type, and there is no third.
      if version < RailsVersion(5, 0), texts.count > 1 {
        let isList = texts.count > 2 || version < RailsVersion(4, 0)
        let type = texts[1]
        guard isList || !(RailsTypes.names.contains(type) || enumeration(type)) else { return true }
        for other in texts.dropFirst() {
          emit(.dropColumn(target, column: other, onlyIfPresent: !isList, cascade: false), range)
        }
      }
    case "remove_columns", "remove_columns_safely":
      let names = arguments.values.dropFirst().flatMap(\.elements)
      guard names.allSatisfy({ $0.string != nil }) else { return false }
      for column in names.compactMap(\.string) { drop(target, column, options, range) }
    case "rename_column", "rename_column_concurrently":
      guard texts.count > 1, isComplete || texts.count == 2 else { return false }
      renameColumn(target, texts[0], texts[1], range)
    case "change_column":
      guard let column = arguments.text(1), let type = arguments.text(2) else { return false }
      changeType(target, column, type, options, range)
    case "change_column_null", "add_not_null_constraint", "remove_not_null_constraint", "add_null_constraint":
      guard let column = arguments.text(1) else { return false }
      return changeNullability(name, target, column, arguments, range)
    case "change_column_default":
      guard let column = arguments.text(1) else { return false }
      let (value, text) = defaultValue(options["to"] ?? arguments.value(2) ?? .map(options.entries))
      emit(.setDefault(target, column: column, value, text: text), range)
    case "add_reference", "add_belongs_to", "add_reference_concurrently":
      guard isComplete else { return false }
      for one in texts { addReference(one, options, range) }
    case "remove_reference", "remove_belongs_to":
      guard isComplete else { return false }
      for one in texts {
        if options.flag("polymorphic") == true { drop(target, one + "_type", options, range) }
        drop(target, one + "_id", options, range)
      }
    default: return false
    }
    return true
  }

  mutating func drop(_ table: TableName, _ column: String, _ options: RailsOptions, _ range: ScriptRange) {
    let isGuarded = options.flag("if_exists") == true || isAbsenceGuarded
    // Rails drops what hangs on the column with it.
    emit(.dropColumn(table, column: column, onlyIfPresent: isGuarded, cascade: false), range)
  }

  private mutating func renameColumn(
    _ table: TableName, _ column: String, _ new: String, _ range: ScriptRange
  ) {
    let renames = indexes.renames(of: column, to: new, in: table.name)
    emit(.renameColumn(table, column: column, to: new), range)
    for entry in renames {
      emit(.renameIndex(TableName(schema: table.schema, entry.old), to: entry.new), range)
    }
  }

  private mutating func changeNullability(
    _ name: String, _ table: TableName, _ column: String, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    var isNullable = name == "remove_not_null_constraint"
    if name == "change_column_null" {
      // Options in the place of the third argument are a hash, which counts as true: `change_column_null :a, :b,
      // null: false` lets NULL be.
      let isHash =
        arguments.value(2) == nil && arguments.options["to"] == nil && !arguments.options.entries.isEmpty
      guard let given = arguments.value(2)?.truth ?? arguments.options.flag("to") ?? (isHash ? true : nil)
      else { return false }
      isNullable = given
      if !given, let filler = arguments.value(3), let value = Self.literal(filler), case .null = filler {
        _ = value
      } else if !given, let filler = arguments.value(3), let value = Self.literal(filler) {
        emit(
          .updateRows(
            table, alias: nil, assignments: [Assignment(column: column, value: value)], inputs: [],
            conditions: [.call("is null", [.column(ColumnReference(column))])]), range)
      }
    }
    emit(.setNullability(table, column: column, isNullable: isNullable), range)
    return true
  }

  private mutating func changeType(
    _ table: TableName, _ name: String, _ type: String, _ options: RailsOptions, _ range: ScriptRange
  ) {
    // What is not said stays, in MySQL too: Rails writes it into its MODIFY (`change_column_for_alter`).
    if case .alterColumnType(_, _, let read, let using?, _)? = aside(
      "ALTER TABLE t ALTER COLUMN c TYPE " + type)
    {
      // `change_column :a, :b, "uuid USING b::uuid"`
      return emit(.alterColumnType(table, column: name, type: read, using: using, collation: nil), range)
    }
    let using = options.text("using").map { expression(sql: $0) }
    emit(
      .alterColumnType(
        table, column: name, type: sqlType(type, options), using: using, collation: options.text("collation")),
      range)
    if let isNullable = options.flag("null") {
      emit(.setNullability(table, column: name, isNullable: isNullable), range)
    }
    if let given = options["default"] {
      let (value, text) = defaultValue(given)
      emit(.setDefault(table, column: name, value, text: text), range)
    }
  }
}
