import Domain
import ScriptSyntax

/// What the order of migrations must know of a file.
struct TortoiseFile: Sendable {
  /// What runs before it.
  private(set) var dependencies: [MigrationKey] = []
  /// What runs after it.
  private(set) var runsBefore: [MigrationKey] = []
  /// The app that the models of the file say they are of: `options={"app": "shop"}`.
  private(set) var label: String?
  private let name: String

  init(_ entry: FileEntry, _ source: FileSource) {
    name = String(entry.path.lastComponent.dropLast(3))
    guard let text = try? source.text(of: entry).get() else { return }
    let run = ScriptRun(ScriptSyntax.ScriptReader.read(text.bytes, as: .python))
    guard let definition = run.classes.last(where: { $0.name == "Migration" }) else { return }
    let fields = run.fields(of: definition).values
    dependencies = Self.keys(fields["dependencies"])
    runsBefore = Self.keys(fields["run_before"])
    label =
      fields["operations"]?.elements?.lazy.compactMap { $0.call?.argument(2, "options")?.entry("app")?.text }
      .first
  }

  /// `[("shop", "0001_initial")]`
  private static func keys(_ value: FoldedValue?) -> [MigrationKey] {
    (value?.elements ?? []).compactMap { pair in
      guard let parts = pair.elements, parts.count == 2, let app = parts[0].text, let name = parts[1].text
      else {
        return nil
      }
      return MigrationKey(app: app, name: name)
    }
  }

  /// The app of a folder: what its models say, else what its files call the others of the folder.
  static func label(of files: [TortoiseFile]) -> String? {
    let names = Set(files.map(\.name))
    return files.lazy.compactMap(\.label).first
      ?? files.lazy.flatMap(\.dependencies).first { names.contains($0.name) }?.app
  }
}
