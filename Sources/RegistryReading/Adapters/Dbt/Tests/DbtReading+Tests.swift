import Documents
import Domain

/// Data tests: generic ones of YAML, singular ones of SQL files.
extension DbtReading {
  /// What generic tests hang on.
  private struct Target {
    var id: AssetID
    var name: String
    var isSource: Bool
    /// dbt's text for the table.
    var model: String
    var entry: DbtEntry
    var quoting: Bool
  }

  /// Reads the tests of all enabled sources, models, seeds and snapshots.
  func readGenericTests() {
    for source in sources where assets[source.id] != nil {
      let target = Target(
        id: source.id, name: source.sourceName + "_" + source.tableName, isSource: true,
        model: "{{ get_where_subquery(source('\(source.sourceName)', '\(source.tableName)')) }}",
        entry: source.source, quoting: source.table["quoting"]?["column"]?.bool ?? false)
      readTests(of: source.table, on: target)
    }
    for node in nodes where assets[node.id] != nil {
      guard let patch = node.patch else { continue }
      let reference =
        node.version.map { "ref('\(node.name)', version='\($0)')" } ?? "ref('\(node.name)')"
      let target = Target(
        id: node.id, name: node.name + (node.version.map { "_v" + $0 } ?? ""), isSource: false,
        model: "{{ get_where_subquery(\(reference)) }}", entry: patch, quoting: false)
      if let version = node.versionPatch, version["tests"] != nil || version["data_tests"] != nil {
        readTests(of: version, on: target)
        for column in patch.node["columns"]?.items ?? [] { readColumnTests(column, on: target) }
      } else {
        readTests(of: patch.node, on: target)
        for column in node.versionPatch?["columns"]?.items ?? [] { readColumnTests(column, on: target) }
      }
    }
  }

  private func readTests(of node: DocumentNode, on target: Target) {
    for test in Self.tests(node) { read(test, on: target, column: nil) }
    for column in node["columns"]?.items ?? [] { readColumnTests(column, on: target) }
  }

  private func readColumnTests(_ column: DocumentNode, on target: Target) {
    guard let name = column["name"]?.string else { return }
    let isQuoted = column["quote"]?.bool ?? target.quoting
    for test in Self.tests(column) { read(test, on: target, column: isQuoted ? "\"\(name)\"" : name) }
  }

  private static func tests(_ node: DocumentNode) -> [DocumentNode] {
    (node["tests"]?.items ?? []) + (node["data_tests"]?.items ?? [])
  }

  private func read(_ node: DocumentNode, on target: Target, column: String?) {
    let project = layout.projects[target.entry.project]
    guard let test = DbtTestEntry(node, nestsArguments: project.nestsTestArguments) else {
      note(
        "dbt-test-shape", "this is no test that dbt would read", file: target.entry.file,
        position: node.position)
      return
    }
    let name = DbtTestName(
      test, target: target.name, isSource: target.isSource, model: target.model, column: column)
    let values = values(target.entry.project, file: target.entry.file)
    var config = folderConfig(
      ["tests", "data_tests"], project: target.entry.project, path: target.entry.folders + [name.full])
    if let severity = macroSeverity(test, project: project.name) {
      config.set("severity", DbtSetting(value: .string(severity), location: values.location(node)))
    }
    for setting in test.config { config.set(setting.name, values.setting(setting.node)) }
    guard config.isEnabled else { return }
    let uses = DbtTestUses(
      test, target: target.id, column: column, location: values.location,
      references: { self.references(in: $0, project: target.entry.project) })
    let id = AssetID("test.\(project.name).\(name.full).\(name.hash)")
    var asset = Asset(id: id, kind: .test, name: name.full, location: values.location(node))
    asset.parents = [target.id] + uses.others
    asset.uses = uses.uses
    asset.test = TestDetail(
      name: (test.package.map { $0 + "." } ?? "") + test.name, isError: Self.isError(config),
      parent: target.id,
      column: column.map(DbtDeclaredSQL.unquoted))
    assets[id] = asset
  }

  /// Whether a failure stops the run.
  static func isError(_ config: DbtConfig) -> Bool { config.text("severity")?.lowercased() != "warn" }

  /// The severity that a project's own test macro configures.
  private func macroSeverity(_ test: DbtTestEntry, project: String) -> String? {
    guard
      let macro = renderer.shared.macros.macro("test_" + test.name, project: test.package ?? project)
        ?? renderer.shared.macros.macro("default__test_" + test.name, project: test.package ?? project)
    else { return nil }
    for node in macro.body {
      guard case .print(.postfix(.name("config"), let parts), _) = node,
        case .call(let arguments)? = parts.first,
        case .literal(.string(let severity))? = arguments.named.first(where: { $0.name == "severity" })?.value
      else { continue }
      return severity
    }
    return nil
  }

  /// Reads the SQL files of test folders.
  func readSingularTests() {
    let patches = patches(.dataTests)
    for file in layout.files where file.kind == .singularTest {
      guard let bytes = bytes(file.entry, file.path) else { continue }
      let project = layout.projects[file.project].name
      if !MacroLibrary.names(in: bytes).isEmpty {
        renderer.shared.macros.add(bytes, project: project)
        continue
      }
      let id = AssetID("test.\(project).\(file.stem)")
      var asset = Asset(
        id: id, kind: .test, name: file.stem,
        location: SourceLocation(repository: .registry, file: file.path))
      var config = folderConfig(
        ["tests", "data_tests"], project: file.project, path: file.folders + [file.stem])
      if let patch = patches[file.project]?[file.stem] {
        add(patch.node, values(patch.project, file: patch.file), flat: ["meta"], to: &config)
      }
      let template = JinjaParser.template(of: bytes)
      let lines = LineMap(bytes)
      let rendered = renderer.render(
        template.nodes, of: template, lines: lines, file: file.path, project: project, own: nil,
        references: template.references)
      take(rendered, &asset, &config, lines: lines, file: file.path)
      guard config.isEnabled else { continue }
      asset.owners = DbtOwners.owners(in: config)
      asset.test = TestDetail(
        name: "singular", isError: Self.isError(config),
        parent: asset.parents.count == 1 ? asset.parents.first : nil)
      assets[id] = asset
    }
  }
}
