import Documents
import Domain

/// One generic test as YAML writes it, in any of dbt's shapes.
///
/// `- unique`, `- accepted_values: {values: [...]}`, `- {test_name: unique, name: mine}`; parameters flat, under
/// `arguments`, or both; configuration flat or under `config`.
struct DbtTestEntry {
  /// Parameters in the order of dbt's merge: flat ones, the later `arguments` over them.
  var arguments: [(name: String, node: DocumentNode)] = []
  /// `accepted_values`, without its package.
  var name: String
  /// `dbt_utils`, if written.
  var package: String?
  /// The name that the author gave.
  var customName: String?
  /// Settings: the flat ones first.
  var config: [(name: String, node: DocumentNode)] = []
  /// Where the test stands.
  var node: DocumentNode

  /// Keys that configure a test wherever they stand (dbt 1.11, `TestBuilder.CONFIG_ARGS`).
  private static let configKeys: Set<String> = [
    "severity", "tags", "enabled", "where", "limit", "warn_if", "error_if", "fail_calc", "store_failures",
    "store_failures_as", "meta", "database", "schema", "alias",
  ]

  /// The test of a node; nil when the node is none.
  init?(_ node: DocumentNode, nestsArguments: Bool) {
    self.node = node
    let fullName: String
    var parameters: [DocumentEntry] = []
    if let text = node.string {
      fullName = text
    } else if let mapping = node.mapping {
      if let text = mapping["test_name"]?.string {
        fullName = text
        parameters = mapping.entries.filter { $0.name != "test_name" }
      } else if let first = mapping.entries.first, let text = first.name {
        fullName = text
        parameters = first.value.entries
        // A common slip of indentation: parameters beside the name.
        if mapping.count > 1 { parameters += mapping.entries.dropFirst() }
      } else {
        return nil
      }
    } else {
      return nil
    }
    let parts = fullName.split(separator: ".", maxSplits: 1).map(String.init)
    guard let last = parts.last, DbtDeclaredSQL.isName(last) else { return nil }
    name = last
    package = parts.count > 1 ? parts[0] : nil
    sort(parameters, nestsArguments: nestsArguments)
  }

  /// Sorts what stands beside and under `arguments`; the latter wins, whatever it holds.
  private mutating func sort(_ parameters: [DocumentEntry], nestsArguments: Bool) {
    var merged = parameters
    if nestsArguments, let nested = parameters.last(where: { $0.name == "arguments" }) {
      let inner = nested.value.entries
      let names = Set(inner.compactMap(\.name))
      merged = parameters.filter { $0.name != "arguments" && !names.contains($0.name ?? "") } + inner
    }
    for entry in merged {
      guard let key = entry.name else { continue }
      switch key {
      case "config":
        for setting in entry.value.entries {
          if let name = setting.name { config.append((name, setting.value)) }
        }
      case "description": continue
      case "name": customName = entry.value.string
      case _ where Self.configKeys.contains(key): config.append((key, entry.value))
      default: arguments.append((key, entry.value))
      }
    }
  }

  /// The value of a parameter.
  func argument(_ name: String) -> DocumentNode? { arguments.last { $0.name == name }?.node }

  /// The value of a setting; the last one counts.
  func setting(_ name: String) -> DocumentNode? { config.last { $0.name == name }?.node }
}
