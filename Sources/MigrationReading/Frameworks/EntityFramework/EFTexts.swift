import Domain
import ScriptSyntax

/// SQL files that migrations read themselves: `File.ReadAllText(Path.Combine(folder, "a.sql"))`, resources of the
/// program.
final class EFTexts {
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

  /// Whether a file holds SQL, by its name.
  static func isText(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }

  static let endings = [".sql", ".psql", ".pgsql"]

  /// Whether a program names such files, or reads files whose names come from elsewhere.
  static func isRead(in bytes: [UInt8]) -> Bool {
    (endings + ["ReadAllText", "GetManifestResourceStream"]).contains {
      ByteSearch.contains(bytes, Array($0.utf8))
    }
  }

  /// What a call gives that reads such a file.
  var answer: ScriptAnswers {
    let (files, near) = (entries, nearCount)
    return { call, _ in
      func given(_ text: String?) -> FoldedValue? {
        text.map { FoldedValue(.string(ScriptText($0, at: call.range.start)), at: call.range) }
      }
      switch call.name {
      case "ReadAllText", "ReadAllTextAsync", "GetManifestResourceStream", "OpenText":
        return given(
          Self.text(named: call.positional.first.flatMap { Self.lastText($0) } ?? "", in: files, near))
      case "ReadToEnd", "ReadToEndAsync":
        guard let reader = call.receiverCall, reader.name == "StreamReader" else { return nil }
        return given(reader.positional.first?.text)
      default: return nil
      }
    }
  }

  /// The SQL files of a project that migrations name, and those beside them: they run by those migrations only.
  static func read(
    by files: [FileEntry], _ project: EFProject, _ listing: FileListing, _ source: FileSource
  ) -> [FileEntry] {
    let folders = listing.folders.filter { project.folder.holds($0.path) }.map { folder in
      folder.files.filter { isText($0.name) }
    }.filter { !$0.isEmpty && $0.count < 2_000 }
    guard project.file != nil, !folders.isEmpty else { return [] }
    let marks = endings.map { Array(($0 + "\"").utf8) }
    var naming: [[UInt8]] = []
    for file in files where naming.count < 200 && !EFFiles.isSnapshot(file.path.lastComponent) {
      guard let text = try? source.text(of: file).get(),
        marks.contains(where: { ByteSearch.contains(text.bytes, $0) })
      else { continue }
      naming.append(text.bytes)
    }
    let named = folders.filter { folder in
      folder.contains { file in naming.contains { ByteSearch.contains($0, Array(file.name.utf8)) } }
    }
    return named.flatMap { $0.map(\.entry) }
  }

  func text(named name: String) -> String? { Self.text(named: name, in: entries, nearCount) }

  /// The text at the end of a value that is put together.
  private static func lastText(_ value: FoldedValue) -> String? {
    if case .joined(let parts) = value.content { return parts.last?.text }
    return value.text
  }

  /// The text of the file whose path ends as a name does, in folders or, for resources, behind dots.
  private static func text(named name: String, in files: [(path: String, text: String)], _ near: Int)
    -> String?
  {
    text(named: name, in: files.prefix(near)) ?? text(named: name, in: files[...])
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
