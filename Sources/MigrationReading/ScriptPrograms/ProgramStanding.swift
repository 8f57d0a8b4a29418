import Domain
import ScriptSyntax

/// Whether a statement of a program is run, as far as the conditions around it say.
struct ProgramStanding: Equatable {
  /// It is run only where what it makes is absent, or what it changes is there.
  var isGuarded = false
  /// It may be run or not.
  var isConditional = false
  /// It is not run where it counts: in tests only.
  var isNever = false

  /// Run in any case.
  static let certain = ProgramStanding()

  /// The standing of a call.
  init(_ executed: ExecutedCall) {
    for condition in executed.conditions { add(condition.value, holds: condition.holds) }
    if executed.isRepeated { isConditional = true }
  }

  private init() {}

  /// The standing of something inside of another one.
  func inside(_ outer: ProgramStanding) -> ProgramStanding {
    var joined = self
    joined.isGuarded = isGuarded || outer.isGuarded
    joined.isConditional = isConditional || outer.isConditional
    joined.isNever = isNever || outer.isNever
    return joined
  }

  private mutating func add(_ value: FoldedValue, holds: Bool, level: Int = 0) {
    guard level < 20 else { return isConditional = true }
    switch value.content {
    case .operation(let operation):
      let parts = operation.operands
      switch operation.operation {
      case .not: if let inner = parts.first { return add(inner, holds: !holds, level: level + 1) }
      case .and where holds, .or where !holds:
        for part in parts { add(part, holds: holds, level: level + 1) }
        return
      case .equal, .identical, .notEqual, .notIdentical:
        if let known = Self.environment(parts) {
          let isEqual = operation.operation == .equal || operation.operation == .identical
          if (known == isEqual) != holds { isNever = true }
          return
        }
      default: break
      }
      if parts.contains(where: Self.isPresence) { isGuarded = true } else { isConditional = true }
    case .opaque(let reason) where reason == "an error that is caught": isConditional = true
    default:
      if Self.isPresence(value) { isGuarded = true } else { isConditional = true }
    }
  }

  /// Whether `NODE_ENV` is the text, in production.
  private static func environment(_ parts: [FoldedValue]) -> Bool? {
    guard parts.count == 2, let name = parts.compactMap(\.resolved).first,
      let text = parts.compactMap(\.text).first,
      name.hasSuffix("process.env.NODE_ENV")
    else { return nil }
    return text == "production"
  }

  private static let presenceNames: Set<String> = [
    "hasTable", "hasColumn", "tableExists", "describeTable", "showAllTables", "showIndex", "columnExists",
    "getTable", "findColumnByName", "showConstraint", "hasIndex", "getTables", "columnInfo", "indexExists",
    "constraintExists", "checkTableExists", "checkColumnExists", "hasDatabase", "hasSchema", "addIndexExists",
    "columns", "findForeignKeyByColumn", "hasColumns", "getColumnListing", "getColumnType", "getIndexes",
    "getIndexListing", "getForeignKeys", "getColumns", "getTableListing", "listTableIndexes",
    "listTableForeignKeys", "listTableColumns", "listTableDetails", "introspectTable",
    "table_exists?", "view_exists?", "schema", "indexes", "foreign_key_list", "columns!", "tables", "views",
    "primary_key", "check_constraints", "column_exists?", "index_exists?", "constraint_exists?",
    "foreign_key_exists?", "getTableSchema", "getTableNames", "getColumnNames",
    "tableExists", "fieldExists", "table_exists", "field_exists", "getFieldNames", "getFieldData",
    "listTables",
    "list_fields", "list_tables", "getIndexData", "getForeignKeyData",
    "has_table", "has_column", "has_index",
    "HasTable", "HasColumn", "HasIndex", "HasConstraint", "ColumnTypes", "GetTables", "IsTableExist",
  ]
  /// Members that list parts of the schema.
  private static let presenceMembers: Set<String> = [
    "columns", "tables", "views", "tableNames", "columnNames",
  ]
  /// Functions of PHP that look into what lists parts of the schema.
  private static let lookups: Set<String> = ["isset", "in_array", "array_key_exists", "is_null", "empty"]

  /// Whether it asks for a table, column or index.
  private static func isPresence(_ value: FoldedValue) -> Bool {
    var node = value
    for _ in 0..<40 {
      switch node.content {
      case .call(let call):
        if presenceNames.contains(call.name) { return true }
        if isCatalogueQuery(call) || isListMember(call) || isSchemaQuestion(call) { return true }
        if lookups.contains(call.name), call.positional.prefix(4).contains(where: isPresence) { return true }
        if let inner = call.positional.first(where: { isPresenceCall($0) }) {
          node = inner
        } else if case .member(let member) = call.callee.content {
          node = member.receiver
        } else {
          return false
        }
      case .member(let member):
        if presenceMembers.contains(member.name) { return true }
        node = member.receiver
      case .element(let element): node = element.receiver
      case .operation(let operation):
        guard let inner = operation.operands.first(where: { !$0.isPlain }) else { return false }
        node = inner
      default: return false
      }
    }
    return false
  }

  /// `Schema.Table("a").Column("b").Exists()` of FluentMigrator.
  private static func isSchemaQuestion(_ call: FoldedCall) -> Bool {
    call.name == "Exists" && call.chain.first?.resolved?.contains(text: "Schema.") == true
  }

  /// `tables.include?(:a)` of Ruby.
  private static func isListMember(_ call: FoldedCall) -> Bool {
    guard call.name == "include?", let path = call.resolved else { return false }
    return path.split(separator: ".").dropLast().last.map { presenceMembers.contains(String($0)) } ?? false
  }

  private static func isPresenceCall(_ value: FoldedValue) -> Bool {
    if case .call(let call) = value.content {
      presenceNames.contains(call.name) || isCatalogueQuery(call) || isSchemaQuestion(call)
    } else {
      false
    }
  }

  /// `query("SELECT ... FROM information_schema.columns ...")`.
  private static func isCatalogueQuery(_ call: FoldedCall) -> Bool {
    guard let text = call.positional.first.flatMap(knownText)?.lowercased() else { return false }
    let bytes = Array(text.utf8)
    return [
      "information_schema", "pg_catalog", "pg_class", "pg_indexes", "pg_type", "pg_constraint", "to_regclass",
      "sqlite_master", "pragma ", "pg_tables", "pg_enum", "pg_attribute", "show columns", "show tables",
      "show index",
    ].contains { ByteSearch.contains(bytes, Array($0.utf8)) }
  }

  private static func knownText(_ value: FoldedValue) -> String? {
    if case .joined(let parts) = value.content { return parts.compactMap(\.text).joined(separator: " ") }
    return value.text
  }
}
