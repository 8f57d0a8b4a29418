import Documents
import Domain

/// Owners as dbt's YAML writes them: `{name, email}`, a text, or a list of either.
enum DbtOwners {
  /// The owner of an `owner:` mapping or text.
  static func owner(_ node: DocumentNode) -> Owner? {
    if let text = node.string { return owner(text: text) }
    let emails = node["email"]?.strings ?? []
    let name = node["name"]?.string
    return name == nil && emails.isEmpty ? nil : Owner(name: name, emails: emails)
  }

  /// The owners that `meta.owner` or `meta.owners` holds.
  static func owners(in config: DbtConfig) -> [Owner] {
    ["owner", "owners"].compactMap { config.meta($0) }.flatMap { owners($0) }
  }

  private static func owners(_ value: JinjaValue) -> [Owner] {
    switch value {
    case .string(let text): return owner(text: text).map { [$0] } ?? []
    case .list(let list): return list.items.prefix(100).flatMap { $0.items == nil ? owners($0) : [] }
    case .dict(let dict):
      let emails = dict["email"].map { $0.text.map { [$0] } ?? ($0.items ?? []).compactMap(\.text) } ?? []
      let name = dict["name"]?.text
      return name == nil && emails.isEmpty ? [] : [Owner(name: name, emails: emails)]
    case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .relation, .opaque:
      return []
    }
  }

  private static func owner(text: String) -> Owner? {
    guard !text.isEmpty else { return nil }
    return text.utf8.contains(UInt8(ascii: "@")) && !text.utf8.contains(UInt8(ascii: " "))
      ? Owner(emails: [text]) : Owner(name: text)
  }
}
