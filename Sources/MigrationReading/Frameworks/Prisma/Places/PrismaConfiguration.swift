import Documents
import Domain

/// What `prisma.config.ts` and `package.json` say about places: paths of schemas and of migrations.
///
/// Only texts in quotes are looked at; whether they name a place is seen by what stands there.
struct PrismaConfiguration {
  /// Paths from the root of the tree.
  private(set) var paths: Set<TreePath> = []

  /// Names of all files that may say something.
  static let settingNames = names + ["package.json"]
  /// Names of its own files.
  static let names = ["js", "ts", "mjs", "mts", "cjs", "cts"].map { "prisma.config." + $0 }

  init(_ listing: FileListing, _ source: FileSource) {
    for name in Self.names {
      for entry in listing.settings(named: name) {
        guard let text = try? source.text(of: entry).get() else { continue }
        add(text.bytes, from: entry.path.parent)
      }
    }
    let mark = Array("\"prisma\"".utf8)
    for entry in listing.settings(named: "package.json") {
      guard let text = try? source.text(of: entry).get(), ByteSearch.contains(text.bytes, mark) else {
        continue
      }
      addPackage(text.bytes, from: entry.path.parent)
    }
  }

  private mutating func add(_ bytes: [UInt8], from folder: TreePath) {
    let span = bytes.span
    var scanner = TextScanner(span, limit: 65_536)
    while let piece = scanner.next(span) {
      switch piece.kind {
      case .string, .quotedName:
        guard piece.end - piece.start > 2, piece.end - piece.start < 300 else { continue }
        let text = String(decoding: bytes[(piece.start + 1)..<(piece.end - 1)], as: UTF8.self)
        if let path = Self.resolved(text, from: folder) { paths.insert(path) }
      case .word, .lineComment, .blockComment, .sign: continue
      }
    }
  }

  /// `"prisma": { "schema": "db/schema.prisma" }`: the file, and the folder whose migrations belong to it.
  private mutating func addPackage(_ bytes: [UInt8], from folder: TreePath) {
    let document = try? JSONReader.document(of: bytes)
    guard let text = document?["prisma"]?["schema"]?.string,
      let path = Self.resolved(text, from: folder)
    else { return }
    paths.insert(path)
    guard path.hasSuffix(".prisma") else { return }
    paths.insert(path.parent)
    paths.insert(path.parent.appending("migrations"))
  }

  private static func resolved(_ text: String, from folder: TreePath) -> TreePath? {
    var parts = folder.components
    for part in text.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        if parts.popLast() == nil { return nil }
      default: parts.append(String(part))
      }
    }
    return TreePath(parts.joined(separator: "/"))
  }
}
