import Domain
import ScriptSyntax

/// What `config/*.exs`, the repository's module and `mix.exs` say about the databases of a project.
struct EctoSettings: Sendable {
  /// `config :app, App.Repo, key: value`, by the last part of the module's name; earlier files win.
  private var byRepo: [String: EctoOptions] = [:]
  /// Values of `config/config.exs`, by application and key.
  private var values: [String: EctoOptions] = [:]
  /// The dialect of an adapter by the last part of the module's name.
  private var adapters: [String: String] = [:]
  /// The dialect of the only driver in `mix.exs`.
  private var driver: String?
  /// The release of Oban in `mix.lock`.
  private var obanRelease: [Int]?

  /// The version of Oban's tables that the project's release makes by itself, the last one without a lock file; nil
  /// for a release that is not known.
  var obanVersion: Int? {
    obanRelease.map { ObanSchema.version(ofRelease: $0) } ?? ObanSchema.lastVersion
  }

  /// Options of the repository whose folder in `priv` has this name.
  func options(of folder: String) -> EctoOptions { byRepo[Self.key(folder)] ?? EctoOptions() }

  /// The dialect that is written for that repository; nil if none is.
  func dialect(of folder: String) -> String? {
    if let own = adapters[Self.key(folder)] { return own }
    let all = Set(adapters.values)
    return all.count == 1 ? all.first : adapters.isEmpty ? driver : nil
  }

  /// What `Application.compile_env(:shop, [Shop.Repo, :prefix])` gives; nil if it is not written.
  func value(of application: String, _ path: [String]) -> EctoValue? {
    guard let last = path.last, path.count <= 2 else { return nil }
    return values[([application] + path.dropLast()).joined(separator: "/")]?[last]
  }

  /// `Repo`, `IngestRepo`, `ingest_repo` in one spelling.
  private static func key(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

  /// The dialect of an adapter's or driver's name.
  static func dialect(ofAdapter name: String) -> String? {
    switch name {
    case "Ecto.Adapters.Postgres", "Ecto.Adapters.PostgreSQL", "postgrex", "Ecto.Adapters.CockroachDB",
      "Geo.PostGIS":
      "postgres"
    case "Ecto.Adapters.MyXQL", "Ecto.Adapters.MySQL", "myxql", "mariaex": "mysql"
    case "Ecto.Adapters.Tds", "MssqlEcto", "tds": "sqlserver"
    case "Ecto.Adapters.SQLite3", "ecto_sqlite3", "Sqlite.Ecto2", "Ecto.Adapters.LibSql", "ecto_libsql":
      "sqlite"
    case "Ecto.Adapters.ClickHouse", "ecto_ch": "clickhouse"
    default: nil
    }
  }

  /// Takes up a file of `config`.
  mutating func read(configuration script: ScriptFile, isForAll: Bool) {
    var names: [String: EctoValue] = [:]
    for statement in ScriptStatement.flattened(script.statements) {
      if case .assignment(let assignment) = statement, case .name(let name)? = assignment.targets.first,
        let node = assignment.value, names.count < 500
      {
        var reader = EctoConstants(names: names)
        names[name.text] = reader.value(node)
      }
      guard case .expression(.call(let call)) = statement, call.name == "config" else { continue }
      let given = call.positional
      guard case .symbol(let application)? = given.first else { continue }
      let repo = given.count > 1 ? given[1].dottedName : nil
      var reader = EctoConstants(names: names)
      var options = EctoOptions()
      for argument in call.arguments where argument.kind == .keyword {
        options.entries.append((argument.name, reader.value(argument.value)))
        if argument.name == "adapter", let repo, let name = argument.value.dottedName {
          note(adapter: name, of: repo)
        }
      }
      if given.count > 2 { options.entries += EctoOptions(reader.value(given[2])).entries }
      if isForAll, values.count < 2_000 {
        let place = application.text + (repo.map { "/" + $0 } ?? "")
        values[place] = options.completed(by: values[place] ?? EctoOptions())
      }
      guard let repo else { continue }
      let key = Self.key(Self.last(repo))
      byRepo[key] = (byRepo[key] ?? EctoOptions()).completed(by: options)
    }
  }

  /// Takes up a module with `use Ecto.Repo, adapter: ...`.
  mutating func read(module script: ScriptFile) {
    for type in Self.modules(script.statements, 0) {
      for case .expression(.call(let call)) in type.body where call.name == "use" {
        guard call.positional.first?.dottedName == "Ecto.Repo" else { continue }
        if let name = call.keyword("adapter")?.dottedName { note(adapter: name, of: type.name) }
      }
    }
  }

  /// Takes up the dependencies of `mix.exs`: `{:postgrex, ">= 0.0.0"}`.
  mutating func read(project bytes: [UInt8]) {
    var found: Set<String> = []
    for name in ["postgrex", "myxql", "mariaex", "tds", "ecto_sqlite3", "ecto_ch"]
    where ByteSearch.contains(bytes, Array("{:\(name),".utf8)) {
      if let dialect = Self.dialect(ofAdapter: name) { found.insert(dialect) }
    }
    if found.count == 1, driver == nil { driver = found.first }
  }

  /// Takes up the releases of `mix.lock`: `"oban": {:hex, :oban, "2.17.1", ...}`.
  mutating func read(lock bytes: [UInt8]) {
    let head = Array("{:hex, :oban, \"".utf8)
    guard obanRelease == nil, let start = ByteSearch.first(of: head, in: bytes) else { return }
    let text = bytes.dropFirst(start + head.count).prefix { $0 != UInt8(ascii: "\"") }.prefix(20)
    let release = text.split(separator: UInt8(ascii: ".")).map { part in
      part.prefix { $0 &- 0x30 < 10 }.prefix(6).reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) }
    }
    if !release.isEmpty { obanRelease = release }
  }

  private mutating func note(adapter: String, of repo: String) {
    guard let dialect = Self.dialect(ofAdapter: adapter) else { return }
    let key = Self.key(Self.last(repo))
    if adapters[key] == nil { adapters[key] = dialect }
  }

  private static func last(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  /// The modules of a file, nested ones too.
  static func modules(_ statements: [ScriptStatement], _ level: Int) -> [ScriptClass] {
    var found: [ScriptClass] = []
    guard level < 6 else { return found }
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .classDefinition(let type):
        found.append(type)
        found += modules(type.body, level + 1)
      case .expression(.call(let call)):
        // `Shop.if_hosted do defmodule ... end`
        if let block = call.block { found += modules(block.body, level + 1) }
      default: break
      }
    }
    return found
  }
}

/// Constants of configuration: literals, lists and maps of them.
struct EctoConstants {
  /// Names that were given a value before.
  var names: [String: EctoValue] = [:]
  private var level = 0

  init(names: [String: EctoValue] = [:]) { self.names = names }

  /// The value of a node; not known for anything but literals.
  mutating func value(_ node: ScriptNode) -> EctoValue {
    guard level < 10 else { return .unknown }
    level += 1
    defer { level -= 1 }
    switch node {
    case .string(let string): return .text(string.text)
    case .symbol(let name): return .atom(name.text)
    case .number(let number): return .number(number.text)
    case .boolean(let value, _): return .boolean(value)
    case .null: return .null
    case .list(let list): return .list(list.elements.map { value($0) })
    case .tuple(let list): return .tuple(list.elements.map { value($0) })
    case .name, .attribute:
      // A name in small letters is a variable.
      guard let name = node.dottedName else { return .unknown }
      guard name.utf8.first.map({ $0 &- 0x41 < 26 }) ?? false else { return names[name] ?? .unknown }
      return .module(name)
    default: return .unknown
    }
  }
}
