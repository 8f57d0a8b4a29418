import Domain
import ScriptSyntax

/// A migration file, read: what it depends on and its operations, folded.
struct DjangoMigrationFile: Sendable {
  /// App label and name.
  var key: MigrationKey
  /// The file.
  var entry: FileEntry
  /// Its text.
  var text: SourceText
  /// Its tree.
  var script: ScriptFile?
  /// What its names and expressions are.
  var constants: ModuleConstants
  /// What runs before it.
  var dependencies: [MigrationKey] = []
  /// Whether it depends on the user model's app.
  var needsUserModel = false
  /// What runs after it.
  var runsBefore: [MigrationKey] = []
  /// What it stands for.
  var replaces: [MigrationKey] = []
  /// Its operations in order.
  var operations: [FoldedValue] = []
  /// The author's comments.
  var hints: [AuthorHint] = []
  /// Whether the repository holds the file.
  var isOwn = true
  /// What was not understood.
  var diagnostics: [Diagnostic] = []

  /// No file.
  static var none: DjangoMigrationFile {
    let empty = SourceText(path: TreePath(""), bytes: [])
    return DjangoMigrationFile(
      key: MigrationKey(app: "", name: ""),
      entry: FileEntry(path: TreePath(""), contentID: ContentID(bytes: [])), text: empty, script: nil,
      constants: ModuleConstants(nil))
  }

  /// The whole text.
  var range: ScriptRange { ScriptRange(0, Int32(clamping: text.bytes.count)) }

  /// A function at the top level.
  func function(named name: String) -> ScriptFunction? { script?.functions.last { $0.name == name } }

  /// A class at the top level.
  func definedClass(named name: String) -> ScriptClass? { script?.classes.last { $0.name == name } }
}
