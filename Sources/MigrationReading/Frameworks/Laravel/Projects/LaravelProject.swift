import Domain
import ScriptSyntax

/// What an application says about itself: version, connection, settings in `config`.
struct LaravelProject {
  /// The first number of the framework's version; nil if it is not known.
  let version: Int?
  /// The name of the default connection; nil if it is not known.
  let connection: String?
  /// The database behind the default connection.
  let dialect: String?
  /// The length of texts without one.
  let stringLength: String
  /// The type of the keys that `morphs` makes: `int`, `uuid` or `ulid`.
  let morphKey: String

  /// Reads what is needed of an application's files.
  init(folder: TreePath, source: FileSource) {
    func text(_ path: String) -> [UInt8]? {
      source.tree.entry(at: folder.appending(path)).flatMap { try? source.text(of: $0).get() }?.bytes
    }
    version = text("composer.json").flatMap { Self.version($0) }
    let config = text("config/database.php")
    let settings = config.flatMap { LaravelSettings.value(of: $0) }
    let environment = [".env.example", ".env.dist", ".env.production", ".env"].lazy.compactMap { text($0) }
      .compactMap { Self.setting("DB_CONNECTION", in: $0) }.first
    let fallback = settings?.entry("default").flatMap { LaravelSettings.known($0)?.text }
    connection = environment ?? fallback
    let driver = connection.flatMap { name in
      settings?.entry("connections")?.entry(name)?.entry("driver").flatMap { LaravelSettings.known($0)?.text }
    }
    dialect = (driver ?? connection).flatMap { PHPProject.dialect($0) }
    let provider = text("app/Providers/AppServiceProvider.php") ?? []
    stringLength = Self.argument(of: "defaultStringLength(", in: provider) ?? "255"
    morphKey =
      ByteSearch.contains(provider, Array("morphUsingUuids".utf8))
      ? "uuid" : ByteSearch.contains(provider, Array("morphUsingUlids".utf8)) ? "ulid" : "int"
  }

  /// Whether `change()` states a column anew, so that what it does not repeat is dropped; before Laravel 11, and
  /// where the version is not known, the rest of a column stays as it was.
  var restatesColumns: Bool { (version ?? 0) >= 11 }

  /// Whether new columns are added before anything else that a table block does.
  var addsColumnsFirst: Bool { (version ?? 11) < 11 }

  /// The largest first number in the version of `laravel/framework`.
  private static func version(_ bytes: [UInt8]) -> Int? {
    for package in ["\"laravel/framework\"", "\"illuminate/database\"", "\"illuminate/support\""] {
      guard let at = ByteSearch.first(of: Array(package.utf8), in: bytes) else { continue }
      let rest = bytes[(at + package.utf8.count)...].prefix(80)
      guard let open = rest.firstIndex(of: UInt8(ascii: "\"")),
        let close = rest[(open + 1)...].firstIndex(of: UInt8(ascii: "\""))
      else { continue }
      let parts = String(decoding: rest[(open + 1)..<close], as: UTF8.self).split { "|, ".contains($0) }
      let majors = parts.compactMap { part in
        Int(part.drop { !$0.isNumber }.prefix { $0.isNumber })
      }
      if let major = majors.max() { return major }
    }
    return nil
  }

  /// `DB_CONNECTION=pgsql` of an environment file.
  private static func setting(_ name: String, in bytes: [UInt8]) -> String? {
    for line in bytes.split(separator: 10) {
      let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard parts.count == 2, String(decoding: parts[0], as: UTF8.self) == name else { continue }
      let value = String(decoding: parts[1], as: UTF8.self).split { " \t\r\"'#".contains($0) }
      if let first = value.first { return String(first) }
    }
    return nil
  }

  /// The digits after a call's name.
  private static func argument(of call: String, in bytes: [UInt8]) -> String? {
    guard let at = ByteSearch.first(of: Array(call.utf8), in: bytes) else { return nil }
    let digits = bytes[(at + call.utf8.count)...].prefix(12).filter { $0 &- 0x30 < 10 }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
