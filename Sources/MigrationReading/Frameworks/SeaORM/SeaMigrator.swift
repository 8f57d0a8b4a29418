import Domain
import ScriptSyntax

/// The list that says which migrations are run, and in what order: `Migrator::migrations()`
/// (https://www.sea-ql.org/SeaORM/docs/migration/setting-up-migration/).
struct SeaMigrator {
  /// The file that has it.
  let entry: FileEntry
  /// The files of the migrations, in running order.
  let files: [FileEntry]
  /// Migrations that are not of a file of the repository, with their places.
  let unknown: [(name: String, location: SourceLocation)]

  private static let marks = ["MigratorTrait for ", "MigratorTraitSelf for "]
  private static let fileNames: Set<String> = [
    "lib.rs", "mod.rs", "main.rs", "migrator.rs", "migrations.rs", "migration.rs", "migrate.rs",
  ]

  /// Whether a folder's files may hold such a list, by their names.
  static func candidates(_ folder: FileListing.Folder) -> [FileListing.File] {
    let isNamed = folder.parts.contains { $0.contains(text: "migrat") }
    let hasNumbered = folder.files.contains { isNumbered($0.name) }
    return folder.files.filter { file in
      fileNames.contains(file.name) && (isNamed || hasNumbered)
        || file.name.hasPrefix("migrat")
          && file.name.hasSuffix(".rs")
    }
  }

  /// `m20240102_030405_name.rs`
  static func isNumbered(_ name: String) -> Bool {
    guard name.hasPrefix("m"), name.hasSuffix(".rs") else { return false }
    let digits = name.utf8.dropFirst().prefix { $0 &- 0x30 < 10 }
    return digits.count >= 4 && digits.endIndex < name.endIndex && name[digits.endIndex] == "_"
  }

  /// Reads the list of a file; nil if it has none.
  init?(_ file: FileEntry, _ source: FileSource) {
    guard let text = try? source.text(of: file).get(),
      Self.marks.contains(where: { ByteSearch.contains(text.bytes, Array($0.utf8)) })
    else { return nil }
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .rust)
    let run = ScriptRun(script)
    guard let type = Self.type(script), let method = type.method("migrations") else { return nil }
    entry = file
    let place = SeaCrate.place(of: file.path, in: source)
    var files: [FileEntry] = []
    var unknown: [(name: String, location: SourceLocation)] = []
    for value in run.calls(in: method, of: type).result?.elements ?? [] {
      guard let path = Self.path(value) else { continue }
      let module = path.split(separator: ".").dropLast().joined(separator: "::")
      let names = module.replacing(text: "::", with: "/").split(separator: "/").map(String.init)
      if let found = Self.file(names, place, source) {
        files.append(found)
      } else {
        unknown.append((path.replacing(text: ".", with: "::"), text.location(value.range.offset)))
      }
    }
    self.files = files
    self.unknown = unknown
  }

  private static func type(_ script: ScriptFile) -> ScriptClass? {
    script.classes.first { type in
      type.method("migrations") != nil
        && type.bases.contains { ($0.dottedName ?? "").hasPrefix("MigratorTrait") }
    }
  }

  /// `m1::Migration`, `m1::Migration::new()`, `m1::Migration { .. }`, or a type that is imported.
  private static func path(_ value: FoldedValue) -> String? {
    switch value.content {
    case .reference(let reference): return reference.resolved
    case .call(let call):
      guard let path = call.resolved else { return nil }
      return call.isConstruction
        ? path : path.split(separator: ".").dropLast().joined(separator: ".")
    default: return nil
    }
  }

  private static func file(_ names: [String], _ place: SeaCrate.Place, _ source: FileSource) -> FileEntry? {
    switch names.first {
    case "crate": return place.crate.file(Array(names.dropFirst()), source)
    case "self": return place.crate.file(place.module + names.dropFirst(), source)
    case "super":
      return place.crate.file(place.module.dropLast() + names.dropFirst(), source)
    case nil: return nil
    default: return place.crate.file(place.module + names, source)
    }
  }
}
