import Domain
import ScriptSyntax

/// Calls of a repository: `repo().update_all(...)`, `Repo.query!("...")`
extension EctoRunner {
  static func isRepoCall(_ name: String) -> Bool {
    switch name {
    case "query", "query!", "query_many", "query_many!", "update_all", "delete_all", "insert_all", "all",
      "one",
      "one!", "get", "get!", "get_by", "get_by!", "insert", "insert!", "update", "update!", "delete",
      "delete!",
      "insert_or_update", "insert_or_update!", "transaction", "transact", "stream", "exists?", "aggregate",
      "preload", "reload", "reload!", "checkout", "__adapter__", "config", "rollback", "in_transaction?",
      "put_dynamic_repo", "get_dynamic_repo", "to_sql", "explain", "all_by", "wrap", "disconnect_all",
      "default_options", "prepare_query":
      true
    default: false
    }
  }

  /// `repo().config()`: options for migrations that no file of the configuration sets are not set. A schema that only
  /// the environment names is left out, as with all tables that are written without one.
  private var configuration: EctoValue {
    let own = options.entries.filter { Self.migrationOptions.contains($0.name) }.map { entry in
      entry.name == "migration_default_prefix" && entry.value.string == nil ? (entry.name, .null) : entry
    }
    let others = Self.migrationOptions.filter { options[$0] == nil }.map { ($0, EctoValue.null) }
    let open = Self.connectionOptions.map { ($0, EctoValue.unknown) }
    return .map((own + others + open).map { EctoEntry(key: .atom($0.0), value: $0.1) })
  }

  /// Options that migrations hear of (`Ecto.Migration`).
  private static let migrationOptions = [
    "migration_default_prefix", "migration_primary_key", "migration_foreign_key", "migration_timestamps",
    "migration_source", "migration_lock",
  ]

  /// Options that are often set when the application starts.
  private static let connectionOptions = [
    "database", "username", "password", "hostname", "port", "url", "pool", "pool_size", "ssl", "prefix",
    "parameters", "after_connect", "otp_app", "adapter", "name", "priv", "log", "telemetry_prefix",
  ]

  /// What a call of a repository gives.
  mutating func ask(_ name: String, _ call: ScriptCall, _ isStatement: Bool) -> EctoValue {
    switch name {
    case "__adapter__": return .module(adapter)
    case "config": return configuration
    case "rollback":
      isRaised = true
      return .unknown
    default: break
    }
    let values = arguments(of: call)
    switch name {
    case "query", "query!", "query_many", "query_many!": return ask(sql: values, call.range)
    case "update_all": update(values, call.range)
    case "delete_all": delete(values.first, call.range)
    case "insert_all": insert(values, call.range)
    case "all", "stream", "all_by":
      return values.first.flatMap { query(of: $0) }.map { .rows($0) } ?? .unknown
    case "one", "one!", "get", "get!", "get_by", "get_by!", "reload", "reload!", "preload":
      guard var found = values.first.flatMap({ query(of: $0) }) else { return .unknown }
      found.isNarrowed = true
      return name == "preload" ? values[0] : found.element
    case "insert", "insert!": insert(row: values.first, call.range)
    case "update", "update!", "insert_or_update", "insert_or_update!": update(row: values.first, call.range)
    case "delete", "delete!":
      if case .row(let query)? = values.first {
        delete(.query(query), call.range)
      } else {
        unknownRows(call.range)
      }
    case "transaction", "checkout", "transact", "wrap":
      guard case .code(let closure)? = values.first else { return .unknown }
      let result = run(closure, Array(repeating: .repo, count: closure.function.parameters.count), call.range)
      return name == "transaction" ? .tuple([.atom("ok"), result]) : result
    case "exists?", "aggregate":
      return .unknown
    case "ddl_down", "ddl_up", "table_exists?": return .catalogue
    default: return derived(values)
    }
    return .unknown
  }

  private var adapter: String {
    switch types.dialect {
    case "mysql": "Ecto.Adapters.MyXQL"
    case "sqlserver": "Ecto.Adapters.Tds"
    case "sqlite": "Ecto.Adapters.SQLite3"
    case "clickhouse": "Ecto.Adapters.ClickHouse"
    default: "Ecto.Adapters.Postgres"
    }
  }

  /// `query!("...", [...])`
  private mutating func ask(sql values: [EctoValue], _ range: ScriptRange) -> EctoValue {
    switch values.first {
    case .text(let sql)?, .fragment(let sql)?:
      let kind = Self.isQuestion(sql.string)
      if kind.isCatalogue { return .catalogue }
      runSQL(sql)
    case .partial(let start)?:
      if Self.isQuestion(start.string).isCatalogue { return .catalogue }
      reportDynamic(start.string, range)
    default: reportDynamic("", range)
    }
    return .unknown
  }

  private mutating func unknownRows(_ range: ScriptRange) {
    report("program-rows", "which rows are changed here is not known", range, .mayChangeRows)
  }

  private mutating func update(_ values: [EctoValue], _ range: ScriptRange) {
    guard var found = values.first.flatMap({ query(of: $0) }) else { return unknownRows(range) }
    let given = EctoOptions(values.dropFirst().first)
    for kind in ["set", "inc"] {
      for entry in EctoOptions(given[kind]).entries {
        var text = sql(of: entry.value, found)
        if kind == "inc" { text = text.map { quoted(entry.name) + " + " + $0 } }
        found.settings.append(
          EctoQuery.Setting(column: entry.name, sql: text, columns: entry.value.columns))
      }
    }
    guard found.table != nil, !found.settings.isEmpty else {
      if !values.isEmpty {
        report(
          "program-rows", "which columns are changed here is not known", range, .mayChangeRows,
          tables: found.table.map { [$0] } ?? [])
      }
      return
    }
    update(found, range)
  }

  /// The update of a query, as SQL where all of it is known.
  private mutating func update(_ query: EctoQuery, _ range: ScriptRange) {
    guard let table = query.table else { return unknownRows(range) }
    let isWhole = !query.isNarrowed && query.settings.allSatisfy { $0.sql != nil }
    let hasTables = query.sources.allSatisfy { $0.table != nil }
    if isWhole, hasTables, query.sources.count == 1 || types.dialect == "postgres" {
      let sets = query.settings.map { quoted($0.column) + " = " + ($0.sql ?? "NULL") }
      var text =
        "UPDATE \(sql(table))\(query.sources.count > 1 ? " AS t0" : "") SET \(sets.joined(separator: ", "))"
      let others = query.sources.enumerated().dropFirst().compactMap { index, source in
        source.table.map { "\(sql($0)) AS t\(index)" }
      }
      if !others.isEmpty { text += " FROM " + others.joined(separator: ", ") }
      if !query.conditions.isEmpty {
        text += " WHERE " + query.conditions.map { "(" + $0 + ")" }.joined(separator: " AND ")
      }
      return runSQL(ScriptText(text, at: range.start))
    }
    let assignments = query.settings.map { setting in
      let unknown = Expression.opaque(
        text: "", columns: setting.columns.map { ColumnReference(qualifier: nil, $0) })
      let value = query.sources.count == 1 ? setting.sql.flatMap { expression($0) } : nil
      return Assignment(column: setting.column, value: value ?? unknown)
    }
    emit(
      .updateRows(table, alias: nil, assignments: assignments, inputs: [], conditions: conditions(query)),
      range)
  }

  /// The conditions of a query over one table.
  private func conditions(_ query: EctoQuery) -> [Expression] {
    var found: [Expression] = []
    if query.isNarrowed || query.sources.count > 1 { found.append(.opaque(text: "", columns: [])) }
    guard query.sources.count == 1, !query.conditions.isEmpty else { return found }
    let text = query.conditions.map { "(" + $0 + ")" }.joined(separator: " AND ")
    if case .deleteRows(_, _, _, let known)? = aside("DELETE FROM t WHERE " + text) { return found + known }
    return found + [.opaque(text: "", columns: [])]
  }

  /// What a statement does; nil unless it is read as exactly one operation.
  private func aside(_ sql: String) -> OperationKind? {
    guard sql.utf8.count < 20_000 else { return nil }
    let reading = embedded.readAside(ScriptText(sql), in: file, content: content)
    guard reading.operations.count == 1, reading.diagnostics.isEmpty else { return nil }
    return reading.operations.first?.kind
  }

  /// An expression over the columns of a table.
  private func expression(_ sql: String) -> Expression? {
    guard case .updateRows(_, _, let assignments, _, _)? = aside("UPDATE t SET c = (\(sql))") else {
      return nil
    }
    return assignments.first?.value
  }

  private mutating func delete(_ value: EctoValue?, _ range: ScriptRange) {
    guard let query = value.flatMap({ query(of: $0) }), let table = query.table else {
      return unknownRows(range)
    }
    if query.sources.count == 1, !query.isNarrowed {
      var text = "DELETE FROM \(sql(table))"
      if !query.conditions.isEmpty {
        text += " WHERE " + query.conditions.map { "(" + $0 + ")" }.joined(separator: " AND ")
      }
      return runSQL(ScriptText(text, at: range.start))
    }
    emit(.deleteRows(table, alias: nil, inputs: [], conditions: conditions(query)), range)
  }

  /// `insert_all("users", [%{name: "a"}])`
  private mutating func insert(_ values: [EctoValue], _ range: ScriptRange) {
    guard let table = values.first.flatMap({ query(of: $0) })?.table else { return unknownRows(range) }
    var rows: [EctoOptions] = []
    for value in values.dropFirst().first?.elements ?? [] { rows.append(EctoOptions(value)) }
    insert(rows, into: table, range)
  }

  private mutating func insert(row value: EctoValue?, _ range: ScriptRange) {
    guard let value, let table = query(of: value)?.table else { return unknownRows(range) }
    insert([EctoOptions(value).without("__struct__")], into: table, range)
  }

  private mutating func insert(_ rows: [EctoOptions], into table: TableName, _ range: ScriptRange) {
    guard let columns = rows.first?.entries.map(\.name), !columns.isEmpty else {
      return emit(.insertRows(table, columns: [], rows: [], isComplete: false), range)
    }
    let known = rows.prefix(200).map { row in
      columns.map { column -> Expression in
        switch row[column] {
        case .text(let text)?: .literal(.string(text.string))
        case .atom(let name)?: .literal(.string(name))
        case .number(let digits)?: .literal(.number(digits))
        case .boolean(let holds)?: .literal(.boolean(holds))
        case .null?, nil: .literal(.null)
        default: .opaque(text: "", columns: [])
        }
      }
    }
    emit(.insertRows(table, columns: columns, rows: known, isComplete: rows.count <= 200), range)
  }

  /// `Repo.update!(Ecto.Changeset.change(user, tier: "gold"))`
  private mutating func update(row value: EctoValue?, _ range: ScriptRange) {
    guard case .row(var query)? = value, query.table != nil, !query.settings.isEmpty else {
      return unknownRows(range)
    }
    query.sources = Array(query.sources.prefix(1))
    update(query, range)
  }

  /// `change(user, tier: "gold")` of `Ecto.Changeset`.
  mutating func changeset(_ name: String, _ values: [EctoValue]) -> EctoValue {
    if case .map(let entries)? = values.first { return changeset(name, of: entries, values) }
    guard case .row(var query)? = values.first else { return values.first ?? .unknown }
    switch name {
    case "change", "cast":
      for entry in EctoOptions(values.dropFirst().first).entries {
        query.settings.append(
          EctoQuery.Setting(
            column: entry.name, sql: sql(of: entry.value, query), columns: entry.value.columns))
      }
    case "put_change", "force_change":
      guard values.count == 3, let column = values[1].string else { break }
      query.settings.append(
        EctoQuery.Setting(column: column, sql: sql(of: values[2], query), columns: values[2].columns))
    default: break
    }
    return .row(query)
  }

  /// The same of a row that is made: `%User{} |> cast(%{name: "a"}, [:name])`.
  private func changeset(_ name: String, of entries: [EctoEntry], _ values: [EctoValue]) -> EctoValue {
    var changes: [EctoEntry] = []
    switch name {
    case "change", "cast":
      let taken = name == "cast" && values.count > 2 ? values[2].elements?.compactMap(\.string) : nil
      for entry in EctoOptions(values.dropFirst().first).entries where taken?.contains(entry.name) ?? true {
        changes.append(EctoEntry(key: .atom(entry.name), value: entry.value))
      }
    case "put_change", "force_change":
      if values.count == 3 { changes = [EctoEntry(key: values[1], value: values[2])] }
    default: break
    }
    let names = Set(changes.compactMap(\.key.string))
    return .map(entries.filter { !names.contains($0.key.string ?? "") } + changes)
  }
}
