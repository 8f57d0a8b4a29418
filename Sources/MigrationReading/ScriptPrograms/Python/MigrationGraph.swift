import Domain

/// The order in which Django and Tortoise ORM run migrations: what a migration depends on comes before it, else by app
/// and name.
///
/// As Django's `MigrationGraph` and `Executor.migration_plan` do on an empty database, with one difference: a squashed
/// migration stands aside while everything that it replaces is still there, because that is what databases ran.
struct MigrationGraph {
  /// What the graph must know of a migration.
  struct Node: Sendable {
    /// The migration.
    var key: MigrationKey
    /// What runs before it.
    var dependencies: [MigrationKey]
    /// What runs after it.
    var runsBefore: [MigrationKey] = []
    /// What it stands for.
    var replaces: [MigrationKey] = []
  }

  /// Migrations in running order.
  private(set) var order: [MigrationKey] = []
  /// Squashed migrations that stand aside.
  private(set) var standsAside: [MigrationKey] = []
  /// Dependencies on migrations that are not there, though their app is.
  private(set) var missing: [(from: MigrationKey, to: MigrationKey)] = []
  /// Migrations that depend on themselves, over others.
  private(set) var circular: [MigrationKey] = []

  private var nodes: [MigrationKey: Node] = [:]
  private var aliases: [MigrationKey: MigrationKey] = [:]
  private var parents: [MigrationKey: [MigrationKey]] = [:]
  private var apps: [String: [MigrationKey]] = [:]

  /// Orders the migrations of a project.
  init(_ list: [Node]) {
    for node in list { nodes[node.key] = node }
    resolveReplacements()
    for key in nodes.keys.sorted() { apps[key.app, default: []].append(key) }
    link()
    sort()
  }

  private mutating func resolveReplacements() {
    for key in nodes.keys.sorted() {
      guard let node = nodes[key], !node.replaces.isEmpty else { continue }
      if node.replaces.allSatisfy({ nodes[$0] != nil }) {
        nodes[key] = nil
        standsAside.append(key)
        aliases[key] = node.replaces.last { $0.app == key.app } ?? node.replaces.last
      } else {
        for old in node.replaces {
          nodes[old] = nil
          aliases[old] = key
        }
      }
    }
  }

  /// The migration that a name stands for now.
  private func resolved(_ key: MigrationKey) -> MigrationKey {
    var key = key
    var steps = 0
    while nodes[key] == nil, let next = aliases[key], steps < 64 {
      key = next
      steps += 1
    }
    return key
  }

  private mutating func link() {
    // Ends of an app depend on links inside of it, so those come first.
    for key in nodes.keys.sorted() {
      for dependency in nodes[key]?.dependencies ?? [] where !dependency.isEnd {
        add(dependency, before: key)
      }
      for next in nodes[key]?.runsBefore ?? [] {
        let other = resolved(next)
        if nodes[other] != nil { parents[other, default: []].append(key) }
      }
    }
    let inner = parents
    for key in nodes.keys.sorted() {
      for dependency in nodes[key]?.dependencies ?? [] where dependency.isEnd {
        if let end = end(dependency, inner), end != key { parents[key, default: []].append(end) }
      }
    }
  }

  private mutating func add(_ dependency: MigrationKey, before key: MigrationKey) {
    let parent = resolved(dependency)
    if parent == key { return }
    if nodes[parent] != nil {
      parents[key, default: []].append(parent)
    } else if apps[parent.app] != nil {
      missing.append((key, dependency))
    }
  }

  /// The first or the last migration of an app.
  private func end(_ key: MigrationKey, _ inner: [MigrationKey: [MigrationKey]]) -> MigrationKey? {
    let members = apps[key.app] ?? []
    if key.name == "__first__" {
      return members.first { !(inner[$0] ?? []).contains { $0.app == key.app } } ?? members.first
    }
    let inside = Set(members.flatMap { (inner[$0] ?? []).filter { $0.app == key.app } })
    return members.last { !inside.contains($0) } ?? members.last
  }

  /// Depth first from the leaves of each app in order of app and name, the last dependency first, as Django's plan
  /// (`MigrationGraph.leaf_nodes` and `iterative_dfs` of Django 3 to 5). A leaf has no successor in its own app.
  private mutating func sort() {
    var isDone: Set<MigrationKey> = []
    var isOpen: Set<MigrationKey> = []
    var succeeded: Set<MigrationKey> = []
    for (key, before) in parents {
      succeeded.formUnion(before.filter { $0.app == key.app })
      parents[key] = Set(before).sorted(by: >)
    }
    let all = nodes.keys.sorted()
    for start in all.filter({ !succeeded.contains($0) }) + all {
      var stack: [(key: MigrationKey, next: Int)] = [(start, 0)]
      if isDone.contains(start) { continue }
      isOpen.insert(start)
      while let top = stack.last {
        let before = parents[top.key] ?? []
        if top.next < before.count {
          stack[stack.count - 1].next += 1
          let parent = before[top.next]
          if isDone.contains(parent) { continue }
          if isOpen.insert(parent).inserted { stack.append((parent, 0)) } else { circular.append(parent) }
        } else {
          stack.removeLast()
          if isDone.insert(top.key).inserted { order.append(top.key) }
        }
      }
    }
  }
}

extension MigrationGraph {
  /// What is wrong with the dependencies; `file` gives the path of a migration.
  func diagnostics(_ file: (MigrationKey) -> String) -> [Diagnostic] {
    func location(_ key: MigrationKey) -> SourceLocation {
      SourceLocation(repository: .backend, file: file(key))
    }
    let missing = missing.map { from, to in
      Diagnostic(
        id: "dependency-missing",
        summary: "\"\(from.display)\" depends on \"\(to.display)\", which is not there",
        location: location(from), reach: .harmless)
    }
    let circular = circular.map { key in
      Diagnostic(
        id: "dependency-circle", summary: "\"\(key.display)\" depends on itself, over others",
        location: location(key), reach: .mayChangeSchema)
    }
    return missing + circular
  }
}

extension MigrationKey {
  /// Whether it stands for an app's first or last migration.
  var isEnd: Bool { name == "__first__" || name == "__latest__" }
}
