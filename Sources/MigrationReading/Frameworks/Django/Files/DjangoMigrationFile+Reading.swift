import Domain
import ScriptSyntax

extension DjangoMigrationFile {
  /// Reads a file of an app; nil if it holds no migration, which Django would not take either.
  static func read(_ entry: FileEntry, app: String, source: FileSource) -> DjangoMigrationFile {
    let name = entry.path.lastComponent
    var file = DjangoMigrationFile.none
    file.entry = entry
    file.key = MigrationKey(app: app, name: name.hasSuffix(".py") ? String(name.dropLast(3)) : name)
    switch source.text(of: entry) {
    case .failure(let unread):
      file.diagnostics.append(unread.diagnostic)
    case .success(let text):
      file.text = text
      file.read()
    }
    return file
  }

  /// A migration of an app whose files are not in the repository, from its text.
  static func written(app: String, text: String) -> DjangoMigrationFile {
    let path = TreePath("django/contrib/\(app)/migrations")
    let bytes = Array(text.utf8)
    var file = DjangoMigrationFile.none
    file.isOwn = false
    file.key = MigrationKey(app: app, name: "django")
    file.entry = FileEntry(path: path, contentID: ContentID(bytes: Array(MD5.hexDigest(of: bytes).utf8)))
    file.text = SourceText(path: path, bytes: bytes)
    file.read()
    return file
  }

  private mutating func read() {
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .python)
    self.script = script
    constants = ModuleConstants(script)
    hints = AuthorHints.readPython(text)
    for trouble in script.troubles {
      diagnostics.append(
        Diagnostic(
          id: "python-syntax", summary: trouble.message, location: text.location(trouble.range.offset),
          byteCount: trouble.range.count, reach: .mayChangeSchema))
    }
    guard let migration = script.classes.last(where: { $0.name == "Migration" }) else {
      return reportNoMigration(script)
    }
    let fields = constants.fields(of: migration)
    dependencies = keys(fields["dependencies"])
    runsBefore = keys(fields["run_before"])
    replaces = keys(fields["replaces"])
    if let value = fields["operations"] { readOperations(value) }
  }

  /// A file without a class: nothing that Django runs, unless the name is bound in another way.
  private mutating func reportNoMigration(_ script: ScriptFile) {
    let isBound = ByteSearch.contains(text.bytes, Array("Migration".utf8))
    guard script.troubles.isEmpty else { return }
    diagnostics.append(
      Diagnostic(
        id: "no-migration-class", summary: "\"\(entry.path.display)\" holds no class \"Migration\"",
        location: text.location(0), reach: isBound ? .mayChangeSchema : .harmless))
  }

  /// A list of operations; of `helper() + [...]` the parts that are written out, each other one is reported.
  private mutating func readOperations(_ value: FoldedValue, depth: Int = 0) {
    if let lists = value.alternatives {
      operations += DjangoChoice.parts(of: lists, at: value.range)
      return
    }
    if case .operation(let sum) = value.content, sum.operation == .add, depth < 16 {
      for part in sum.operands { readOperations(part, depth: depth + 1) }
      return
    }
    guard let elements = value.elements else {
      diagnostics.append(
        Diagnostic(
          id: "unread-operations", summary: "the list of operations is put together at run time",
          location: text.location(value.range.offset), byteCount: value.range.count, reach: .mayChangeSchema))
      return
    }
    operations += elements
  }

  /// `[("app", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]`
  private mutating func keys(_ value: FoldedValue?) -> [MigrationKey] {
    var keys: [MigrationKey] = []
    for element in value?.elements ?? [] {
      if let pair = element.elements, pair.count == 2, let app = pair[0].text, let name = pair[1].text {
        keys.append(MigrationKey(app: app, name: name))
      } else if case .call(let call) = element.content, call.name == "swappable_dependency" {
        if let text = call.positional.first?.text, let key = ModelKey(reference: text, in: "", own: nil) {
          keys.append(MigrationKey(app: key.app, name: "__first__"))
        } else {
          needsUserModel = true
        }
      }
    }
    return keys
  }
}
