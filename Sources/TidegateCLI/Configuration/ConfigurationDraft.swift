import Documents
import Domain
import MigrationReading

/// A first `.tidegate.yml` for a repository: what detection found, as entries and comments.
struct ConfigurationDraft {
  /// The name by which the registry may know the repository; nil when no remote tells.
  var backend: String?
  /// What detection found.
  var detected: DetectedMigrations
  /// The data team's project, as the configuration names it; nil when none was found.
  var registry: String?
  /// Other data projects in the repository.
  var otherRegistries: [String] = []
  /// Whether the entries give the same histories as detection alone; else they stand as comments.
  var areEntriesProven = false

  /// The entries that name what was found.
  var entries: [BackendConfiguration.MigrationPaths] {
    detected.histories.map { history in
      BackendConfiguration.MigrationPaths(
        framework: history.framework, paths: Self.paths(of: history),
        dialect: commonDialect == nil ? history.dialect : nil)
    }
  }

  /// The folder of a history, or the file that it starts at.
  private static func paths(of history: MigrationHistory) -> [String] {
    guard !history.root.isEmpty else { return [] }
    let isFile = history.migrations.contains { $0.files.contains { $0.path.display == history.root } }
    return [isFile ? history.root : history.root + "/**"]
  }

  /// The dialect that all histories share.
  var commonDialect: String? {
    let dialects = Set(detected.histories.map(\.dialect))
    return dialects.count == 1 ? dialects.first : nil
  }

  /// The file's text.
  var text: String {
    var lines = [
      "# What tidegate found here. Each line is optional: without it, the same is found again.", "version: 1",
    ]
    lines += [""] + backendLines + [""] + migrationLines
    for (title, list) in [
      (
        "Left out, because they look like somebody else's; name their paths above to read them:",
        detected.vendored
      ),
      ("SQL files that are no migrations:", detected.ignored),
    ] where !list.isEmpty {
      lines += ["", "# " + title] + Self.capped(list.map(Self.leftOut))
    }
    lines += [""] + registryLines
    lines += ["", "# The mildest severity that blocks: block, or review.", "block-on: block"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var backendLines: [String] {
    let title = "# The name by which the data team's tidegate.yml knows this repository."
    guard let backend else { return [title, "# backend: shop"] }
    return [title, "backend: \(Self.scalar(backend))"]
  }

  private var migrationLines: [String] {
    guard !detected.histories.isEmpty else {
      return [
        "# No migrations were found. Say where they are, and of which framework:",
        "# " + FrameworkList.names.joined(separator: " "),
        "# migrations:", "#   - {framework: plain-sql, paths: [\"db/**/*.sql\"]}",
      ]
    }
    var lines: [String] = []
    if let dialect = commonDialect {
      let isGuessed = detected.histories.contains(where: \.isDialectGuessed)
      lines += [
        isGuessed
          ? "# Guessed from the texts: correct it if it is another." : "# Said by the framework's settings.",
        "dialect: \(Self.scalar(dialect))", "",
      ]
    }
    lines.append(
      "# Where the migrations are. Other places are still looked for; with \"only: true\" they are not.")
    let mark = areEntriesProven ? "" : "# "
    lines.append(mark + "migrations:")
    for (history, entry) in zip(detected.histories, entries) {
      lines.append("  # " + Self.summary(of: history))
      lines.append(mark + "  - " + Self.flow(entry))
    }
    return lines
  }

  private var registryLines: [String] {
    let title =
      "# The data team's project: a folder, seen from the root of this repository, or folder@revision."
    guard let registry else { return [title, "# registry: ../analytics"] }
    return [title, "registry: \(Self.scalar(registry))"]
      + otherRegistries.map { "# registry: \(Self.scalar($0))" }
  }

  private static func summary(of history: MigrationHistory) -> String {
    let count = history.migrations.count
    let blind = (history.diagnostics + history.migrations.flatMap(\.diagnostics)).count
    return "\(history.framework) in \(history.root.isEmpty ? "the root" : printable(history.root)): "
      + "\(count) migration\(count == 1 ? "" : "s"), \(history.dialect)"
      + (history.isDialectGuessed ? " (guessed)" : "")
      + (blind == 0 ? "" : ", \(blind) place\(blind == 1 ? "" : "s") not understood")
  }

  private static func leftOut(_ part: DetectedMigrations.LeftOut) -> String {
    let count = part.files.count
    return "#   \(part.root.isEmpty ? "." : printable(part.root)): \(count) file\(count == 1 ? "" : "s")"
      + (part.framework.map { " of \($0)" } ?? "") + ", \(printable(part.reason))"
  }

  private static func capped(_ lines: [String]) -> [String] {
    let limit = 20
    return lines.count <= limit
      ? lines : lines.prefix(limit) + ["#   ... \(lines.count - limit) more folders"]
  }

  private static func flow(_ entry: BackendConfiguration.MigrationPaths) -> String {
    var parts = entry.framework.map { ["framework: \(scalar($0))"] } ?? []
    if !entry.paths.isEmpty { parts.append("paths: [\(entry.paths.map(quoted).joined(separator: ", "))]") }
    if let dialect = entry.dialect { parts.append("dialect: \(scalar(dialect))") }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  /// A plain scalar where nothing in it has a meaning for YAML, else a quoted one.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { UInt8(ascii: "a") <= $0 | 0x20 && $0 | 0x20 <= UInt8(ascii: "z") } == true
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a") <= byte | 0x20 && byte | 0x20 <= UInt8(ascii: "z"))
          || (UInt8(ascii: "-") <= byte && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_")
      }
    return isPlain && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
      ? text : quoted(text)
  }

  /// JSON's quotes are YAML's.
  private static func quoted(_ text: String) -> String {
    JSONWriter.text(of: .string(text), layout: .compact).filter { $0 != "\n" }
  }

  /// A path in a comment: what would end the line is left out.
  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
  }
}
