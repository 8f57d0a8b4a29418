/// The order in which revisions run on an empty database: what a revision builds on or depends on comes before it.
///
/// Branches are run one after the other, the one that the merging revision names last before the others
/// (`RevisionMap._topological_sort`); a revision that is added at the head changes nothing of the order before it.
struct RevisionGraph {
  /// What the graph must know of a revision.
  struct Node: Sendable {
    /// `revision`
    var id: String
    /// `down_revision`
    var parents: [String]
    /// `depends_on`
    var dependencies: [String] = []
    /// `branch_labels`
    var labels: [String] = []
  }

  /// Revisions in running order.
  private(set) var order: [String] = []
  /// Revisions that are named but not there.
  private(set) var missing: [(from: String, to: String)] = []
  /// Revisions that come before themselves, over others.
  private(set) var circular: [String] = []
  /// Revisions that none builds on, sorted; several without labels stop the tool.
  private(set) var heads: [String] = []
  /// Whether the heads are told apart by labels.
  private(set) var hasLabels = false

  private var nodes: [String: Node] = [:]
  private var before: [String: [String]] = [:]

  /// Orders revisions of different ids.
  init(_ list: [Node]) {
    for node in list { nodes[node.id] = node }
    hasLabels = list.contains { !$0.labels.isEmpty }
    link(list)
    let starts = heads + list.map(\.id).sorted()
    sort(from: starts)
    guard !missing.isEmpty, heads.count > 1 else { return }
    // What a gap cuts off came after the rest.
    let cut = cutOff()
    order = []
    circular = []
    sort(from: starts.filter { !cut.contains($0) } + starts.filter(cut.contains))
  }

  /// Revisions that come after one that is not there.
  private func cutOff() -> Set<String> {
    var cut = Set(missing.map(\.from))
    for id in order where before[id]?.contains(where: cut.contains) ?? false { cut.insert(id) }
    return cut
  }

  private mutating func link(_ list: [Node]) {
    var byLabel: [String: String] = [:]
    for node in list {
      for label in node.labels where byLabel[label] == nil { byLabel[label] = node.id }
    }
    // Shortened ids are resolved as the tool does, if only one begins like that.
    let sorted = list.map(\.id).sorted()
    func resolved(_ name: String) -> String? {
      if nodes[name] != nil { return name }
      let bare = name.split(separator: "@").last.map(String.init) ?? name
      if nodes[bare] != nil { return bare }
      if let labelled = byLabel[bare] { return labelled }
      guard bare.utf8.count > 3 else { return nil }
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < bare { low = middle + 1 } else { high = middle }
      }
      guard low < sorted.count, sorted[low].hasPrefix(bare) else { return nil }
      return low + 1 < sorted.count && sorted[low + 1].hasPrefix(bare) ? nil : sorted[low]
    }
    var built: Set<String> = []
    for node in list {
      for name in node.parents + node.dependencies {
        guard let found = resolved(name) else {
          missing.append((node.id, name))
          continue
        }
        before[node.id, default: []].append(found)
        if node.parents.contains(name) { built.insert(found) }
      }
    }
    heads = sorted.filter { !built.contains($0) }
  }

  /// Depth first from the heads, then from what they do not reach; without recursion.
  private mutating func sort(from starts: [String]) {
    var isDone: Set<String> = []
    var isOpen: Set<String> = []
    for start in starts where !isDone.contains(start) {
      var stack: [(id: String, next: Int)] = [(start, 0)]
      isOpen.insert(start)
      while let top = stack.last {
        let parents = before[top.id] ?? []
        if top.next < parents.count {
          stack[stack.count - 1].next += 1
          // As the tool walks down from the head, what is named last comes to run first.
          let parent = parents[parents.count - 1 - top.next]
          if isDone.contains(parent) { continue }
          if isOpen.insert(parent).inserted { stack.append((parent, 0)) } else { circular.append(parent) }
        } else {
          stack.removeLast()
          if isDone.insert(top.id).inserted { order.append(top.id) }
        }
      }
    }
  }
}
