import Domain

extension Migration {
  /// Takes what a program does on its way forward, each blind spot once, with the author's comments: those in its file
  /// unless others are given.
  mutating func take(_ forward: ProgramOutput, comments: [AuthorHint]? = nil) {
    operations = forward.operations
    hints = (comments ?? AuthorHints.readProgram(forward.file)) + forward.hints
    var told: Set<Diagnostic> = []
    diagnostics = forward.diagnostics.filter { told.insert($0).inserted }
  }
}

extension MigrationHistory {
  /// Puts what programs do in the place of migrations that are such a file alone; one that is not understood stays.
  mutating func read(_ isProgram: (FileEntry) -> Bool, by read: (Migration, FileEntry) -> Migration?) {
    for index in migrations.indices {
      let migration = migrations[index]
      guard migration.files.count == 1, isProgram(migration.files[0]) else { continue }
      migrations[index] = read(migration, migration.files[0]) ?? migration
    }
  }
}
