import Domain

/// Decides between claims on the same files: the strongest wins, equals by the order of `FrameworkList`.
enum ClaimResolution {
  /// The claims that stand, sorted by root and framework.
  static func winners(_ claims: [Claim]) -> [Claim] {
    let ordered = claims.sorted { left, right in
      if left.strength != right.strength { return left.strength > right.strength }
      if left.framing != right.framing { return left.framing < right.framing }
      return (left.root, left.framework) < (right.root, right.framework)
    }
    var taken: Set<TreePath> = []
    var shared: [TreePath: Int] = [:]
    var winners: [Claim] = []
    for (position, claim) in ordered.enumerated() {
      // A folder has one framework: what a stronger claim left over is no history of its own.
      let isTaken = claim.files.contains { file in
        taken.contains(file.path) && !(claim.sharesFiles && shared[file.path] == claim.framing)
      }
      if claim.files.isEmpty || isTaken { continue }
      winners.append(claim)
      // Nobody comes after the last.
      guard position < ordered.count - 1 else { break }
      for file in claim.files { taken.insert(file.path) }
      guard claim.sharesFiles else { continue }
      for file in claim.files.dropFirst() { shared[file.path] = claim.framing }
    }
    let served = ServedProjects(winners.filter { $0.strength != .snapshot }.map(\.root))
    winners.removeAll { $0.strength == .snapshot && served.holds($0.root) }
    return winners.sorted { ($0.root, $0.framework) < ($1.root, $1.framework) }
  }
}
