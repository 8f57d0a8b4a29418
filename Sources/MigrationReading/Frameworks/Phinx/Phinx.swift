import Domain
import ScriptSyntax

/// Phinx and the migrations of CakePHP, which are built on it: PHP files `20240102030405_name.php` with a class each,
/// run by the number before the first underscore (https://book.cakephp.org/phinx, https://book.cakephp.org/migrations).
struct Phinx: MigrationFramework {
  let names = ["phinx", "cakephp"]
  let fileEndings = [".php"]
  let settingNames = PhinxSettings.fileNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { Self.isNamed($0.name) }.map(\.entry)
      let isCake = folder.parts.suffix(2) == ["config", "migrations"]
      guard !files.isEmpty, let name = Self.framework(of: files, isCake, source) else { return nil }
      return Claim(framework: name, root: folder.path, files: files, strength: .words)
    }
  }

  /// `20240102030405_name.php`
  private static func isNamed(_ name: String) -> Bool {
    guard name.hasSuffix(".php") else { return false }
    let digits = name.utf8.prefix { $0 &- 0x30 < 10 }
    return digits.count >= 8 && digits.endIndex < name.endIndex
      && name.utf8[digits.endIndex] == UInt8(ascii: "_")
  }

  /// Which of both the first and last of the files are for; nil if for neither.
  private static func framework(of files: [FileEntry], _ isCake: Bool, _ source: FileSource) -> String? {
    var isBuiltOn = false
    for file in files.samples {
      guard let text = try? source.text(of: file).get() else { continue }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      if has("Doctrine\\Migrations") { return nil }
      if has("Phinx\\Migration\\") || has("Phinx\\Db\\") { return "phinx" }
      if has("Migrations\\AbstractMigration") || has("Migrations\\BaseMigration")
        || has("Migrations\\CakeMigration")
      {
        return "cakephp"
      }
      // A class of the application stands between.
      let isOwn = has("Migration\n") || has("Migration\r\n") || has("Migration {") || has("Migration;")
      isBuiltOn = isBuiltOn || isOwn && has("$this->table(")
    }
    return isBuiltOn ? (isCake ? "cakephp" : "phinx") : nil
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let folder = PHPProject.folder(of: claim.root, in: listing)
    let settings = PhinxSettings(
      folder: claim.root, isCake: claim.framework == "cakephp", in: listing, source: reader.source)
    let dialect = reader.dialect(of: claim, seen: settings.dialect, fallback: "mysql")
    var migrations = PhinxMigrations(
      classes: PHPClasses(reader: reader, folder: folder, dialect: dialect.name), folder: claim.root,
      settings: settings)
    let files = NumberedScripts(claim.files, endings: fileEndings).files
    return ProgramHistory.history(of: claim, in: dialect, migrations.read(files))
  }
}
