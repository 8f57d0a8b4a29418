import Domain

/// Which files of a tree belong to which dbt project, and what they are: told from paths alone.
struct DbtLayout {
  /// What a file is to dbt.
  enum Kind: Hashable {
    case model, pythonModel, seed, snapshot, singularTest, macro, properties, fixture
  }

  /// One file.
  struct File {
    var entry: FileEntry
    /// Path for people.
    var path: String
    /// Folders below the resource path that it was found in (`staging/shop`), for folder configuration.
    var folders: [String]
    var kind: Kind
    /// Index into `projects`.
    var project: Int

    /// The name without folders and ending.
    var stem: String {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name }
      return String(name[..<dot])
    }
  }

  /// Projects; a loose one without `dbt_project.yml` stands last if any file needs it.
  var projects: [DbtProject]
  /// Files in the order of their paths.
  var files: [File]
  /// Whether loose SQL files count as models only where they call `ref` or `source`.
  var needsReferences = false

  /// Sorts the files of a tree to projects.
  init(_ tree: FileTree, projects found: [DbtProject]) {
    projects = found.sorted { ($0.root.utf8.count, $0.root) > ($1.root.utf8.count, $1.root) }
    files = []
    let hasProject = !found.isEmpty
    var loose = DbtProject(name: "project", root: "", isPackage: false)
    loose.isLoose = true
    projects.append(loose)
    let hasModelFolder =
      hasProject || tree.entries.contains { $0.path.components.dropLast().contains("models") }
    needsReferences = !hasModelFolder
    for entry in tree.entries {
      guard Self.mayMatter(entry.path.bytes) else { continue }
      let path = entry.path.display
      guard !Self.isIgnored(path) else { continue }
      if let index = projects.firstIndex(where: { !$0.isLoose && Self.isBelow(path, $0.root) }) {
        add(entry, path, project: index)
      } else if Self.isProperties(path) || (!hasProject && hasModelFolder) {
        addLoose(entry, path, project: projects.count - 1)
      } else if !hasProject, path.hasSuffix(".sql") {
        files.append(
          File(entry: entry, path: path, folders: [], kind: .model, project: projects.count - 1))
      }
    }
  }

  /// Whether the ending is one that a registry file can have.
  static func mayMatter(_ path: [UInt8]) -> Bool {
    for ending in [".sql", ".yml", ".yaml", ".csv", ".py"] where path.count >= ending.utf8.count {
      if path.suffix(ending.utf8.count).elementsEqual(ending.utf8) { return true }
    }
    return false
  }

  static func isProperties(_ path: String) -> Bool { path.hasSuffix(".yml") || path.hasSuffix(".yaml") }

  static func isBelow(_ path: String, _ root: String) -> Bool { root.isEmpty || path.hasPrefix(root + "/") }

  private static let ignoredFolders: Set<String> = [
    "node_modules", ".venv", "venv", "site-packages", ".git", "__pycache__", ".github", ".tox",
  ]

  static func isIgnored(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.dropLast().contains { ignoredFolders.contains(String($0)) }
  }

  private mutating func add(_ entry: FileEntry, _ path: String, project index: Int) {
    let project = projects[index]
    let relative = project.root.isEmpty ? path : String(path.dropFirst(project.root.count + 1))
    guard !Self.isBelow(relative, project.targetPath), !Self.isInPackages(relative),
      !relative.hasPrefix("logs/")
    else { return }
    for (kind, paths) in project.paths {
      for folder in paths where Self.isBelow(relative, folder) {
        let inner = folder.isEmpty ? relative : String(relative.dropFirst(folder.count + 1))
        guard let kind = Self.kind(of: inner, in: kind) else { continue }
        let folders = inner.split(separator: "/").dropLast().map(String.init)
        files.append(File(entry: entry, path: path, folders: folders, kind: kind, project: index))
        return
      }
    }
  }

  /// Folders of installed packages; the packages in them are projects of their own.
  private static func isInPackages(_ path: String) -> Bool {
    path.hasPrefix("dbt_packages/") || path.hasPrefix("dbt_modules/")
  }

  private static func kind(of path: String, in area: DbtProject.Area) -> Kind? {
    if isProperties(path) { return .properties }
    switch area {
    case .models: return path.hasSuffix(".sql") ? .model : path.hasSuffix(".py") ? .pythonModel : nil
    case .seeds: return path.hasSuffix(".csv") ? .seed : nil
    case .snapshots: return path.hasSuffix(".sql") ? .snapshot : nil
    case .tests:
      if path.hasPrefix("fixtures/") || path.hasSuffix(".csv") { return .fixture }
      guard path.hasSuffix(".sql") else { return nil }
      return path.hasPrefix("generic/") ? .macro : .singularTest
    case .macros: return path.hasSuffix(".sql") ? .macro : nil
    case .analyses: return nil
    }
  }

  /// A file of no project: told by the names of the folders above it.
  private mutating func addLoose(_ entry: FileEntry, _ path: String, project: Int) {
    let parts = path.split(separator: "/").map(String.init)
    var kind: Kind?
    var folders: [String] = []
    if Self.isProperties(path) {
      kind = .properties
    } else {
      for (index, part) in parts.dropLast().enumerated() {
        guard let area = DbtProject.Area(looseFolder: part) else { continue }
        let inner = parts[(index + 1)...].joined(separator: "/")
        kind = Self.kind(of: inner, in: area)
        folders = Array(parts[(index + 1)...].dropLast())
        break
      }
    }
    guard let kind else { return }
    files.append(File(entry: entry, path: path, folders: folders, kind: kind, project: project))
  }
}
