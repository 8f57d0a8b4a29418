import ScriptSyntax

/// The operations of a migration, by what they do.
enum DjangoOperation {
  case createModel, deleteModel, renameModel, alterModelTable, alterModelOptions, alterOrder
  case addField, removeField, alterField, renameField
  case uniqueTogether, indexTogether, addIndex, removeIndex, renameIndex, addConstraint, removeConstraint
  case runSQL, runPython, separate
  /// A default that the database gives: `AddDefaultValue` of django-add-default-value.
  case databaseDefault
  /// Changes neither tables nor rows that are replayed: managers, comments, extensions, triggers.
  case nothing

  /// The operation that a call makes; nil for a class that is not known.
  ///
  /// Classes of other packages are taken for the one whose name theirs ends with: `SafeRemoveField`,
  /// `PostgresCreateModel`.
  init?(_ call: FoldedCall) {
    let name = call.name
    if let exact = Self.names[name] {
      self = exact
    } else if let ending = Self.endings.first(where: { name.hasSuffix($0.name) }) {
      self = ending.kind
    } else {
      return nil
    }
  }

  /// The operation of Django with a name.
  init?(named name: String) {
    guard let exact = Self.names[name] else { return nil }
    self = exact
  }

  /// Whether its effect cannot be known without all of its arguments.
  var needsArguments: Bool {
    if case .nothing = self { false } else { true }
  }

  private static let names: [String: DjangoOperation] = [
    "CreateModel": .createModel, "DeleteModel": .deleteModel, "RenameModel": .renameModel,
    "AlterModelTable": .alterModelTable, "AlterModelOptions": .alterModelOptions,
    "AlterModelManagers": .nothing, "AlterModelTableComment": .nothing,
    "AlterOrderWithRespectTo": .alterOrder, "AddField": .addField, "RemoveField": .removeField,
    "AlterField": .alterField, "RenameField": .renameField, "AlterUniqueTogether": .uniqueTogether,
    "AlterIndexTogether": .indexTogether, "AddIndex": .addIndex, "AddIndexConcurrently": .addIndex,
    "RemoveIndex": .removeIndex, "RemoveIndexConcurrently": .removeIndex, "RenameIndex": .renameIndex,
    "AddConstraint": .addConstraint, "AddConstraintNotValid": .addConstraint,
    "AlterConstraint": .nothing, "ValidateConstraint": .nothing, "RemoveConstraint": .removeConstraint,
    "RunSQL": .runSQL, "RunPython": .runPython, "SeparateDatabaseAndState": .separate,
    "CreateExtension": .nothing, "BloomExtension": .nothing, "BtreeGinExtension": .nothing,
    "BtreeGistExtension": .nothing, "CITextExtension": .nothing, "CryptoExtension": .nothing,
    "HStoreExtension": .nothing, "TrigramExtension": .nothing, "UnaccentExtension": .nothing,
    "VectorExtension": .nothing, "CreateCollation": .nothing, "RemoveCollation": .nothing,
    "AddTrigger": .nothing, "RemoveTrigger": .nothing, "IgnoreMigration": .nothing,
    "AddDefaultValue": .databaseDefault,
  ]

  /// The names that other classes may end with, longest first.
  private static let endings: [(name: String, kind: DjangoOperation)] =
    names
    .filter { $0.key.count > 5 }
    .sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
    .map { ($0.key, $0.value) }
}
