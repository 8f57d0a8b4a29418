import Domain
import ScriptSyntax

/// The functions of `Ecto.Migration`.
extension EctoRunner {
  /// Does what a function of migrations does; nil for other calls.
  mutating func perform(_ name: String, _ call: ScriptCall, _ isStatement: Bool) -> EctoValue? {
    if let value = described(name, call) { return value }
    switch name {
    case "create", "create_if_not_exists":
      create(arguments(of: call).first, call, onlyIfAbsent: name != "create")
    case "drop", "drop_if_exists":
      let values = arguments(of: call)
      drop(values.first, EctoOptions(values.dropFirst().first), call.range, onlyIfPresent: name != "drop")
    case "alter": alter(arguments(of: call).first, call)
    case "rename": rename(arguments(of: call), call.range)
    case "add", "add_if_not_exists", "modify", "remove", "remove_if_exists":
      guard !tables.isEmpty else { return nil }
      change(name, arguments(of: call), call.range)
    case "timestamps":
      guard !tables.isEmpty else { return nil }
      addTimestamps(EctoOptions(arguments(of: call).first), call.range)
    case "execute": executeSQL(arguments(of: call), call.range)
    case "execute_file": executeFile(arguments(of: call), call.range)
    case "flush", "disable_ddl_transaction", "enable_ddl_transaction": break
    case "set_comment", "after_begin", "before_commit", "start", "after": break
    default: return nil
    }
    return .atom("ok")
  }

  /// Functions that only describe.
  private mutating func described(_ name: String, _ call: ScriptCall) -> EctoValue? {
    switch name {
    case "direction": return call.arguments.isEmpty ? .atom(isReverse ? "down" : "up") : nil
    case "repo": return call.arguments.isEmpty ? .repo : nil
    case "prefix": return call.arguments.isEmpty ? .null : nil
    case "table":
      let values = arguments(of: call)
      let options = EctoOptions(values.dropFirst().first)
      guard let name = values.first?.string, !name.isEmpty else { return .unknown }
      return .table(EctoTable(name: Self.tableName(name, options), options: options))
    case "index", "unique_index":
      let values = arguments(of: call)
      let options = EctoOptions(values.dropFirst(2).first)
      guard let table = values.first?.string, values.count > 1 else {
        // `rename index("a"), to: "b"`
        return values.first?.string.map { .text(ScriptText($0, at: call.range.start)) } ?? .unknown
      }
      return .index(
        EctoIndex(
          table: Self.tableName(table, options), columns: values[1].elements ?? [values[1]], options: options,
          isUnique: name == "unique_index" || options.flag("unique") == true))
    case "constraint":
      let values = arguments(of: call)
      let options = EctoOptions(values.dropFirst(2).first)
      guard let table = values.first?.string, let own = values.dropFirst().first?.string else {
        return .unknown
      }
      return .constraint(EctoConstraint(table: Self.tableName(table, options), name: own, options: options))
    case "references":
      let values = arguments(of: call)
      let options = EctoOptions(values.dropFirst().first)
      guard let name = values.first?.string else { return .unknown }
      return .reference(EctoReference(table: Self.tableName(name, options), options: options))
    case "fragment":
      guard case .text(let text)? = arguments(of: call).first else { return .unknown }
      return .fragment(text)
    default: return nil
    }
  }

  /// A table's name; a prefix in the options is its schema.
  static func tableName(_ name: String, _ options: EctoOptions = EctoOptions()) -> TableName {
    TableName(schema: options.text("prefix"), name)
  }

  private mutating func create(_ value: EctoValue?, _ call: ScriptCall, onlyIfAbsent: Bool) {
    switch value {
    case .table(let table)?:
      createTable(table, call, onlyIfAbsent: onlyIfAbsent || isGuarded)
    case .index(let index)?: createIndex(index, call.range, onlyIfAbsent: onlyIfAbsent || isGuarded)
    case .constraint(let constraint)?: createConstraint(constraint, call.range)
    default: reportName("create", call.range)
    }
  }

  private mutating func drop(
    _ value: EctoValue?, _ options: EctoOptions, _ range: ScriptRange, onlyIfPresent: Bool
  ) {
    let isGuarded = onlyIfPresent || self.isGuarded
    let condition = isGuarded ? "IF EXISTS " : ""
    let cascade = options.text("mode") == "cascade" ? " CASCADE" : ""
    switch value {
    case .table(let table)?: define("DROP TABLE \(condition)\(sql(table.name))\(cascade)", range)
    case .index(let index)?:
      let name = quoted(indexName(index, range))
      switch types.dialect {
      case "mysql": define("DROP INDEX \(name) ON \(sql(index.table))", range)
      case "sqlserver": define("DROP INDEX \(condition)\(name) ON \(sql(index.table))", range)
      default:
        let schema = index.table.schema.map { quoted($0) + "." } ?? ""
        define("DROP INDEX \(condition)\(schema)\(name)\(cascade)", range)
      }
    case .constraint(let constraint)?:
      define(
        "ALTER TABLE \(sql(constraint.table)) DROP CONSTRAINT \(condition)\(quoted(constraint.name))\(cascade)",
        range)
    default: reportName("drop", range)
    }
  }

  private mutating func alter(_ value: EctoValue?, _ call: ScriptCall) {
    guard case .table(let table)? = value else { return reportName("alter", call.range) }
    guard let block = call.block else { return }
    tables.append(EctoTableBlock(table: table, isNew: false, onlyIfAbsent: false, range: call.range))
    _ = execute(block.body)
    finishTable()
  }

  private mutating func rename(_ values: [EctoValue], _ range: ScriptRange) {
    let options = EctoOptions(values.last)
    switch (values.first, options["to"]) {
    case (.table(let table)?, .table(let new)?):
      switch types.dialect {
      case "mysql": define("RENAME TABLE \(sql(table.name)) TO \(sql(new.name))", range)
      case "sqlserver":
        define(
          "EXEC sp_rename \(SQLSpelling.quoted(table.name.display)), \(SQLSpelling.quoted(new.name.name))",
          range)
      default: define("ALTER TABLE \(sql(table.name)) RENAME TO \(quoted(new.name.name))", range)
      }
    case (.table(let table)?, let target?):
      guard let old = values.dropFirst().first?.string, let new = target.string else {
        return reportName("rename", range, [table.name])
      }
      if types.dialect == "sqlserver" {
        return define(
          "EXEC sp_rename \(SQLSpelling.quoted(table.name.display + "." + old)), \(SQLSpelling.quoted(new)), 'COLUMN'",
          range)
      }
      define("ALTER TABLE \(sql(table.name)) RENAME COLUMN \(quoted(old)) TO \(quoted(new))", range)
    case (.text(let old)?, let target?):
      guard let new = target.string else { return reportName("rename", range) }
      define("ALTER INDEX \(quoted(old.string)) RENAME TO \(quoted(new))", range)
    case (.index(let index)?, let target?):
      guard let new = target.string else { return reportName("rename", range) }
      let old = options.text("name") ?? indexName(index, range)
      define("ALTER INDEX \(quoted(old)) RENAME TO \(quoted(new))", range)
    default: reportName("rename", range)
    }
  }

  /// A name that is put together at run time.
  mutating func reportName(_ name: String, _ range: ScriptRange, _ tables: [TableName] = []) {
    report(
      "dynamic-name", "a name in \"\(name)\" is not known from the text", range, .mayChangeSchema,
      tables: tables)
  }

  /// Runs a statement that a function of migrations stands for.
  mutating func define(_ sql: String, _ range: ScriptRange) { runSQL(ScriptText(sql, at: range.start)) }

  /// A name in quotes where it must have them.
  func quoted(_ name: String) -> String { spelling.shortName(name) }

  /// A table's name as SQL.
  func sql(_ name: TableName) -> String {
    [name.schema, name.name].compactMap { $0 }.map(quoted).joined(separator: ".")
  }
}
