import Domain

/// SQL files that migrations run by their names: `Sql("a.sql")`, resources of the program.
final class ProgramTexts: Sendable {
  private let entries: [(path: String, text: String)]
  /// How many of them are of the program itself; its own are meant first.
  private let nearCount: Int

  init(source: FileSource, near folder: TreePath) {
    let all = source.tree.entries.filter { Self.isText($0.path.lastComponent) }
    var left = 8 << 20
    var found: [(path: String, text: String)] = []
    for entry in all.filter({ folder.holds($0.path) }) + all.filter({ !folder.holds($0.path) }) where left > 0
    {
      guard found.count < 2_000, (entry.size ?? 0) < 1 << 20, let text = try? source.text(of: entry).get()
      else {
        continue
      }
      left -= text.bytes.count
      found.append((entry.path.display, String(decoding: text.bytes, as: UTF8.self)))
    }
    entries = found
    nearCount = found.prefix { folder.holds(TreePath($0.path)) }.count
  }

  /// SQL files in the folders of those programs that have one of some words, and below: they run by these only.
  static func below(
    _ files: [FileEntry], naming words: [String], in listing: FileListing, _ source: FileSource
  ) -> [FileEntry] {
    let marks = words.map { Array($0.utf8) }
    let naming = files.filter { file in
      guard let text = try? source.text(of: file).get() else { return false }
      return marks.contains { ByteSearch.contains(text.bytes, $0) }
    }
    let places = Set(naming.map(\.path.parent))
    guard !places.isEmpty else { return [] }
    return listing.folders.filter { folder in places.contains { $0.holds(folder.path) } }.flatMap {
      $0.files.filter(\.isSQL).map(\.entry)
    }
  }

  /// Whether a file holds SQL, by its name.
  static func isText(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }

  static let endings = [".sql", ".psql", ".pgsql"]

  /// The text of the file whose path ends as a name does, in folders or, for resources, behind dots.
  func text(named name: String) -> String? {
    Self.text(named: name, in: entries.prefix(nearCount)) ?? Self.text(named: name, in: entries[...])
  }

  private static func text(named name: String, in files: ArraySlice<(path: String, text: String)>) -> String?
  {
    let parts = name.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." && $0 != ".." }
    guard let last = parts.last, isText(String(last)) else { return nil }
    for count in stride(from: parts.count, to: 0, by: -1) {
      let ending = "/" + parts.suffix(count).joined(separator: "/")
      let found = files.filter { ("/" + $0.path).hasSuffix(ending) }
      if found.count == 1 { return found.first?.text }
      if found.count > 1 { return nil }
    }
    let words = last.split(separator: ".")
    for count in stride(from: min(words.count, 8), to: 1, by: -1) {
      let ending = "." + words.suffix(count).joined(separator: ".")
      let found = files.filter {
        ("." + $0.path.split(separator: "/").joined(separator: ".")).hasSuffix(ending)
      }
      if found.count == 1 { return found.first?.text }
      if found.count > 1 { return nil }
    }
    return nil
  }
}
