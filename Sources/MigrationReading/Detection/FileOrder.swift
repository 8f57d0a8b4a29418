import Domain

extension FileListing.File {
  /// Whether the name ends in `.sql`, in any case.
  var isSQL: Bool {
    let bytes = entry.path.bytes
    guard bytes.count > 4, name.utf8.count > 4 else { return false }
    let at = bytes.count - 4
    return bytes[at] == UInt8(ascii: ".") && bytes[at + 1] | 0x20 == UInt8(ascii: "s")
      && bytes[at + 2] | 0x20 == UInt8(ascii: "q") && bytes[at + 3] | 0x20 == UInt8(ascii: "l")
  }

  /// The name without `.sql`; other names as they are.
  var stem: String { isSQL ? String(decoding: name.utf8.dropLast(4), as: UTF8.self) : name }
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
