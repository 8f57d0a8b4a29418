import Domain
import ScriptSyntax

/// SQL that a migration runs.
extension EctoRunner {
  /// `execute "..."`, `execute "up", "down"`, `execute fn -> ... end`
  mutating func executeSQL(_ values: [EctoValue], _ range: ScriptRange) {
    // In `change` the second is the way back; `down` itself has one.
    guard let value = isReverse && values.count > 1 ? values[1] : values.first else { return }
    let outer = isMuted
    if isReverse, values.count > 1 { isMuted = false }
    run(sql: value, range)
    isMuted = outer
  }

  private mutating func run(sql value: EctoValue, _ range: ScriptRange) {
    switch value {
    case .text(let sql): runSQL(sql)
    case .fragment(let sql): runSQL(sql)
    case .code(let closure): _ = run(closure, [], range)
    case .list(let values): for value in values { run(sql: value, range) }
    case .partial(let start): reportDynamic(start.string, range)
    case .atom, .null, .boolean: break
    default: reportDynamic("", range)
    }
  }

  /// SQL files beside the project: `execute_file "priv/repo/a.sql"`.
  mutating func executeFile(_ values: [EctoValue], _ range: ScriptRange) {
    guard let path = (isReverse && values.count > 1 ? values[1] : values.first)?.string,
      let found = library.text(at: path)
    else {
      return report(
        "include-missing", "the SQL file of \"execute_file\" is not found", range, .mayChangeSchema)
    }
    runFile(found.entry, found.text, range)
  }

  mutating func runFile(_ entry: FileEntry, _ text: SourceText, _ range: ScriptRange) {
    if !files.contains(entry) { files.append(entry) }
    let sql = ScriptText(String(decoding: text.bytes, as: UTF8.self), at: 0, isVerbatim: true)
    let outer = (file, site)
    defer { (file, site) = outer }
    site = nil
    file = text
    runSQL(sql)
  }

  /// SQL that is put together at run time: what it begins with tells how far it may reach.
  mutating func reportDynamic(_ start: String, _ range: ScriptRange) {
    let words = start.uppercased().split { " \n\t(".contains($0) }.prefix(4).map(String.init)
    switch words.first {
    case "SELECT"?, "SHOW"?, "EXPLAIN"?: return
    case "GRANT"?, "REVOKE"?, "COMMENT"?, "NOTIFY"?, "LISTEN"?, "VACUUM"?, "ANALYZE"?, "REINDEX"?, "SET"?,
      "RESET"?,
      "LOCK"?, "REFRESH"?, "CLUSTER"?:
      return
    case "CREATE"?, "ALTER"?, "DROP"?:
      let what = words.dropFirst().first { !["OR", "REPLACE", "IF", "NOT", "EXISTS"].contains($0) }
      if let what, Self.besideTables.contains(what) { return }
      report("dynamic-sql", "SQL that is put together at run time is not read", range, .mayChangeSchema)
    case "UPDATE"?, "DELETE"?, "INSERT"?:
      let place = words[0] == "UPDATE" ? 1 : 2
      let parts = start.split { " \n\t(".contains($0) }
      let table = parts.dropFirst(place).first.map { TableName($0.filter { $0 != "\"" && $0 != "`" }) }
      report(
        "dynamic-sql", "SQL that is put together at run time changes rows in a way that is not read", range,
        .mayChangeRows, tables: parts.count > place + 1 ? table.map { [$0] } ?? [] : [])
    case "WITH"?:
      report(
        "dynamic-sql", "SQL that is put together at run time changes rows in a way that is not read", range,
        .mayChangeRows)
    default:
      report("dynamic-sql", "SQL that is put together at run time is not read", range, .mayChangeSchema)
    }
  }

  /// What has no columns: defining it changes no table.
  private static let besideTables: Set<String> = [
    "DATABASE", "ROLE", "USER", "SYSTEM", "FUNCTION", "PROCEDURE", "AGGREGATE", "TRIGGER", "PUBLICATION",
    "SUBSCRIPTION", "POLICY", "INDEX", "SEQUENCE", "OPERATOR", "COLLATION", "STATISTICS", "EVENT", "SERVER",
    "LANGUAGE", "CAST",
  ]

  /// Whether a statement only asks, and what of.
  static func isQuestion(_ sql: String) -> (isQuestion: Bool, isCatalogue: Bool) {
    let text = sql.utf8.prefix(2_000).map(\.lowered)
    let word = text.drop { $0 <= 32 || $0 == UInt8(ascii: "(") }.prefix { $0 &- 0x61 < 26 }
    let first = String(decoding: word, as: UTF8.self)
    let isQuestion = ["select", "show", "explain", "with", "pragma"].contains(first)
    let isCatalogue =
      isQuestion
      && [
        "information_schema", "pg_catalog", "pg_class", "pg_indexes", "pg_type", "pg_constraint",
        "to_regclass",
        "sqlite_master", "pragma", "pg_tables", "pg_enum", "pg_attribute", "pg_extension", "pg_proc",
        "pg_trigger", "pg_available_extensions", "pg_publication", "pg_roles", "pg_policies", "pg_namespace",
        "server_version", "version()", "pg_views", "pg_matviews", "show ", "current_setting",
      ].contains { ByteSearch.contains(Array(text), Array($0.utf8)) }
    return (isQuestion, isCatalogue)
  }

  /// Enumerated types of the library EctoEnum, by what their module is asked for.
  mutating func enumeration(of module: String, _ name: String, _ range: ScriptRange) -> EctoValue? {
    guard ["create_type", "drop_type", "type", "schemaless_type"].contains(name),
      let type = library.enumeration(module)
    else {
      return nil
    }
    switch name {
    case "create_type":
      let labels = type.labels.map { SQLSpelling.quoted($0) }.joined(separator: ", ")
      define("CREATE TYPE \(quoted(type.type)) AS ENUM (\(labels))", range)
    case "drop_type": define("DROP TYPE \(quoted(type.type))", range)
    default: break
    }
    return .atom(type.type)
  }
}
