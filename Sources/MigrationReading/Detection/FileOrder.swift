import Domain

extension FileListing.File {
  /// Whether the name ends in `.sql`.
  var isSQL: Bool {
    entry.path.bytes.count > 4 && name.utf8.count > 4 && stem.utf8.count + 4 == name.utf8.count
  }

  /// The name without `.sql`, or without the last ending.
  var stem: String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name }
    let ending = name[dot...].lowercased()
    return ending == ".sql" ? String(name[..<dot]) : name
  }
}

/// The order of numbered files that most tools share.
enum FileOrder {
  /// By version, those without one last, then by name with numbers as numbers.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let one = FileVersion(left)
    let other = FileVersion(right)
    switch (one, other) {
    case (let one?, let other?) where one != other: return one < other
    case (.some, nil): return true
    case (nil, .some): return false
    default: return NaturalOrder.precedes(left, right)
    }
  }

  /// Sorts by name; the version of each is read once.
  static func sorted<Element>(_ elements: [Element], by name: (Element) -> String) -> [Element] {
    let keyed = elements.map { element in
      let text = name(element)
      return (element, text, FileVersion(text))
    }
    return keyed.sorted { left, right in
      switch (left.2, right.2) {
      case (let one?, let other?) where one != other: return one < other
      case (.some, nil): return true
      case (nil, .some): return false
      default: return NaturalOrder.precedes(left.1, right.1)
      }
    }.map(\.0)
  }
}
