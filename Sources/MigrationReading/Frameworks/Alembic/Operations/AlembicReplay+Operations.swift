import Domain
import ScriptSyntax

/// The methods of `op` (https://alembic.sqlalchemy.org/en/latest/ops.html).
extension AlembicReplay {
  /// Performs a method of `op`; those of a batch come with their table put in.
  mutating func operation(_ name: String, _ call: FoldedCall, _ use: ExecutedCall.Use) {
    if Self.silent.contains(name) { return }
    guard !call.hasUnknownArguments || name == "create_table" || name == "execute" else {
      return reportDynamic(name, call)
    }
    switch name {
    case "create_table": createTable(call)
    case "drop_table": dropTable(call)
    case "rename_table": renameTable(call)
    case "add_column": addColumn(call)
    case "drop_column": dropColumn(call)
    case "alter_column": alterColumn(call)
    case "create_index": createIndex(call)
    case "drop_index": dropIndex(call)
    // geoalchemy2
    case "create_geospatial_index", "drop_geospatial_index": break
    case "create_geospatial_table": createTable(call)
    case "drop_geospatial_table": dropTable(call)
    case "add_geospatial_column": addColumn(call)
    case "drop_geospatial_column": dropColumn(call)
    case "create_unique_constraint", "create_primary_key":
      createKey(call, isPrimary: name != "create_unique_constraint")
    case "create_foreign_key": createForeignKey(call)
    case "create_check_constraint": createCheck(call)
    case "drop_constraint": dropConstraint(call)
    case "create_exclude_constraint": break
    case "execute":
      if let statement = call.argument(0, "sqltext") {
        execute(statement, parameters: nil, call.range)
      }
    case "bulk_insert": bulkInsert(call)
    case "create_entity", "replace_entity", "drop_entity": entity(name, call)
    case "sync_enum_values": syncEnum(call)
    case "run_async": runClosures(call)
    case "invoke": invoke(call)
    default:
      guard use == .statement else { return }
      report(
        "unknown-operation", "the operation \"op.\(name)\" is not known", call.range, .mayChangeSchema)
    }
  }

  /// Methods that do nothing to the schema by themselves.
  private static let silent: Set<String> = [
    "get_bind", "get_context", "f", "create_table_comment", "drop_table_comment", "batch_alter_table",
    "implementation_for", "register_operation", "inline_literal", "autocommit_block", "begin_transaction",
    "get_dialect", "commit", "dialect", "add_extension", "flush",
  ]

  /// `op.invoke(ops.DropColumnOp(...))` is not followed further than to its name.
  private mutating func invoke(_ call: FoldedCall) {
    report(
      "unknown-operation", "an operation that is invoked as an object is not read", call.range,
      .mayChangeSchema)
  }

  /// A call with a name or list that is put together at run time.
  mutating func reportDynamic(_ name: String, _ call: FoldedCall, tables: [TableName] = []) {
    // An index or foreign key more takes nothing from anybody.
    let isHarmless = name == "create_index" || name == "create_foreign_key"
    report(
      "dynamic-call", "what \"op.\(name)\" is given is not known from the text", call.range,
      isHarmless ? .harmless : .mayChangeSchema, tables: tables)
  }

  // Values.

  /// The text of a name: `"a"`, `op.f("a")`, `quoted_name("a", True)`, a constant of another module.
  func name(_ value: FoldedValue?) -> String? {
    guard let value else { return nil }
    switch value.content {
    case .string(let text): return text.string
    case .call(let call):
      guard ["f", "conv", "quoted_name", "text", "str"].contains(call.name) else {
        return call.name == "column" || call.name == "Column" ? name(call.argument(0, "name")) : nil
      }
      return name(call.positional.first)
    case .reference: return constant(value)?.text
    default: return nil
    }
  }

  /// The value of a constant that another module of the repository binds.
  func constant(_ value: FoldedValue) -> FoldedValue? {
    guard case .reference(let reference) = value.content else { return value }
    var resolved = reference.resolved
    if let module = origin.module { resolved = PythonModules.absolute(resolved, in: module) }
    return modules.value(resolved)?.value
  }

  /// Names of a list, `None` left out; nil if one of them is not known.
  func names(_ value: FoldedValue?) -> [String]? {
    guard let value else { return nil }
    if let single = name(value) { return [single] }
    let elements = (value.elements ?? constant(value)?.elements) ?? []
    let found = elements.compactMap { name($0) }
    return found.count == elements.count && !found.isEmpty ? found : nil
  }

  /// A table by its name and the schema given for it; nil if one of them is not known.
  func table(_ value: FoldedValue?, schema: FoldedValue?) -> TableName? {
    guard let text = name(value) else { return nil }
    guard let schema, !schema.isNone else { return TableName(text) }
    guard let name = name(schema) else {
      // A schema that settings decide: the tables are told apart by their names.
      return TableName(text)
    }
    return TableName(schema: name, text)
  }
}
