import Domain

/// What a migration's file says by its name and first lines.
enum YiiFile {
  /// `m240102_030405_name.php`, `M240102030405Name.php`
  static func isNamed(_ name: String) -> Bool { time(name) != nil }

  /// The digits of the time in a name; nil for other names (`BaseMigrateController::getNewMigrations`).
  private static func time(_ name: String) -> String? {
    guard let first = name.utf8.first, first | 0x20 == UInt8(ascii: "m"), name.hasSuffix(".php") else {
      return nil
    }
    var digits: [UInt8] = []
    for (place, byte) in name.utf8.dropFirst().dropLast(4).enumerated() {
      if byte &- 0x30 < 10 {
        guard digits.count < 12 else { return nil }
        digits.append(byte)
      } else if place == 6, byte == UInt8(ascii: "_") {
        continue
      } else {
        return digits.count == 12 ? String(decoding: digits, as: UTF8.self) : nil
      }
    }
    return nil
  }

  /// In running order: by time, then by the name of the class with its namespace.
  static func ordered(_ files: [FileEntry], _ source: FileSource) -> [FileEntry] {
    let keyed = files.map { file in
      let name = file.path.lastComponent
      let space = namespace(of: file, source).map { $0 + "\\" } ?? ""
      return (key: (time(name) ?? "") + "\\" + space + String(name.dropLast(4)), file: file)
    }
    return keyed.sorted {
      $0.key == $1.key
        ? $0.file.path < $1.file.path : Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8))
    }.map(\.file)
  }

  private static func namespace(of file: FileEntry, _ source: FileSource) -> String? {
    guard let first = file.path.lastComponent.utf8.first, first == UInt8(ascii: "M"),
      let text = try? source.text(of: file).get()
    else { return nil }
    return PHPWords.name(after: "\nnamespace ", in: text.bytes)
  }

  /// The connection that a class names: `public $db = 'db2'`, `$this->db = Yii::$app->db2`; nil for the application's
  /// own.
  static func component(of file: FileEntry, _ source: FileSource) -> String? {
    guard let text = try? source.text(of: file).get() else { return nil }
    for mark in [
      " $db = '", " $db = \"", "$this->db = '", "$this->db = \"", "$this->db = Yii::$app->get('",
      "$this->db = Yii::$app->", "$this->db = \\Yii::$app->",
    ] {
      guard let name = PHPWords.name(after: mark, in: text.bytes), name != "get" else { continue }
      return name == "db" ? nil : name
    }
    return nil
  }
}
