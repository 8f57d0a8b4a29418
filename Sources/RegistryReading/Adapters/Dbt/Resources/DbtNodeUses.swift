import Documents
import Domain

/// Columns that a node's configuration names: they must exist in the node's own result.
enum DbtNodeUses {
  /// The uses of a merged configuration.
  static func uses(of config: DbtConfig, on asset: AssetID, kind: AssetKind) -> [DeclaredUse] {
    var uses: [DeclaredUse] = []
    func add(_ key: String, _ role: DeclaredUse.Role) {
      guard let setting = config[key] else { return }
      for text in texts(setting.value, level: 0) {
        for use in DbtDeclaredSQL.uses(text) {
          uses.append(
            DeclaredUse(
              asset: asset, column: use.column, role: role, values: use.values, location: setting.location))
        }
      }
    }
    add("unique_key", .uniqueKey)
    add("merge_update_columns", .uniqueKey)
    add("merge_exclude_columns", .uniqueKey)
    add("incremental_predicates", .expression)
    if kind == .snapshot {
      add("updated_at", .updatedAt)
      if config.text("check_cols") != "all" { add("check_cols", .checkColumns) }
    }
    for key in ["partition_by", "cluster_by", "sort", "dist", "order_by", "partitioned_by", "bucketed_by"] {
      add(key, .layout)
    }
    if let setting = config["indexes"] {
      for index in setting.value.items ?? [] {
        guard case .dict(let dict) = index else { continue }
        for column in (dict["columns"]?.items ?? []).compactMap(\.text) {
          uses.append(DeclaredUse(asset: asset, column: column, role: .layout, location: setting.location))
        }
      }
    }
    return uses
  }

  /// The texts of a setting: a text, a list of them, or the `field` of a mapping.
  private static func texts(_ value: JinjaValue, level: Int) -> [String] {
    guard level < 3 else { return [] }
    switch value {
    case .string(let text): return [text]
    case .list(let list): return list.items.prefix(500).flatMap { texts($0, level: level + 1) }
    case .dict(let dict):
      return ["field", "fields", "column", "columns"].compactMap { dict[$0] }.flatMap {
        texts($0, level: level + 1)
      }
    case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .relation, .opaque:
      return []
    }
  }
}

extension DbtReading {
  /// Constraints of a model: columns they list, keys as its grain.
  func addConstraints(_ node: DbtNode, _ asset: inout Asset) {
    guard let patch = node.patch else { return }
    let values = values(node.project, file: patch.file)
    for constraint in patch.node["constraints"]?.items ?? [] {
      add(constraint, columns: constraint["columns"]?.strings ?? [], node, values, &asset)
    }
    for column in patch.node["columns"]?.items ?? [] {
      guard let name = column["name"]?.string else { continue }
      for constraint in column["constraints"]?.items ?? [] {
        add(constraint, columns: [name], node, values, &asset)
      }
    }
  }

  private func add(
    _ constraint: DocumentNode, columns: [String], _ node: DbtNode, _ values: DbtValues, _ asset: inout Asset
  ) {
    let location = values.location(constraint)
    for column in columns {
      asset.uses.append(DeclaredUse(asset: node.id, column: column, role: .contract, location: location))
    }
    if constraint["type"]?.string == "primary_key" { asset.grain += columns }
    if constraint["type"]?.string == "check", let text = constraint["expression"]?.string {
      for use in DbtDeclaredSQL.uses(text) {
        asset.uses.append(
          DeclaredUse(
            asset: node.id, column: use.column, role: .contract, values: use.values, location: location))
      }
    }
    guard let target = constraint["to"]?.string else { return }
    for parent in references(in: target, project: node.project) {
      asset.parents.append(parent)
      for column in constraint["to_columns"]?.strings ?? [] {
        asset.uses.append(
          DeclaredUse(asset: parent, column: column, role: .relationship, location: location))
      }
    }
  }
}
