import Domain

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
      let space = text.flatMap { PHPWords.name(after: "namespace ", in: $0.bytes) } ?? ""
      let type = text.flatMap { PHPWords.name(after: "\nclass ", in: $0.bytes) } ?? name
      return (number: number(name) ?? "", type: space + "\\" + type, file: file)
    }
    return keyed.sorted {
      ($0.number, $0.type, $0.file.path) < ($1.number, $1.type, $1.file.path)
    }.map(\.file)
  }

  /// The group of settings that a class names: `protected $DBGroup = 'stats'`; nil for the application's own.
  static func group(of file: FileEntry, _ source: FileSource) -> String? {
    guard let text = try? source.text(of: file).get() else { return nil }
    for mark in ["$DBGroup = '", "$DBGroup = \"", "$DBGroup  = '"] {
      guard let name = PHPWords.name(after: mark, in: text.bytes) else { continue }
      return name == "default" ? nil : name
    }
    return nil
  }
}
