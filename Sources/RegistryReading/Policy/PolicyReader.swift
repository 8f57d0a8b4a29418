import Documents
package import Domain

/// Reads the data team's `tidegate.yml` at the root of the registry: bindings, severities, waivers, layers.
///
/// Nothing is guessed: an unknown key or a wrong value is an error with its place and the nearest valid key.
package enum PolicyReader {
  /// The file's name; `tidegate.yaml` is read as well.
  private static let fileNames = ["tidegate.yml", "tidegate.yaml"]

  /// The policy of a registry; the empty policy when it has none.
  package static func read(_ tree: FileTree) throws(RegistryError) -> Policy {
    for name in fileNames {
      guard let entry = tree.entry(at: TreePath(name)) else { continue }
      let bytes: [UInt8]
      do throws(FileReadError) {
        bytes = try tree.contents(of: entry)
      } catch {
        throw RegistryError(
          "\"\(name)\" could not be read: \(error.message)", nextStep: "make it a readable file",
          location: SourceLocation(repository: .registry, file: name))
      }
      return try read(bytes, file: name)
    }
    return Policy()
  }

  /// The policy of a text.
  static func read(_ bytes: [UInt8], file: String) throws(RegistryError) -> Policy {
    do throws(DocumentError) {
      let node = try YAMLReader.document(of: bytes)
      return try PolicyParts(file: file).policy(node)
    } catch {
      throw RegistryError(
        error.message, nextStep: error.nextStep,
        location: SourceLocation(repository: .registry, file: file, position: error.position))
    }
  }
}

/// The parts of one `tidegate.yml`.
private struct PolicyParts {
  let file: String

  private func location(_ node: DocumentNode) -> SourceLocation {
    SourceLocation(repository: .registry, file: file, position: node.position)
  }

  func policy(_ node: DocumentNode) throws(DocumentError) -> Policy {
    var policy = Policy(location: location(node))
    if node.isNull { return policy }
    let root = try node.requireMapping(
      file, keys: ["version", "backends", "severities", "waivers", "layers"])
    guard let version = root["version"] else {
      throw node.failure("\"version\" is missing", nextStep: "start the file with \"version: 1\"")
    }
    guard version.int == 1 else {
      throw version.failure(
        "version \"\(version.scalar?.text ?? "")\" is not known", nextStep: "write \"version: 1\"")
    }
    policy.backends = try backends(root["backends"]).sorted { $0.name < $1.name }
    policy.severities = try severities(root["severities"])
    policy.waivers = try waivers(root["waivers"])
    policy.layers = try layers(root["layers"]).sorted { $0.name < $1.name }
    return policy
  }

  // MARK: Backends

  private func backends(_ node: DocumentNode?) throws(DocumentError) -> [BackendPolicy] {
    guard let node, !node.isNull else { return [] }
    var list: [BackendPolicy] = []
    for entry in try node.requireEntries("backends") {
      var backend = BackendPolicy(name: entry.name ?? "", location: location(entry.key))
      guard !entry.value.isNull else {
        list.append(backend)
        continue
      }
      let map = try entry.value.requireMapping(
        backend.name, keys: ["loader", "source", "table-pattern", "tables"])
      backend.loader = try map["loader"].map { (node) throws(DocumentError) in try node.requireText("loader")
      }
      backend.sources = try texts(map["source"], "source")
      if let pattern = map["table-pattern"] { backend.tablePattern = try tablePattern(pattern) }
      backend.tables = try tables(map["tables"])
      list.append(backend)
    }
    return list
  }

  /// One text or a list of texts.
  private func texts(_ node: DocumentNode?, _ what: String) throws(DocumentError) -> [String] {
    guard let node else { return [] }
    return node.sequence == nil ? [try node.requireText(what)] : try node.requireTexts(what)
  }

  private func tablePattern(_ node: DocumentNode) throws(DocumentError) -> String {
    let text = try node.requireText("table-pattern")
    guard let pattern = TablePattern(text) else {
      throw node.failure(
        "the pattern \"\(text)\" has no \"{table}\", or a placeholder that is not known",
        nextStep: "use \"{table}\" once, and \"{schema}\" if the schema is part of the name")
    }
    _ = pattern
    return text
  }

  private func tables(_ node: DocumentNode?) throws(DocumentError) -> [TableBinding] {
    guard let node, !node.isNull else { return [] }
    var list: [TableBinding] = []
    for entry in try node.requireEntries("tables") {
      var table = TableBinding(backendTable: entry.name ?? "", location: location(entry.key))
      if entry.value.scalar != nil, !entry.value.isNull {
        table.sourceTable = try entry.value.requireText(table.backendTable)
      } else if !entry.value.isNull {
        let map = try entry.value.requireMapping(table.backendTable, keys: ["table", "columns", "loader"])
        if let name = map["table"] { table.sourceTable = try name.requireText("table") }
        if let loader = map["loader"] { table.loader = try loader.requireText("loader") }
        for column in try map["columns"]?.requireEntries("columns") ?? [] {
          table.columns[column.name ?? ""] = try column.value.requireText(column.name ?? "")
        }
      }
      list.append(table)
    }
    return list
  }

  // MARK: Severities

  private func severities(_ node: DocumentNode?) throws(DocumentError) -> [SeverityOverride] {
    guard let node, !node.isNull else { return [] }
    var list: [SeverityOverride] = []
    for entry in try node.requireEntries("severities") {
      let (rule, effect) = try severityKey(entry)
      list.append(
        SeverityOverride(
          rule: rule, effect: effect, severity: try severity(entry.value), location: location(entry.key)))
    }
    return list
  }

  /// `effect`, `rule` or `rule/effect`. Rule ids have a hyphen or none of an effect's words.
  private func severityKey(_ entry: DocumentEntry) throws(DocumentError) -> (String?, EffectKind?) {
    let key = entry.name ?? ""
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let effects = EffectKind.allCases.map(\.rawValue)
    guard parts.count <= 2, !parts.contains("") else {
      throw entry.key.failure(
        "\"\(key)\" is no key of \"severities\"", nextStep: "write \"effect\", \"rule\" or \"rule/effect\"")
    }
    if parts.count == 2 {
      guard let effect = EffectKind(rawValue: parts[1]) else {
        let near = NearestName.of(parts[1], among: effects).map { "did you mean \"\($0)\"? " } ?? ""
        throw entry.key.failure(
          "\"\(parts[1])\" is no effect",
          nextStep: near + "known are " + effects.map { "\"\($0)\"" }.joined(separator: ", "))
      }
      return (parts[0], effect)
    }
    if let effect = EffectKind(rawValue: key) { return (nil, effect) }
    // Rule ids have a hyphen: a single word near an effect is a slip.
    if !key.utf8.contains(UInt8(ascii: "-")), let near = NearestName.of(key, among: effects) {
      throw entry.key.failure("\"\(key)\" is no effect", nextStep: "did you mean \"\(near)\"?")
    }
    return (key, nil)
  }

  /// `block`, `review`, `notice`; nil for `off`.
  private func severity(_ node: DocumentNode) throws(DocumentError) -> Severity? {
    // YAML reads a bare `off` as false.
    if node.bool == false, node.scalar?.text.lowercased() == "off" { return nil }
    let text = try node.requireText("severities")
    if text == "off" { return nil }
    if let severity = Severity(rawValue: text) { return severity }
    let known = Severity.allCases.map(\.rawValue) + ["off"]
    let near = NearestName.of(text, among: known).map { "did you mean \"\($0)\"? " } ?? ""
    throw node.failure(
      "\"\(text)\" is no severity",
      nextStep: near + "known are " + known.map { "\"\($0)\"" }.joined(separator: ", "))
  }

  // MARK: Waivers

  private func waivers(_ node: DocumentNode?) throws(DocumentError) -> [Waiver] {
    guard let node, !node.isNull else { return [] }
    var list: [Waiver] = []
    for item in try node.requireSequence("waivers") {
      let map = try item.requireMapping(
        "waivers", keys: ["fingerprint", "reason", "owner", "not-before", "expires"])
      func text(_ key: String) throws(DocumentError) -> String {
        guard let value = map[key] else {
          throw item.failure("the waiver has no \"\(key)\"", nextStep: "add \"\(key)\" to it")
        }
        return try value.requireText(key)
      }
      let fingerprint = try text("fingerprint")
      list.append(
        Waiver(
          fingerprint: fingerprint, reason: try text("reason"), owner: try text("owner"),
          notBefore: try date(map["not-before"], "not-before"), expires: try date(map["expires"], "expires"),
          location: location(item)))
    }
    return list
  }

  private func date(_ node: DocumentNode?, _ what: String) throws(DocumentError) -> CalendarDate? {
    guard let node, !node.isNull else { return nil }
    let text = try node.requireText(what)
    guard let date = CalendarDate(text) else {
      throw node.failure("\"\(text)\" is no date", nextStep: "write \"\(what)\" as \"2026-12-31\"")
    }
    return date
  }

  // MARK: Layers

  private func layers(_ node: DocumentNode?) throws(DocumentError) -> [LayerRule] {
    guard let node, !node.isNull else { return [] }
    var list: [LayerRule] = []
    for entry in try node.requireEntries("layers") {
      var layer = LayerRule(name: entry.name ?? "")
      let map = try entry.value.requireMapping(layer.name, keys: ["schema", "prefix", "tag", "reads"])
      if let schema = map["schema"] { layer.schema = try schema.requireText("schema") }
      if let prefix = map["prefix"] { layer.prefix = try prefix.requireText("prefix") }
      if let tag = map["tag"] { layer.tag = try tag.requireText("tag") }
      if let reads = map["reads"] {
        layer.reads = try texts(reads, "reads")
      }
      list.append(layer)
    }
    return list
  }
}
