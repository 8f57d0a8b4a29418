/// Finds what a mistyped name was meant to be, for messages.
public enum NearestName {
  /// Names longer than this are not compared: nobody mistypes them, and input may be hostile.
  private static let longest = 80

  /// The known name nearest to a mistyped one; nil when none is near enough to be meant.
  ///
  /// Near enough is a third of the length in inserted, removed, replaced or swapped letters, or a common
  /// beginning of at least three letters that is the whole of one. Case does not matter. Of equally near
  /// names the first in order of `known` is taken.
  public static func of(_ name: String, among known: [String]) -> String? {
    let typed = Array(name.lowercased().utf8)
    guard !typed.isEmpty, typed.count <= longest else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in known {
      let letters = Array(candidate.lowercased().utf8)
      guard letters.count <= longest, abs(letters.count - typed.count) <= 24 else { continue }
      var distance = distance(typed, letters)
      let shorter = min(typed.count, letters.count)
      if shorter >= 3, typed.starts(with: letters) || letters.starts(with: typed) { distance = 1 }
      guard distance <= max(1, max(typed.count, letters.count) / 3) else { continue }
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// Inserted, removed, replaced and swapped bytes between two names (optimal string alignment).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let cost = left[row] == right[column] ? 0 : 1
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + cost)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
