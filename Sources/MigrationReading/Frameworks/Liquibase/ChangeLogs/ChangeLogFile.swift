import Documents
import Domain
import ScriptSyntax

/// One changelog file: its changesets and what it includes, in order.
struct ChangeLogFile {
  /// One entry.
  enum Entry {
    case changeSet(ChangeSet)
    /// `include` or `includeAll`.
    case include(ChangeLogInclude)
    /// `property`: a name and its value.
    case property(name: String, value: String, dbms: String?)
    /// Something else that may matter.
    case unknown(name: String, offset: Int)
  }

  /// The file.
  var entry: FileEntry
  /// Its text.
  var text: SourceText
  /// The entries in order.
  var entries: [Entry] = []
  /// What was not understood.
  var diagnostics: [Diagnostic] = []
  /// The path that stands for the file in the ids of its changesets.
  var logicalPath: String?

  /// Reads a file; nil if it is no changelog.
  init?(_ entry: FileEntry, _ text: SourceText) {
    guard Self.mayBeChangeLog(entry, text.bytes) else { return nil }
    self.entry = entry
    self.text = text
    if Self.ending(entry) == "sql" {
      entries = FormattedSQL.changeSets(text.bytes).map { .changeSet($0) }
      return
    }
    do throws(DocumentError) {
      guard let root = try Self.root(entry, text.bytes) else { return nil }
      logicalPath = root.string("logicalFilePath")
      for child in root.children { add(child) }
    } catch {
      diagnostics.append(
        Diagnostic(
          id: "changelog-syntax", summary: error.message, location: text.location(error.byteOffset),
          reach: .mayChangeSchema))
    }
  }

  /// A file of plain SQL that a changelog includes: one changeset.
  init(raw entry: FileEntry, _ text: SourceText) {
    self.entry = entry
    self.text = text
    entries = [
      .changeSet(
        ChangeSet(
          id: "raw", author: "includeAll", attributes: [:], sql: [0..<text.bytes.count], rollback: [],
          range: 0..<text.bytes.count))
    ]
  }

  private mutating func add(_ node: ChangeNode) {
    switch node.name {
    case "changeSet": entries.append(.changeSet(ChangeSet(node)))
    case "include", "includeAll": entries.append(.include(ChangeLogInclude(node)))
    case "property":
      if let name = node.string("name"), let value = node.value("value") {
        entries.append(.property(name: name, value: value.string, dbms: node.string("dbms")))
      } else {
        entries.append(.unknown(name: "property of a file", offset: node.offset))
      }
    case "logicalFilePath", "preConditions", "removeChangeSetProperty", "": break
    // One that slipped out of its changeset runs forwards no more than those within.
    case "rollback": break
    default: entries.append(.unknown(name: node.name, offset: node.offset))
    }
  }

  private static func root(_ entry: FileEntry, _ bytes: [UInt8]) throws(DocumentError) -> ChangeNode? {
    switch ending(entry) {
    case "xml":
      let element = try XMLReader.root(of: bytes)
      return element.name == "databaseChangeLog" ? ChangeNode(element) : nil
    case "json":
      return log(try JSONReader.document(of: bytes), bytes)
    default:
      return log(try YAMLReader.document(of: bytes), bytes)
    }
  }

  private static func log(_ document: DocumentNode, _ bytes: [UInt8]) -> ChangeNode? {
    guard let log = document["databaseChangeLog"] else { return nil }
    return ChangeNode(name: "databaseChangeLog", log, end: bytes.count, bytes: bytes)
  }

  /// Whether the bytes have the words that every changelog of the kind has.
  static func mayBeChangeLog(_ entry: FileEntry, _ bytes: [UInt8]) -> Bool {
    guard ending(entry) != "sql" else { return FormattedSQL.isFormatted(bytes) }
    let words = Array("databaseChangeLog".utf8)
    return ByteSearch.first(of: words, in: bytes, to: (1 << 16) - words.count) != nil
  }

  /// The file's ending in lower case, without the dot.
  static func ending(_ entry: FileEntry) -> String {
    entry.path.lastComponent.split(separator: ".").last.map { $0.lowercased() } ?? ""
  }
}

/// What a changelog includes.
struct ChangeLogInclude {
  /// File, or folder for `includeAll`.
  var path: String
  /// All changelogs of a folder.
  var isFolder: Bool
  /// Whether the path starts at the including file's folder.
  var isRelative: Bool
  /// Only files whose paths end so.
  var endsWith: String?
  /// Whether it is no trouble when nothing is there.
  var mayBeMissing: Bool
  /// Where it stands.
  var offset: Int

  /// An `include` or `includeAll` element.
  init(_ node: ChangeNode) {
    isFolder = node.name == "includeAll"
    path = node.string("file") ?? node.string("path") ?? ""
    isRelative = node.flag("relativeToChangelogFile") ?? false
    endsWith = node.string("endsWithFilter")
    mayBeMissing = node.flag("errorIfMissing") == false || node.flag("errorIfMissingOrEmpty") == false
    offset = node.offset
  }
}
