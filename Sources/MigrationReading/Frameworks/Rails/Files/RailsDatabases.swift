import Documents
import Domain

/// The databases of `config/database.yml`: which adapter each has, and which folder its migrations stand in.
struct RailsDatabases {
  private struct Database {
    var name: String
    var adapter: String
    var paths: [String]
  }

  private var databases: [Database] = []

  /// Reads the file; its Ruby is passed over, but for adapters that it names.
  init(_ bytes: [UInt8]) {
    let text = Self.withoutRuby(bytes)
    if let document = try? YAMLReader.document(of: text), case .mapping(let environments) = document.content {
      for environment in environments.entries {
        guard case .mapping(let entries) = environment.value.content else { continue }
        if let adapter = Self.adapter(environment.value) {
          databases.append(Database(name: "primary", adapter: adapter, paths: Self.paths(environment.value)))
          continue
        }
        for entry in entries.entries {
          guard case .scalar(let name) = entry.key.content, let adapter = Self.adapter(entry.value) else {
            continue
          }
          databases.append(Database(name: name.text, adapter: adapter, paths: Self.paths(entry.value)))
        }
      }
    }
    if databases.isEmpty { databases = Self.lines(text) }
  }

  /// The dialect of the migrations in a folder below the application's; nil if the file does not say it.
  func dialect(of folder: String) -> String? {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let own = databases.filter { $0.paths.contains(folder) }
    let named = name.hasSuffix("_migrate") ? String(name.dropLast(8)) : "primary"
    let candidates = own.isEmpty ? databases.filter { $0.name == named && $0.paths.isEmpty } : own
    let found = Set(candidates.map(\.adapter))
    if found.count == 1 { return found.first }
    guard found.isEmpty, name == "migrate" else { return nil }
    // A lone database of another name, or several of one kind.
    let all = Set(databases.map(\.adapter))
    return all.count == 1 ? all.first : nil
  }

  private static func adapter(_ node: DocumentNode) -> String? {
    guard case .mapping(let mapping) = node.content else { return nil }
    for name in ["adapter", "url"] {
      guard case .scalar(let scalar)? = mapping.entry(name)?.value.content else { continue }
      let word = scalar.text.split(separator: ":").first.map(String.init) ?? ""
      if let dialect = dialect(ofAdapter: word) { return dialect }
    }
    return nil
  }

  private static func paths(_ node: DocumentNode) -> [String] {
    guard case .mapping(let mapping) = node.content, let value = mapping.entry("migrations_paths")?.value
    else {
      return []
    }
    switch value.content {
    case .scalar(let scalar): return [scalar.text]
    case .sequence(let nodes):
      return nodes.compactMap { if case .scalar(let scalar) = $0.content { scalar.text } else { nil } }
    case .mapping: return []
    }
  }

  private static func dialect(ofAdapter name: String) -> String? {
    switch name {
    case "postgresql", "postgres", "postgis", "cockroachdb", "postgresql_makara", "postgres_geo": "postgres"
    case "mysql2", "trilogy", "mysql", "mysql2rgeo", "janus_mysql2": "mysql"
    case "sqlite3", "sqlite", "litedb", "spatialite": "sqlite"
    case "sqlserver": "sqlserver"
    case "clickhouse": "clickhouse"
    case "oracle_enhanced": "oracle"
    default: nil
    }
  }

  /// `adapter:` lines of a file that is not read as YAML.
  private static func lines(_ text: [UInt8]) -> [Database] {
    var found: [Database] = []
    for line in text.split(separator: 10) {
      let words = String(decoding: line, as: UTF8.self).split { " \t\r\"'".contains($0) }
      guard words.count >= 2, words[0] == "adapter:", let dialect = dialect(ofAdapter: String(words[1]))
      else { continue }
      found.append(Database(name: "primary", adapter: dialect, paths: []))
    }
    return found
  }

  /// What stands between the words of a Ruby expression.
  private static let borders = Array("\"' (),|".utf8)

  /// The text with an adapter's name, else a zero, for `<%= ... %>`, and nothing for `<% ... %>`.
  private static func withoutRuby(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "%") else {
        result.append(bytes[at])
        at += 1
        continue
      }
      var stop = at + 2
      while stop + 1 < bytes.count, bytes[stop] != UInt8(ascii: "%") || bytes[stop + 1] != UInt8(ascii: ">") {
        stop += 1
      }
      let inside = bytes[min(at + 2, bytes.count)..<min(stop, bytes.count)]
      if inside.first == UInt8(ascii: "=") {
        let words = inside.split { Self.borders.contains($0) }.map { String(decoding: $0, as: UTF8.self) }
        result += (words.last { dialect(ofAdapter: $0) != nil && $0 != "sqlite" } ?? "0").utf8
      }
      at = min(stop + 2, bytes.count)
    }
    return result
  }
}
