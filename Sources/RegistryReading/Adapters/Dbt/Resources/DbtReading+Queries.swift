import Documents
import Domain

/// Models, seeds and snapshots as assets.
extension DbtReading {
  /// Renders all nodes and builds their assets.
  func finishNodes() {
    for node in nodes {
      var asset = base(of: node)
      var config = node.config
      switch node.kind {
      case .seed: finishSeed(node, &asset)
      case .snapshot: finishSnapshot(node, &asset, &config)
      default:
        if node.file.kind == .pythonModel {
          finishPython(node, &asset)
        } else {
          finishModel(node, &asset, &config)
        }
      }
      guard config.isEnabled else {
        disabled.insert(node.id)
        continue
      }
      finish(&asset, node, config)
      assets[node.id] = asset
    }
  }

  private func base(of node: DbtNode) -> Asset {
    let start = SourceLocation(repository: .registry, file: node.file.path)
    var asset = Asset(
      id: node.id, kind: node.kind, name: node.name + (node.version.map { ".v" + $0 } ?? ""), location: start)
    if let patch = node.patch {
      asset.columns = columns(of: patch.node["columns"], file: patch.file)
      if let own = node.versionPatch?["columns"] {
        let excluded = Set(own.items.flatMap { $0["exclude"]?.strings ?? [] })
        let isLimited = own.items.contains {
          $0["include"]?.strings.map { !$0.contains("all") && !$0.contains("*") } ?? false
        }
        let included = Set(own.items.flatMap { $0["include"]?.strings ?? [] })
        asset.columns =
          asset.columns.filter { !excluded.contains($0.name) && (!isLimited || included.contains($0.name)) }
          + columns(of: own, file: patch.file)
      }
    }
    return asset
  }

  /// What the merged configuration says of any node.
  private func finish(_ asset: inout Asset, _ node: DbtNode, _ config: DbtConfig) {
    asset.relation = relation(of: node, config)
    asset.materialization = config.text("materialized")
    asset.onSchemaChange = config.text("on_schema_change")
    asset.grain = Self.grain(config)
    asset.owners = DbtOwners.owners(in: config)
    let project = layout.projects[node.project].name
    if let group = config.text("group"), let owner = groups[project]?[group] { asset.owners.append(owner) }
    if let contract = config["contract"], case .dict(let dict) = contract.value {
      asset.isContractEnforced = dict["enforced"]?.truth == true
    } else if let flag = node.patch?.node["contract"]?["enforced"]?.bool {
      asset.isContractEnforced = flag
    }
    asset.uses += DbtNodeUses.uses(of: config, on: node.id, kind: node.kind)
    addConstraints(node, &asset)
  }

  private func finishModel(_ node: DbtNode, _ asset: inout Asset, _ config: inout DbtConfig) {
    guard let bytes = bytes(node.file.entry, node.file.path) else {
      asset.isOpaque = true
      return
    }
    let template = JinjaParser.template(of: bytes)
    let rendered = renderer.render(
      template.nodes, of: template, lines: LineMap(bytes), file: node.file.path,
      project: layout.projects[node.project].name, own: (node.id, node.name), references: template.references)
    take(rendered, &asset, &config, lines: LineMap(bytes), file: node.file.path)
  }

  /// Takes over what rendering found.
  func take(
    _ rendered: RenderedTemplate, _ asset: inout Asset, _ config: inout DbtConfig, lines: LineMap,
    file: String
  ) {
    func place(_ offset: Int) -> SourceLocation {
      SourceLocation(repository: .registry, file: file, position: lines.position(ofByte: offset))
    }
    asset.query = rendered.query
    asset.parents += rendered.parents.map(\.id)
    asset.isOpaque = asset.isOpaque || rendered.isOpaque
    for call in rendered.config {
      config.set(call.key, DbtSetting(value: call.value, location: place(call.offset)))
    }
    for use in rendered.compileTimeColumns {
      asset.uses.append(
        DeclaredUse(asset: use.asset, column: use.column, role: .expression, location: place(use.offset)))
    }
    for parent in rendered.parents {
      for name in rendered.looseNames.prefix(500) {
        asset.uses.append(
          DeclaredUse(asset: parent.id, column: name, role: .expression, location: place(parent.offset)))
      }
    }
  }

  private func finishSnapshot(_ node: DbtNode, _ asset: inout Asset, _ config: inout DbtConfig) {
    guard let (template, block) = snapshotBlocks[node.id] else {
      finishSnapshotEntry(node, &asset)
      return
    }
    let lines = LineMap(template.text.bytes)
    let next = template.snapshots.map(\.offset).filter { $0 > block.offset }.min() ?? Int.max
    let references = template.references.filter { $0.offset >= block.offset && $0.offset < next }
    let rendered = renderer.render(
      block.body, of: template, lines: lines, file: node.file.path,
      project: layout.projects[node.project].name, own: (node.id, node.name), references: references)
    asset.location.position = lines.position(ofByte: block.offset)
    take(rendered, &asset, &config, lines: lines, file: node.file.path)
  }

  /// A snapshot that YAML alone declares reads its relation as it is.
  private func finishSnapshotEntry(_ node: DbtNode, _ asset: inout Asset) {
    guard let patch = node.patch, let relation = patch.node["relation"], let text = relation.string else {
      return
    }
    let location = SourceLocation(repository: .registry, file: patch.file, position: relation.position)
    asset.location = SourceLocation(repository: .registry, file: patch.file, position: patch.node.position)
    guard let parent = references(in: text, project: node.project).first else {
      note(
        "dbt-unknown-reference", "\"\(text)\" names nothing in the registry", file: patch.file,
        position: location.position)
      asset.isOpaque = true
      return
    }
    asset.parents.append(parent)
    let query = Array("select * from tidegate_snapshot_relation".utf8)
    asset.query = QueryText(
      bytes: query, file: patch.file, positions: FixedPlace.map(location.position),
      relations: ["tidegate_snapshot_relation": parent], dialect: renderer.dialect)
  }

  /// The assets that a text such as `ref('x')` or `{{ source('a', 'b') }}` names.
  func references(in text: String, project: Int) -> [AssetID] {
    literalReferences(text).compactMap {
      renderer.shared.names.resolve($0, from: layout.projects[project].name)
    }
  }

  /// The calls of `ref`, `source` and `metric` in a text of YAML.
  func literalReferences(_ text: String) -> [JinjaReference] {
    guard text.utf8.contains(UInt8(ascii: "(")) else { return [] }
    if text.utf8.contains(UInt8(ascii: "{")) { return JinjaParser.template(of: Array(text.utf8)).references }
    return JinjaParser.expression(of: Array(text.utf8))?.references ?? []
  }

  private func finishPython(_ node: DbtNode, _ asset: inout Asset) {
    asset.isOpaque = true
    guard let bytes = bytes(node.file.entry, node.file.path) else { return }
    let names = layout.projects[node.project].name
    asset.parents = PythonModelScan.references(in: bytes).compactMap {
      renderer.shared.names.resolve($0, from: names)
    }
    note(
      "dbt-python-model",
      "the python model \"\(node.name)\" is read as far as its \"dbt.ref\" and \"dbt.source\" go",
      file: node.file.path)
  }

  private func finishSeed(_ node: DbtNode, _ asset: inout Asset) {
    guard let bytes = bytes(node.file.entry, node.file.path) else { return }
    let delimiter = node.config.text("delimiter")?.utf8.first ?? UInt8(ascii: ",")
    do throws(DocumentError) {
      asset.seedColumns = try DbtSeedColumns.read(bytes, delimiter: delimiter, file: node.file.path)
    } catch {
      note(
        "csv-syntax", error.message + "; " + error.nextStep, file: node.file.path, position: error.position)
      asset.isOpaque = true
    }
  }
}
