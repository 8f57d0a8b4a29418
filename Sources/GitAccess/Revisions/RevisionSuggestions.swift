/// Finds names of branches and tags that somebody may have meant.
enum RevisionSuggestions {
  /// At most three names, the nearest first: the same last part, or a few typing errors away.
  static func nearest(to name: String, among candidates: [String]) -> [String] {
    let wanted = Array(name.utf8.prefix(200))
    let lastPart = name.split(separator: "/").last.map(String.init) ?? name
    var scored: [(distance: Int, name: String)] = []
    for candidate in candidates where candidate != name {
      if candidate.hasSuffix("/" + lastPart) || candidate == lastPart {
        scored.append((0, candidate))
      } else if let distance = distance(wanted, Array(candidate.utf8), limit: 1 + min(wanted.count / 4, 2)) {
        scored.append((distance, candidate))
      }
    }
    scored.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return scored.prefix(3).map(\.name)
  }

  /// The number of inserted, removed, replaced or swapped bytes, or nil above the limit.
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard !left.isEmpty, abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last.last.flatMap { $0 <= limit ? $0 : nil }
  }
}
