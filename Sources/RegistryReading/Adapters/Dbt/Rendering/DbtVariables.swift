/// `vars:` of the projects: the root project's win over a package's own.
struct DbtVariables {
  /// Values that hold for all projects, then values of one project.
  private var global: [String: JinjaValue] = [:]
  private var scoped: [String: [String: JinjaValue]] = [:]

  init() {}

  /// Takes over the `vars:` of a project; earlier values stay.
  mutating func add(_ vars: [(name: String, value: JinjaValue)], projects: Set<String>, own: String) {
    for (name, value) in vars {
      if case .dict(let dict) = value, projects.contains(name) {
        for pair in dict.pairs where scoped[name]?[pair.key] == nil {
          scoped[name, default: [:]][pair.key] = pair.value
        }
      } else if scoped[own]?[name] == nil {
        scoped[own, default: [:]][name] = value
        if global[name] == nil { global[name] = value }
      }
    }
  }

  /// The value of a variable for a project.
  func value(_ name: String, project: String) -> JinjaValue? { scoped[project]?[name] ?? global[name] }
}
