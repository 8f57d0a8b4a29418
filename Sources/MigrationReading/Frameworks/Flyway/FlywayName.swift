import Domain

/// What Flyway reads from a file name: `V1.2__add_tier.sql`, `R__views.sql`, `U1.2__add_tier.sql`, `B5__base.sql`.
///
/// Source: https://documentation.red-gate.com/flyway/flyway-concepts/migrations
struct FlywayName: Hashable {
  /// The kind of file.
  enum Kind: Hashable {
    case versioned, undo, repeatable, baseline
  }

  /// The kind of file.
  var kind: Kind
  /// The version; nil for a repeatable one.
  var version: FileVersion?
  /// The text after the separator.
  var description: String

  /// The name's parts; nil if Flyway would not take the file for a migration.
  init?(_ name: String, settings: FlywaySettings) {
    // Most names of a large tree start with no prefix.
    guard let first = name.utf8.first, settings.prefixes.contains(where: { $0.0.utf8.first == first }) else {
      return nil
    }
    let lower = name.lowercased()
    guard let suffix = settings.suffixes.first(where: { lower.hasSuffix($0.lowercased()) }) else {
      return nil
    }
    let stem = String(decoding: name.utf8.dropLast(suffix.utf8.count), as: UTF8.self)
    for (prefix, kind) in settings.prefixes where !prefix.isEmpty && stem.hasPrefix(prefix) {
      let body = stem.dropFirst(prefix.count)
      let cut = Self.cut(String(body), settings.separator)
      if kind == .repeatable {
        guard let cut, cut.version.isEmpty else { continue }
        self.init(kind: kind, version: nil, description: cut.description)
        return
      }
      guard let version = FileVersion(flyway: cut?.version ?? String(body)) else { continue }
      self.init(kind: kind, version: version, description: cut?.description ?? "")
      return
    }
    return nil
  }

  private init(kind: Kind, version: FileVersion?, description: String) {
    self.kind = kind
    self.version = version
    self.description = description
  }

  private static func cut(_ body: String, _ separator: String) -> (version: String, description: String)? {
    let bytes = Array(body.utf8)
    let wanted = Array(separator.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return nil }
    for at in 0...(bytes.count - wanted.count) where bytes[at...].starts(with: wanted) {
      return (
        String(decoding: bytes[..<at], as: UTF8.self),
        String(decoding: bytes[(at + wanted.count)...], as: UTF8.self)
      )
    }
    return nil
  }

  /// Whether a file is a class of Java or Kotlin by whose name Flyway takes it for a migration.
  static func isProgram(_ name: String) -> Bool {
    var settings = FlywaySettings()
    settings.suffixes = FlywaySettings.programSuffixes
    return FlywayName(name, settings: settings) != nil
  }

  /// Names that Flyway runs before or after migrations (https://documentation.red-gate.com/flyway, Callbacks).
  static func isCallback(_ name: String) -> Bool {
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    let event = String(stem.prefix { $0 != "_" })
    let isEvent = ["before", "after", "create"].contains { event.hasPrefix($0) && event.count > $0.count }
    let subjects = [
      "Migrate", "Clean", "Validate", "Info", "Baseline", "Repair", "Undo", "Connect", "Schema", "Version",
    ]
    return isEvent && subjects.contains { event.holds($0) }
  }
}
