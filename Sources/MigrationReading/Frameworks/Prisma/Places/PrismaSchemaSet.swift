import Domain

/// The files that make up the schema of one database: a file with a datasource, and those that go with it.
struct PrismaSchemaSet {
  /// The folder of the file with the datasource.
  var folder: TreePath
  /// The files, the one with the datasource first.
  var files: [FileEntry]
  /// The database that the datasource names.
  var provider: String?
  /// Whether other schemas stand in the same folder.
  var sharesFolder = false

  /// The folder, or the file where several schemas share a folder.
  var root: TreePath { sharesFolder ? files[0].path : folder }

  /// The schemas of a listing, sorted by path of their datasource.
  ///
  /// Prisma is told in its configuration which folder to read; as only one file of a schema has a datasource, the
  /// files say it themselves.
  static func all(in listing: FileListing, source: FileSource) -> [PrismaSchemaSet] {
    let files = listing.folders.flatMap(\.files).map(\.entry).filter { $0.path.hasSuffix(".prisma") }.sorted()
    var sets: [PrismaSchemaSet] = []
    var parts: [FileEntry] = []
    for entry in files {
      let text = try? source.text(of: entry).get()
      let provider = text.flatMap { DatasourceProbe.provider($0.bytes) }
      if provider != nil || (text == nil && entry.path.lastComponent == "schema.prisma") {
        sets.append(
          PrismaSchemaSet(
            folder: entry.path.parent, files: [entry], provider: provider?.isEmpty == false ? provider : nil))
      } else {
        parts.append(entry)
      }
    }
    let counts = Dictionary(sets.map { ($0.folder, 1) }, uniquingKeysWith: +)
    for at in sets.indices { sets[at].sharesFolder = counts[sets[at].folder] ?? 0 > 1 }
    let owners = PartOwners(sets)
    for part in parts {
      if let at = owners.owner(of: part) { sets[at].files.append(part) }
    }
    return sets
  }
}

/// Finds the schema that a file without a datasource is part of.
private struct PartOwners {
  /// Schemas by their folder, as far as they have it for themselves.
  private var own: [TreePath: Int] = [:]
  /// The schema below a folder; nil for several.
  private var below: [TreePath: Int?] = [:]

  init(_ sets: [PrismaSchemaSet]) {
    for (index, set) in sets.enumerated() where !set.sharesFolder {
      own[set.folder] = index
      var folder = set.folder
      while !folder.bytes.isEmpty {
        below[folder] = below[folder] == nil ? .some(index) : .some(nil)
        folder = folder.parent
      }
    }
  }

  /// The nearest one above the file, else the only one in the folders beside it.
  func owner(of part: FileEntry) -> Int? {
    var folder = part.path.parent
    while true {
      if let index = own[folder] { return index }
      if folder.bytes.isEmpty { break }
      folder = folder.parent
    }
    return below[part.path.parent] ?? nil
  }
}

/// Finds the datasource of a schema.prisma text without reading the rest.
enum DatasourceProbe {
  /// The provider of the first datasource, empty if it names none; nil without a datasource.
  static func provider(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= PrismaLexer.sizeLimit else { return nil }
    var lexer = PrismaLexer(bytes)
    var startsLine = true
    while true {
      let token = lexer.next()
      switch token.kind {
      case .end: return nil
      case .name where startsLine && word(token, bytes) == "datasource": return setting(&lexer)
      case .newline: startsLine = true
      case .name, .number, .string, .openString, .blockAttribute, .sign: startsLine = false
      }
    }
  }

  private static func setting(_ lexer: inout PrismaLexer) -> String {
    var isProvider = false
    while true {
      let token = lexer.next()
      switch token.kind {
      case .end, .sign(UInt8(ascii: "}")): return ""
      case .name: isProvider = word(token, lexer.bytes) == "provider"
      case .string where isProvider:
        return String(decoding: lexer.bytes[(Int(token.start) + 1)..<(token.end - 1)], as: UTF8.self)
      case .newline: isProvider = false
      case .number, .string, .openString, .blockAttribute, .sign: break
      }
    }
  }

  private static func word(_ token: PrismaToken, _ bytes: [UInt8]) -> String {
    token.length <= 20 ? String(decoding: bytes[Int(token.start)..<token.end], as: UTF8.self) : ""
  }
}
