import Domain
import ScriptSyntax

/// CodeIgniter 4 and 3: PHP classes built on `Migration` with a forge, run by the time or number in their names
/// (https://codeigniter.com/user_guide/dbmgmt/migration.html).
struct CodeIgniter: MigrationFramework {
  let names = ["codeigniter"]
  let fileEndings = [".php", ".sql"]
  let settingNames = ["spark"] + CodeIgniterSettings.fileNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [Group: [FileEntry]] = [:]
    for folder in listing.folders {
      let named = folder.files.filter { CodeIgniterFile.number($0.name) != nil }
      guard !named.isEmpty, Self.isCodeIgniter(named, source) else { continue }
      let project = CodeIgniterSettings.project(of: folder.path, in: listing)
      for file in named {
        let group = CodeIgniterFile.group(of: file.entry, source) ?? ""
        groups[Group(project: project, database: group), default: []].append(file.entry)
      }
    }
    return groups.sorted { $0.key < $1.key }.map { group, files in
      let folders = Set(files.map(\.path.parent))
      let root = folders.count == 1 ? folders.first ?? group.project : group.project
      let texts = CodeIgniterFile.texts(below: files, in: listing, source)
      return Claim(framework: "codeigniter", root: root, files: (files + texts).sorted(), strength: .words)
    }
  }

  /// The migrations of one database of an application.
  private struct Group: Hashable, Comparable {
    var project: TreePath
    /// The group of settings that the classes name; empty for the application's own.
    var database: String

    static func < (left: Group, right: Group) -> Bool {
      (left.project, left.database) < (right.project, right.database)
    }
  }

  /// Whether one of the first or last files is for CodeIgniter.
  private static func isCodeIgniter(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    (files.prefix(3) + files.dropFirst(3).suffix(2)).contains { file in
      guard let text = try? source.text(of: file.entry).get() else { return false }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      return has("CodeIgniter\\Database\\") || has("extends CI_Migration")
        || has("Migration") && (has("$this->forge->") || has("$this->dbforge->"))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.filter { $0.path.hasSuffix(".php") }
    let folder = files.first?.path.parent ?? claim.root
    let place = CodeIgniterSettings.project(of: folder, in: listing)
    let settings = CodeIgniterSettings(project: place, in: listing, source: reader.source)
    let dialect = reader.dialect(of: claim, seen: settings.dialect, fallback: "mysql")
    let classes = PHPClasses(
      reader: reader, project: PHPProject(folder: place), dialect: dialect.name)
    var migrations = CodeIgniterMigrations(
      classes: classes, prefix: settings.prefix, texts: ProgramTexts(source: reader.source, near: folder),
      sql: EmbeddedSQL(source: reader.source, dialectName: dialect.name))
    let ordered = CodeIgniterFile.ordered(files, reader.source)
    let all = reader.readingAhead(ordered, as: PHPClasses.kind) {
      PHPClasses.read($0, source: $1)
    } while: {
      ordered.map { migrations.read($0) }
    }
    return ProgramHistory.history(of: claim, in: dialect, all, [])
  }
}

/// What a migration's file says by its name and first lines.
enum CodeIgniterFile {
  /// The digits of `2024-01-02-030405_Name.php`, `20240102030405_name.php` and, of CodeIgniter 3, `001_name.php`; nil
  /// for other names (`MigrationRunner::$regex`).
  static func number(_ name: String) -> String? {
    guard name.hasSuffix(".php"), let first = name.utf8.first, first &- 0x30 < 10 else { return nil }
    let head = name.utf8.prefix { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    guard head.last == UInt8(ascii: "_") else { return nil }
    let digits = String(decoding: head.filter { $0 &- 0x30 < 10 }, as: UTF8.self)
    return digits.utf8.count >= 14 || digits.utf8.count == 3 ? digits : nil
  }

  /// In running order: by number, then by the class with its namespace.
  static func ordered(_ files: [FileEntry], _ source: FileSource) -> [FileEntry] {
    let keyed = files.map { file in
      let name = file.path.lastComponent
      let text = try? source.text(of: file).get()
      let space = text.flatMap { word(after: "namespace ", in: $0.bytes) } ?? ""
      let type = text.flatMap { word(after: "\nclass ", in: $0.bytes) } ?? name
      return (number: number(name) ?? "", type: space + "\\" + type, file: file)
    }
    return keyed.sorted {
      ($0.number, $0.type, $0.file.path) < ($1.number, $1.type, $1.file.path)
    }.map(\.file)
  }

  /// SQL files in folders below those of migrations that name some: they run by those migrations only.
  static func texts(below files: [FileEntry], in listing: FileListing, _ source: FileSource) -> [FileEntry] {
    let marks = [".sql'", ".sql\""].map { Array($0.utf8) }
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

  /// The group of settings that a class names: `protected $DBGroup = 'stats'`; nil for the application's own.
  static func group(of file: FileEntry, _ source: FileSource) -> String? {
    guard let text = try? source.text(of: file).get() else { return nil }
    for mark in ["$DBGroup = '", "$DBGroup = \"", "$DBGroup  = '"] {
      guard let name = word(after: mark, in: text.bytes) else { continue }
      return name == "default" ? nil : name
    }
    return nil
  }

  private static func word(after mark: String, in bytes: [UInt8]) -> String? {
    guard let at = ByteSearch.first(of: Array(mark.utf8), in: bytes) else { return nil }
    let name = bytes[(at + mark.utf8.count)...].prefix(200).prefix {
      ScriptWordByte.isName($0) || $0 == UInt8(ascii: "\\")
    }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}

/// What the configuration of an application says about its database.
struct CodeIgniterSettings {
  static let fileNames = ["composer.json", "Database.php", "database.php", ".env", "env", ".env.example"]

  /// The database; nil if it is not said.
  let dialect: String?
  /// What stands before the names of tables.
  let prefix: String

  init(project: TreePath, in listing: FileListing, source: FileSource) {
    let near = listing.settings.filter { file in
      ["Database.php", "database.php", ".env", "env", ".env.example"].contains(file.name)
        && project.holds(file.entry.path)
        && !file.entry.path.components.contains { ["vendor", "tests", "system", "testing"].contains($0) }
    }.sorted {
      ($0.name.lowercased().hasPrefix("database") ? 0 : 1, $0.entry.path.components.count, $0.entry.path)
        < ($1.name.lowercased().hasPrefix("database") ? 0 : 1, $1.entry.path.components.count, $1.entry.path)
    }
    var dialect: String?
    var prefix: String?
    for file in near.prefix(20) {
      guard let text = try? source.text(of: file.entry).get(), text.bytes.count < 1 << 17 else { continue }
      for line in text.bytes.split(separator: 10) {
        let code = line.drop { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: "#") }
        guard let first = code.first, !"*/;".utf8.contains(first) else { continue }
        let words = String(decoding: code, as: UTF8.self)
        // The group of the application comes before that of tests.
        if dialect == nil { dialect = Self.value(of: ["DBDriver", "dbdriver"], words).flatMap(Self.dialect) }
        if prefix == nil { prefix = Self.value(of: ["DBPrefix", "dbprefix"], words) }
      }
    }
    self.dialect = dialect
    self.prefix = prefix ?? ""
  }

  /// `'DBDriver' => 'MySQLi'`, `database.default.DBDriver = MySQLi`
  private static func value(of keys: [String], _ line: String) -> String? {
    guard let key = keys.first(where: { line.contains(text: $0) }) else { return nil }
    let parts = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    guard let at = parts.firstIndex(of: key) else { return nil }
    return at + 1 < parts.count ? parts[at + 1] : ""
  }

  /// The database of a driver.
  static func dialect(_ driver: String) -> String? {
    switch driver.lowercased() {
    case "mysqli", "mysql", "pdo": "mysql"
    case "postgre", "postgres": "postgres"
    case "sqlite3", "sqlite": "sqlite"
    case "sqlsrv": "sqlserver"
    default: nil
    }
  }

  /// The application that a folder of migrations belongs to: the nearest one with the console's script, else with
  /// `composer.json`, else the folder above the migrations.
  static func project(of migrations: TreePath, in listing: FileListing) -> TreePath {
    if let marked = listing.nearestFolder(with: ["spark", "composer.json"], above: migrations) {
      return marked
    }
    return migrations.bytes.isEmpty ? migrations : migrations.parent
  }
}
