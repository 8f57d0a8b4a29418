import Domain
import ScriptSyntax

/// Yii 2 and 1.1: PHP classes `m240102_030405_name` built on `Migration`, run by the time in their names, those of all
/// modules of an application together (https://www.yiiframework.com/doc/guide/2.0/en/db-migrations).
struct Yii: MigrationFramework {
  let names = ["yii"]
  let fileEndings = [".php", ".sql"]
  let settingNames = ["yii"] + YiiSettings.fileNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [PHPDatabase: [FileEntry]] = [:]
    for folder in listing.folders {
      let named = folder.files.filter { YiiFile.isNamed($0.name) }
      guard !named.isEmpty, Self.isYii(named, source) else { continue }
      let project = YiiSettings.project(of: folder.path, in: listing)
      for file in named {
        let component = YiiFile.component(of: file.entry, source) ?? ""
        groups[PHPDatabase(project: project, name: component), default: []].append(file.entry)
      }
    }
    return groups.sorted { $0.key < $1.key }.map { database, files in
      let texts = ProgramTexts.below(files, naming: ["file_get_contents"], in: listing, source)
      return Claim(
        framework: "yii", root: Claim.root(of: files, within: database.project),
        files: (files + texts).sorted(),
        strength: .words,
        dialect: database.name.isEmpty ? nil : FolderNames.dialect(database.name))
    }
  }

  /// Whether the first or last of the files are for Yii: the names alone are those of no other tool.
  private static func isYii(_ files: [FileListing.File], _ source: FileSource) -> Bool {
    let marks = ["yii\\db\\", "CDbMigration", "safeUp", "safeDown", "$this->createTable(", "Migration"].map {
      Array($0.utf8)
    }
    return (files.prefix(3) + files.dropFirst(3).suffix(2)).contains { file in
      guard let text = try? source.text(of: file.entry).get() else { return false }
      return marks.contains { ByteSearch.contains(text.bytes, $0) }
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let files = claim.files.filter { $0.path.hasSuffix(".php") }
    let place = YiiSettings.project(of: files.first?.path.parent ?? claim.root, in: listing)
    let settings = YiiSettings(project: place, in: listing, source: reader.source)
    let dialect = reader.dialect(of: claim, seen: settings.dialect, fallback: "mysql")
    var migrations = YiiMigrations(
      classes: PHPClasses(reader: reader, folder: place, dialect: dialect.name), prefix: settings.prefix)
    let read = migrations.read(YiiFile.ordered(files, reader.source))
    return ProgramHistory.history(of: claim, in: dialect, read)
  }
}
