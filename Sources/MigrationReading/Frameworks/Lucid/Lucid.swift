import Domain
import ScriptSyntax

/// Lucid of AdonisJS: classes `extends BaseSchema` (in AdonisJS 4 `Schema`), run in the order of file names, with those
/// of the folders below (https://lucid.adonisjs.com/docs/migrations).
struct Lucid: MigrationFramework {
  let names = ["lucid"]
  let fileEndings = ProgramFiles.endings
  let settingNames = ["package.json"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [TreePath: [FileEntry]] = [:]
    for folder in listing.folders {
      let scripts = folder.files.filter { ProgramFiles.stem($0.name) != nil }
      let isPlace = listing.isConfigured || folder.parts.suffix(3).contains(where: FolderNames.isMigrations)
      let numbered = scripts.filter { ProgramFiles.isNumbered($0.name) }
      let files = (isPlace ? scripts : numbered).map(\.entry)
      guard !files.isEmpty, isPlace || numbered.count * 2 >= scripts.count, Self.isMarked(files, source)
      else { continue }
      groups[LucidProject.root(of: folder.path, source), default: []] += files
    }
    return groups.sorted { $0.key < $1.key }.map { root, files in
      Claim(
        framework: "lucid", root: root, files: ProgramFiles.withoutCopies(files), strength: .words)
    }
  }

  /// Whether the first or last of the files are built on the tool's own class.
  private static func isMarked(_ files: [FileEntry], _ source: FileSource) -> Bool {
    files.samples.contains { file in
      guard let text = try? source.text(of: file).get() else { return false }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      if has("extends BaseSchema"), has("donis") || has("this.schema.") { return true }
      return has("extends Schema") && (has("use('Schema')") || has("use(\"Schema\")"))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let seen =
      LucidProject.dialect(of: claim.root, reader.source)
      ?? ProgramDialect.find(for: claim.root, in: listing, source: reader.source)
    var programs = ProgramMigrations(
      reader: reader, dialect: reader.dialect(of: claim, seen: seen, fallback: "postgres"))
    let files = claim.files.sorted { left, right in
      NaturalOrder.precedes(Self.name(left, claim), Self.name(right, claim))
    }
    let migrations = files.compactMap { file -> Migration? in
      let migration = programs.read(
        file, id: Self.name(file, claim), find: { ProgramMigrations.method($1 ? "down" : "up", $0) },
        perform: { run, body, output in
          var program = LucidProgram(run: run, output: output)
          program.perform(body)
          output = program.output
        })
      let isNumbered = ProgramFiles.isNumbered(file.path.lastComponent)
      return ProgramHistory.isShared(migration) && !isNumbered ? nil : migration
    }
    return programs.history(of: claim, migrations)
  }

  /// The path below the folder of the migrations, without its ending: `tenant/1587988332388_users`.
  private static func name(_ file: FileEntry, _ claim: Claim) -> String {
    let folder = file.path.parent.components.dropFirst(claim.root.components.count)
    let stem = ProgramFiles.stem(file.path.lastComponent) ?? file.path.lastComponent
    return (folder + [stem]).joined(separator: "/")
  }
}

/// What the configuration of an application says of its migrations and their database.
enum LucidProject {
  private static let files = ["config/database.ts", "config/database.js"]

  /// The configuration of the application that a folder belongs to, with the folder below the application.
  private static func configuration(above folder: TreePath, _ source: FileSource) -> (
    text: SourceText, rest: [String]
  )? {
    var parts = folder.components
    for _ in 0..<8 where !parts.isEmpty {
      parts.removeLast()
      for file in files {
        let path = TreePath((parts + [file]).joined(separator: "/"))
        if let entry = source.tree.entry(at: path), let text = try? source.text(of: entry).get() {
          return (text, Array(folder.components.dropFirst(parts.count)))
        }
      }
    }
    return nil
  }

  /// The folder of migrations that a folder is read with: the outermost one, but for those that the configuration
  /// names by themselves.
  static func root(of folder: TreePath, _ source: FileSource) -> TreePath {
    let parts = folder.components
    guard let place = parts.lastIndex(where: { FolderNames.isMigrations($0.lowercased()) }),
      place + 1 < parts.count
    else { return folder }
    if let found = configuration(above: folder, source),
      ByteSearch.contains(found.text.bytes, Array(found.rest.joined(separator: "/").utf8))
    {
      return folder
    }
    return TreePath(parts[...place].joined(separator: "/"))
  }

  /// The database that the configuration connects to; nil if it names several and none of them first.
  static func dialect(of folder: TreePath, _ source: FileSource) -> String? {
    guard let found = configuration(above: folder, source) else { return nil }
    let lines = found.text.bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
      .map { String($0.drop { $0 == " " || $0 == "\t" }) }.filter {
        !$0.hasPrefix("//") && !$0.hasPrefix("*")
      }
    let clients = Set(lines.filter { $0.contains(text: "client:") }.compactMap { named($0) })
    if clients.count == 1 { return clients.first }
    // The connection that names the folder by itself.
    let place = found.rest.joined(separator: "/")
    if let line = lines.firstIndex(where: {
      $0.contains(text: place + "'") || $0.contains(text: place + "\"")
    }),
      let client = lines[...line].last(where: { $0.contains(text: "client:") }).flatMap({ named($0) })
    {
      return client
    }
    return lines.first { $0.hasPrefix("connection:") }.flatMap { named($0) }
  }

  /// The text of a line that names a database: `connection: Env.get('DB_CONNECTION', 'pg')`.
  private static func named(_ line: String) -> String? {
    let bytes = Array(line.utf8)
    let start = ByteSearch.first(of: Array("client:".utf8), in: bytes) ?? 0
    let texts = String(decoding: bytes[start...], as: UTF8.self).split(omittingEmptySubsequences: false) {
      "'\"`".contains($0)
    }
    for (index, text) in texts.enumerated() where index % 2 == 1 {
      switch text {
      case "pg", "postgres", "postgresql", "redshift": return "postgres"
      case "mysql", "mysql2", "mariadb": return "mysql"
      case "sqlite", "sqlite3", "better-sqlite3", "better_sqlite", "libsql": return "sqlite"
      case "mssql": return "sqlserver"
      default: continue
      }
    }
    return nil
  }
}
