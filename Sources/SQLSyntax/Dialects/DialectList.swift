/// Every dialect, one a line, in alphabetical order of their names.
package enum DialectList {
  /// All dialects.
  package static let all: [Dialect] = [
    .duckdb,
    .generic,
    .postgres,
  ]

  /// The dialect of a configured name; common aliases are known.
  package static func dialect(named name: String) -> Dialect? {
    switch name {
    case "postgresql", "pg": return .postgres
    case "ansi": return .generic
    default: return all.first { $0.name == name }
    }
  }
}
