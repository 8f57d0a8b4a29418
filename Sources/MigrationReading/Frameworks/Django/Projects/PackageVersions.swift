import Domain

/// Versions of packages that a project asks for: `requirements.txt`, `pyproject.toml`, `Pipfile`, `setup.cfg`.
struct PackageVersions {
  private var texts: [[UInt8]] = []

  private static let names = [
    "requirements.txt", "requirements/base.txt", "requirements/production.txt", "requirements.in",
    "base_requirements.txt", "pyproject.toml", "Pipfile", "setup.cfg", "setup.py",
  ]

  /// The versions that files in these folders name; files of earlier folders come first.
  init(folders: [TreePath], source: FileSource) {
    var seen: Set<TreePath> = []
    for folder in folders where seen.insert(folder).inserted {
      for name in Self.names {
        guard let entry = source.tree.entry(at: folder.appending(name)),
          let text = try? source.text(of: entry).get(), text.bytes.count < 1 << 19
        else { continue }
        texts.append(text.bytes)
      }
    }
  }

  /// The first number of a package's version: 5 of `wagtail = "^5.2.1"` and `Wagtail>=5.2,<6`; nil if none is named.
  func major(of package: String) -> Int? {
    let name = Array(package.utf8)
    for text in texts {
      for line in text.split(separator: UInt8(ascii: "\n")) {
        if let major = Self.major(of: name, in: line) { return major }
      }
    }
    return nil
  }

  private static func major(of name: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    let rest = line.drop { byte in
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "'")
    }
    guard rest.count > name.count, rest.prefix(name.count).elementsEqual(name, by: { $0 | 0x20 == $1 }) else {
      return nil
    }
    let after = rest.dropFirst(name.count)
    guard let next = after.first, !isWord(next) else { return nil }
    let digits = after.drop { $0 &- 0x30 > 9 && $0 != UInt8(ascii: "#") }.prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.count < 4 else { return nil }
    return digits.reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".")
  }
}
