import Documents
import Domain

/// One reading of all dbt projects of a tree: files first, then names, then queries, then what hangs on them.
final class DbtReading {
  let tree: FileTree
  let options: RegistryOptions
  var layout: DbtLayout
  var diagnostics: [Diagnostic] = []
  var renderer: TemplateRenderer
  /// YAML entries by top-level key.
  var entries: [DbtEntryKind: [DbtEntry]] = [:]
  /// Everything that a `ref` or `source` can find, declared but not yet rendered.
  var sources: [DbtSource] = []
  var nodes: [DbtNode] = []
  /// Finished assets by id; a disabled one is in `disabled` instead.
  var assets: [AssetID: Asset] = [:]
  var disabled: Set<AssetID> = []
  /// Group name -> owner, by project.
  var groups: [String: [String: Owner]] = [:]
  /// Snapshot blocks by node id, with their template.
  var snapshotBlocks: [AssetID: (template: JinjaTemplate, block: JinjaSnapshot)] = [:]

  init(_ tree: FileTree, options: RegistryOptions) {
    self.tree = tree
    self.options = options
    layout = DbtLayout(tree, projects: [])
    renderer = TemplateRenderer(
      shared: DbtContext.Shared(
        names: DbtNames(), variables: DbtVariables(), macros: MacroLibrary(), adapter: nil), dialect: "ansi")
  }

  /// Reads everything.
  func read() -> AdapterResult {
    readProjects()
    readMacros()
    readProperties()
    readGroups()
    declareSources()
    declareNodes()
    indexNames()
    finishSources()
    finishNodes()
    readGenericTests()
    readSingularTests()
    readPhysicalNames()
    readUnitTests()
    readExposures()
    readMetrics()
    return result()
  }

  /// The assets without edges to what is disabled or missing.
  private func result() -> AdapterResult {
    var list: [Asset] = []
    list.reserveCapacity(assets.count)
    for asset in assets.values {
      var asset = asset
      asset.parents = Array(Set(asset.parents.filter { assets[$0] != nil && $0 != asset.id })).sorted()
      asset.owners = Array(Set(asset.owners)).sorted()
      list.append(asset)
    }
    return AdapterResult(assets: list, diagnostics: diagnostics)
  }

  /// Values of YAML nodes of a project's file.
  func values(_ project: Int, file: String) -> DbtValues {
    DbtValues(shared: renderer.shared, project: layout.projects[project].name, file: file)
  }

  /// Notes something that could not be read.
  func note(
    _ id: String, _ summary: String, file: String, position: TextPosition = .start,
    reach: Diagnostic.Reach = .registryUnknown
  ) {
    guard diagnostics.count < 10_000 else { return }
    diagnostics.append(
      Diagnostic(
        id: id, summary: summary,
        location: SourceLocation(repository: .registry, file: file, position: position), reach: reach))
  }

  /// The bytes of a file; trouble is noted.
  func bytes(_ entry: FileEntry, _ path: String) -> [UInt8]? {
    do throws(FileReadError) {
      return try tree.contents(of: entry)
    } catch {
      note(
        "unreadable-file", "the file could not be read: \(error.message)", file: path,
        reach: .registryUnreadable)
      return nil
    }
  }

  /// The documents of a YAML file; trouble is noted.
  func documents(_ bytes: [UInt8], _ path: String) -> [DocumentNode] {
    do throws(DocumentError) {
      return try YAMLReader.documents(of: bytes)
    } catch {
      note(
        "yaml-syntax", error.message + "; " + error.nextStep, file: path, position: error.position,
        reach: .registryUnreadable)
      return []
    }
  }
}

/// Top-level keys of dbt's YAML files.
enum DbtEntryKind: String, CaseIterable {
  case sources, models, seeds, snapshots, exposures, groups, metrics
  case unitTests = "unit_tests"
  case semanticModels = "semantic_models"
  case savedQueries = "saved_queries"
  case dataTests = "data_tests"
}

/// One item of a top-level list of a YAML file.
struct DbtEntry {
  var node: DocumentNode
  var file: String
  var folders: [String]
  /// Index into the layout's projects.
  var project: Int

  var name: String { node["name"]?.string ?? "" }
}

/// A source table before its tests are read.
struct DbtSource {
  var id: AssetID
  var source: DbtEntry
  var table: DocumentNode
  var sourceName: String
  var tableName: String
  var config: DbtConfig
}

/// A model, seed or snapshot before it is rendered.
struct DbtNode {
  var id: AssetID
  var kind: AssetKind
  var name: String
  var version: String?
  /// The file that defines it.
  var file: DbtLayout.File
  /// Its YAML entries; a versioned model has its own part as well.
  var patch: DbtEntry?
  var versionPatch: DocumentNode?
  var config: DbtConfig
  /// The project it belongs to.
  var project: Int
}
