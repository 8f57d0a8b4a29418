import Domain

/// Finds names of branches and tags that somebody may have meant.
enum RevisionSuggestions {
  /// At most three names: those with the same last part (`main` for `origin/main`), and the nearest spelling.
  static func nearest(to name: String, among candidates: [String]) -> [String] {
    guard let lastPart = name.split(separator: "/").last else { return [] }
    var found = candidates.filter { $0 == lastPart || $0.hasSuffix("/" + lastPart) }.prefix(3)
    if found.isEmpty, let nearest = NearestName.of(name, among: candidates) { found.append(nearest) }
    return Array(found)
  }
}
