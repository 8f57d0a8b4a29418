import Domain
import ScriptSyntax

/// Calls of Oban's own migrations: `Oban.Migration.up(version: 12, prefix: "private")`.
extension EctoRunner {
  /// Nil for a call whose effect is not known.
  mutating func oban(_ name: String, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue? {
    let options = EctoOptions(values.first)
    // The way back is known by the way forward.
    if isReverse, name == "up" || name == "down" { return .atom("ok") }
    switch (name, types.dialect) {
    case ("current_version", "postgres"):
      return settings.obanVersion.map { .number(String($0)) }
    case ("up", "postgres"): return raiseOban(options, range)
    case ("down", "postgres"): return lowerOban(options, range)
    case ("up", "mysql"): define(ObanSchema.mysql, range)
    case ("up", "sqlite"): define(ObanSchema.sqlite, range)
    case ("down", "mysql"): define("DROP TABLE IF EXISTS oban_peers; DROP TABLE IF EXISTS oban_jobs", range)
    case ("down", "sqlite"): define("DROP TABLE IF EXISTS oban_jobs", range)
    default: return nil
    }
    return .atom("ok")
  }

  /// `Oban.Job.new(%{}, worker: Shop.Worker, queue: :mail)`: a row that may be inserted.
  func obanJob(_ values: [EctoValue]) -> EctoValue {
    let options = EctoOptions(values.count > 1 ? values[1] : nil)
    var entries = [EctoEntry(key: .atom("__struct__"), value: .module("Oban.Job"))]
    entries.append(EctoEntry(key: .atom("args"), value: .unknown))
    for name in ["worker", "queue"] {
      guard let value = options[name] else { continue }
      var text = value
      if case .module(let module) = value { text = .atom(module) }
      entries.append(EctoEntry(key: .atom(name), value: text))
    }
    return .map(entries)
  }

  private mutating func raiseOban(_ options: EctoOptions, _ range: ScriptRange) -> EctoValue? {
    guard let prefix = obanPrefix(options),
      let last = options["version"] == nil ? settings.obanVersion : options.integer("version"),
      last <= ObanSchema.lastVersion
    else { return nil }
    let done = obanVersions[prefix] ?? 0
    if done == 0, options.flag("create_schema") ?? (prefix != Self.obanPrefix) {
      define("CREATE SCHEMA IF NOT EXISTS \(quoted(prefix))", range)
    }
    guard last > done else { return .atom("ok") }
    for version in (done + 1)...last { defineOban(ObanSchema.postgres(version), prefix, range) }
    obanVersions[prefix] = last
    return .atom("ok")
  }

  private mutating func lowerOban(_ options: EctoOptions, _ range: ScriptRange) -> EctoValue? {
    guard let prefix = obanPrefix(options),
      let last = options["version"] == nil ? 1 : options.integer("version"), last > 0
    else { return nil }
    let done = obanVersions[prefix] ?? 0
    guard done >= last else { return .atom("ok") }
    for version in (last...done).reversed() { defineOban(ObanSchema.postgresReverse(version), prefix, range) }
    obanVersions[prefix] = last - 1
    return .atom("ok")
  }

  /// The schema of tables for which none is given.
  private static let obanPrefix = "public"

  private func obanPrefix(_ options: EctoOptions) -> String? {
    options["prefix"] == nil ? Self.obanPrefix : options.text("prefix")
  }

  private mutating func defineOban(_ text: String, _ prefix: String, _ range: ScriptRange) {
    guard !text.isEmpty else { return }
    let schema = prefix == Self.obanPrefix ? "" : quoted(prefix) + "."
    var sql = ""
    for part in text.split(separator: "~", omittingEmptySubsequences: false) {
      sql += (sql.isEmpty ? "" : schema) + part
    }
    define(sql, range)
  }
}
