/// Everything the data team declares: the graph, the policy, and what could not be read.
public struct Registry: Sendable {
  /// All nodes, sorted by id.
  public var assets: [Asset]
  /// Bindings, severities, waivers, layers from `tidegate.yml`; the empty policy when there is none.
  public var policy: Policy
  /// Blind spots of the registry.
  public var diagnostics: [Diagnostic]

  /// A registry; assets are sorted here.
  public init(assets: [Asset], policy: Policy, diagnostics: [Diagnostic] = []) {
    self.assets = assets.sorted { $0.id < $1.id }
    self.policy = policy
    self.diagnostics = diagnostics
  }
}
