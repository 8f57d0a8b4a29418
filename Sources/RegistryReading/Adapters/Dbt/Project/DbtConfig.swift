import Documents
import Domain

/// A configuration value with its place.
struct DbtSetting {
  var value: JinjaValue
  var location: SourceLocation
}

/// The configuration of one resource, merged from `dbt_project.yml`, its YAML entry and `config()`.
struct DbtConfig {
  private(set) var settings: [String: DbtSetting] = [:]

  init() {}

  /// Sets a value; `meta` is merged key by key, everything else is replaced.
  mutating func set(_ key: String, _ setting: DbtSetting) {
    let name = key.hasPrefix("+") ? String(key.dropFirst()) : key
    if name == "meta", case .dict(let new) = setting.value, case .dict(let old)? = settings[name]?.value {
      let merged = JinjaDict(old.pairs.map { ($0.key, $0.value) })
      for pair in new.pairs { merged[pair.key] = pair.value }
      settings[name] = DbtSetting(value: .dict(merged), location: setting.location)
    } else {
      settings[name] = setting
    }
  }

  subscript(_ key: String) -> DbtSetting? { settings[key] }

  /// The text of a setting.
  func text(_ key: String) -> String? {
    guard let value = settings[key]?.value else { return nil }
    switch value {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .bool(let value): return value ? "true" : "false"
    case .undefined, .none, .float, .list, .dict, .function, .method, .macro, .object, .relation, .opaque:
      return nil
    }
  }

  /// Whether the resource takes part; unknown counts as yes.
  var isEnabled: Bool {
    guard let value = settings["enabled"]?.value else { return true }
    if let text = value.text { return text.lowercased() != "false" }
    return value.truth ?? true
  }

  /// The value of a key inside `meta`.
  func meta(_ key: String) -> JinjaValue? {
    if case .dict(let dict)? = settings["meta"]?.value { return dict[key] }
    return nil
  }
}

/// Folder configuration of `dbt_project.yml`: from the outermost folder inwards.
enum DbtFolderConfig {
  /// Keys without `+` that are configuration, not folders, though their value is a mapping.
  private static let mappings: Set<String> = [
    "meta", "config", "contract", "grants", "persist_docs", "docs", "partition_by", "column_types", "quoting",
    "freshness", "labels",
  ]

  /// Applies the settings on the way to a resource: root, project, folders, name.
  static func apply(
    _ tree: DocumentNode?, path: [String], to config: inout DbtConfig,
    value: (DocumentNode) -> DbtSetting
  ) {
    var current = tree
    var rest = path[...]
    while let node = current, let mapping = node.mapping {
      let next = rest.popFirst()
      for entry in mapping {
        guard let name = entry.name, name != next || name.hasPrefix("+") else { continue }
        if name.hasPrefix("+") || entry.value.mapping == nil || mappings.contains(name) {
          config.set(name, value(entry.value))
        }
      }
      guard let next else { return }
      current = mapping[next]
    }
  }
}
