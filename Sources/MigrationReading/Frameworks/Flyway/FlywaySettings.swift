import Domain

/// What `flyway.conf` or `flyway.toml` says, as far as it decides which files are read and how.
struct FlywaySettings: Hashable {
  /// The folder of the configuration file.
  var folder = TreePath("")
  /// Folders with migrations; empty means `db/migration` on the class path.
  var locations: [String] = []
  /// Dialect of the JDBC address; nil without one.
  var dialect: String?
  /// Values of `${name}`.
  var placeholders: [String: String] = [:]
  /// What surrounds a placeholder.
  var placeholderMarks = (open: "${", close: "}")
  /// Name prefixes and what they say.
  var prefixes: [(String, FlywayName.Kind)] = [
    ("V", .versioned), ("U", .undo), ("R", .repeatable), ("B", .baseline),
  ]
  /// Between version and description.
  var separator = "__"
  /// Endings of migration files.
  var suffixes = [".sql"]

  /// Endings of migrations that are classes.
  static let programSuffixes = [".java", ".kt"]

  /// The settings without a configuration file.
  init() {}

  /// The settings of a configuration file; unknown keys are passed over.
  init(_ text: SourceText) {
    folder = text.path.parent
    var section = ""
    for line in String(decoding: text.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let line = Self.trimmed(line)
      if line.hasPrefix("#") || line.hasPrefix("!") || line.isEmpty { continue }
      if line.hasPrefix("[") {
        section = Self.trimmed(line.drop { $0 == "[" }.prefix { $0 != "]" }).lowercased()
        continue
      }
      guard let equals = line.firstIndex(of: "=") else { continue }
      let key = Self.trimmed(line[..<equals])
      set(section.isEmpty ? key : section + "." + key, Self.trimmed(line[line.index(after: equals)...]))
    }
  }

  /// The values as one text, to tell two settings apart.
  var identity: String {
    placeholders.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
      + placeholderMarks.open + placeholderMarks.close
  }

  static func == (left: FlywaySettings, right: FlywaySettings) -> Bool {
    left.folder == right.folder && left.identity == right.identity && left.locations == right.locations
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(folder)
    hasher.combine(locations)
  }

  private mutating func set(_ key: String, _ value: String) {
    let name = key.hasPrefix("flyway.") ? String(key.dropFirst(7)) : key
    let values = Self.list(value)
    let first = values.first ?? ""
    switch name.lowercased() {
    case "locations": locations = values
    case "sqlmigrationprefix": replacePrefix(.versioned, first)
    case "undosqlmigrationprefix": replacePrefix(.undo, first)
    case "repeatablesqlmigrationprefix": replacePrefix(.repeatable, first)
    case "baselinemigrationprefix": replacePrefix(.baseline, first)
    case "sqlmigrationseparator": if !first.isEmpty { separator = first }
    case "sqlmigrationsuffixes": if !values.isEmpty { suffixes = values }
    case "placeholderprefix": placeholderMarks.open = first
    case "placeholdersuffix": placeholderMarks.close = first
    case let other where other == "url" || other.hasSuffix(".url"): dialect = Self.dialect(first) ?? dialect
    default:
      if name.hasPrefix("placeholders.") { placeholders[String(name.dropFirst(13))] = first }
    }
  }

  private mutating func replacePrefix(_ kind: FlywayName.Kind, _ prefix: String) {
    prefixes = prefixes.map { $0.1 == kind ? (prefix, kind) : $0 }
  }

  /// `a,b`, `["a", "b"]`, `"a"`
  private static func list(_ value: String) -> [String] {
    let inner = value.hasPrefix("[") ? String(value.dropFirst().prefix { $0 != "]" }) : value
    return inner.split(separator: ",").map { part in
      let text = trimmed(part)
      guard let quote = text.first, text.count > 1, quote == "\"" || quote == "'", text.last == quote else {
        return text
      }
      return String(text.dropFirst().dropLast())
    }
  }

  /// `jdbc:postgresql://...`
  private static func dialect(_ address: String) -> String? {
    let parts = address.split(separator: ":")
    guard parts.count > 1, parts[0] == "jdbc" else { return nil }
    return FolderNames.dialect(parts[1].lowercased())
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
