import Domain

/// What one template of a dbt project sees: `ref`, `source`, `config`, `var`, the macros.
///
/// One context serves one template; what the template asked for is collected here.
final class DbtContext: JinjaHost {
  /// What all templates of a registry share.
  struct Shared {
    var names: DbtNames
    var variables: DbtVariables
    var macros: MacroLibrary
    /// `target.type` where a profile or the caller says it.
    var adapter: String?
  }

  let shared: Shared
  /// The project that the template belongs to.
  let project: String
  /// The asset that the template defines, for `this`.
  let own: (id: AssetID, name: String)?
  /// `config(...)` as called, in order; the last value of a key counts.
  private(set) var config: [(key: String, value: JinjaValue, offset: Int)] = []
  /// Assets that the template asked for, with the place of the first call.
  private(set) var parents: [AssetID: Int] = [:]
  /// `ref` and `source` that name nothing.
  private(set) var missing: [(text: String, offset: Int)] = []
  /// Calls that nothing defines.
  private(set) var unknownCalls: [(path: String, offset: Int)] = []
  /// Columns that are read while the project compiles (`get_column_values`).
  private(set) var compileTimeColumns: [(asset: AssetID, column: String, offset: Int)] = []
  private var placeholders: [String: JinjaRelation] = [:]

  init(shared: Shared, project: String, own: (id: AssetID, name: String)?) {
    self.shared = shared
    self.project = project
    self.own = own
  }

  // MARK: Names

  func global(_ name: String) -> JinjaValue? {
    switch name {
    case "ref", "source", "var", "env_var", "config", "is_incremental", "return", "log", "print", "range",
      "dict",
      "namespace", "set", "set_strict", "zip", "zip_strict", "run_query", "statement", "load_result",
      "load_agate_table", "fromjson", "tojson", "fromyaml", "toyaml", "local_md5", "try_or_compiler_error",
      "diff_of_two_dicts", "store_result", "debug", "lipsum", "cycler", "as_bool", "as_number", "as_native",
      "as_text", "list", "str", "int", "len", "max", "min", "sum", "abs", "sorted", "enumerate", "render":
      return .function(name)
    case "adapter", "builtins", "exceptions", "target", "flags", "modules", "api": return .object(name)
    case "execute": return .bool(true)
    case "this": return own.map { .relation(self.relation(of: $0)) } ?? .opaque(JinjaOpaque(path: name))
    case "model", "graph", "schema", "database", "schemas", "run_started_at", "invocation_id", "dbt_version",
      "context", "column", "selected_resources", "invocation_args_dict", "connection_name", "node",
      "dbt_metadata_envs", "sql_now", "thread_id", "pre_hooks", "post_hooks", "sql", "compiled_code",
      "original_file_path", "project_name":
      return name == "project_name" ? .string(project) : .opaque(JinjaOpaque(path: name))
    default: return nil
    }
  }

  func attribute(_ name: String, of object: String) -> JinjaValue? {
    switch object {
    case "target":
      if name == "type", let adapter = shared.adapter { return .string(adapter) }
      return .opaque(JinjaOpaque(path: "target." + name))
    case "builtins": return .function(name)
    case "adapter", "exceptions": return .function(object + "." + name)
    case "flags", "modules", "api": return .opaque(JinjaOpaque(path: object + "." + name))
    default: return nil
    }
  }

  func macro(_ path: String) -> JinjaMacro? {
    // dbt's own meaning of these is built in, also where a project wraps them.
    if path == "ref" || path == "source" { return nil }
    let parts = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      if let macro = shared.macros.macro(path, project: project) { return macro }
      return KnownMacros.isKnown(path)
        ? nil : shared.macros.projects(having: path).first.flatMap { shared.macros.macro(path, project: $0) }
    }
    let (package, name) = (
      String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self)
    )
    if KnownMacros.isKnown(name), KnownMacros.packages.contains(package) { return nil }
    return shared.macros.macro(name, project: package)
      ?? (package == "dbt" ? shared.macros.macro(name, project: project) : nil)
  }

  /// What `adapter.dispatch` finds: the adapter's own macro, else the default one, else any.
  func dispatch(_ name: String, package: String?) -> JinjaValue {
    let homes = [project] + (package.map { [$0] } ?? [])
    for candidate in [shared.adapter.map { $0 + "__" + name }, "default__" + name].compactMap({ $0 }) {
      for home in homes {
        if let macro = shared.macros.macro(candidate, project: home) { return .macro(macro) }
      }
      if let home = shared.macros.projects(having: candidate).first,
        let macro = shared.macros.macro(candidate, project: home)
      {
        return .macro(macro)
      }
    }
    for adapter in Self.adapters {
      for home in homes {
        if let macro = shared.macros.macro(adapter + "__" + name, project: home) { return .macro(macro) }
      }
    }
    return .undefined((package.map { $0 + "." } ?? "") + name)
  }

  private static let adapters = [
    "postgres", "duckdb", "snowflake", "bigquery", "redshift", "trino", "athena", "spark", "databricks",
    "clickhouse", "sqlserver", "fabric", "starrocks", "mysql", "oracle", "teradata",
  ]

  // MARK: Tables

  /// The relation of an asset's own table.
  private func relation(of own: (id: AssetID, name: String)) -> JinjaRelation {
    relation(prefix: "tidegate_this_", name: own.name, key: "this", entry: nil, asset: own.id)
  }

  private func relation(
    prefix: String, name: String, key: String, entry: DbtNames.Entry?, asset: AssetID?
  ) -> JinjaRelation {
    if let known = placeholders[key] { return known }
    var plain = prefix
    for byte in name.utf8.prefix(120) {
      let isPlain = JinjaLexer.isWord(byte) && byte < 0x80
      plain += isPlain ? String(Unicode.Scalar(byte)).lowercased() : "_"
    }
    while placeholders.values.contains(where: { $0.placeholder == plain }) {
      plain += "_\(placeholders.count)"
    }
    let relation = JinjaRelation(
      placeholder: plain, identifier: entry?.identifier ?? name, schema: entry?.schema,
      database: entry?.database, asset: asset)
    placeholders[key] = relation
    return relation
  }

  /// `ref(...)`
  func reference(_ call: JinjaCall) -> JinjaValue {
    let texts = call.positional.compactMap(\.text)
    guard let name = texts.last, texts.count == call.positional.count else {
      return JinjaEvaluator.opaque(from: call.all)
    }
    let package = texts.count > 1 ? texts[0] : nil
    let versionValue = call.argument(2, "version") ?? call.argument(2, "v")
    let version = versionValue.flatMap { $0.text ?? $0.number.map(String.init) }
    let entry = shared.names.node(name, package: package, version: version, from: project)
    let key = "ref\u{0}" + (package ?? "") + "\u{0}" + name + "\u{0}" + (version ?? "")
    note(entry, call.offset, missing: "ref('\(name)')")
    return .relation(
      relation(
        prefix: "tidegate_ref_", name: name + (version.map { "_v" + $0 } ?? ""), key: key, entry: entry,
        asset: entry?.id))
  }

  /// `source(...)`
  func source(_ call: JinjaCall) -> JinjaValue {
    guard let source = call.text(0, "source_name"), let table = call.text(1, "table_name") else {
      return JinjaEvaluator.opaque(from: call.all)
    }
    let entry = shared.names.source(source, table, from: project)
    note(entry, call.offset, missing: "source('\(source)', '\(table)')")
    var found = relation(
      prefix: "tidegate_source_", name: source + "_" + table, key: "source\u{0}" + source + "\u{0}" + table,
      entry: entry, asset: entry?.id)
    if entry == nil { found.identifier = table }
    return .relation(found)
  }

  private func note(_ entry: DbtNames.Entry?, _ offset: Int, missing text: String) {
    if let entry {
      if parents[entry.id] == nil { parents[entry.id] = offset }
    } else if missing.count < 100, !missing.contains(where: { $0.text == text }) {
      missing.append((text, offset))
    }
  }

  /// Notes that compiling the template reads a column.
  func noteCompileTimeColumn(_ column: String, of relation: JinjaRelation, at offset: Int) {
    guard let asset = relation.asset, compileTimeColumns.count < 1000 else { return }
    compileTimeColumns.append((asset, column, offset))
  }

  // MARK: Config

  /// `config(a=1)` and `config({...})`
  func capture(_ call: JinjaCall) {
    guard config.count < 1000 else { return }
    if case .dict(let dict)? = call.positional.first {
      for pair in dict.pairs { config.append((pair.key, pair.value, call.offset)) }
    }
    for (name, value) in call.named { config.append((name, value, call.offset)) }
  }

  /// The value that `config.get` finds.
  func configured(_ key: String) -> JinjaValue? { config.last { $0.key == key }?.value }

  func unknownCall(_ path: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue {
    if !path.isEmpty, unknownCalls.count < 200 { unknownCalls.append((path, call.offset)) }
    var opaque = JinjaEvaluator.merged(call.all)
    opaque.mayReadColumns = true
    return .opaque(opaque)
  }
}
