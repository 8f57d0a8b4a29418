import Domain
import ScriptSyntax

/// CodeIgniter 4 and 3: PHP classes built on `Migration` with a forge, run by the time or number in their names
/// (https://codeigniter.com/user_guide/dbmgmt/migration.html).
struct CodeIgniter: MigrationFramework {
  let names = ["codeigniter"]
  let fileEndings = [".php", ".sql"]
  let settingNames = ["spark"] + CodeIgniterSettings.fileNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [PHPDatabase: [FileEntry]] = [:]
    for folder in listing.folders {
      let named = folder.files.filter { CodeIgniterFile.number($0.name) != nil }
      guard !named.isEmpty, Self.isCodeIgniter(named, source) else { continue }
      let project = CodeIgniterSettings.project(of: folder.path, in: listing)
      for file in named {
        let group = CodeIgniterFile.group(of: file.entry, source) ?? ""
        groups[PHPDatabase(project: project, name: group), default: []].append(file.entry)
      }
    }
    return groups.sorted { $0.key < $1.key }.map { database, files in
      let root = Claim.root(of: files, within: database.project)
      let texts = ProgramTexts.below(files, naming: [".sql'", ".sql\""], in: listing, source)
      return Claim(framework: "codeigniter", root: root, files: (files + texts).sorted(), strength: .words)
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
    var migrations = CodeIgniterMigrations(
      classes: PHPClasses(reader: reader, folder: place, dialect: dialect.name), prefix: settings.prefix,
      texts: ProgramTexts(source: reader.source, near: folder))
    let read = migrations.read(CodeIgniterFile.ordered(files, reader.source))
    return ProgramHistory.history(of: claim, in: dialect, read)
  }
}
