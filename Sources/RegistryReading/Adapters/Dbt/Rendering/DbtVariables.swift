/// `vars:` of all projects. For a package, what a root project says wins over the package's own values.
struct DbtVariables {
  /// Values that a root project gives to one project by name.
  private var given: [String: [String: JinjaValue]] = [:]
  /// Values that a root project gives to everyone.
  private var global: [String: JinjaValue] = [:]
  /// Each project's own values, and which projects are roots.
  private var own: [String: [String: JinjaValue]] = [:]
  private var roots: Set<String> = []

  init() {}

  /// Takes over the `vars:` of a project; earlier values stay.
  mutating func add(
    _ vars: [(name: String, value: JinjaValue)], projects: Set<String>, of project: String, isPackage: Bool
  ) {
    if !isPackage { roots.insert(project) }
    for (name, value) in vars {
      if case .dict(let dict) = value, projects.contains(name) {
        for pair in dict.pairs {
          if isPackage {
            if own[name]?[pair.key] == nil { own[name, default: [:]][pair.key] = pair.value }
          } else if given[name]?[pair.key] == nil {
            given[name, default: [:]][pair.key] = pair.value
          }
        }
      } else {
        if own[project]?[name] == nil { own[project, default: [:]][name] = value }
        if !isPackage, global[name] == nil { global[name] = value }
      }
    }
  }

  /// The value of a variable for a project.
  func value(_ name: String, project: String) -> JinjaValue? {
    if let value = given[project]?[name] { return value }
    if roots.contains(project), let value = own[project]?[name] { return value }
    return global[name] ?? own[project]?[name]
  }
}
