import Domain
import ScriptSyntax

/// SQL files that scripts read themselves: `fs.readFileSync(path.join(__dirname, "a.sql"))`.
final class ScriptSQLFiles {
  private static let endings = [".sql", ".psql", ".pgsql"]
  /// Calls that read a file, of Node and of PHP.
  private static let readers = ["readFile", "file_get_contents", "File::get"]
  /// Bytes that one script may read.
  private static let sizeLimit = 4 << 20
  private let source: FileSource
  private lazy var entries = source.tree.entries.filter { entry in
    Self.endings.contains { entry.path.hasSuffix($0) }
  }

  /// The SQL files of a tree.
  init(source: FileSource) {
    self.source = source
  }

  /// The folder of a script as `__dirname`; paths below the tree's root begin with a slash.
  static func folder(of text: SourceText) -> String { "/" + text.path.parent.display }

  /// Whether a script has calls that read files.
  static func reads(_ text: SourceText) -> Bool {
    readers.contains { ByteSearch.contains(text.bytes, Array($0.utf8)) }
  }

  /// The SQL files that a script names, with their texts; nothing for one that reads no files, itself or through what it
  /// imports.
  func named(in text: SourceText, importsReader: Bool = false) -> [(entry: FileEntry, text: String)] {
    guard importsReader || Self.reads(text) else { return [] }
    var found: [(entry: FileEntry, text: String)] = []
    var left = Self.sizeLimit
    for entry in entries where left > 0 {
      let name = Array(entry.path.lastComponent.utf8)
      guard ByteSearch.contains(text.bytes, name), let file = try? source.text(of: entry).get() else {
        continue
      }
      left -= file.bytes.count
      if left > 0 { found.append((entry, String(decoding: file.bytes, as: UTF8.self))) }
    }
    return found
  }

  /// What the calls of a script give that read one of these files, or name it. `folders` are those that functions of
  /// the application name: `database_path("a.sql")`.
  func answers(of texts: [(entry: FileEntry, text: String)], folders: [String: TreePath] = [:])
    -> ScriptAnswers?
  {
    guard !texts.isEmpty else { return nil }
    let files = Dictionary(texts.map { ("/" + $0.entry.path.display, $0.text) }) { first, _ in first }
    return { call, _ in
      guard let folder = folders[call.name], call.receiverCall == nil else { return Self.answer(call, files) }
      let parts = call.positional.compactMap(\.text)
      guard parts.count == call.positional.count else { return nil }
      let path = Self.joined([folder.display] + parts)
      return FoldedValue(.string(ScriptText(path, at: call.range.start)), at: call.range)
    }
  }

  private static func answer(_ call: FoldedCall, _ files: [String: String]) -> FoldedValue? {
    let parts = call.positional.compactMap(\.text)
    switch call.name {
    case "dirname", "realpath":
      guard let path = parts.first, parts.count == call.positional.count, path.hasPrefix("/") else {
        return nil
      }
      let text = joined(call.name == "dirname" ? [path, ".."] : [path])
      return FoldedValue(.string(ScriptText(text, at: call.range.start)), at: call.range)
    case "join", "resolve":
      guard call.resolved?.hasPrefix("path") ?? false || call.resolved?.hasPrefix("node:path") ?? false,
        parts.count == call.positional.count, !parts.isEmpty
      else { return nil }
      return FoldedValue(.string(ScriptText(joined(parts), at: call.range.start)), at: call.range)
    case "existsSync":
      guard let path = parts.first, read(path, files) != nil else { return nil }
      return FoldedValue(.boolean(true), at: call.range)
    case "get" where call.resolved?.hasSuffix("File.get") != true: return nil
    case "readFileSync", "readFile", "file_get_contents", "get":
      guard let path = parts.first, let text = read(path, files) else { return nil }
      return FoldedValue(.string(ScriptText(text, at: call.range.start)), at: call.range)
    default: return nil
    }
  }

  /// The text of a file. The folder that a program is started in is not known: a path relative to it means the only one
  /// of the files that has these last names.
  private static func read(_ path: String, _ files: [String: String]) -> String? {
    let path = joined([path])
    if let text = files[path] { return text }
    let below = files.keys.filter { $0.hasSuffix(path) }
    return below.count == 1 ? below.first.flatMap { files[$0] } : nil
  }

  /// A path without `.` and `..`; one that begins with a slash begins anew.
  private static func joined(_ parts: [String]) -> String {
    var names: [Substring] = []
    for part in parts {
      for name in part.split(separator: "/").prefix(60) {
        if name == ".." {
          _ = names.popLast()
        } else if name != "." {
          names.append(name)
        }
      }
    }
    return "/" + names.joined(separator: "/")
  }
}
