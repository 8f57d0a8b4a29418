import Domain
import ScriptSyntax
import Synchronization

/// Ruby files of an application: each parsed once, and listed once by what they are looked for, whichever thread asks
/// first.
final class RailsApplication: Sendable {
  /// A parsed file.
  struct File: Sendable {
    var entry: FileEntry
    var text: SourceText
    var statements: [ScriptStatement]
    /// Whether all of it was understood.
    var isWhole: Bool
  }

  /// Files by a name.
  typealias Places = [String: [FileEntry]]

  /// Files that are searched for the definition of one method.
  private static let searchLimit = 800
  /// Bytes of a file that is parsed at most.
  private static let sizeLimit = 400_000

  /// The application's folder.
  let root: TreePath
  private let files = Mutex<[TreePath: File?]>([:])
  private let places = Mutex<Places?>(nil)
  private let definitions = Mutex<Places?>(nil)
  private let keyType = Mutex<String??>(nil)

  /// The application in a folder.
  init(root: TreePath) { self.root = root }

  /// The application in a folder of the tree that a reader reads.
  static func shared(by reader: HistoryReader, root: TreePath) -> RailsApplication {
    reader.shared("rails " + root.display) { RailsApplication(root: root) }
  }

  /// A file; nil if it cannot be had or is too large.
  func file(_ entry: FileEntry, _ source: FileSource) -> File? {
    if let known = files.withLock({ $0[entry.path] }) { return known }
    let file = Self.parsed(entry, source)
    files.withLock { $0[entry.path] = .some(file) }
    return file
  }

  /// The files of the application's code that have a name, without their ending.
  func files(named name: String, _ source: FileSource) -> [FileEntry] {
    places.withLock { places in
      let known =
        places
        ?? code(["app", "lib", "config/initializers", "db"], source).reduce(into: Places()) {
          $0[Self.stem($1.path), default: []].append($1)
        }
      places = known
      return known[name] ?? []
    }
  }

  /// The files of `lib`, `config/initializers` and `db` that define a method.
  func files(defining method: String, _ source: FileSource) -> [FileEntry] {
    definitions.withLock { definitions in
      let known = definitions ?? defined(source)
      definitions = known
      return known[method] ?? []
    }
  }

  /// The type of keys that the application's generators are set to; nil for the usual one.
  func primaryKeyType(_ source: FileSource) -> String? {
    keyType.withLock { known in
      let type = known ?? .some(readKeyType(source))
      known = type
      return type.flatMap { $0 }
    }
  }

  /// A folder or file of the application.
  func below(_ path: String) -> TreePath { root.appending(path) }

  /// `g.orm :active_record, primary_key_type: :uuid` in `config/application.rb` or an initializer.
  private func readKeyType(_ source: FileSource) -> String? {
    let mark = Array("primary_key_type:".utf8)
    for entry in source.tree.entries(below: below("config")) {
      let path = entry.path
      let isWanted = path.lastComponent == "application.rb" || path.parent.lastComponent == "initializers"
      guard isWanted, path.hasSuffix(".rb"), let text = try? source.text(of: entry).get() else { continue }
      for line in text.bytes.split(separator: 10) where ByteSearch.contains(Array(line), mark) {
        let words = String(decoding: line, as: UTF8.self).split { " \t,:".contains($0) }
        guard words.first?.hasPrefix("#") != true, let place = words.firstIndex(of: "primary_key_type") else {
          continue
        }
        if place + 1 < words.count { return String(words[place + 1].filter { $0.isLetter }) }
      }
    }
    return nil
  }

  private static func parsed(_ entry: FileEntry, _ source: FileSource) -> File? {
    guard let text = try? source.text(of: entry).get(), text.bytes.count < sizeLimit else { return nil }
    let script = RubyReader.read(text.bytes)
    return File(
      entry: entry, text: text, statements: script.statements, isWhole: script.troubles.isEmpty)
  }

  private func code(_ folders: [String], _ source: FileSource) -> [FileEntry] {
    folders.flatMap { folder in
      source.tree.entries(below: below(folder)).filter { Self.isCode($0.path) }
    }
  }

  private func defined(_ source: FileSource) -> Places {
    var found: Places = [:]
    for entry in code(["lib", "config/initializers", "db"], source).prefix(Self.searchLimit) {
      guard let text = try? source.text(of: entry).get() else { continue }
      for name in Set(Self.definitions(in: text.bytes)) { found[name, default: []].append(entry) }
    }
    return found
  }

  /// The names behind `def`, as far as they are those of methods of an object.
  private static func definitions(in bytes: [UInt8]) -> [String] {
    let mark = Array("def ".utf8)
    var names: [String] = []
    var from = 0
    while let at = ByteSearch.first(of: mark, in: bytes, from: from) {
      let start = at + mark.count
      let end = bytes[start...].firstIndex { $0 <= 32 || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ";") }
      names.append(String(decoding: bytes[start..<(end ?? bytes.count)], as: UTF8.self))
      from = start
    }
    return names
  }

  /// The name of a Ruby file without its ending.
  private static func stem(_ path: TreePath) -> String {
    let start = path.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return String(decoding: path.bytes[start...].dropLast(3), as: UTF8.self)
  }

  private static func isCode(_ path: TreePath) -> Bool {
    let bytes = path.bytes
    // The last letter tells most others apart.
    guard bytes.last == UInt8(ascii: "b"), path.hasSuffix(".rb"), !path.hasSuffix("schema.rb") else {
      return false
    }
    let folder = path.bytes.prefix(path.bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)
    let name = folder.suffix(from: folder.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)
    return !name.elementsEqual("migrate".utf8)
      && !(name.count >= 8 && name.suffix(8).elementsEqual("_migrate".utf8))
  }
}
