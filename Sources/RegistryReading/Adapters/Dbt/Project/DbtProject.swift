import Documents
import Domain

/// One dbt project: what `dbt_project.yml` says, with dbt's defaults.
struct DbtProject {
  /// What a folder of a project holds.
  enum Area: Hashable, CaseIterable {
    case models, seeds, snapshots, tests, macros, analyses

    /// The area of a folder name in a tree without `dbt_project.yml`.
    init?(looseFolder name: String) {
      switch name {
      case "models": self = .models
      case "seeds", "data": self = .seeds
      case "snapshots": self = .snapshots
      case "tests": self = .tests
      case "macros": self = .macros
      case "analyses", "analysis": self = .analyses
      default: return nil
      }
    }

    /// The keys under which `dbt_project.yml` lists the folders; the second is the name before dbt 1.0.
    var keys: [String] {
      switch self {
      case .models: return ["model-paths", "source-paths"]
      case .seeds: return ["seed-paths", "data-paths"]
      case .snapshots: return ["snapshot-paths"]
      case .tests: return ["test-paths"]
      case .macros: return ["macro-paths"]
      case .analyses: return ["analysis-paths"]
      }
    }

    /// dbt's defaults.
    var defaults: [String] {
      switch self {
      case .models: return ["models"]
      case .seeds: return ["seeds", "data"]
      case .snapshots: return ["snapshots"]
      case .tests: return ["tests"]
      case .macros: return ["macros"]
      case .analyses: return ["analyses", "analysis"]
      }
    }
  }

  /// The project's name.
  var name: String
  /// Folder of the project without slash at its ends; empty for the tree's root.
  var root: String
  /// Whether it is an installed package of another project.
  var isPackage: Bool
  /// Whether there is no `dbt_project.yml`.
  var isLoose = false
  /// Folders by area, the longest first where one holds another.
  var paths: [(area: Area, folders: [String])] = Area.allCases.map { ($0, $0.defaults) }
  /// Where dbt writes; never read.
  var targetPath = "target"
  /// The whole file.
  var node = DocumentNode.empty
  /// The path of `dbt_project.yml`, for people.
  var file = ""
  /// Whether parameters of tests nest under `arguments` (`flags`, on by default from dbt 1.10.8).
  var nestsTestArguments = true

  init(name: String, root: String, isPackage: Bool) {
    self.name = name
    self.root = root
    self.isPackage = isPackage
  }

  /// A project from its `dbt_project.yml`.
  init(_ node: DocumentNode, root: String, file: String, isPackage: Bool) {
    let folder = root.split(separator: "/").last.map(String.init) ?? "project"
    self.init(name: node["name"]?.string ?? folder, root: root, isPackage: isPackage)
    self.node = node
    self.file = file
    targetPath = node["target-path"]?.string ?? "target"
    nestsTestArguments = node["flags"]?["require_generic_test_arguments_property"]?.bool ?? true
    paths = Area.allCases.map { area in
      let listed = area.keys.lazy.compactMap { node[$0]?.strings }.first
      return (area, (listed ?? area.defaults).map(Self.cleaned))
    }
    // `macros` and `tests` may lie inside a model path that is the project's root.
    paths.sort { ($0.folders.map(\.utf8.count).max() ?? 0) > ($1.folders.map(\.utf8.count).max() ?? 0) }
  }

  /// A folder without `./` and slashes at its ends; the project's root is the empty text.
  private static func cleaned(_ folder: String) -> String {
    let parts = folder.split(separator: "/").filter { $0 != "." }
    return parts.joined(separator: "/")
  }
}
