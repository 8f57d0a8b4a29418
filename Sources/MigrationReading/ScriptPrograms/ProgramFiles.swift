import Domain
import ScriptSyntax

/// Which scripts of a folder may be migrations, and which tool they are for.
enum ProgramFiles {
  static let endings = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"]
  /// Endings of what belongs to a history of scripts: they run SQL files that lie below them.
  static let listed = endings + [".sql"]

  /// The name without its ending; nil for other files, declarations, tests and index files.
  static func stem(_ name: String) -> String? {
    guard name.utf8.last == UInt8(ascii: "s"), let ending = endings.first(where: { name.hasSuffix($0) })
    else {
      return nil
    }
    let stem = String(name.dropLast(ending.count))
    let others = [".d", ".test", ".spec", ".config", ".stories", ".min"]
    if stem.isEmpty || stem == "index" || others.contains(where: { stem.hasSuffix($0) }) { return nil }
    return stem
  }

  /// Whether the name begins as those of migrations do: `20240102_x`, `001-x`, `2.0.0`, `V1__x`.
  static func isNumbered(_ stem: String) -> Bool {
    let bytes = Array(stem.utf8.prefix(3))
    guard let first = bytes.first else { return false }
    if first &- 0x30 < 10 { return true }
    return (first | 0x20) == UInt8(ascii: "v") && bytes.count > 1 && bytes[1] &- 0x30 < 10
  }

  /// The folders whose scripts are migrations that speak one of these words, with those files.
  static func folders(
    _ listing: FileListing, _ source: FileSource, words: [String], anyName: Bool = false
  ) -> [(folder: FileListing.Folder, files: [FileEntry])] {
    let marks = words.map { Array($0.utf8) }
    return listing.folders.compactMap { folder in
      let named = folder.files.filter { stem($0.name) != nil }
      guard !named.isEmpty else { return nil }
      let isPlace = listing.isConfigured || (folder.parts.last.map(FolderNames.isMigrations) ?? false)
      let numbered = named.filter { isNumbered(stem($0.name) ?? "") }
      let candidates = isPlace && anyName ? named : numbered
      guard !candidates.isEmpty, isPlace || numbered.count * 2 >= named.count else { return nil }
      var probes = Array(candidates.prefix(3))
      probes += candidates.dropFirst(3).suffix(2)
      let isMarked = probes.contains { file in
        guard let text = try? source.text(of: file.entry).get() else { return false }
        return marks.contains { ByteSearch.contains(text.bytes, $0) } && hasDirection(text.bytes)
      }
      return isMarked ? (folder, candidates.map(\.entry)) : nil
    }
  }

  /// Whether a text defines `up` or `change`: as a function, a method or a member.
  private static func hasDirection(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    for word in ["up", "change"] {
      let mark = Array(word.utf8)
      var at = 0
      while at + mark.count < span.count {
        var same = 0
        while same < mark.count, span[at + same] == mark[same] { same += 1 }
        let isStart = at == 0 || !ScriptWordByte.isName(span[at - 1])
        if same == mark.count, isStart {
          var next = at + same
          while next < span.count, span[next] == 0x20 { next += 1 }
          if next < span.count,
            [UInt8(ascii: "("), UInt8(ascii: ":"), UInt8(ascii: "=")].contains(span[next])
          {
            return true
          }
        }
        at += 1
      }
    }
    return false
  }

  /// In the order of names, byte by byte; versions such as `2.10.0` by their numbers.
  static func ordered(_ files: [FileEntry]) -> [FileEntry] {
    let names = files.map { stem($0.path.lastComponent) ?? $0.path.lastComponent }
    let areVersions = names.allSatisfy { name in
      let parts = name.split(separator: ".")
      return parts.count > 1 && parts.prefix(2).allSatisfy { $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
    }
    return files.sorted { left, right in
      let (one, other) = (left.path.lastComponent, right.path.lastComponent)
      if areVersions { return NaturalOrder.precedes(one, other) }
      return (Array(one.utf8), left.path).0.lexicographicallyPrecedes(Array(other.utf8))
    }
  }

  /// The scripts among the files of a claim.
  static func scripts(_ files: [FileEntry]) -> [FileEntry] {
    files.filter { stem($0.path.lastComponent) != nil }
  }

  /// SQL files in folders below that of scripts which read files: they run by those scripts only.
  static func texts(of files: [FileEntry], in listing: FileListing, _ source: FileSource) -> [FileEntry] {
    guard let folder = files.first?.path.parent else { return [] }
    let below = listing.folders.filter { $0.path != folder && folder.holds($0.path) }
    let texts = below.flatMap { $0.files.filter(\.isSQL).map(\.entry) }
    guard !texts.isEmpty else { return [] }
    let word = Array("readFile".utf8)
    let reads = files.contains { file in
      (try? source.text(of: file).get()).map { ByteSearch.contains($0.bytes, word) } ?? false
    }
    return reads ? texts : []
  }

  /// The same migration in TypeScript and compiled beside it is one.
  static func withoutCopies(_ files: [FileEntry]) -> [FileEntry] {
    var stems: [String: FileEntry] = [:]
    for file in files {
      let name = stem(file.path.lastComponent) ?? file.path.lastComponent
      let key = file.path.parent.display + "/" + name
      if let other = stems[key], other.path.hasSuffix(".ts") { continue }
      stems[key] = file
    }
    return stems.values.sorted { $0.path < $1.path }
  }
}

/// The database that a project of JavaScript uses.
enum ProgramDialect {
  static let settingNames = [
    "package.json", "knexfile.js", "knexfile.ts", "knexfile.cjs", "knexfile.mjs", ".sequelizerc",
    "ormconfig.json",
    "ormconfig.js", "ormconfig.ts", "data-source.ts", "datasource.ts", "drizzle.config.ts",
    "drizzle.config.js",
    "drizzle.config.mjs",
  ]

  /// What a folder's name says: `migrations/sqlite`, `migrations-mysql`.
  static func named(_ folder: FileListing.Folder) -> String? {
    for part in folder.parts.suffix(3).reversed() {
      for word in part.split(whereSeparator: { "-_. ".contains($0) }) {
        if let dialect = FolderNames.dialect(String(word)) { return dialect }
      }
    }
    return nil
  }

  /// What the nearest settings file above a folder says; nil if none does or it names several.
  static func find(for folder: TreePath, in listing: FileListing, source: FileSource) -> String? {
    let found = listing.settings.filter {
      settingNames.contains($0.name) && $0.entry.path.parent.holds(folder)
    }
    .sorted {
      ($0.entry.path.components.count, $0.name == "package.json" ? 0 : 1) > (
        $1.entry.path.components.count, $1.name == "package.json" ? 0 : 1
      )
    }
    for file in found {
      guard let text = try? source.text(of: file.entry).get() else { continue }
      let signs = file.name == "package.json" ? packages : clients
      let dialects = Set(signs.filter { ByteSearch.contains(text.bytes, Array($0.sign.utf8)) }.map(\.dialect))
      if dialects.count == 1 { return dialects.first }
      // A database for tests or for trying out stands beside the real one.
      if dialects.count == 2, dialects.contains("sqlite") { return dialects.first { $0 != "sqlite" } }
    }
    return nil
  }

  private static let packages: [(sign: String, dialect: String)] = [
    ("\"pg\":", "postgres"), ("\"postgres\":", "postgres"), ("\"@neondatabase/serverless\":", "postgres"),
    ("\"mysql\":", "mysql"), ("\"mysql2\":", "mysql"), ("\"mariadb\":", "mysql"), ("\"sqlite3\":", "sqlite"),
    ("\"better-sqlite3\":", "sqlite"), ("\"@libsql/client\":", "sqlite"), ("\"mssql\":", "sqlserver"),
    ("\"tedious\":", "sqlserver"), ("\"oracledb\":", "oracle"),
  ]

  private static let clients: [(sign: String, dialect: String)] = ["'", "\"", "`"].flatMap { mark in
    [
      ("pg", "postgres"), ("postgres", "postgres"), ("postgresql", "postgres"), ("pg-native", "postgres"),
      ("cockroachdb", "postgres"), ("mysql", "mysql"), ("mysql2", "mysql"), ("mariadb", "mysql"),
      ("sqlite3", "sqlite"), ("better-sqlite3", "sqlite"), ("sqlite", "sqlite"), ("turso", "sqlite"),
      ("mssql", "sqlserver"), ("oracledb", "oracle"),
    ].map { (sign: mark + $0.0 + mark, dialect: $0.1) }
  }
}
