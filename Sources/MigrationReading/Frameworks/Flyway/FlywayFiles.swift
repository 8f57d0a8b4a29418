import Domain

/// The files of one Flyway history by kind, and the order in which they run.
struct FlywayFiles {
  private struct Versioned {
    var version: FileVersion
    var text: [FileEntry] = []
    var code: [FileEntry] = []
    var undo: [FileEntry] = []
  }

  private var versions: [FileVersion: Versioned] = [:]
  private var baselines: [(version: FileVersion, entry: FileEntry)] = []
  private var repeatable: [(description: String, entry: FileEntry)] = []
  /// Files that run at events of which it is not said when they come.
  private(set) var callbacks: [FileEntry] = []
  /// Files that run when all migrations have run.
  private var closing: [FileEntry] = []

  /// Takes a file in by its name; the settings' endings include those of programs.
  mutating func add(_ entry: FileEntry, _ settings: FlywaySettings) {
    let file = FileListing.File(entry: entry, name: entry.path.lastComponent)
    guard let name = FlywayName(file.name, settings: settings) else {
      let event = file.stem.prefix { $0 != "_" && $0 != "." }
      let closes = event == "afterMigrate" || event == "afterMigrateApplied"
      if closes { closing.append(entry) } else { callbacks.append(entry) }
      return
    }
    let isCode = Self.isProgram(entry)
    guard let version = name.version else { return repeatable.append((name.description, entry)) }
    switch name.kind {
    case .versioned:
      if isCode {
        versions[version, default: Versioned(version: version)].code.append(entry)
      } else {
        versions[version, default: Versioned(version: version)].text.append(entry)
      }
    // What runs backward by a program is not read.
    case .undo where isCode, .baseline where isCode: break
    case .undo: versions[version, default: Versioned(version: version)].undo.append(entry)
    case .baseline: baselines.append((version, entry))
    case .repeatable: break
    }
  }

  /// Whether a file is a class, by its name.
  static func isProgram(_ entry: FileEntry) -> Bool {
    FlywaySettings.programSuffixes.contains { entry.path.lastComponent.hasSuffix($0) }
  }

  /// The migrations in running order.
  func units() -> [SQLUnit] {
    var ordered = versions.values.sorted { $0.version < $1.version }
    var units: [SQLUnit] = []
    if let baseline = baselines.max(by: { $0.version < $1.version }),
      !ordered.contains(where: { $0.version <= baseline.version && !$0.text.isEmpty })
    {
      units.append(SQLUnit(id: "B" + baseline.version.display, up: [SQLPart(entry: baseline.entry)]))
      ordered.removeAll { $0.version <= baseline.version }
    }
    for version in ordered where !(version.text.isEmpty && version.code.isEmpty) {
      var unit = SQLUnit(
        id: "V" + version.version.display, up: version.text.map { SQLPart(entry: $0) },
        down: version.undo.map { SQLPart(entry: $0) })
      unit.code = version.code
      unit.tool = "flyway"
      units.append(unit)
    }
    let last = repeatable.sorted { ($0.description, $0.entry.path) < ($1.description, $1.entry.path) }
    units += last.map { file in
      let isCode = Self.isProgram(file.entry)
      var unit = SQLUnit(id: "R__" + file.description, up: isCode ? [] : [SQLPart(entry: file.entry)])
      if isCode { (unit.code, unit.tool) = ([file.entry], "flyway") }
      unit.isRepeatable = true
      return unit
    }
    units += closing.sorted { $0.path.lastComponent < $1.path.lastComponent }.map { entry in
      let name = FileListing.File(entry: entry, name: entry.path.lastComponent).stem
      var unit = SQLUnit(id: name, up: [SQLPart(entry: entry)])
      unit.isRepeatable = true
      return unit
    }
    return units
  }
}
