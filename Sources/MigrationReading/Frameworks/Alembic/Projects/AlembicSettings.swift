import Domain

/// What `alembic.ini`, `pyproject.toml` or `env.py` says about a history.
struct AlembicSettings: Sendable {
  /// The folder of the environment: where `env.py` stands.
  var folder: TreePath
  /// Folders of revisions.
  var versionFolders: [TreePath]
  /// The dialect of `sqlalchemy.url`.
  var dialect: String?

  /// The settings of a tree, by file and section in order.
  static func all(in listing: FileListing, source: FileSource) -> [AlembicSettings] {
    var found: [AlembicSettings] = []
    for entry in listing.settings(named: "alembic.ini") + listing.settings(named: "pyproject.toml") {
      guard let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20 else { continue }
      let isToml = entry.path.lastComponent.hasSuffix(".toml")
      if isToml, !ByteSearch.contains(text.bytes, Array("tool.alembic".utf8)) { continue }
      for section in IniSection.all(text.bytes) where !isToml || section.name == "tool.alembic" {
        if let settings = AlembicSettings(section, folder: entry.path.parent, isFlask: listing, entry) {
          found.append(settings)
        }
      }
    }
    return found
  }

  private init?(_ section: IniSection, folder: TreePath, isFlask listing: FileListing, _ entry: FileEntry) {
    func path(_ text: String) -> TreePath? {
      if text.hasPrefix("/") { return nil }
      // `package:folder` is below the package's own folder.
      return folder.resolving(text.split { $0 == "/" || $0 == ":" || $0 == "\\" }.filter { $0 != "%(here)s" })
    }
    let isHere = listing.settings(named: "env.py").contains { $0.path.parent == folder }
    let written = section.values["script_location"].flatMap(path)
    // Flask-Migrate keeps its alembic.ini beside env.py, without a place.
    guard let home = written ?? (isHere && section.name == "alembic" ? folder : nil) else { return nil }
    self.folder = home
    versionFolders = [home.appending("versions")]
    if let locations = section.values["version_locations"] {
      let separators: Set<Character> =
        switch section.values["version_path_separator"] ?? section.values["path_separator"] {
        case "os", ":": [":", "\n"]
        case ";": [";", "\n"]
        case "space": [" ", "\n"]
        case "newline": ["\n"]
        default: [" ", ",", ":", ";", "\n", "\"", "[", "]"]
        }
      // %(here)s would be cut at its own parts by none of them.
      let folders = locations.split(whereSeparator: separators.contains).compactMap { path(String($0)) }
      versionFolders = Array(Set(folders)).sorted()
    }
    dialect = section.values["sqlalchemy.url"].flatMap { Self.dialect(url: $0) }
  }

  /// The dialect of `postgresql+psycopg2://...`.
  static func dialect(url: String) -> String? {
    let scheme = url.prefix { $0 != ":" && $0 != "+" }
    guard url.contains(text: "://"), scheme.count < 20 else { return nil }
    switch scheme {
    case "postgresql", "postgres", "cockroachdb": return "postgres"
    case "mysql", "mariadb": return "mysql"
    case "sqlite": return "sqlite"
    case "mssql": return "sqlserver"
    case "oracle": return "oracle"
    case "snowflake", "bigquery", "duckdb", "clickhouse": return String(scheme)
    default: return nil
    }
  }

  /// The dialect that `env.py` or the types of the revisions name, if they name only one.
  static func dialect(of files: [AlembicFile], below root: TreePath, _ source: FileSource) -> String? {
    var used: Set<String> = []
    for file in files {
      for name in file.dialectImports { used.insert(name) }
    }
    if used.count == 1 { return used.first }
    guard let entry = source.tree.entry(at: root.appending("env.py")),
      let text = try? source.text(of: entry).get()
    else { return nil }
    let named = ["postgresql", "mysql", "sqlite", "mssql"].filter {
      ByteSearch.contains(text.bytes, Array(($0 + "://").utf8))
        || ByteSearch.contains(text.bytes, Array(($0 + "+").utf8))
    }
    return named.count == 1 ? dialect(url: named[0] + "://") : nil
  }
}

/// One `[section]` of an INI file, or of the plain part of TOML.
struct IniSection {
  /// Its name.
  var name: String
  /// Its values by name; lines that go on are joined by a line feed.
  var values: [String: String] = [:]

  /// The sections of a text.
  static func all(_ bytes: [UInt8]) -> [IniSection] {
    var sections: [IniSection] = []
    var last: String?
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(5_000) {
      let text = String(decoding: line.prefix(2_000), as: UTF8.self)
      let trimmed = Self.trimmed(text)
      if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
      if trimmed.hasPrefix("["), trimmed.hasSuffix("]"), !text.hasPrefix(" "), !trimmed.contains("=") {
        sections.append(IniSection(name: Self.trimmed(String(trimmed.dropFirst().dropLast()))))
        last = nil
        continue
      }
      guard !sections.isEmpty else { continue }
      let at = sections.count - 1
      if text.hasPrefix(" ") || text.hasPrefix("\t"), let last {
        sections[at].values[last, default: ""] += "\n" + trimmed
      } else if let mark = trimmed.firstIndex(of: "=") {
        let key = Self.trimmed(String(trimmed[..<mark]))
        sections[at].values[key] = Self.trimmed(String(trimmed[trimmed.index(after: mark)...]))
        last = key
      }
    }
    return sections
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\"" }
    var part = text[...]
    while let first = part.first, isSpace(first) { part.removeFirst() }
    while let last = part.last, isSpace(last) { part.removeLast() }
    return String(part)
  }
}
