import Domain

extension FileEntry {
  /// Whether the path ends in `.sql`, in any case.
  var isSQL: Bool {
    let bytes = path.bytes
    guard bytes.count > 4 else { return false }
    let at = bytes.count - 4
    return bytes[at] == UInt8(ascii: ".") && bytes[at + 1] | 0x20 == UInt8(ascii: "s")
      && bytes[at + 2] | 0x20 == UInt8(ascii: "q") && bytes[at + 3] | 0x20 == UInt8(ascii: "l")
  }
}

extension [FileEntry] {
  /// The first and last of a folder's files: those that are looked into to know whose they all are.
  var samples: [FileEntry] { Array(prefix(4) + dropFirst(4).suffix(2)) }
}

extension FileListing.File {
  /// Whether the name ends in `.sql`, in any case.
  var isSQL: Bool { name.utf8.count > 4 && entry.isSQL }

  /// The name without `.sql`; other names as they are.
  var stem: String { isSQL ? String(decoding: name.utf8.dropLast(4), as: UTF8.self) : name }
}

/// The order of numbered files that most tools share.
enum FileOrder {
  /// By version, those without one last, then by name with numbers as numbers.
  static func precedes(_ left: String, _ right: String) -> Bool {
    precedes(FileVersion.numbers(of: left), left, FileVersion.numbers(of: right), right)
  }

  private static func precedes(
    _ one: [[UInt8]]?, _ left: String, _ other: [[UInt8]]?, _ right: String
  ) -> Bool {
    switch (one, other) {
    case (let one?, let other?):
      let order = FileVersion.order(one, other)
      return order != 0 ? order < 0 : NaturalOrder.precedes(left, right)
    case (.some, nil): return true
    case (nil, .some): return false
    case (nil, nil): return NaturalOrder.precedes(left, right)
    }
  }

  /// Sorts by name; the version of each is read once.
  static func sorted<Element>(_ elements: [Element], by name: (Element) -> String) -> [Element] {
    let names = elements.map(name)
    if haveRisingNumbers(names) { return elements }
    let versions = names.map(FileVersion.numbers)
    let places = elements.indices.sorted { left, right in
      precedes(versions[left], names[left], versions[right], names[right])
    }
    return places.map { elements[$0] }
  }

  /// Whether all begin with a number of as many digits, at least three, each higher than the one before: the usual case,
  /// in which nothing behind them matters.
  private static func haveRisingNumbers(_ names: [String]) -> Bool {
    var width = 0
    var previous: Substring.UTF8View?
    for name in names {
      let number = name.utf8.prefix { $0 &- 0x30 < 10 }
      if width == 0 { width = number.count }
      guard width >= 3, number.count == width else { return false }
      if let previous, !previous.lexicographicallyPrecedes(number) { return false }
      previous = number
    }
    return true
  }
}
