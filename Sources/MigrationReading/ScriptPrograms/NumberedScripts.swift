import Domain

/// Scripts `<version>_<name>` of a history, in the order of the numbers before the first underscore.
struct NumberedScripts {
  private let entries: [(version: String, file: FileEntry)]

  /// Those of the files that have a version and one of the endings.
  init(_ files: [FileEntry], endings: [String]) {
    entries = files.compactMap { file in
      Self.version(file.path.lastComponent, endings: endings).map { (version: $0, file: file) }
    }.sorted { ($0.version.count, $0.version, $0.file.path) < ($1.version.count, $1.version, $1.file.path) }
  }

  /// The files in running order.
  var files: [FileEntry] { entries.map(\.file) }

  /// The digits before the first underscore of `20240102030405_add_tier.rb`, without leading zeros.
  static func version(_ name: String, endings: [String]) -> String? {
    // Most scripts of an application are none: their first byte tells.
    guard let first = name.utf8.first, first &- 0x30 < 10, endings.contains(where: name.hasSuffix) else {
      return nil
    }
    let digits = name.utf8.prefix { $0 &- 0x30 < 10 }
    guard digits.endIndex < name.endIndex, name.utf8[digits.endIndex] == UInt8(ascii: "_") else { return nil }
    let short = digits.drop { $0 == UInt8(ascii: "0") }
    return short.isEmpty ? "0" : String(short)
  }

  /// The migrations, each of its parsed file, with their versions for ids; a file is parsed by itself, ahead on
  /// several threads where there are many, and run in its turn.
  func migrations<File: Sendable>(
    _ reader: HistoryReader, as kind: String, parse: @escaping @Sendable (FileEntry, FileSource) -> File,
    run: (File) -> Migration
  ) -> [Migration] {
    reader.readingAhead(files, as: kind, parse) {
      migrations { file in run(reader.remembered(file, as: kind) { parse(file, reader.source) }) }
    }
  }

  /// The migrations, each of its file, with their versions for ids; shown to `follow` as soon as they are read.
  func migrations(
    _ read: (FileEntry) -> Migration, follow: (Migration) -> Void = { _ in }
  ) -> [Migration] {
    var ids = MigrationIDs()
    return entries.map { entry in
      var migration = read(entry.file)
      migration.id = entry.version
      ids.take(&migration)
      follow(migration)
      return migration
    }
  }
}
