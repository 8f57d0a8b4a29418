import Domain
import ScriptSyntax

/// The apps of one project: the folders with migrations below one `manage.py`.
struct DjangoProject {
  /// The folder of `manage.py`; the root of the tree where there is none.
  var root: TreePath
  /// The files of the migrations, by app folder.
  var files: [FileEntry]

  /// Whether a file may be a migration: Django takes every module but those that start with `_` or `~`.
  static func mayBeMigration(_ name: String) -> Bool {
    guard name.hasSuffix(".py"), let first = name.utf8.first else { return false }
    return first != UInt8(ascii: "_") && first != UInt8(ascii: "~") && first != UInt8(ascii: ".")
  }

  /// The label of an app: what its configuration says, else the name of the folder that holds `migrations`.
  static func label(of folder: TreePath, source: FileSource) -> String {
    let usual = folder.lastComponent
    for name in ["apps.py", "__init__.py", "app.py", "config.py"] {
      guard let entry = source.tree.entry(at: folder.appending(name)),
        let text = try? source.text(of: entry).get(),
        ByteSearch.contains(text.bytes, Array("AppConfig".utf8))
      else { continue }
      if let label = label(in: text) { return label }
    }
    return usual
  }

  /// The label that a module of app configurations says: the default one's, else that of the first with a name.
  private static func label(in text: SourceText) -> String? {
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
    let constants = ModuleConstants(script)
    let configurations = script.classes.filter { found in
      found.field("name") != nil || found.field("label") != nil
        || found.bases.contains { $0.dottedName?.hasSuffix("AppConfig") == true }
    }
    let chosen = configurations.first { found in
      found.field("default").map { constants.fold($0).truth == true } ?? false
    }
    // One without a name is what the others of a project are built on.
    let named = configurations.first { $0.field("name") != nil }
    guard let configuration = chosen ?? named ?? configurations.first else { return nil }
    if let label = configuration.field("label").flatMap({ constants.fold($0).text }) { return label }
    let name = configuration.field("name").flatMap { constants.fold($0).text }
    return name?.split(separator: ".").last.map(String.init)
  }

  /// What the settings of the project say.
  static func settings(below root: TreePath, source: FileSource) -> DjangoSettings {
    var settings = DjangoSettings()
    var texts: [[UInt8]] = []
    for entry in settingsFiles(below: root, source.tree) {
      guard let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20 else { continue }
      texts.append(text.bytes)
      settings.readContrib(text.bytes)
      guard Self.telling.contains(where: { ByteSearch.contains(text.bytes, $0) }) else { continue }
      let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
      settings.read(script, ModuleConstants(script))
    }
    settings.readDialect(texts)
    let versions = PackageVersions(folders: [root, root.parent, TreePath("")], source: source)
    settings.streamsAreJSON = (versions.major(of: "wagtail") ?? 0) >= 5
    settings.hasBigKeys = (versions.major(of: "django") ?? 0) >= 6
    return settings
  }

  private static let telling = ["_MODEL", "AUTO_FIELD", migrationModules].map { Array($0.utf8) }
  private static let migrationModules = "MIGRATION_MODULES"

  /// The folders that settings name for the migrations of apps, by path, with the apps' labels.
  static func namedFolders(below root: TreePath, source: FileSource) -> [TreePath: String] {
    var folders: [TreePath: String] = [:]
    for entry in settingsFiles(below: root, source.tree) {
      guard let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 20,
        ByteSearch.contains(text.bytes, Array(migrationModules.utf8))
      else { continue }
      var settings = DjangoSettings()
      let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
      settings.read(script, ModuleConstants(script))
      for (label, module) in settings.migrationModules.sorted(by: { $0.key < $1.key }) {
        let path = root.appending(module.split(separator: ".").joined(separator: "/"))
        folders[path] = folders[path] ?? label
      }
    }
    return folders
  }

  /// `settings.py`, `settings_local.py`, `config/settings/base.py`; what others bring along is left out.
  private static func settingsFiles(below root: TreePath, _ tree: FileTree) -> [FileEntry] {
    var found: [FileEntry] = []
    for entry in tree.entries(below: root) where entry.path.hasSuffix(".py") {
      guard ByteSearch.contains(entry.path.bytes, Array("settings".utf8)) else { continue }
      let parts = entry.path.components
      let isNamed = parts.last?.hasPrefix("settings") ?? false
      let isInside = parts.dropLast().last == "settings"
      guard isNamed || isInside else { continue }
      let folder = entry.path.parent
      let lower = folder.components.map { $0.lowercased() }
      guard case .own = FolderStanding(parts: lower, path: folder, dbt: []) else { continue }
      found.append(entry)
      if found.count >= 40 { break }
    }
    // The plain ones first: what is for one place only says less.
    return found.sorted { ($0.path.components.count, $0.path) < ($1.path.components.count, $1.path) }
  }
}
