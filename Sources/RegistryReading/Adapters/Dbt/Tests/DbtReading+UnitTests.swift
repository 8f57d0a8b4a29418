import Documents
import Domain

/// Unit tests: the rows they give name columns of the inputs, the rows they expect those of the model.
extension DbtReading {
  /// Reads `unit_tests:`.
  func readUnitTests() {
    for entry in entries[.unitTests] ?? [] {
      guard let model = entry.node["model"]?.string else { continue }
      let project = layout.projects[entry.project].name
      guard let target = renderer.shared.names.node(model, from: project)?.id, assets[target] != nil else {
        continue
      }
      let values = values(entry.project, file: entry.file)
      var config = folderConfig(["unit_tests"], project: entry.project, path: entry.folders + [entry.name])
      add(entry.node, values, flat: [], to: &config)
      guard config.isEnabled else { continue }
      let id = AssetID("unit_test.\(project).\(model).\(entry.name)")
      var asset = Asset(id: id, kind: .unitTest, name: entry.name, location: values.location(entry.node))
      asset.parents = [target]
      for given in entry.node["given"]?.items ?? [] {
        let input = given["input"]?.string ?? ""
        let named = input == "this" ? [target] : references(in: input, project: entry.project)
        // As in dbt's graph, only the model is a parent; the inputs stand above that.
        for parent in named { asset.uses += rowUses(given, of: parent, entry) }
      }
      if let expected = entry.node["expect"] { asset.uses += rowUses(expected, of: target, entry) }
      asset.test = TestDetail(name: "unit", isError: true, parent: target)
      assets[id] = asset
    }
  }

  /// The columns of `rows`, in whatever format they are.
  private func rowUses(_ node: DocumentNode, of asset: AssetID, _ entry: DbtEntry) -> [DeclaredUse] {
    var order: [String] = []
    var found: [String: (values: [String], position: TextPosition)] = [:]
    func add(_ column: String, _ value: String?, _ position: TextPosition) {
      if found[column] == nil { order.append(column) }
      found[column, default: ([], position)].values += value.map { [$0] } ?? []
    }
    if let rows = node["rows"]?.sequence {
      for row in rows {
        for cell in row.entries {
          if let name = cell.name { add(name, cell.value.string, cell.key.position) }
        }
      }
    } else if let (text, position) = rowText(node, entry) {
      if node["format"]?.string == "sql" {
        for use in DbtDeclaredSQL.uses(text) { add(use.column, nil, position) }
      } else if let table = Self.table(text) {
        for (index, field) in table.header.enumerated() {
          add(field.text, nil, position)
          for row in table.rows.prefix(200) { add(field.text, row.text(index), position) }
        }
      }
    }
    return order.map { column in
      DeclaredUse(
        asset: asset, column: column, role: .unitTestRow,
        values: Array(Set(found[column]?.values ?? [])).sorted(),
        location: SourceLocation(
          repository: .registry, file: entry.file, position: found[column]?.position ?? .start))
    }
  }

  /// Rows as a text: inline, or from the fixture file that is named.
  private func rowText(_ node: DocumentNode, _ entry: DbtEntry) -> (String, TextPosition)? {
    if let text = node["rows"]?.string { return (text, node["rows"]?.position ?? node.position) }
    guard let fixture = node["fixture"], let name = fixture.string else { return nil }
    for file in layout.files
    where file.kind == .fixture && file.project == entry.project
      && (file.stem == name || file.path.hasSuffix(name))
    {
      if let bytes = bytes(file.entry, file.path) {
        return (String(decoding: bytes, as: UTF8.self), fixture.position)
      }
    }
    return nil
  }

  private static func table(_ text: String) -> CSVTable? {
    do throws(DocumentError) { return try CSVReader.table(of: Array(text.utf8)) } catch { return nil }
  }
}
