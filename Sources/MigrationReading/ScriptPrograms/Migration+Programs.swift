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
