import Domain

extension Migration {
  /// Takes what a program does on its way forward, each blind spot once, with the author's comments in its file.
  mutating func take(_ forward: ProgramOutput) {
    operations = forward.operations
    hints = AuthorHints.readProgram(forward.file) + forward.hints
    var told: Set<Diagnostic> = []
    diagnostics = forward.diagnostics.filter { told.insert($0).inserted }
  }
}
